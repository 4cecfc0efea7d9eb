/** `jdas run FILE`: runs an experiment file. */
import { Command, Option } from "commander";
import { type ExecuteOptions, execute } from "./execute.js";

export function runCommand(): Command {
  return new Command("run")
    .description("run an experiment file (docs/configuration.md)")
    .argument("<file>", "experiment, YAML")
    .option("-o, --output <folder>", "run folder, in place of the file's")
    .option("--replace", "replace an earlier run of the same configuration")
    .addOption(
      new Option("--resume", "go on with a run that was stopped, from its newest checkpoint").conflicts("replace"),
    )
    .action((file: string, options: ExecuteOptions) => execute(file, options));
}
