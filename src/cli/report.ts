/** `jdas report RUN`: a run as one page that may be handed on. */
import { relative, resolve } from "node:path";
import { Command } from "commander";
import { standardOverlays } from "../evaluation/figures/standardOverlays.js";
import { writeReport } from "../evaluation/page/writeReport.js";
import { standardProducts } from "../products/registry.js";
import { pageAssets } from "./program.js";

export function reportCommand(): Command {
  return new Command("report")
    .description("write a run as one HTML page to hand on: what was done, tables, maps, checks, limits")
    .argument("<run>", "run folder")
    .option("-o, --output <file>", "the page, in place of report.html in the run folder")
    .action(async (run: string, { output }: { readonly output?: string }) => {
      const parts = {
        assets: pageAssets(),
        overlays: standardOverlays(),
        provenances: new Map(standardProducts.map((product) => [product.name, product])),
      };
      const path = await writeReport(resolve(run), parts, output === undefined ? undefined : resolve(output));
      process.stdout.write(`Written to ${relative(process.cwd(), path)}: one file, to be opened in any browser.\n`);
    });
}
