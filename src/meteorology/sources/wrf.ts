/**
 * Weather of WRF-ARW on its own grid and layers, with its own mass of dry air, linear in time between the steps of its
 * output. The dry air of a layer is (p_below - p_above) / g of dry pressure, p = C3F mu + C4F + ptop with mu = MU + MUB
 * (plain eta: p = ZNW mu + ptop), g that of WRF. Winds are those through the faces of the C grid, along the grid.
 */
import { HEAT_CAPACITY_DRY_AIR } from "../../constants.js";
import { InputError } from "../../errors.js";
import { createGrid, type Grid, type GridDefinition } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { Time } from "../../time.js";
import { diagnoseBoundaryLayer } from "../diagnosedBoundaryLayer.js";
import type { Meteorology, MoistAir } from "../meteorology.js";
import { linearMeteorology } from "./linearMeteorology.js";
import { pressureError } from "./ownDomain.js";
import type { OwnMeteorology } from "./remappedMeteorology.js";
import { openWrfFiles, type WrfFiles } from "./wrfFiles.js";
import { wrfRain } from "./wrfRain.js";

/** Constants of WRF (share/module_model_constants.F): gravity [m s-2], base temperature [K], R over cp, reference pressure [Pa]. */
const GRAVITY = 9.81;
const BASE_TEMPERATURE = 300;
const KAPPA = 2 / 7;
const REFERENCE_PRESSURE = 1e5;
/** Heat of vaporization [J kg-1], and how much lighter vapour is than air [1]. */
const VAPORIZATION = 2.5e6;
const LIGHTER = 0.61;
/** Model pressure, which follows from moist surface pressure, may differ so much from that of the layers. */
const PRESSURE_TOLERANCE = 0.03;

/** Grid and layers of WRF's output. @throws InputError, CoverageError where it cannot serve */
export async function wrfDomain(
  paths: readonly string[],
): Promise<{ grid: GridDefinition; vertical: VerticalCoordinate }> {
  const files = await openWrfFiles(paths);
  files.close();
  return { grid: files.grid, vertical: files.vertical };
}

/**
 * @param landFractionOf of its grid, [row][column], 0 to 1
 * @param shift seconds that are added to the dates of the files
 */
export async function wrfMeteorology(
  paths: readonly string[],
  landFractionOf: (grid: Grid) => Float64Array,
  shift = 0,
): Promise<OwnMeteorology> {
  const files = await openWrfFiles(paths);
  try {
    checkPressures(files);
    const grid = createGrid(files.grid);
    const landFraction = landFractionOf(grid);
    const rainAt = wrfRain(files);
    const weather = linearMeteorology({
      title: files.grid.name,
      remarks: remarksOn(files),
      paths: files.paths,
      times: files.times,
      shift,
      readAir: (time) => readAir(files, time),
      readWeather: (time, air) => ({
        ...readWeather(files, grid, landFraction, time, air),
        precipitation: rainAt?.(time),
      }),
      close: () => files.close(),
    });
    return { ...weather, grid: files.grid, vertical: files.vertical };
  } catch (error) {
    files.close();
    throw error;
  }
}

function remarksOn(files: WrfFiles): string[] {
  return [
    ...(files.has("PBLH") ? [] : ["boundary-layer height diagnosed (bulk Richardson number 0.25)"]),
    ...(files.has("UST") ? [] : ["friction velocity diagnosed (log law)"]),
    ...(files.has("HFX") || files.has("TSK") ? [] : ["surface layer taken as neutral"]),
    ...(files.has("HFX") || !files.has("TSK") ? [] : ["Obukhov length from the bulk Richardson number"]),
  ];
}

/** The model's pressures must be those of its layers. */
function checkPressures(files: WrfFiles): void {
  const [time] = files.times;
  const error = pressureError(files.vertical, totalPressure(files, time), files.read("PSFC", time));
  if (error < PRESSURE_TOLERANCE) return;
  throw new InputError({
    where: `${files.paths[0]}: P and PB`,
    found: `pressures that differ by ${(100 * error).toFixed(1)} % from those of the layers`,
    expected: "layers of dry pressure as P_TOP and ZNW, or C3F and C4F, put them under PSFC",
  });
}

function totalPressure(files: WrfFiles, time: Time): Float64Array {
  const base = files.read("PB", time);
  return files.read("P", time).map((departure, i) => departure + base[i]);
}

function readAir(files: WrfFiles, time: Time): MoistAir {
  const { a, b, levels } = files.vertical;
  const base = files.read("MUB", time);
  // With moist surface pressure ps the layers are a + b ps; with the dry one, ptop + mu, their dry mass.
  const top = a[levels];
  const dry = files.read("MU", time).map((departure, c) => departure + base[c] + top);
  const cells = dry.length;
  const dryBurden = new Float64Array(levels * cells);
  for (let k = 0; k < levels; k++) {
    const [da, db] = [(a[k] - a[k + 1]) / GRAVITY, (b[k] - b[k + 1]) / GRAVITY];
    for (let c = 0; c < cells; c++) dryBurden[k * cells + c] = da + db * dry[c];
  }
  return {
    time,
    surfacePressure: files.read("PSFC", time),
    specificHumidity: files.read("QVAPOR", time).map((ratio) => Math.max(0, ratio) / (1 + Math.max(0, ratio))),
    dryBurden,
  };
}

function readWeather(files: WrfFiles, grid: Grid, landFraction: Float64Array, time: Time, air: MoistAir): Meteorology {
  const pressure = totalPressure(files, time);
  const weather: Meteorology = {
    ...air,
    temperature: files
      .read("T", time)
      .map((departure, i) => (departure + BASE_TEMPERATURE) * (pressure[i] / REFERENCE_PRESSURE) ** KAPPA),
    xWind: files.read("U", time),
    yWind: files.read("V", time),
    boundaryLayerHeight: new Float64Array(grid.cells),
    frictionVelocity: new Float64Array(grid.cells),
    inverseObukhovLength: new Float64Array(grid.cells),
  };
  const optional = (name: "PBLH" | "UST" | "TSK" | "SWDOWN"): Float64Array | undefined =>
    files.has(name) ? files.read(name, time) : undefined;
  const given = {
    height: optional("PBLH"),
    frictionVelocity: optional("UST"),
    heatFlux: buoyancy(files, time, weather),
    groundTemperature: optional("TSK"),
  };
  diagnoseBoundaryLayer(grid, files.vertical, landFraction, given, weather);
  return { ...weather, shortwave: optional("SWDOWN") };
}

/** Upward flux of virtual heat [W m-2]: sensible heat and what the vapour's lightness adds, 0.61 cp T / Lv of its latent heat. */
function buoyancy(files: WrfFiles, time: Time, { temperature }: Meteorology): Float64Array | undefined {
  if (!files.has("HFX")) return undefined;
  const sensible = files.read("HFX", time);
  if (!files.has("LH")) return sensible;
  const latent = files.read("LH", time);
  return sensible.map(
    (heat, c) => heat + ((LIGHTER * HEAT_CAPACITY_DRY_AIR * temperature[c]) / VAPORIZATION) * latent[c],
  );
}
