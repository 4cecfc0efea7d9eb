/** The published perturbation of the mole fraction, 5 % white noise, in analyses. */
import { describe, expect, it } from "vitest";
import { readVariables } from "./estimatingTwin.js";
import {
  gatherSmall,
  gridOf,
  type SmallAnalysis,
  sixLayers,
  startAnalysis,
  savedBy,
  savedNow,
} from "./smallAnalysis.js";

const DAY = 86400;
const MEMBERS = 12;
/** Members, control, truth, padding. */
const LANES = 16;
const CELLS = 20 * 16;
const [CONTROL, TRUTH] = [MEMBERS, MEMBERS + 1];

const start = async (background: string, ensemble = "{ form: persistent, members: 12, lagDays: 1 }") =>
  startAnalysis(
    await gatherSmall(`period: { start: 2016-07-01, end: 2016-07-03 }
${gridOf(20, 16, 200)}
${sixLayers}
background: { source: synthetic, ${background} }
observations: { source: synthetic, time: nearest, error: { correlated: none } }
twin: {}
ensemble: ${ensemble}
`),
  );
const none = "perturbationPpm: 0, boundaryOffsetPpm: 0";
const white = "noiseShare: 0.05";

const stateOf = ({ run }: SmallAnalysis): Float32Array => savedNow(run, "model", "mole_fraction");
const laneOf = (state: Float32Array, lane: number): Float32Array => state.filter((_, i) => i % LANES === lane);
const meanOf = (row: Float32Array): number => row.reduce((sum, value) => sum + value, 0) / row.length;

describe("white noise of 5 %", () => {
  it("spreads the start around the background of the control, and leaves its mean and all passengers alone", async () => {
    const [plain, noisy] = [stateOf(await start(none)), stateOf(await start(white))];
    let squares = 0;
    for (let row = 0; row < noisy.length; row += LANES) {
      const members = noisy.subarray(row, row + MEMBERS);
      const mean = meanOf(members);
      // Anomalies of 20 ppm in float32 are rounded by 1e-6 ppm.
      expect(Math.abs(mean - noisy[row + CONTROL])).toBeLessThan(1e-11);
      squares += members.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (MEMBERS - 1);
    }
    const rows = noisy.length / LANES;
    const spread = 1e6 * Math.sqrt(squares / rows);
    // The background has 380 to 420 ppm.
    expect(spread).toBeGreaterThan(0.05 * 380 * (1 - 4 / Math.sqrt(2 * rows * (MEMBERS - 1))));
    expect(spread).toBeLessThan(0.05 * 420 * (1 + 4 / Math.sqrt(2 * rows * (MEMBERS - 1))));
    for (const lane of [CONTROL, TRUTH, 14, 15]) expect(laneOf(noisy, lane)).toEqual(laneOf(plain, lane));
    expect(laneOf(noisy, TRUTH)).not.toEqual(laneOf(noisy, CONTROL));
  });

  it("stays in what flows in, and CTRL and the truth run as without it for two days", async () => {
    const [plain, noisy] = [await start(none), await start(white)];
    for (const { run, first } of [plain, noisy]) await run.advance(first + 2 * DAY);
    for (const lane of [CONTROL, TRUTH]) expect(laneOf(stateOf(noisy), lane)).toEqual(laneOf(stateOf(plain), lane));
    expect(laneOf(stateOf(noisy), 0)).not.toEqual(laneOf(stateOf(plain), 0));
    const columns = ["control", "truth", "xco2"];
    const written = await readVariables(plain, "observations.nc", columns);
    expect(Object.keys(written)).toEqual(columns);
    expect(written.truth.length).toBeGreaterThan(20);
    expect(await readVariables(noisy, "observations.nc", columns)).toEqual(written);
    const spread = (state: Float32Array, cell: number): number => {
      const members = state.subarray(cell * LANES, cell * LANES + MEMBERS);
      const mean = meanOf(members);
      return 1e6 * Math.sqrt(members.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (MEMBERS - 1));
    };
    const sides = Array.from({ length: CELLS }, (_, cell) => cell).filter(
      (cell) => cell % 20 === 0 || cell % 20 === 19 || cell < 20 || cell >= CELLS - 20,
    );
    const typical = (state: Float32Array): number =>
      Math.sqrt(sides.reduce((sum, cell) => sum + spread(state, cell) ** 2, 0) / sides.length);
    expect(typical(stateOf(noisy))).toBeGreaterThan(typical(stateOf(plain)) + 0.3);
    expect(stateOf(noisy).every((value) => Number.isFinite(value))).toBe(true);
  });

  it.each(["{ form: persistent, members: 12, lagDays: 1 }", "{ form: paper, members: 12, beta: 1 }"])(
    "goes on from a saved state bit for bit, with %s",
    async (ensemble) => {
      const whole = await start(white, ensemble);
      await whole.run.advance(whole.first + 2 * DAY);
      const begun = await start(white, ensemble);
      await begun.run.advance(begun.first + DAY);
      const written = savedBy(begun.run);
      const resumed = await start(white, ensemble);
      resumed.run.resume(begun.first + DAY, written);
      await resumed.run.advance(resumed.first + 2 * DAY);
      expect(savedBy(resumed.run)).toEqual(savedBy(whole.run));
    },
  );
});
