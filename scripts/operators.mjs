/**
 * The two column operators, `mass` and `levels`, on real soundings: ACOS v9 Lite, 1 and 2 September 2009, in the columns of a
 * run with prior fluxes from 20 August on (128 km cells) in SPEEDY's weather of another year, so the model's ground is that of
 * SPEEDY. Prints the table of docs/method.md: levels less mass [ppm], by weather and by how the grounds differ.
 *
 *   npm run operators
 *
 * Data are looked for in $OPENJDAS_SHARED (default ../shared/data).
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { stringify } from "yaml";
import { parseExperiment } from "../dist/config/parse.js";
import { gatherInputs } from "../dist/experiments/setup/inputs.js";
import { bilinearWeights } from "../dist/grids/interpolation.js";
import { readObservations } from "../dist/runs/observationFile.js";
import { COARSE } from "../dist/skill/cases.js";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const DATA = resolve(ROOT, process.env.OPENJDAS_SHARED ?? "../shared/data");
const WEATHERS = { July: "201607", September: "201609" };
const HIGH_GROUND = 85000;

/** @param {string} month @param {string} operator @param {string} output */
function experiment(month, operator, output) {
  const file = WEATHERS[/** @type {keyof typeof WEATHERS} */ (month)];
  return stringify({
    title: `Column operator ${operator} in weather of ${month}`,
    seed: 1,
    output,
    period: { start: "2009-08-20", end: "2009-09-03" },
    runs: ["control"],
    outputs: { concentration: "none", checkpoint: "none" },
    ...COARSE,
    meteorology: {
      source: "gridded",
      files: join(DATA, "weather", `speedy_t30_eastasia_${file}.nc`),
      dates: { shiftFrom: `2016-${file.slice(4)}-01`, shiftTo: "2009-08-20" },
      boundaryLayer: "diurnal",
    },
    background: { source: "retrieval-priors" },
    observations: { source: "lite", files: join(DATA, "acos", "*.nc4"), operator },
  });
}

/** @param {string} month @param {string} operator @param {string} folder @returns what the run made of each sounding [ppm] */
async function simulated(month, operator, folder) {
  const output = join(folder, `${month}-${operator}`);
  writeFileSync(`${output}.yaml`, experiment(month, operator, output));
  const { status, stderr } = spawnSync(process.execPath, [join(ROOT, "dist/cli/main.js"), "run", `${output}.yaml`], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(stderr);
  const written = await readObservations(output);
  if (written === undefined) throw new Error(`no observations in ${output}`);
  return written.control;
}

/** @param {string} month @returns surface pressure of each retrieval and of the model there [Pa] */
async function grounds(month) {
  const inputs = await gatherInputs(parseExperiment(experiment(month, "mass", "unused"), "operators.yaml"), ".");
  if (inputs.kind !== "forward" || inputs.observed === "nothing") throw new Error("no observations");
  const pairs = [];
  for (const { observation } of inputs.observed.screening.observations) {
    const { time, longitude, latitude } = observation;
    if (observation.kind !== "column" || inputs.grid.cellAt(longitude, latitude) < 0) pairs.push([NaN, NaN]);
    else {
      const { surfacePressure } = inputs.weather.at(time);
      const weights = bilinearWeights(inputs.grid, longitude, latitude);
      pairs.push([
        observation.pressure[observation.pressure.length - 1],
        weights.reduce((sum, { cell, weight }) => sum + weight * surfacePressure[cell], 0),
      ]);
    }
  }
  inputs.close();
  return pairs;
}

/** @param {number[]} values [ppm] */
function words(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
  return values.length < 2 ? `(${values.length})` : `${mean.toFixed(3)} +- ${deviation.toFixed(3)} (${values.length})`;
}

/** @type {[string, (difference: number, ground: number) => boolean][]} */
const GROUPS = [
  ["all", () => true],
  ["within 50 hPa, as the gate has it", (difference) => Math.abs(difference) <= 5000],
  ["retrieval 10 to 50 hPa above the model", (difference) => difference < -1000 && difference >= -5000],
  ["within 10 hPa", (difference) => Math.abs(difference) <= 1000],
  ["retrieval 10 to 50 hPa below the model", (difference) => difference > 1000 && difference <= 5000],
  ["beyond 50 hPa", (difference) => Math.abs(difference) > 5000],
  ["all with more than 850 hPa", (_, ground) => ground >= HIGH_GROUND],
  ["all with less than 850 hPa", (_, ground) => ground < HIGH_GROUND],
];

if (!existsSync(DATA)) {
  console.log(`nothing was done: there is no ${DATA}; set OPENJDAS_SHARED`);
} else {
  const folder = mkdtempSync(join(tmpdir(), "openjdas-operators-"));
  try {
    const months = Object.keys(WEATHERS);
    const columns = [];
    for (const month of months) {
      const [mass, levels] = [await simulated(month, "mass", folder), await simulated(month, "levels", folder)];
      const pairs = await grounds(month);
      columns.push(
        Array.from(mass, (value, i) => ({
          levelsLessMass: levels[i] - value,
          difference: pairs[i][0] - pairs[i][1],
          ground: pairs[i][0],
        })).filter(({ levelsLessMass }) => Number.isFinite(levelsLessMass)),
      );
    }
    console.log(`| levels less mass [ppm] | ${months.map((month) => `weather of ${month}`).join(" | ")} |`);
    console.log("| --- | --- | --- |");
    for (const [title, holds] of GROUPS) {
      const cells = columns.map((rows) =>
        words(rows.filter((row) => holds(row.difference, row.ground)).map((row) => row.levelsLessMass)),
      );
      console.log(`| ${title} | ${cells.join(" | ")} |`);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}
