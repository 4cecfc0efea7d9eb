/** `jdas footprint FILE`: to which surface fluxes one sounding is sensitive. */
import { dirname, relative, resolve } from "node:path";
import { Command } from "commander";
import { ConfigError } from "../errors.js";
import { soundingFootprint, type SoundingFootprint } from "../experiments/footprint/footprint.js";
import type { FootprintTarget } from "../experiments/footprint/sounding.js";
import { writeFootprint } from "../experiments/footprint/write.js";
import { gatherInputs } from "../experiments/setup/inputs.js";
import { acceptExperiment } from "../experiments/setup/acceptExperiment.js";
import { parseTime } from "../time.js";
import { toPpm } from "../units.js";
import { readExperiment } from "./execute.js";
import { Interruption, interruptible } from "./interrupt.js";
import { programVersion } from "./program.js";
import { drawProgress } from "./progress.js";

interface FootprintOptions {
  readonly sounding?: string;
  readonly longitude?: string;
  readonly latitude?: string;
  readonly time?: string;
  readonly days: string;
  readonly output: string;
}

export function footprintCommand(): Command {
  return new Command("footprint")
    .description("sensitivity of one sounding's XCO2 to the surface fluxes of the days before it")
    .argument("<file>", "experiment, YAML: its grid, weather, fluxes and soundings; it is not run")
    .option("--sounding <id>", "number of a sounding of the experiment")
    .option("--longitude <degrees>", "instead of a number: where a sounding might have been,")
    .option("--latitude <degrees>", "and")
    .option("--time <time>", "when, such as 2016-07-06T05:30Z")
    .option("--days <n>", "length of the window", "5")
    .requiredOption("-o, --output <folder>", "folder for footprint_ID.nc, .svg and .png")
    .action(run);
}

async function run(file: string, options: FootprintOptions): Promise<void> {
  const target = targetOf(options);
  const days = numberOf("--days", options.days);
  if (!(Number.isInteger(days) && days >= 1)) throw fault("--days", options.days, "a whole number of days");
  const output = resolve(options.output);
  const folder = dirname(resolve(file));
  const parsed = await acceptExperiment(readExperiment(file), file, folder);
  const started = new Date();
  const inputs = await gatherInputs(parsed, folder);
  try {
    const footprint = await interruptible(drawProgress(process.stderr), (progress) =>
      soundingFootprint(inputs, target, days, progress),
    );
    const program = `openjdas ${programVersion()}`;
    const paths = await writeFootprint(
      {
        path: output,
        grid: inputs.grid,
        vertical: inputs.vertical,
        landFraction: inputs.landFraction,
        title: parsed.plan.title,
        remarks: footprint.remarks,
        program,
        history: `${started.toISOString()}: ${program}, jdas footprint ${file} --days ${days}`,
      },
      footprint,
    );
    process.stdout.write(describe(footprint, days));
    for (const path of paths) process.stdout.write(`  ${relative(process.cwd(), path)}\n`);
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    process.stderr.write("\njdas: interrupted. Nothing was written.\n");
    process.exit(error.exitCode);
  } finally {
    inputs.close();
  }
}

function targetOf({ sounding, longitude, latitude, time }: FootprintOptions): FootprintTarget {
  const place = [longitude, latitude, time];
  if (sounding !== undefined && place.every((value) => value === undefined)) return { id: sounding };
  if (sounding !== undefined || longitude === undefined || latitude === undefined || time === undefined) {
    const given = Object.entries({ sounding, longitude, latitude, time }).filter(([, value]) => value !== undefined);
    const found = given.map(([name]) => `--${name}`).join(", ") || "no sounding";
    throw fault("footprint", found, "either --sounding, or --longitude, --latitude and --time");
  }
  const parsed = parseTime(time);
  if (parsed === undefined) throw fault("--time", time, "a time such as 2016-07-06T05:30Z");
  return { longitude: numberOf("--longitude", longitude), latitude: numberOf("--latitude", latitude), time: parsed };
}

function numberOf(option: string, text: string): number {
  const value = text.trim() === "" ? NaN : Number(text);
  if (!Number.isFinite(value)) throw fault(option, text, "a number");
  return value;
}

function fault(where: string, found: string, expected: string): ConfigError {
  return new ConfigError({ where, found: `"${found}"`, expected });
}

function describe(
  { retrieval, background, contributions, forward, mismatch }: SoundingFootprint,
  days: number,
): string {
  const ppm = (value: number): string => `${toPpm(value).toFixed(3).padStart(8)} ppm`;
  // Adding 0 takes the sign off a rounded zero.
  const share = (value: number): string => (Number(value.toFixed(4)) + 0).toFixed(4).padStart(8);
  return `
Sounding ${retrieval.id}, fluxes of ${days} days

Change of XCO2 for a uniform change of 1 of the mole fraction
  at the start       ${share(background.initial)}
  at the sides       ${share(background.boundary)}
  sum                ${share(background.initial + background.boundary)}   weights of the column operator ${background.column.toFixed(4)}

What the prior fluxes add
  natural            ${ppm(contributions.natural)}
  fossil             ${ppm(contributions.fossil)}
  fire               ${ppm(contributions.fire)}
  sum                ${ppm(contributions.natural + contributions.fossil + contributions.fire)}
  forward model      ${ppm(forward)}   the two differ by ${mismatch.toExponential(1)} of all sources and sinks

Written
`;
}
