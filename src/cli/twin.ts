/** `jdas twin KIND`: runs a standard twin experiment and shows its scores beside what to expect. */
import { basename, resolve } from "node:path";
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { parse, stringify } from "yaml";
import { type Kind, kinds, scoresOf } from "../skill/scores.js";
import { type Network, networks } from "../skill/networks.js";
import { scoreTable } from "../skill/scoreTable.js";
import type { Section } from "../skill/substitution.js";
import { STANDARD_DAYS, twinExperiment } from "../skill/twinExperiment.js";
import { executeText, readExperiment } from "./execute.js";
import { shippedExperiment } from "./program.js";

interface TwinOptions {
  readonly truth?: number;
  readonly network?: Network;
  readonly weather?: string;
  readonly days?: number;
  readonly output?: string;
  readonly replace?: boolean;
}

/** Room for a spin-up and for a score. */
const FEWEST_DAYS = 4;

export function twinCommand(): Command {
  return new Command("twin")
    .description("run a standard twin experiment, 30 days of July, and compare its scores with what to expect")
    .addArgument(
      new Argument("<kind>", "ideal: right weather, unbiased retrievals; real: both in error").choices(kinds),
    )
    .option("--truth <number>", "which truth: the seed of every draw, by default 1", whole(0), undefined)
    .addOption(new Option("--network <name>", "what observes, by default gosat").choices(networks))
    .option("--weather <file>", "weather of July 2016 on a longitude-latitude grid, in place of the synthetic")
    .option(
      "--days <number>",
      "length, by default 30, of which the last 70 % are scored",
      whole(FEWEST_DAYS),
      undefined,
    )
    .option("-o, --output <folder>", "run folder, by default runs/twin-...")
    .option("--replace", "replace an earlier run of the same configuration")
    .action(twin);
}

async function twin(kind: Kind, options: TwinOptions): Promise<void> {
  const { truth, network, weather, days } = options;
  const name = `twin-${kind}`;
  const shipped = parse(readExperiment(shippedExperiment(name))) as Section;
  const experiment = twinExperiment(shipped, {
    kind,
    truth,
    network,
    weather: weather === undefined ? undefined : { file: resolve(weather), title: basename(weather) },
    days,
  });
  const evaluation = await executeText(
    { text: stringify(experiment), name: `jdas twin ${kind}`, inputFolder: process.cwd() },
    options,
  );
  const standard = (network ?? "gosat") === "gosat" && (days ?? STANDARD_DAYS) === STANDARD_DAYS;
  process.stdout.write(`\nScores against the truth, and what is expected of any truth\n`);
  process.stdout.write(scoreTable(scoresOf(evaluation), kind, standard));
  if (!standard) process.stdout.write("Expectations are those of the GOSAT-like network and 30 days: none here.\n");
}

/** @returns a parser of whole numbers from `least` on */
function whole(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < least)
      throw new InvalidArgumentError(`expected a whole number from ${least} on.`);
    return value;
  };
}
