import { describe, expect, it } from "vitest";
import { keepForcing } from "../../../src/experiments/setup/keptForcing.js";
import type { HourlyForcing } from "../../../src/transport/hourlyForcing.js";

const HOUR = 3600;
/** Bytes of an hour of `source`. */
const SIZE = 8 * (3 + 2);

/** A forcing that overwrites its arrays at every call, as the real one does, and counts the hours that it made. */
function source(): { readonly forcing: (time: number) => HourlyForcing; readonly made: number[] } {
  const made: number[] = [];
  const [airMass, exchange] = [new Float64Array(3), new Float64Array(2)];
  const forcing = (time: number): HourlyForcing => {
    made.push(time / HOUR);
    airMass.fill(time);
    exchange.fill(-time);
    return { flow: { time, airMass }, exchange, nonLocal: undefined } as unknown as HourlyForcing;
  };
  return { forcing, made };
}

const numbersOf = ({ flow, exchange, nonLocal }: HourlyForcing): unknown => ({
  time: flow.time,
  airMass: [...flow.airMass],
  exchange: [...exchange],
  nonLocal,
});

describe("forcing that is kept for a run behind", () => {
  it.each([
    ["all of it, where there is memory", 4 * SIZE, []],
    ["some of it", 2 * SIZE, [2, 5, 8]],
    ["none of it, where there is none", 0, [0, 1, 2, 3, 4, 5, 6, 7, 8]],
  ])("is the same numbers: %s", async (_, bytes, again) => {
    const [own, other, expected] = [source(), source(), source()];
    const kept = keepForcing(own.forcing, 0, bytes, () => ({ forcing: other.forcing, close() {} }));
    // The run behind follows by three hours, three at a time.
    for (let begin = 0; begin < 9; begin += 3) {
      for (let hour = begin; hour < begin + 3; hour++) {
        expect(numbersOf(await kept.ahead(hour * HOUR))).toEqual(numbersOf(expected.forcing(hour * HOUR)));
      }
      for (let hour = begin; hour < begin + 3; hour++) {
        expect(numbersOf(await kept.behind(hour * HOUR))).toEqual(numbersOf(expected.forcing(hour * HOUR)));
      }
    }
    expect(own.made).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(other.made).toEqual(again);
  });

  it("is kept once where the run ahead goes through its hours again, and not before the run behind", async () => {
    const [own, other] = [source(), source()];
    const kept = keepForcing(own.forcing, 0, SIZE, () => ({ forcing: other.forcing, close() {} }));
    kept.goOnFrom(4 * HOUR);
    for (const hour of [2, 3, 4, 4]) await kept.ahead(hour * HOUR);
    expect(numbersOf(await kept.behind(4 * HOUR))).toMatchObject({ time: 4 * HOUR, exchange: [-4 * HOUR, -4 * HOUR] });
    expect(other.made).toEqual([]);
  });

  it("closes what it opened", async () => {
    let closed = 0;
    const other = { forcing: source().forcing, close: () => void closed++ };
    const kept = keepForcing(source().forcing, 0, 0, () => other);
    await kept.close();
    expect(closed).toBe(0);
    await kept.behind(0);
    await kept.close();
    expect(closed).toBe(1);
  });
});
