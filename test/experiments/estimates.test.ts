/** Boundary offsets and retrieval biases in a whole analysis: what zero spread means, resume, and what is written. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { offsetNames } from "../../src/assimilation/boundaryOffsets.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { handOver } from "./estimatingTwin.js";
import { gatherSmall, gridOf, savedBy, type SmallAnalysis, sixLayers, startAnalysis } from "./smallAnalysis.js";

const DAY = 86400;

const start = async (estimate: string, boundaryOffsetPpm = 0): Promise<SmallAnalysis> =>
  startAnalysis(
    await gatherSmall(`period: { start: 2016-07-01, end: 2016-07-04 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic, boundaryOffsetPpm: ${boundaryOffsetPpm} }
observations: { source: synthetic }
ensemble: { members: 8, lagDays: 1 }
filter: { estimate: ${estimate} }
twin: {}
`),
  );

const BOTH = "{ boundaryOffset: { ppm: 0.5 }, retrievalBias: { ppm: 0.4, regionKm: 2000 } }";

describe("an analysis that estimates boundary offsets and retrieval biases", () => {
  it("is the one without them, bit for bit, where their spread is zero", async () => {
    const without = await start("{}");
    const zero = await start("{ boundaryOffset: { ppm: 0 }, retrievalBias: { ppm: 0 } }", 0.4);
    const constant = await start("{}", 0.4);
    for (const { run, first } of [without, zero, constant]) await run.advance(first + 2 * DAY);
    const [expected, found] = [savedBy(without.run), savedBy(zero.run)];
    for (const part of ["model", "fluxes", "progress"]) expect(found.get(part)).toEqual(expected.get(part));
    expect(savedBy(constant.run).get("model")).not.toEqual(expected.get("model"));
  });

  it("goes on from its checkpoint, bit for bit as if it had never stopped, and writes what it estimates", async () => {
    const whole = await start(BOTH);
    await whole.run.advance(whole.first + 3 * DAY);
    const begun = await start(BOTH);
    await begun.run.advance(begun.first + 2 * DAY);
    const resumed = await start(BOTH);
    await handOver(begun, begun.first + 2 * DAY, resumed);
    await resumed.run.advance(resumed.first + 3 * DAY);

    const [expected, found] = [savedBy(whole.run), savedBy(resumed.run)];
    const kept = Object.keys(expected.get("parameters")?.arrays ?? {});
    expect(kept).toEqual(["boundary_offset", "retrieval_bias", "correlated_error"]);
    expect(expected.get("estimates")?.arrays.days.shape.slice(0, 2)).toEqual([3, 2]);
    expect(found).toEqual(expected);

    const [one, other] = [
      await openNetcdf(join(whole.recorders.folder.path, "parameters.nc")),
      await openNetcdf(join(resumed.recorders.folder.path, "parameters.nc")),
    ];
    expect(one.variable("boundary_part_name").readStrings()).toEqual(offsetNames);
    expect(one.variable("boundary_offset").shape).toEqual([3, 8]);
    for (const name of [
      "time",
      "boundary_offset",
      "boundary_offset_spread",
      "retrieval_bias",
      "retrieval_bias_spread",
    ]) {
      const values = one.variable(name).read();
      expect(values.every(Number.isFinite)).toBe(true);
      expect(other.variable(name).read()).toEqual(values);
    }
    const time = one.variable("time").read();
    expect([...time]).toEqual([1, 2, 3].map((day) => whole.first + day * DAY));
    const spread = one.variable("boundary_offset_spread").read();
    expect(Math.min(...spread)).toBeGreaterThan(0.05);
    expect(Math.max(...spread)).toBeLessThan(1.2);
    const mean = one.variable("retrieval_bias").read();
    expect(Math.max(...mean.map(Math.abs))).toBeGreaterThan(0.001);
    expect(Math.max(...mean.map(Math.abs))).toBeLessThan(1.2);
    one.close();
    other.close();
    const observations = await openNetcdf(join(whole.recorders.folder.path, "observations.nc"));
    const correction = observations.variable("bias_correction").read();
    const after = await openNetcdf(join(resumed.recorders.folder.path, "observations.nc"));
    expect(after.variable("bias_correction").read()).toEqual(correction);
    after.close();
    expect(correction.some((value) => Math.abs(value) > 0.001 && Math.abs(value) < 1.2)).toBe(true);
    observations.close();
  });
});
