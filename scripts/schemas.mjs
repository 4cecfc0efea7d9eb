/**
 * Writes the JSON Schemas that ship: dist/experiment.schema.json of experiment files, with what docs/configuration.md says of
 * each key, dist/sweep.schema.json of sweep files, and dist/evaluation.schema.json of what evaluations write.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { experimentJsonSchema } from "../dist/config/jsonSchema.js";
import { keyDescriptions } from "../dist/config/keyDescriptions.js";
import { evaluationJsonSchema } from "../dist/evaluation/evaluationForm.js";
import { sweepJsonSchema } from "../dist/sweep/jsonSchema.js";

const root = new URL("../", import.meta.url);
const page = readFileSync(new URL("docs/configuration.md", root), "utf8");
const experiment = experimentJsonSchema(keyDescriptions(page));
const schemas = Object.entries({ experiment, sweep: sweepJsonSchema(experiment), evaluation: evaluationJsonSchema() });
for (const [name, schema] of schemas)
  writeFileSync(new URL(`dist/${name}.schema.json`, root), `${JSON.stringify(schema)}\n`);
