import { describe, expect, it } from "vitest";
import type { AirFlow } from "../../src/meteorology/massFluxes.js";
import type { Meteorology, MeteorologySource, MoistAir } from "../../src/meteorology/meteorology.js";
import { hourlyForcing } from "../../src/transport/hourlyForcing.js";

const HOUR = 3600;

function prepare() {
  const asked: number[] = [];
  const ask = (time: number) => {
    asked.push(time);
    const surfacePressure = Float64Array.of(1e5 + time);
    return { time, surfacePressure, temperature: Float64Array.of(280 + time / HOUR, 250) } as Meteorology;
  };
  const source = {
    at(time: number) {
      if (time % HOUR === 0) throw new Error("the air alone was needed");
      return ask(time);
    },
    airAt: ask as (time: number) => MoistAir,
  } as MeteorologySource;
  const built: number[][] = [];
  const forcing = hourlyForcing(
    source,
    {
      build(...instants) {
        built.push(instants.map(({ time }) => time));
        return { time: instants[0].time } as AirFlow;
      },
    },
    ({ time }) => Float64Array.of(time),
  );
  return { asked, built, forcing };
}

describe("hourly forcing", () => {
  it("has the air of the ends, the mixing of the middle and both surface pressures of its hour", () => {
    const { built, forcing } = prepare();
    const { flow, exchange, surfacePressure, surfacePressureEnd, surfaceWeather } = forcing(7 * HOUR);
    expect(flow.time).toBe(7 * HOUR);
    expect(built).toEqual([[7 * HOUR, 7.5 * HOUR, 8 * HOUR]]);
    expect(exchange[0]).toBe(7.5 * HOUR);
    expect(surfacePressure[0]).toBe(1e5 + 7 * HOUR);
    expect(surfacePressureEnd[0]).toBe(1e5 + 8 * HOUR);
    // The lowest layer, of the middle of the hour; what the source does not know is not made up.
    expect(surfaceWeather).toEqual({
      temperature: Float64Array.of(287.5),
      shortwave: undefined,
      precipitation: undefined,
    });
  });

  it("asks the source for the end of an hour once, also as the start of the next", () => {
    const { asked, forcing } = prepare();
    const first = forcing(0);
    const second = forcing(HOUR);
    expect(asked).toEqual([0, 0.5 * HOUR, HOUR, 1.5 * HOUR, 2 * HOUR]);
    expect(second.surfacePressure).toBe(first.surfacePressureEnd);
  });

  it("does not take the end of another hour for the start of this one", () => {
    const { asked, built, forcing } = prepare();
    forcing(0);
    forcing(5 * HOUR);
    forcing(5 * HOUR);
    expect(asked.slice(3)).toEqual([5, 5.5, 6, 5, 5.5, 6].map((time) => time * HOUR));
    expect(built.at(-1)).toEqual([5 * HOUR, 5.5 * HOUR, 6 * HOUR]);
  });
});
