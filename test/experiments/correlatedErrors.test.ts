/** Correlated errors of observations in a whole analysis: in perturbed analyses beside the members, which stay as they are. */
import { describe, expect, it } from "vitest";
import { type Saved, savedArray } from "../../src/assimilation/saveable.js";
import { meanAndSpread } from "../../src/fields/members.js";
import { handOver, readVariables } from "./estimatingTwin.js";
import {
  gatherSmall,
  gridOf,
  savedBy,
  type SmallAnalysis,
  sixLayers,
  smallExperiment,
  startAnalysis,
} from "./smallAnalysis.js";

const DAY = 86400;
const MEMBERS = 12;
const PERTURBED = MEMBERS / 2;

const start = async (error: string, network = "gosat"): Promise<SmallAnalysis> =>
  startAnalysis(
    await gatherSmall(`seed: 4
period: { start: 2016-07-01, end: 2016-07-05 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic, network: ${network}, error: ${error} }
ensemble: { members: ${MEMBERS}, lagDays: 1, bounds: none }
filter: { estimate: { boundaryOffset: { ppm: 0.5 }, retrievalBias: { ppm: 0.3 } } }
twin: {}
`),
  );
const correlated = (ppm: number): string =>
  `{ representationPpm: 1, correlated: { ppm: ${ppm}, lengthKm: 1500, memoryDays: 20 } }`;

function savedOf({ run }: SmallAnalysis, part: string): Saved {
  const saved = savedBy(run).get(part);
  if (saved === undefined) throw new Error(`no ${part} were saved`);
  return saved;
}

interface Rows {
  readonly lanes: number;
  readonly data: ArrayLike<number>;
}

/** Flux parameters of all days, places and kinds. */
function fluxParameters(analysis: SmallAnalysis): Rows {
  const { members } = savedOf(analysis, "fluxes").arrays;
  return { lanes: members.shape[3], data: members.data as Float32Array };
}

/** Lanes from the first on, of every row. */
function lanesOf({ lanes, data }: Rows, first: number, count: number): number[][] {
  return Array.from({ length: data.length / lanes }, (_, row) =>
    Array.from({ length: count }, (__, i) => data[row * lanes + first + i]),
  );
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value / values.length, 0);

/** Of the perturbed analyses from their mean, every row one after the other. */
function departures(analysis: SmallAnalysis): number[] {
  return lanesOf(fluxParameters(analysis), perturbedFrom, PERTURBED).flatMap((values) =>
    values.map((value) => value - mean(values)),
  );
}
/** After control and truth. */
const perturbedFrom = MEMBERS + 2;
const largest = (values: readonly number[]): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

