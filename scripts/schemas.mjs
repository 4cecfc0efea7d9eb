/**
 * Writes the JSON Schemas that ship: dist/experiment.schema.json of experiment files, with what docs/configuration.md says of
 * each key, and dist/evaluation.schema.json of what evaluations write.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { experimentJsonSchema } from "../dist/config/jsonSchema.js";
import { keyDescriptions } from "../dist/config/keyDescriptions.js";
import { evaluationJsonSchema } from "../dist/evaluation/evaluationForm.js";

const root = new URL("../", import.meta.url);
const page = readFileSync(new URL("docs/configuration.md", root), "utf8");
writeFileSync(
  new URL("dist/experiment.schema.json", root),
  `${JSON.stringify(experimentJsonSchema(keyDescriptions(page)))}\n`,
);
writeFileSync(new URL("dist/evaluation.schema.json", root), `${JSON.stringify(evaluationJsonSchema())}\n`);
