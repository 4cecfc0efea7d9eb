/** `jdas slurm FILE`: the batch script of an experiment or a sweep; to submit it is left to the user. */
import { chmodSync, mkdirSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Command, InvalidArgumentError } from "commander";
import { readDocument } from "../config/document.js";
import { SECONDS_PER_DAY } from "../constants.js";
import { OutputError } from "../errors.js";
import { acceptExperiment } from "../experiments/setup/acceptExperiment.js";
import { writeTextAtomically } from "../io/atomicWrite.js";
import { findMpi } from "../parallel/findMpi.js";
import { bytesInWords, secondsInWords } from "../preflight/inWords.js";
import { refuse } from "../preflight/refusals.js";
import { secondsOf } from "../sweep/announcement.js";
import { standingOf } from "../sweep/standing.js";
import { checkText } from "./check.js";
import { readExperiment } from "./execute.js";
import { programVersion } from "./program.js";
import { drawProgress } from "./progress.js";
import { askedFor, type Foretold, foretoldInWords, largest, MARGIN } from "./slurm/asked.js";
import { batchScript, type Job, quoted } from "./slurm/script.js";
import { planSweep } from "./sweep.js";
import { SWEEP_RECORD } from "../runs/sweepRecord.js";
import { type MachineShare, wholeMachine } from "./thisMachine.js";

interface SlurmOptions {
  readonly cores: number;
  readonly ranks: number;
  readonly atOnce?: number;
  readonly time?: number;
  readonly memory?: number;
  readonly partition?: string;
  readonly account?: string;
  readonly modules?: readonly string[];
  readonly output?: string;
}

/** Threads beyond which a run gains little. */
const USUAL_CORES = 8;

export function slurmCommand(): Command {
  return new Command("slurm")
    .description("write the Slurm script of an experiment, or of a sweep as an array of jobs, and say how to submit it")
    .argument("<file>", "experiment or sweep, YAML")
    .option("--cores <n>", "of a process", whole, USUAL_CORES)
    .option("--ranks <n>", "processes of one experiment that MPI joins, on as many nodes as they need", whole, 1)
    .option("--at-once <n>", "of a sweep: most jobs at a time", whole)
    .option("--partition <name>", "of the cluster")
    .option("--account <name>", "that is charged")
    .option("--modules <names...>", "modules to load, one of which brings node")
    .option("--time <minutes>", "limit of a run, in place of what a trial foretells", whole)
    .option("--memory <MiB>", "of a run, in place of what a trial foretells", whole)
    .option("-o, --output <folder>", "run folder, or folder of all runs, in place of the file's")
    .action(slurm);
}

/** @throws JdasError with what the user can mend */
async function slurm(file: string, options: SlurmOptions): Promise<void> {
  const { content } = readDocument(readExperiment(file), relative(process.cwd(), file) || file);
  const isSweep = typeof content === "object" && content !== null && "vary" in content;
  const job = isSweep ? await jobOfSweep(file, options) : await jobOfRun(file, options);
  if (job === undefined) {
    process.stdout.write("All of it is finished: there is nothing to submit.\n");
    return;
  }
  const script = join(job.folder, "job.sh");
  try {
    mkdirSync(job.folder, { recursive: true });
  } catch (cause) {
    throw new OutputError({ where: job.folder, found: `it cannot be made: ${String(cause)}` }, { cause });
  }
  writeTextAtomically(script, batchScript(job));
  chmodSync(script, 0o755);
  const shown = quoted(relative(process.cwd(), script));
  const { asked, cores, ranks, array } = job;
  const tasks = array === undefined ? "" : `, each of ${array.tasks.length} tasks`;
  const each = `${ranks > 1 ? `${ranks} processes of ` : ""}${cores === 1 ? "1 core" : `${cores} cores`}`;
  process.stdout.write(
    `Written: ${shown}, which asks for ${each}, ${bytesInWords(asked.mebibytes * 2 ** 20)}${ranks > 1 ? " each" : ""} and ${secondsInWords(asked.seconds)}${tasks}.\n` +
      `  submit      sbatch ${shown}\n` +
      `  look at it  ${array === undefined ? `cat ${quoted(relative(process.cwd(), join(job.folder, "status.json")))}` : `jdas sweep ${quoted(file)}${options.output === undefined ? "" : ` -o ${quoted(options.output)}`} --report`}\n`,
  );
}

