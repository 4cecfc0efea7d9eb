/** `jdas run FILE`: runs an experiment file. */
import { Command, Option } from "commander";
import { check } from "./check.js";
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
    .addOption(
      new Option("--dry-run", 'check it and write nothing, as "jdas check" does').conflicts(["replace", "resume"]),
    )
    .action((file: string, { dryRun = false, ...options }: ExecuteOptions & { readonly dryRun?: boolean }) =>
      dryRun ? check(file, options) : execute(file, options),
    );
}
