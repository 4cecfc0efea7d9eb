/** `jdas demo`: a whole inversion with nothing to download. */
import { Command } from "commander";
import { type ExecuteOptions, execute } from "./execute.js";
import { shippedExperiment } from "./program.js";

export function demoCommand(): Command {
  return new Command("demo")
    .description("run a twin experiment: 12 days of July, China at 64 km, 50 members, no files needed")
    .option("-o, --output <folder>", "run folder", "runs/demo")
    .action((options: ExecuteOptions) => execute(shippedExperiment("demo"), { ...options, replace: true }));
}
