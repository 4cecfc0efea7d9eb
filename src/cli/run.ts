/** `jdas run FILE`: runs an experiment file. */
import { Command, Option } from "commander";
import { check } from "./check.js";
import { type ExecuteOptions, execute } from "./execute.js";
import { onRanks } from "./ranks.js";
import { keepStatus } from "./status.js";

export function runCommand(): Command {
  return new Command("run")
    .description("run an experiment file (docs/configuration.md)")
    .argument("<file>", "experiment, YAML")
    .option("-o, --output <folder>", "run folder, in place of the file's")
    .option("--replace", "replace an earlier run of the same configuration")
    .addOption(
      new Option("--resume", "go on with a run that was stopped, from its newest checkpoint").conflicts("replace"),
    )
    .option("--report", "write it as one page too, as jdas report does")
    .addOption(
      new Option("--dry-run", 'check it and write nothing, as "jdas check" does').conflicts([
        "replace",
        "resume",
        "report",
      ]),
    )
    .option("--status <file>", "keep in a file how it goes and how it ended, for batch jobs")
    .action(run);
}

interface RunOptions extends ExecuteOptions {
  readonly dryRun?: boolean;
  readonly status?: string;
}

async function run(file: string, { dryRun = false, status, ...options }: RunOptions): Promise<void> {
  if (dryRun) return check(file, options);
  // Before MPI: where ranks end together, what is to be done at the end of this process must stand before that.
  const fail = status === undefined ? () => {} : keepStatus(status);
  try {
    await onRanks((place) => execute(file, options, place));
  } catch (error) {
    fail(error);
    throw error;
  }
}
