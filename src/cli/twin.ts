/** `jdas twin KIND`: runs a standard twin experiment and shows its scores beside what to expect. */
import { existsSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { parse, stringify } from "yaml";
import { InputError } from "../errors.js";
import { expandInputFiles } from "../io/inputFiles.js";
import { LARGEST_SEED } from "../random.js";
import { type Expectation, parseExpectations } from "../skill/expectations.js";
import { type Kind, kinds, scoresOf } from "../skill/scores.js";
import { type Network, networks } from "../skill/networks.js";
import { scoreTable } from "../skill/scoreTable.js";
import type { Section } from "../skill/substitution.js";
import { STANDARD_DAYS, twinExperiment, type Variant } from "../skill/twinExperiment.js";
import { executeText, readExperiment } from "./execute.js";
import { shippedExpectations, shippedExperiment } from "./program.js";

interface TwinOptions {
  readonly truth?: number;
  readonly network?: Network;
  readonly weather?: string;
  readonly days?: number;
  readonly writeSoundings?: boolean;
  readonly output?: string;
  readonly replace?: boolean;
}

/** Room for a spin-up and for a score. */
const FEWEST_DAYS = 4;
/** The experiment is one of July: its weather, its networks' observations and what is expected of its scores. */
const MOST_DAYS = 31;

export function twinCommand(): Command {
  return new Command("twin")
    .description("run a standard twin experiment, 30 days of July, and compare its scores with what to expect")
    .addArgument(
      new Argument("<kind>", "ideal: right weather, unbiased retrievals; real: both in error").choices(kinds),
    )
    .option(
      "--truth <number>",
      `which truth: the seed of every draw, 0 to ${LARGEST_SEED}, by default 1`,
      whole(0, LARGEST_SEED),
      undefined,
    )
    .addOption(new Option("--network <name>", "what observes, by default gosat").choices(networks))
    .option("--weather <file>", "weather of July 2016 on a longitude-latitude grid, in place of the synthetic")
    .option(
      "--days <number>",
      `length from 1 July on, ${FEWEST_DAYS} to ${MOST_DAYS}, by default ${STANDARD_DAYS}; the last 70 % are scored`,
      whole(FEWEST_DAYS, MOST_DAYS),
      undefined,
    )
    .option("--write-soundings", "keep its soundings in the run folder, a Lite file a day: soundings_YYYYMMDD.nc")
    .option("-o, --output <folder>", "run folder, by default runs/twin-...")
    .option("--replace", "replace an earlier run of the same configuration")
    .action(twin);
}

async function twin(kind: Kind, options: TwinOptions): Promise<void> {
  const { truth, network, weather, days, writeSoundings } = options;
  if (writeSoundings && network === "towers") throw noSoundings();
  const shipped = parse(readExperiment(shippedExperiment(`twin-${kind}`))) as Section;
  const experiment = twinExperiment(shipped, {
    kind,
    truth,
    network,
    weather: weather === undefined ? undefined : weatherOf(weather),
    days,
    soundings: writeSoundings,
  });
  const name = `jdas twin ${kind}`;
  const place = ([key]: readonly PropertyKey[]): string => (key === "meteorology" ? `${name} --weather` : name);
  const evaluation = await executeText(
    { text: stringify(experiment), name, place, inputFolder: process.cwd() },
    { ...options, output: options.output ?? String(experiment.output) },
  );
  const standard = (network ?? "gosat") === "gosat" && (days ?? STANDARD_DAYS) === STANDARD_DAYS;
  const expected = standard ? expectationOf(kind) : undefined;
  process.stdout.write(
    expected === undefined
      ? "\nScores against the truth\n"
      : `\nScores against the truth, and the least and the most of ${expected.truths} truths that were run before\n`,
  );
  process.stdout.write(scoreTable(scoresOf(evaluation), expected));
  if (!standard) process.stdout.write("Expectations are those of the GOSAT-like network and 30 days: none here.\n");
}

/** @returns undefined where no truth of the kind has been run */
function expectationOf(kind: Kind): Expectation | undefined {
  const file = shippedExpectations();
  return existsSync(file) ? parseExpectations(readFileSync(file, "utf8"), file)[kind] : undefined;
}

function noSoundings(): InputError {
  return new InputError({
    where: "--write-soundings",
    found: "towers as the only network",
    expected: "a network of a satellite: surface sites have no soundings",
    remedy: "choose --network gosat, oco2 or gosat+towers",
  });
}

/** @throws InputError that names the option, where there is no such file */
function weatherOf(given: string): NonNullable<Variant["weather"]> {
  try {
    expandInputFiles(given);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const faults = error.faults.map((fault) => ({ ...fault, where: `--weather: ${fault.where}` }));
    throw new InputError(faults, { cause: error });
  }
  return { file: resolve(given), title: basename(given) };
}

/** @returns a parser of whole numbers, both ends included */
function whole(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least || value > most)
      throw new InvalidArgumentError(`expected a whole number from ${least} to ${most}.`);
    return value;
  };
}
