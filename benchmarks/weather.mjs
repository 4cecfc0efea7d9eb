/** What an hour of weather costs: synthetic weather, mass fluxes, exchange by the local scheme and by ACM2. */
import { createGrid, gridPreset } from "../dist/grids/grid.js";
import { landFraction } from "../dist/grids/landFraction.js";
import { verticalPreset } from "../dist/grids/verticalCoordinate.js";
import { naturalEarthLand } from "../dist/io/naturalEarth.js";
import { createMassFluxBuilder } from "../dist/meteorology/massFluxes.js";
import { syntheticMeteorology } from "../dist/meteorology/sources/synthetic.js";
import { createAcm2Mixing } from "../dist/transport/acm2.js";
import { createTurbulentExchange } from "../dist/transport/verticalMixing.js";
import { leastTimes } from "./timing.mjs";

const ROUNDS = 30;
const HOUR = 3600;
/** 14:00 in China: the boundary layer is convective. */
const START = Date.UTC(2016, 6, 15, 6) / 1000;

/** @returns {Promise<import("./timing.mjs").Figures>} */
export async function benchmarkWeather() {
  const grid = createGrid(gridPreset("china-64km"));
  const vertical = verticalPreset("jdas-15");
  const land = landFraction(grid, naturalEarthLand("50m"));
  const source = syntheticMeteorology({ grid, vertical, landFraction: land, seed: 1 });
  const massFluxes = createMassFluxBuilder(grid, vertical);
  const local = createTurbulentExchange(grid, vertical);
  const acm2 = createAcm2Mixing(grid, vertical);
  let hour = 0;
  let time = START;
  const copy = () => structuredClone(source.at(START + HOUR / 2));
  const weather = copy();
  const [start, end] = [START, START + HOUR].map((at) => structuredClone(source.airAt(at)));
  const [at, airAt, fluxes, localExchange, acm2Exchange] = leastTimes(
    ROUNDS,
    [
      () => void source.at(time + HOUR / 2),
      () => void source.airAt(time + HOUR),
      () => void massFluxes.build(start, weather, end),
      () => void local(weather),
      () => void acm2.exchange(weather),
    ],
    () => {
      time = START + HOUR * (hour++ % 24);
    },
  );
  return {
    "weather: synthetic": { value: at + airAt, unit: "ms" },
    "weather: mass fluxes": { value: fluxes, unit: "ms" },
    "weather: exchange, local": { value: localExchange, unit: "ms" },
    "weather: exchange, acm2": { value: acm2Exchange, unit: "ms" },
    "weather: hour, acm2": { value: at + airAt + fluxes + acm2Exchange, unit: "ms" },
  };
}
