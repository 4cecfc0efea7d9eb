/**
 * Weather of MCIP on its own grid and layers, with its own mass of dry air, linear in time between its hours. The dry
 * air of a layer is DENSA_J MSFX2 d(sigma) [kg m-2]: MCIP writes rho J / m^2, rho the dry density of WRF (metvars2ctm,
 * ctmproc). Winds are those through faces (UWINDC, VWINDC); where the files have none, the mean of the two corners.
 */
import type { GridDefinition } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { Time } from "../../time.js";
import type { Meteorology, MoistAir } from "../meteorology.js";
import { linearMeteorology } from "./linearMeteorology.js";
import type { OwnMeteorology } from "./remappedMeteorology.js";
import { type McipFiles, openMcipFiles } from "./mcipFiles.js";
import { surfaceQuantities } from "./mcipQuantities.js";

/** Grid and layers of a set of MCIP files. @throws InputError, CoverageError where they cannot serve */
export async function mcipDomain(
  paths: readonly string[],
): Promise<{ grid: GridDefinition; vertical: VerticalCoordinate }> {
  const files = await openMcipFiles(paths);
  files.close();
  return { grid: files.grid, vertical: files.vertical };
}

/**
 * @param paths METCRO3D, METDOT3D, METCRO2D and GRIDCRO2D, one or several days
 * @param shift seconds that are added to the dates of the files
 */
export async function mcipMeteorology(paths: readonly string[], shift = 0): Promise<OwnMeteorology> {
  const files = await openMcipFiles(paths);
  const known = new Set(surfaceQuantities.filter((name) => files.has(name)));
  const weather = linearMeteorology({
    title: `MCIP, ${files.grid.name}`,
    remarks: files.has("UWINDC") ? [] : ["winds of MCIP's corners averaged to faces"],
    paths: files.paths,
    times: files.times,
    shift,
    urbanFraction: files.urbanFraction,
    readAir: (time) => readAir(files, time),
    readWeather: (time, air) => readWeather(files, known, time, air),
    close: () => files.close(),
  });
  return { ...weather, grid: files.grid, vertical: files.vertical };
}

function readAir(files: McipFiles, time: Time): MoistAir & { readonly dryBurden: Float64Array } {
  const { squaredMapFactor, thickness } = files;
  const cells = squaredMapFactor.length;
  const dryBurden = files.read("DENSA_J", time);
  const mixingRatio = files.read("QV", time);
  for (let i = 0; i < dryBurden.length; i++) {
    dryBurden[i] *= squaredMapFactor[i % cells] * thickness[Math.floor(i / cells)];
  }
  return {
    time,
    surfacePressure: files.read("PRSFC", time),
    specificHumidity: mixingRatio.map((ratio) => Math.max(0, ratio) / (1 + Math.max(0, ratio))),
    dryBurden,
  };
}

/** What of the surface the files have at every time. */
type Known = ReadonlySet<(typeof surfaceQuantities)[number]>;

function readWeather(files: McipFiles, known: Known, time: Time, air: MoistAir): Meteorology {
  const { xWind, yWind } = readWinds(files, time);
  return {
    ...air,
    temperature: files.read("TA", time),
    xWind,
    yWind,
    boundaryLayerHeight: files.read("PBL", time),
    frictionVelocity: files.read("USTAR", time),
    inverseObukhovLength: files.read("MOLI", time),
    shortwave: known.has("RGRND") ? files.read("RGRND", time) : undefined,
    precipitation: readPrecipitation(files, known, time),
  };
}

/** kg m-2 of 1 cm of water. */
const CENTIMETRE = 10;

/** RN and RC are what has fallen in the time step before [cm]. @returns [kg m-2 s-1] */
function readPrecipitation(files: McipFiles, known: Known, time: Time): Float64Array | undefined {
  const [first, second] = files.times;
  if (second === undefined || !known.has("RN") || !known.has("RC")) return undefined;
  const convective = files.read("RC", time);
  return files.read("RN", time).map((fallen, c) => (CENTIMETRE * (fallen + convective[c])) / (second - first));
}

/** Both lie in arrays of corners, (rows + 1) x (columns + 1), of which faces use all but the last row or column. */
function readWinds(files: McipFiles, time: Time): { xWind: Float64Array; yWind: Float64Array } {
  const { columns, rows } = files.grid;
  const { levels } = files.vertical;
  const staggered = files.has("UWINDC") && files.has("VWINDC");
  const u = files.read(staggered ? "UWINDC" : "UWIND", time);
  const v = files.read(staggered ? "VWINDC" : "VWIND", time);
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
