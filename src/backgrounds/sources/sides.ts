/**
 * CO2 at the four sides of a longitude-latitude box by height: `vmr_n`, `vmr_e`, `vmr_s`, `vmr_w` over (height, lon) or
 * (height, lat), with the time as a scalar or a dimension at any place (the boundary conditions of OpenGHG). Pressure is that of
 * the standard atmosphere (ICAO 1993, Doc 7488) at the height above the sea. Each side is independent: a cell takes
 * their mean with weights of the inverse square of its distance to each, so that on a side it is that side alone, in a
 * corner the mean of two, and never beyond the least and greatest of the four.
 */
import { CoverageError, InputError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import { standardPressure } from "../../grids/standardAtmosphere.js";
import { findAxes } from "../../io/cfAxes.js";
import { readTimes } from "../../io/cfTime.js";
import { validTime } from "../../io/cfValidTime.js";
import { readRanges } from "../../io/cfValues.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { formatTime, type Time } from "../../time.js";
import type { ColumnSource, InstantColumns } from "../columnSource.js";
import { moleFractionUnit } from "../moleFractionUnits.js";

const SIDES = ["vmr_w", "vmr_e", "vmr_s", "vmr_n"] as const;
/** Distance at which a cell lies on a side [share of the box]. */
const TOUCHING = 1e-6;

export function hasSides(file: NetcdfFile): boolean {
  return SIDES.every((name) => file.has(name));
}

/** @throws InputError, CoverageError where the files cannot serve the grid */
export function sideSource(grid: Grid, files: readonly NetcdfFile[], units: string | undefined): ColumnSource {
  const axis = (file: NetcdfFile, name: string): Float64Array => file.variable(name).read();
  const [heights, longitudes, latitudes] = ["height", "lon", "lat"].map((name) => axis(files[0], name));
  const levels = heights.length;
  const weights = sideWeights(grid, longitudes, latitudes, files[0].path);
  const pressures = Float64Array.from(heights, standardPressure);
  const order = Array.from({ length: levels }, (_, k) => k).sort((a, b) => pressures[b] - pressures[a]);
  const instants = files.flatMap((file) => {
    for (const [name, own] of [
      ["height", heights],
      ["lon", longitudes],
      ["lat", latitudes],
    ] as const) {
      const other = axis(file, name);
      if (other.length === own.length && other.every((value, i) => Math.abs(value - own[i]) < 1e-3)) continue;
      throw new InputError({ where: file.path, found: `another axis "${name}"`, expected: `that of ${files[0].path}` });
    }
    return timesOf(file).map((time, index) => ({ file, time, index }));
  });
  instants.sort((a, b) => a.time - b.time);
  return {
    title: `four-sided CO2 boundary, ${files.length === 1 ? fileName(files[0].path) : `${files.length} files`}`,
    remarks: [
      "the background is known at four sides by height: pressure is that of the standard atmosphere, and between the sides, at the start, it is their mean by distance",
    ],
    files: files.map(({ path }) => path),
    times: instants.map(({ time }) => time),
    levels,
    layered: false,
    read(index): InstantColumns {
      const { file, index: step, time } = instants[index];
      const sides = SIDES.map((name) => readSide(file, name, step, units, formatTime(time)));
      const values = new Float64Array(grid.cells * levels);
      const all = new Float64Array(grid.cells * levels);
      for (let cell = 0; cell < grid.cells; cell++) {
        for (let k = 0; k < levels; k++) {
          all[cell * levels + k] = pressures[order[k]];
          values[cell * levels + k] = weights.mean(sides, order[k], cell);
        }
      }
      return { values, pressures: all };
    },
    close() {
      for (const file of files) file.close();
    },
  };
}

function timesOf(file: NetcdfFile): readonly Time[] {
  const side = file.variable(SIDES[0]);
  const time = validTime(file, side, findAxes(file, side).time);
  if (time !== undefined) return readTimes(time, file.path);
  throw new InputError({ where: file.path, found: "no time", expected: "a time for every field" });
}

/** [height][place], dry [mol mol-1]. */
function readSide(file: NetcdfFile, name: string, step: number, told: string | undefined, time: string): Float64Array {
  const variable = file.variable(name);
  // These files give no units; their values are volume mixing ratios.
  const { factor } = moleFractionUnit(
    variable,
    file.path,
    told ?? (variable.attributes.units === undefined ? "1" : undefined),
  );
  const { time: timeAxis, level, latitude, longitude } = findAxes(file, variable);
  const place = latitude ?? longitude;
  if (level === undefined || place === undefined || (latitude && longitude)) {
    throw new InputError({
      where: `${file.path}: variable "${name}"`,
      found: `dimensions (${variable.dimensions.join(", ")})`,
      expected: "height and lat, or height and lon, with time or without",
    });
  }
  const whole = [level, place].map(({ position, size }) => ({ position, from: 0, count: size, reversed: false }));
  const when = timeAxis ? [{ position: timeAxis.position, from: step, count: 1, reversed: false }] : [];
  const values = readRanges(variable, [...when, ...whole]);
  return values.map((value) => {
    const scaled = value * factor;
    if (scaled > 1e-4 && scaled < 2e-3) return scaled;
    throw new InputError({
      where: `${file.path}: variable "${name}" at ${time}`,
      found: Number.isNaN(scaled) ? "no number (NaN or fill value)" : `${1e6 * scaled} ppm`,
      expected: "100 to 2000 ppm of CO2",
      remedy: "check the file and its units",
    });
  });
}

interface SideWeights {
  /** @param sides in the order of SIDES, [height][place] */
  mean(sides: readonly Float64Array[], level: number, cell: number): number;
}

function sideWeights(grid: Grid, longitudes: Float64Array, latitudes: Float64Array, where: string): SideWeights {
  const [columns, rows] = [longitudes.length, latitudes.length];
  const [west, east] = [longitudes[0], longitudes[columns - 1]];
  const [south, north] = [latitudes[0], latitudes[rows - 1]];
  const x = Float64Array.from(grid.longitude, (lambda) => {
    const turned = lambda + 360 * Math.round(((west + east) / 2 - lambda) / 360);
    return (turned - west) / (east - west);
  });
  const y = Float64Array.from(grid.latitude, (phi) => (phi - south) / (north - south));
  for (let cell = 0; cell < grid.cells; cell++) {
    if (Math.min(x[cell], y[cell]) >= -TOUCHING && Math.max(x[cell], y[cell]) <= 1 + TOUCHING) continue;
    throw new CoverageError({
      where,
      found: `the point ${grid.latitude[cell].toFixed(2)} N ${grid.longitude[cell].toFixed(2)} E of the model grid lies outside its four sides`,
      expected: `a model grid within ${south.toFixed(2)} to ${north.toFixed(2)} N, ${west.toFixed(2)} to ${east.toFixed(2)} E`,
      remedy: "take a boundary file of a larger domain, or a smaller grid",
    });
  }
  return {
    mean(sides, level, cell) {
      const distances = [x[cell], 1 - x[cell], y[cell], 1 - y[cell]];
      const values = sides.map((side, n) => {
        const [along, places] = n < 2 ? [y[cell], rows] : [x[cell], columns];
        return linear(side, level * places, places, along);
      });
      let total = 0;
      let sum = 0;
      for (let n = 0; n < 4; n++) {
        const weight = 1 / Math.max(distances[n], TOUCHING) ** 2;
        total += weight;
        sum += weight * (values[n] - values[0]);
      }
      return values[0] + sum / total;
    },
  };
}

function linear(values: Float64Array, from: number, count: number, share: number): number {
  const position = Math.min(1, Math.max(0, share)) * (count - 1);
  const i = Math.min(count - 2, Math.floor(position));
  return values[from + i] + (position - i) * (values[from + i + 1] - values[from + i]);
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
