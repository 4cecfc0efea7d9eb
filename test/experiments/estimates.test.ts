/** Boundary offsets and retrieval biases in a whole analysis: what zero spread means, resume, and what is written. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RunState } from "../../src/assimilation/runState.js";
import { pickUp, recordCheckpoints } from "../../src/experiments/recording/checkpoints.js";
import { type Checkpoint, newestCheckpoint } from "../../src/runs/checkpoint.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { gatherSmall, gridOf, type SmallAnalysis, sixLayers, startAnalysis } from "./smallAnalysis.js";

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
    const [expected, found] = [without.run.save(), zero.run.save()];
    expect(found.moleFraction).toEqual(expected.moleFraction);
    expect(found.fluxes).toEqual(expected.fluxes);
    expect(found.departures).toEqual(expected.departures);
    expect(constant.run.save().moleFraction).not.toEqual(expected.moleFraction);
  });

  it("goes on from its checkpoint, bit for bit as if it had never stopped, and writes what it estimates", async () => {
    const whole = await start(BOTH);
    await whole.run.advance(whole.first + 3 * DAY);
    const begun = await start(BOTH);
    await begun.run.advance(begun.first + 2 * DAY);
    const checkpoints = recordCheckpoints(begun.recorders, "configuration", () => ({}));
    await checkpoints.write("analysis", begun.run.save());
    await checkpoints.settle();
    const resumed = await start(BOTH);
    const checkpoint = newestCheckpoint(begun.recorders.folder.path, "configuration", () => {}) as Checkpoint;
    resumed.run.resume(pickUp(checkpoint, resumed.recorders).state as RunState);
    await resumed.run.advance(resumed.first + 3 * DAY);

    const [expected, found] = [whole.run.save(), resumed.run.save()];
    expect([...expected.parameters.keys()]).toEqual(["boundary_offset", "retrieval_bias"]);
    expect(found.parameters).toEqual(expected.parameters);
    expect(found.estimates).toEqual(expected.estimates);
    expect(found.moleFraction).toEqual(expected.moleFraction);
    expect(found.fluxes).toEqual(expected.fluxes);

    const [one, other] = [
      await openNetcdf(join(whole.recorders.folder.path, "parameters.nc")),
      await openNetcdf(join(resumed.recorders.folder.path, "parameters.nc")),
    ];
    expect(one.variable("side_name").readStrings()).toEqual(["west", "east", "south", "north"]);
    expect(one.variable("boundary_offset").shape).toEqual([3, 4]);
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
