/** `jdas verify`: proves the transport on this machine, or says what fails. */
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { Command } from "commander";
import { writeTextAtomically } from "../io/atomicWrite.js";
import { writeFigure } from "../io/writeFigure.js";
import { loadKernels } from "../kernels/load.js";
import { closedFlowFigure } from "../verification/figure.js";
import { type Machine, passed, renderVerification, verificationJson } from "../verification/report.js";
import { longExtent, quickExtent, verifyTransport } from "../verification/verifyTransport.js";
import { programVersion } from "./program.js";

interface VerifyOptions {
  readonly json?: string;
  readonly figure?: string;
  readonly weather?: readonly string[];
  readonly long?: boolean;
}

export function verifyCommand(): Command {
  return new Command("verify")
    .description("prove the transport on this machine: what must hold, errors and orders, float32, threads")
    .option("--json <file>", "write the numbers as JSON")
    .option("--figure <folder>", "draw the flows with a known end: transport_verification.svg and .png")
    .option(
      "--weather <files...>",
      "run in weather files as well, each by itself; those of WRF or MCIP are one weather",
      collect,
    )
    .option("--long", "30 days of float32 beside float64, a finer resolution, whole days of weather (some minutes)")
    .action(verify);
}

async function verify(options: VerifyOptions): Promise<void> {
  const started = Date.now();
  const verification = await verifyTransport({
    extent: options.long ? longExtent : quickExtent,
    loadKernels,
    weatherFiles: options.weather ?? [],
    progress: (text) => void process.stderr.write(`${seconds(started).padStart(6)}  ${text}\n`),
  });
  const machine: Machine = {
    program: `openjdas ${programVersion()}`,
    node: process.version,
    cpu: cpus()[0]?.model.trim() ?? "unknown processor",
    cores: availableParallelism(),
  };
  process.stdout.write(`\n${renderVerification(verification, machine)}`);
  if (options.json !== undefined) writeTextAtomically(options.json, verificationJson(verification, machine));
  if (options.figure !== undefined) {
    const paths = writeFigure(join(options.figure, "transport_verification"), closedFlowFigure(verification.pictures));
    process.stdout.write(`Drawn: ${paths.join(", ")}\n`);
  }
  process.stdout.write(`Done in ${seconds(started)}.\n`);
  if (!passed(verification)) process.exitCode = 1;
}

function collect(file: string, files: readonly string[] = []): string[] {
  return [...files, file];
}

function seconds(since: number): string {
  return `${((Date.now() - since) / 1000).toFixed(0)} s`;
}
