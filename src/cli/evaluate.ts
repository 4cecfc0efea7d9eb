/** `jdas evaluate FOLDER`: evaluates a run folder again, finished or stopped. */
import { Command } from "commander";
import { writeEvaluation } from "../evaluation/evaluate.js";
import { standardOverlays } from "../evaluation/figures/standardOverlays.js";
import { renderEvaluation } from "../evaluation/report.js";

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("evaluate a run folder again: tables, JSON and figures")
    .argument("<folder>", "run folder")
    .action(async (folder: string) => {
      const evaluation = await writeEvaluation(folder, standardOverlays());
      process.stdout.write(`${renderEvaluation(evaluation)}\n`);
    });
}
