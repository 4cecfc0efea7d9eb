#!/usr/bin/env node
/** The command `jdas`. */
import { inspect } from "node:util";
import { Command } from "commander";
import { JdasError } from "../errors.js";
import { hearOfCache } from "../io/cache.js";
import { checkCommand } from "./check.js";
import { combineCommand } from "./combine.js";
import { demoCommand } from "./demo.js";
import { doctorCommand } from "./doctor.js";
import { evaluateCommand } from "./evaluate.js";
import { footprintCommand } from "./footprint.js";
import { initCommand } from "./init.js";
import { inspectCommand } from "./inspect.js";
import { faultsInLines } from "./faultsInLines.js";
import { programVersion } from "./program.js";
import { prepareCommand } from "./prepare.js";
import { reportCommand } from "./report.js";
import { runCommand } from "./run.js";
import { slurmCommand } from "./slurm.js";
import { sweepCommand } from "./sweep.js";
import { tuneCommand } from "./tune.js";
import { twinCommand } from "./twin.js";
import { verifyCommand } from "./verify.js";

const program = new Command("jdas")
  .description("Regional CO2 flux inversion: satellite columns, ensemble transport, EnSRF, closed carbon budgets.")
  .version(programVersion())
  .option("--debug", "show where in the program an error arose")
  .addCommand(demoCommand())
  .addCommand(initCommand())
  .addCommand(inspectCommand())
  .addCommand(checkCommand())
  .addCommand(prepareCommand())
  .addCommand(runCommand())
  .addCommand(sweepCommand())
  .addCommand(slurmCommand())
  .addCommand(twinCommand())
  .addCommand(tuneCommand())
  .addCommand(evaluateCommand())
  .addCommand(reportCommand())
  .addCommand(combineCommand())
  .addCommand(footprintCommand())
  .addCommand(verifyCommand())
  .addCommand(doctorCommand());

hearOfCache((sentence) => process.stderr.write(`${sentence}\n`));
// A reader that has seen enough (| head) or a terminal that has closed takes no more: the work goes on, or ends as it would.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof JdasError)) throw error;
  process.stderr.write(faultsInLines(error));
  if (program.opts().debug === true) process.stderr.write(`\n${inspect(error)}\n`);
  process.exitCode = 1;
}