describe("correlated errors of observations", () => {
  it("leave members and mean as they are, bit for bit", async () => {
    const [without, beside] = [await start("{ representationPpm: 1, correlated: none }"), await start(correlated(0.9))];
    for (const { run, first } of [without, beside]) await run.advance(first + 2 * DAY);
    expect(lanesOf(fluxParameters(beside), 0, MEMBERS)).toEqual(lanesOf(fluxParameters(without), 0, MEMBERS));
    for (const name of ["boundary_offset", "retrieval_bias"]) {
      const [one, other] = [without, beside].map((analysis): number[][] => {
        const { lanes } = fluxParameters(analysis);
        return lanesOf({ lanes, data: savedArray(savedOf(analysis, "parameters"), name, Float64Array) }, 0, MEMBERS);
      });
      expect(one).toEqual(other);
    }
  });

  it("move the perturbed analyses from the mean in proportion to their size, and by nothing where they are nothing", async () => {
    const sizes = [1e-9, 0.4, 0.8];
    const [none, small, large] = await Promise.all(sizes.map(async (ppm) => start(correlated(ppm))));
    for (const { run, first } of [none, small, large]) await run.advance(first + 2 * DAY);
    const [still, once, twice] = [none, small, large].map(departures);
    expect(largest(once)).toBeGreaterThan(0.05);
    expect(largest(still)).toBeLessThan(1e-5 * largest(once));
    // The limiter of the transport is all that is not linear.
    expect(largest(twice.map((value, i) => value - 2 * once[i]))).toBeLessThan(0.02 * largest(twice));
  });

  it("are in the spreads that are written, of fields and of the members' totals, and not in their means", async () => {
    const both = [await start("{ representationPpm: 1, correlated: none }"), await start(correlated(0.9))];
    for (const { run, first } of both) await run.advance(first + 3 * DAY);
    const [without, beside] = await Promise.all(
      both.map(
        async (analysis) =>
          ({
            ...(await readVariables(analysis, "flux_20160701.nc", ["natural_posterior", "natural_posterior_spread"])),
            ...(await readVariables(analysis, "region_totals_20160701.nc", ["region_total_posterior"])),
          }) as Record<string, Float64Array>,
      ),
    );
    const size = ({ natural_posterior_spread: spread }: Record<string, ArrayLike<number>>): number =>
      Math.hypot(...Array.from(spread));
    expect(size(beside)).toBeGreaterThan(1.02 * size(without));
    const scale = largest(Array.from(without.natural_posterior));
    const moved = Array.from(beside.natural_posterior, (flux, i) => flux - without.natural_posterior[i]);
    expect(largest(moved)).toBeLessThan(1e-6 * scale);
    const totals = [without, beside].map(({ region_total_posterior: data }) =>
      lanesOf({ lanes: MEMBERS, data }, 0, MEMBERS).map((members) => meanAndSpread(members, MEMBERS)),
    );
    const spreads = totals.map((regions) => Math.hypot(...regions.map(({ spread }) => spread)));
    expect(spreads[1]).toBeGreaterThan(1.02 * spreads[0]);
    totals[0].forEach(({ mean, spread }, region) => {
      expect(Math.abs(totals[1][region].mean - mean)).toBeLessThan(1e-4 * spread + 1e-9);
    });
  });

  it("of columns and of surface sites are draws of their own, and either leaves the members as they are", async () => {
    const errors = [
      "{ correlated: none, siteCorrelated: none }",
      "{ correlated: { ppm: 1, lengthKm: 1500, memoryDays: 20 }, siteCorrelated: none }",
      "{ correlated: none, siteCorrelated: { ppm: 2, lengthKm: 1500, memoryDays: 20 } }",
    ];
    const all = await Promise.all(errors.map(async (error) => start(error, "[gosat, towers]")));
    for (const { run, first } of all) await run.advance(first + 2 * DAY);
    const [without, columns, sites] = all.map((analysis) => lanesOf(fluxParameters(analysis), 0, MEMBERS));
    expect(columns).toEqual(without);
    expect(sites).toEqual(without);
    const [ofColumns, ofSites] = all.slice(1).map(departures);
    for (const moved of [ofColumns, ofSites]) expect(largest(moved)).toBeGreaterThan(0.05);
    const product = (a: readonly number[], b: readonly number[]): number =>
      a.reduce((sum, value, i) => sum + value * b[i], 0);
    const alike = product(ofColumns, ofSites) / Math.sqrt(product(ofColumns, ofColumns) * product(ofSites, ofSites));
    expect(Math.abs(alike)).toBeLessThan(0.3);
  });

  it("go on from a checkpoint, bit for bit as if the run had never stopped", async () => {
    const both = "[gosat, towers]";
    const whole = await start(correlated(0.9), both);
    await whole.run.advance(whole.first + 3 * DAY);
    const begun = await start(correlated(0.9), both);
    await begun.run.advance(begun.first + 2 * DAY);
    const resumed = await start(correlated(0.9), both);
    await handOver(begun, begun.first + 2 * DAY, resumed);
    await resumed.run.advance(resumed.first + 3 * DAY);
    expect(savedBy(resumed.run)).toEqual(savedBy(whole.run));
  });

  it("are there of themselves where members that persist take the observations, and nowhere else", () => {
    const of = (settings: string): unknown => {
      const { plan } = smallExperiment(`period: { start: 2016-07-01, end: 2016-07-05 }
${gridOf(24, 20, 240)}
${sixLayers}
background: { source: synthetic }
twin: {}
${settings}`);
      return plan.kind === "forward" ? undefined : plan.correlatedErrors;
    };
    const [column, point] = [
      { ppm: 0.9, lengthKm: 1500, memoryDays: 150 },
      { ppm: 2.7, lengthKm: 1500, memoryDays: 30 },
    ];
    const none = { column: "none", point: "none" };
    const both = "network: [gosat, towers]";
    expect(of("observations: { source: synthetic }")).toEqual({ column, point: "none" });
    expect(of("observations: { source: synthetic, network: towers }")).toEqual({ column: "none", point });
    expect(of(`observations: { source: synthetic, ${both} }`)).toEqual({ column, point });
    expect(of(`observations: { source: synthetic, ${both}, error: { correlated: none } }`)).toEqual({
      column: "none",
      point,
    });
    expect(of(`observations: { source: synthetic, ${both}, error: { siteCorrelated: none } }`)).toEqual({
      column,
      point: "none",
    });
    const others = ["filter: { method: letkf }", "filter: { update: two-step }", "ensemble: { form: paper }"];
    for (const other of others) {
      expect(of(`observations: { source: synthetic, ${both} }\n${other}`)).toEqual(none);
      for (const key of ["correlated", "siteCorrelated"]) {
        const asked = `observations: { source: synthetic, ${both}, error: { ${key}: { ppm: 1, lengthKm: 800, memoryDays: 4 } } }`;
        expect(() => of(`${asked}\n${other}`)).toThrow(`observations.error.${key}: `);
      }
    }
  });
});
