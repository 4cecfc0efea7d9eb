#!/usr/bin/env node
/** The command `jdas`. */
import { inspect } from "node:util";
import { Command } from "commander";
import { JdasError } from "../errors.js";
import { hearOfCache } from "../io/cache.js";
import { faultsInLines } from "./faultsInLines.js";
import { markAtOnce } from "./garbage.js";
import { memoryFault } from "./memoryFault.js";
import { programVersion } from "./program.js";

markAtOnce();

/** In the order of the help. One that is named comes alone: to load them all takes longer than most of what is asked of them. */
const commands: Readonly<Record<string, () => Promise<Command>>> = {
  demo: async () => (await import("./demo.js")).demoCommand(),
  init: async () => (await import("./init.js")).initCommand(),
  inspect: async () => (await import("./inspect.js")).inspectCommand(),
  check: async () => (await import("./check.js")).checkCommand(),
  prepare: async () => (await import("./prepare.js")).prepareCommand(),
  run: async () => (await import("./run.js")).runCommand(),
  sweep: async () => (await import("./sweep.js")).sweepCommand(),
  slurm: async () => (await import("./slurm.js")).slurmCommand(),
  twin: async () => (await import("./twin.js")).twinCommand(),
  tune: async () => (await import("./tune.js")).tuneCommand(),
  evaluate: async () => (await import("./evaluate.js")).evaluateCommand(),
  report: async () => (await import("./report.js")).reportCommand(),
  combine: async () => (await import("./combine.js")).combineCommand(),
  footprint: async () => (await import("./footprint.js")).footprintCommand(),
  verify: async () => (await import("./verify.js")).verifyCommand(),
  doctor: async () => (await import("./doctor.js")).doctorCommand(),
};

const program = new Command("jdas")
  .description("Regional CO2 flux inversion: satellite columns, ensemble transport, EnSRF, closed carbon budgets.")
  .version(programVersion())
  .option("--debug", "show where in the program an error arose");
const named = process.argv.slice(2).find((argument) => Object.hasOwn(commands, argument));
for (const name of named === undefined ? Object.keys(commands) : [named]) {
  program.addCommand(await commands[name]());
}

hearOfCache((sentence) => process.stderr.write(`${sentence}\n`));
// A reader that has seen enough (| head) or a terminal that has closed takes no more: the work goes on, or ends as it would.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

try {
  await program.parseAsync();
} catch (error) {
  const fault = error instanceof JdasError ? error : memoryFault(error);
  if (fault === undefined) throw error;
  process.stderr.write(faultsInLines(fault));
  if (program.opts().debug === true) process.stderr.write(`\n${inspect(fault)}\n`);
  process.exitCode = 1;
}