async function jobOfRun(file: string, options: SlurmOptions): Promise<Job | undefined> {
  const [name, inputFolder] = [relative(process.cwd(), file) || file, dirname(resolve(file))];
  const text = readExperiment(file);
  const { plan } = await acceptExperiment(text, name, inputFolder);
  const output = resolve(options.output ?? plan.output);
  const standing = await standingOf(output, plan.recorded);
  if (standing.kind === "whole") return undefined;
  if (standing.kind === "other") throw new OutputError({ ...standing.fault, remedy: "choose another output (-o)" });
  const days = (plan.period.end - plan.period.start) / SECONDS_PER_DAY;
  const foretold = await orGiven(options, days, async () => {
    const { preflight } = await checkText(
      { text, name, inputFolder },
      output,
      drawProgress(process.stderr),
      shareFor(options),
    );
    refuse(preflight);
    return { seconds: preflight.time.total, memory: preflight.memory.process, days };
  });
  const folder = `${output}-slurm`;
  const status = join(folder, "status.json");
  return {
    ...(await jobInCommon(file, options, foretold, "a run")),
    folder,
    words: ["run", quoted(resolve(file)), "-o", quoted(output), "--resume", "--status", quoted(status)],
    goesOn: plan.outputs.checkpoint === "daily",
  };
}

async function jobOfSweep(file: string, options: SlurmOptions): Promise<Job | undefined> {
  if (options.ranks > 1) {
    throw new OutputError({
      where: "--ranks",
      found: String(options.ranks),
      expected: "1: the runs of a sweep are jobs of their own",
    });
  }
  const given = options.time !== undefined && options.memory !== undefined;
  const { runs, record, output } = await planSweep(file, { ...options, jobs: 1 }, shareFor(options), given);
  const open = runs.flatMap(({ standing, shape, days }, i) =>
    standing.kind === "whole" ? [] : [{ number: i + 1, shape, days }],
  );
  if (open.length === 0) return undefined;
  const foretold = await orGiven(options, Math.max(...open.map(({ days }) => days)), async () =>
    largest(
      open.map(({ shape, days }) => ({
        seconds: secondsOf(record.predictions[shape]),
        memory: record.predictions[shape].memory,
        days,
      })),
    ),
  );
  return {
    ...(await jobInCommon(file, options, foretold, "the largest run")),
    array: {
      tasks: open.map(({ number }) => number),
      ...(options.atOnce !== undefined && { atOnce: options.atOnce }),
    },
    folder: join(output, "slurm"),
    words: ["sweep", quoted(join(output, SWEEP_RECORD)), "--task", '"$task"'],
    goesOn: runs.every(({ checkpoints }) => checkpoints),
  };
}

/** As many cores as a process will have, or as there are here. */
function shareFor({ cores }: SlurmOptions): MachineShare {
  const whole = wholeMachine();
  return { ...whole, cores: Math.min(cores, whole.cores) };
}

/** @param foretell by a trial, where time or memory are not given */
async function orGiven(
  { time, memory }: SlurmOptions,
  days: number,
  foretell: () => Promise<Foretold>,
): Promise<Foretold> {
  if (time === undefined || memory === undefined) return foretell();
  return { seconds: 60 * time, memory: memory * 2 ** 20, days };
}

async function jobInCommon(
  file: string,
  options: SlurmOptions,
  foretold: Foretold,
  what: string,
): Promise<Omit<Job, "folder" | "words" | "goesOn">> {
  const { cores, ranks, partition, account, time, memory, modules = [] } = options;
  const byTrial = askedFor(foretold);
  const { cores: tried } = shareFor(options);
  const given = time !== undefined && memory !== undefined;
  const main = fileURLToPath(new URL("./main.js", import.meta.url));
  return {
    name: basename(file, extname(file)),
    about: [
      `Written by openjdas ${programVersion()}: jdas slurm ${basename(file)}. What the lines do: docs/clusters.md.`,
      given
        ? `Time and memory of ${what} as they were given.`
        : `Foretold of ${what} by a trial on ${tried === 1 ? "1 core" : `${tried} cores`}: ${foretoldInWords(foretold)}.`,
      ...(given ? [] : [`Asked for: ${MARGIN}${(time ?? memory) ? "; what was given is taken as it is" : ""}.`]),
    ],
    asked: {
      ...byTrial,
      ...(time !== undefined && { seconds: 60 * time, warning: Math.min(byTrial.warning, 30 * time) }),
      ...(memory !== undefined && { mebibytes: memory }),
    },
    cores,
    ranks,
    ...(ranks > 1 && (await languageOfMpi())),
    ...(partition !== undefined && { partition }),
    ...(account !== undefined && { account }),
    modules,
    program: [modules.length > 0 ? "node" : process.execPath, main],
  };
}

/** What srun is to speak with the MPI of this machine; its own default where there is none here. */
async function languageOfMpi(): Promise<Pick<Job, "srunMpi">> {
  const mpi = await findMpi();
  if ("reason" in mpi) return {};
  return { srunMpi: mpi.kind === "Open MPI" ? "pmix" : "pmi2" };
}

function whole(text: string): number {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < 1) throw new InvalidArgumentError("expected a whole number from 1 on.");
  return value;
}
