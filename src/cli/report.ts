/** `jdas report RUN`: a run as one page that may be handed on; `jdas report A B`: two runs compared on one. */
import { relative, resolve } from "node:path";
import { Command } from "commander";
import { standardOverlays } from "../evaluation/figures/standardOverlays.js";
import { writeComparison } from "../evaluation/page/writeComparison.js";
import { writeReport } from "../evaluation/page/writeReport.js";
import { standardProducts } from "../products/registry.js";
import { pageAssets, programVersion } from "./program.js";

export function reportCommand(): Command {
  return new Command("report")
    .description(
      "write a run, or two compared, as one HTML page to hand on: what was done, tables, maps, checks, limits",
    )
    .argument("<run>", "run folder")
    .argument("[other]", "run folder of the same scored days, to be compared with it")
    .option(
      "-o, --output <file>",
      "the page, in place of report.html in the run folder, or of comparison.html here for two",
    )
    .action(report);
}

async function report(run: string, other: string | undefined, { output }: { readonly output?: string }): Promise<void> {
  const chosen = output === undefined ? undefined : resolve(output);
  if (other === undefined) return reportRun(run, chosen);
  const path = chosen ?? resolve("comparison.html");
  await writeComparison(resolve(run), resolve(other), pageParts(), `openjdas ${programVersion()}`, path);
  tellWhere(path);
}

/** @param chosen where the page is to be, in place of the run folder */
export async function reportRun(run: string, chosen?: string): Promise<void> {
  tellWhere(await writeReport(resolve(run), pageParts(), chosen));
}

function pageParts(): Parameters<typeof writeReport>[1] {
  return {
    assets: pageAssets(),
    overlays: standardOverlays(),
    provenances: new Map(standardProducts.map((product) => [product.name, product])),
  };
}

function tellWhere(path: string): void {
  process.stdout.write(`Written to ${relative(process.cwd(), path)}: one file, to be opened in any browser.\n`);
}
