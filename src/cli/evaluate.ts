/** `jdas evaluate FOLDER`: evaluates a run folder again, finished or stopped. */
import { Command } from "commander";
import { writeEvaluation } from "../evaluation/evaluate.js";
import { standardOverlays } from "../evaluation/figures/standardOverlays.js";
import { renderEvaluation } from "../evaluation/report.js";
import type { FigureForm } from "../runs/evaluationFiles.js";

export function evaluateCommand(): Command {
  return new Command("evaluate")
    .description("evaluate a run folder again: tables, JSON and figures")
    .argument("<folder>", "run folder")
    .option("--pdf", "write each figure as PDF too, for journals: some seconds for a map")
    .action(async (folder: string, { pdf = false }: { pdf?: boolean }) => {
      const forms = (): FigureForm[] => (pdf ? ["png", "pdf"] : ["png"]);
      const evaluation = await writeEvaluation(folder, standardOverlays(), { forms });
      process.stdout.write(`${renderEvaluation(evaluation)}\n`);
    });
}
