/** Writes dist/experiment.schema.json, the JSON Schema of experiment files, with what docs/configuration.md says of each key. */
import { readFileSync, writeFileSync } from "node:fs";
import { experimentJsonSchema } from "../dist/config/jsonSchema.js";
import { keyDescriptions } from "../dist/config/keyDescriptions.js";

const root = new URL("../", import.meta.url);
const page = readFileSync(new URL("docs/configuration.md", root), "utf8");
writeFileSync(
  new URL("dist/experiment.schema.json", root),
  `${JSON.stringify(experimentJsonSchema(keyDescriptions(page)))}\n`,
);
