/** `jdas combine RUN RUN...`: the uncertainty of several configurations together. */
import { relative, resolve } from "node:path";
import { Command } from "commander";
import { writeCombination } from "../evaluation/combine.js";
import { renderCombination } from "../evaluation/combineReport.js";

export function combineCommand(): Command {
  return new Command("combine")
    .description("combine finished runs of other configurations: spread within and between them")
    .argument("<runs...>", "run folders of one period and grid, two or more")
    .option("-o, --output <folder>", "folder for combined.json, .csv, .svg and .png", "combined")
    .action(async (runs: readonly string[], { output }: { readonly output: string }) => {
      const combination = await writeCombination(runs, resolve(output));
      process.stdout.write(`${renderCombination(combination)}\n`);
      process.stdout.write(
        `Written to ${relative(process.cwd(), resolve(output)) || "."}/: combined.json, .csv, .svg, .png\n`,
      );
    });
}
