/** `jdas inspect FILE...`: what files are, what they cover and what of them is odd. */
import { resolve } from "node:path";
import { Command } from "commander";
import { standardOverlays } from "../evaluation/figures/standardOverlays.js";
import { drawInspection } from "../inspection/drawInspection.js";
import { inspectFiles } from "../inspection/inspect.js";
import type { Inspection } from "../inspection/inspection.js";
import { renderInspection } from "../inspection/inspectionText.js";
import { inspectionJson } from "../inspection/inspectionJson.js";
import { writePicture } from "../io/writeFigure.js";
import type { Product } from "../products/product.js";
import { standardProducts, standardRegistry } from "../products/registry.js";

interface InspectOptions {
  readonly json?: boolean;
  readonly figure?: string;
}

export function inspectCommand(): Command {
  return new Command("inspect")
    .description("say what data files are, what they cover and what of them is odd")
    .argument("<files...>", "files as they were downloaded")
    .option("--json", "write everything as JSON")
    .option("--figure <file>", "draw the first field, or where the observations are, as .png, .svg or .pdf")
    .action(run);
}

async function run(files: readonly string[], { json, figure }: InspectOptions): Promise<void> {
  const inspected = await inspectFiles(standardRegistry, files, absolute);
  const inspection: Inspection = { files: inspected.files, uses: inspected.uses };
  process.stdout.write(
    json === true ? inspectionJson(inspection) : renderInspection(inspection, standardProducts.filter(readsFiles)),
  );
  if (inspection.files.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
  if (figure !== undefined) {
    await writePicture(resolve(figure), await drawInspection(inspected, absolute, standardOverlays()));
  }
}

function absolute(path: string): string {
  return resolve(path);
}

/** Some are made up, or made of what others read. */
function readsFiles({ roles }: Product): boolean {
  return Object.values(roles).some((role) => role.files.includes("files"));
}
