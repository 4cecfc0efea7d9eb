/**
 * Weather of MCIP on its own grid and layers, with its own mass of dry air, linear in time between its hours. The dry
 * air of a layer is DENSA_J MSFX2 d(sigma) [kg m-2]: MCIP writes rho J / m^2, rho the dry density of WRF (metvars2ctm,
 * ctmproc). Winds are those through faces (UWINDC, VWINDC); where the files have none, the mean of the two corners.
 */
import { InputError } from "../../errors.js";
import type { GridDefinition } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { formatTime, type Time } from "../../time.js";
import type { Meteorology, MeteorologySource, MoistAir } from "../meteorology.js";
import { linearMeteorology } from "./linearMeteorology.js";
import { type McipFiles, type McipQuantity, openMcipFiles } from "./mcipFiles.js";

/** Grid and layers of a set of MCIP files. @throws InputError, CoverageError where they cannot serve */
export async function mcipDomain(
  paths: readonly string[],
): Promise<{ grid: GridDefinition; vertical: VerticalCoordinate }> {
  const files = await openMcipFiles(paths);
  files.close();
  return { grid: files.grid, vertical: files.vertical };
}

/** Ranges of what is read [SI]; values beyond them mean a broken file. */
const RANGES = {
  PRSFC: [3e4, 1.15e5],
  PRES: [1, 1.15e5],
  TA: [120, 370],
  QV: [-1e-6, 0.1],
  DENSA_J: [1, 1e6],
  UWINDC: [-250, 250],
  VWINDC: [-250, 250],
  UWIND: [-250, 250],
  VWIND: [-250, 250],
  PBL: [0, 2e4],
  USTAR: [0, 10],
  MOLI: [-100, 100],
} as const satisfies Record<McipQuantity, readonly [least: number, greatest: number]>;

/**
 * @param paths METCRO3D, METDOT3D, METCRO2D and GRIDCRO2D, one or several days
 * @param shift seconds that are added to the dates of the files
 */
export async function mcipMeteorology(paths: readonly string[], shift = 0): Promise<MeteorologySource> {
  const files = await openMcipFiles(paths);
  return linearMeteorology({
    title: `MCIP, ${files.grid.name}`,
    remarks: files.has("UWINDC") ? [] : ["winds of MCIP's corners averaged to faces"],
    paths: files.paths,
    times: files.times,
    shift,
    urbanFraction: files.urbanFraction,
    readAir: (time) => readAir(files, time),
    readWeather: (time, air) => readWeather(files, time, air),
    close: () => files.close(),
  });
}

function plausible(files: McipFiles, name: McipQuantity, time: Time): Float64Array {
  const values = files.read(name, time);
  const [least, greatest] = RANGES[name];
  const bad = values.findIndex((value) => value < least || value > greatest);
  if (bad < 0) return values;
  throw new InputError({
    where: `${files.paths.join(", ")}: variable "${name}"`,
    found: `${values[bad]} at ${formatTime(time)}`,
    expected: `${least} to ${greatest} (SI)`,
  });
}

function readAir(files: McipFiles, time: Time): MoistAir & { readonly dryBurden: Float64Array } {
  const { squaredMapFactor, thickness } = files;
  const cells = squaredMapFactor.length;
  const dryBurden = plausible(files, "DENSA_J", time);
  const mixingRatio = plausible(files, "QV", time);
  for (let i = 0; i < dryBurden.length; i++) {
    dryBurden[i] *= squaredMapFactor[i % cells] * thickness[Math.floor(i / cells)];
  }
  return {
    time,
    surfacePressure: plausible(files, "PRSFC", time),
    specificHumidity: mixingRatio.map((ratio) => Math.max(0, ratio) / (1 + Math.max(0, ratio))),
    dryBurden,
  };
}

function readWeather(files: McipFiles, time: Time, air: MoistAir): Meteorology {
  const { xWind, yWind } = readWinds(files, time);
  return {
    ...air,
    temperature: plausible(files, "TA", time),
    xWind,
    yWind,
    boundaryLayerHeight: plausible(files, "PBL", time),
    frictionVelocity: plausible(files, "USTAR", time),
    inverseObukhovLength: plausible(files, "MOLI", time),
  };
}

/** Both lie in arrays of corners, (rows + 1) x (columns + 1), of which faces use all but the last row or column. */
function readWinds(files: McipFiles, time: Time): { xWind: Float64Array; yWind: Float64Array } {
  const { columns, rows } = files.grid;
  const { levels } = files.vertical;
  const staggered = files.has("UWINDC") && files.has("VWINDC");
  const u = plausible(files, staggered ? "UWINDC" : "UWIND", time);
  const v = plausible(files, staggered ? "VWINDC" : "VWIND", time);
  const corners = columns + 1;
  const xWind = new Float64Array(levels * rows * corners);
  const yWind = new Float64Array(levels * (rows + 1) * columns);
  for (let k = 0; k < levels; k++) {
    const level = k * (rows + 1) * corners;
    for (let row = 0; row < rows; row++) {
      for (let i = 0; i <= columns; i++) {
        const at = level + row * corners + i;
        xWind[(k * rows + row) * corners + i] = staggered ? u[at] : (u[at] + u[at + corners]) / 2;
      }
    }
    for (let row = 0; row <= rows; row++) {
      for (let i = 0; i < columns; i++) {
        const at = level + row * corners + i;
        yWind[(k * (rows + 1) + row) * columns + i] = staggered ? v[at] : (v[at] + v[at + 1]) / 2;
      }
    }
  }
  return { xWind, yWind };
}
