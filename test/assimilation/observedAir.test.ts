/** The air behind observations follows the forcing of a run, whole or resumed, and however often an hour is forecast. */
import { describe, expect, it } from "vitest";
import { createObservedAir, type ObservedAir, type WantedAir } from "../../src/assimilation/observedAir.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";
import { unitVector } from "../../src/grids/sphere.js";
import { levelPressure, sigmaCoordinate } from "../../src/grids/verticalCoordinate.js";
import { createMassFluxBuilder } from "../../src/meteorology/massFluxes.js";
import { syntheticMeteorology } from "../../src/meteorology/sources/synthetic.js";
import { hourlyForcing } from "../../src/transport/hourlyForcing.js";
import { createTurbulentExchange } from "../../src/transport/verticalMixing.js";

const HOUR = 3600;
const start = Date.UTC(2016, 6, 1) / 1000;
const grid = createGrid(longitudeLatitudeGrid("small", 95, 25, 2, 2, 20, 10));
const vertical = sigmaCoordinate("four layers", [1, 0.95, 0.8, 0.4, 0], 5000);
const weather = syntheticMeteorology({ grid, vertical, landFraction: new Float64Array(grid.cells).fill(1), seed: 4 });

/** A run's forcing of its own. */
function airOf(wanted: WantedAir): { air: ObservedAir; asked: number[] } {
  const asked: number[] = [];
  const forcing = hourlyForcing(
    weather,
    createMassFluxBuilder(grid, vertical),
    createTurbulentExchange(grid, vertical),
  );
  const air = createObservedAir(
    grid,
    vertical,
    (time) => {
      asked.push((time - start) / HOUR);
      return forcing(time);
    },
    wanted,
  );
  return { air, asked };
}
async function run(air: ObservedAir, from: number, to: number): Promise<void> {
  await air.catchUp(start, start + from * HOUR);
  for (let hour = from; hour < to; hour++) await air.forcing(start + hour * HOUR);
}
const trails: WantedAir = { past: "trail", hours: 12, layerPressure: false };
const screened = { longitude: 116.2, latitude: 35.4, time: start + 30 * HOUR - 600 };

describe("the air behind an observation", () => {
  it("is known alike to a run that went on and to one that never stopped", async () => {
    const whole = airOf(trails);
    await run(whole.air, 0, 30);
    const resumed = airOf(trails);
    await run(resumed.air, 24, 30);
    expect(resumed.asked).toEqual(Array.from({ length: 18 }, (_, hour) => 12 + hour));
    const [expected, found] = [whole, resumed].map(({ air }) => air.pastOf!(screened).trail!);
    for (const hours of [0, 0.5, 3, 11.5, 12]) expect(found(hours)).toEqual(expected(hours));
    expect(found(12)).not.toEqual(found(6));
  });

  it("asks for no hour before the start, and for none twice", async () => {
    const { air, asked } = airOf(trails);
    await run(air, 3, 4);
    await run(air, 4, 6);
    expect(asked).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it("does not change where hours are forecast once more", async () => {
    const once = airOf(trails);
    await run(once.air, 0, 30);
    const twice = airOf(trails);
    await run(twice.air, 0, 30);
    for (let hour = 24; hour < 30; hour++) await twice.air.forcing(start + hour * HOUR);
    const [expected, found] = [once, twice].map(({ air }) => air.pastOf!(screened).trail!);
    for (const hours of [0, 4, 12]) expect(found(hours)).toEqual(expected(hours));
  });

  it("has a way of places six hours apart, along the trail", async () => {
    const [one, other] = [airOf(trails), airOf({ ...trails, past: "way" })];
    await run(one.air, 0, 30);
    await run(other.air, 0, 30);
    const { trail } = one.air.pastOf!(screened);
    expect(other.air.pastOf!(screened)).toEqual({ way: [0, 6, 12].map((hours) => trail!(hours)) });
  });

  it("has a way of the observation's place alone, where it is followed for less than six hours", async () => {
    const { air } = airOf({ ...trails, past: "way", hours: 5 });
    await run(air, 0, 30);
    const { way } = air.pastOf!(screened);
    expect(way).toHaveLength(1);
    const place = unitVector(screened.longitude, screened.latitude);
    way![0].forEach((value, i) => expect(value).toBeCloseTo(place[i], 12));
  });

  it("stands at the pressure of the layers at the end of the hour", async () => {
    const { air } = airOf({ past: "none", hours: 0, layerPressure: true });
    expect(air.pastOf).toBeUndefined();
    await run(air, 0, 5);
    const { surfacePressure } = weather.airAt(start + 5 * HOUR);
    for (let level = 0; level < 4; level++) {
      expect(air.layerPressure!(level)).toEqual(surfacePressure.map((ps) => levelPressure(vertical, level, ps)));
      expect(air.layerPressure!(level)).toBe(air.layerPressure!(level));
    }
  });
});
