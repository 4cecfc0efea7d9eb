/** Inflation around an analyser: against the float64 definitions, and what it must not touch. */
import { inflationFactor } from "../../src/kernels/reference/inflationReference.js";
import { describe, expect, it } from "vitest";
import type { Analyser } from "../../src/filters/analyser.js";
import { createEnsrfAnalyser } from "../../src/filters/ensrfAnalysis.js";
import { withInflation } from "../../src/filters/inflatedAnalyser.js";
import { createLetkfAnalyser } from "../../src/filters/letkfAnalysis.js";
import { kernelsForTests } from "../kernels/kernelsForTests.js";
import { type AnalysedHour, analyseHour, drawHour, geometry, localizations } from "./drawnHour.js";

const problem = { members: 10, lanes: 12, observations: 2, seed: 17 };
const [, , localized] = localizations;

const kernels = await kernelsForTests(2);

/** Mean, perturbations and spread over the members of a row, and its other lanes. */
function look(data: Float32Array | Float64Array, row: number) {
  const all = Array.from(data.subarray(row * 12, (row + 1) * 12));
  const members = all.slice(0, 10);
  const mean = members.reduce((sum, value) => sum + value / 10, 0);
  const perturbations = members.map((value) => value - mean);
  const spread = Math.sqrt(perturbations.reduce((sum, value) => sum + value ** 2, 0) / 9);
  return { mean, perturbations, spread, others: all.slice(10) };
}

function rowsOf(hour: Pick<AnalysedHour, "blocks" | "parameter">) {
  return [...hour.blocks.map(({ data }) => data), hour.parameter].flatMap((data) =>
    Array.from({ length: data.length / 12 }, (_, row) => look(data, row)),
  );
}

const methods: [string, () => Analyser][] = [
  ["serial EnSRF", () => createEnsrfAnalyser(kernels, problem, geometry, localized)],
  ["LETKF", () => createLetkfAnalyser(kernels, problem, geometry, localized)],
];

describe.each(methods)("inflation of the %s", (_, create) => {
  const hour = drawHour(problem);
  const none = { rtpp: 0, rtps: 0, multiplicative: 1 };
  const analysed = (inflation: Partial<typeof none>) =>
    rowsOf(analyseHour(kernels, withInflation(create(), kernels, problem, { ...none, ...inflation }), hour));

  it.each([
    ["relaxation to prior spread", { rtps: 0.7 }],
    ["relaxation to prior perturbations", { rtpp: 0.4 }],
    ["a factor", { multiplicative: 1.2 }],
    ["all of them", { rtpp: 0.3, rtps: 0.5, multiplicative: 1.05 }],
  ])("%s: changes no mean, no other lane, no parameter, and only rows that lost spread", (__, inflation) => {
    const plain = analysed({});
    const prior = rowsOf({
      blocks: hour.blocks.map((data) => ({ name: "", data, levels: 1, cells: 1 })),
      parameter: hour.parameter,
    });
    const inflated = analysed(inflation);
    const { rtpp, rtps, multiplicative } = { ...none, ...inflation };
    let reached = 0;
    const parameter = inflated.length - 1;
    expect(inflated[parameter]).toEqual(plain[parameter]);
    inflated.forEach(({ mean, others }, row) => {
      expect(mean).toBeCloseTo(plain[row].mean, 5);
      expect(others).toEqual(plain[row].others);
    });
    // Without the rows at the edge of a reach, whose loss is of the size of round-off.
    const clear = [...inflated.slice(0, parameter).entries()].filter(
      ([row]) => plain[row].spread === prior[row].spread || plain[row].spread < prior[row].spread - 1e-5,
    );
    clear.forEach(([row, { perturbations }]) => {
      const lost = plain[row].spread < prior[row].spread;
      reached += lost ? 1 : 0;
      const relaxed = plain[row].perturbations.map((x, m) => x + rtpp * (prior[row].perturbations[m] - x));
      const spread = Math.sqrt(relaxed.reduce((sum, x) => sum + x * x, 0) / 9);
      const factor = inflationFactor(prior[row].spread / spread, rtps, multiplicative);
      const expected = lost ? relaxed.map((x) => factor * x) : plain[row].perturbations;
      perturbations.forEach((x, m) => expect(Math.abs(x - expected[m])).toBeLessThan(1e-5));
    });
    expect(reached).toBeGreaterThan(10);
    expect(reached).toBeLessThan(clear.length - 10);
  });

  it("is not there where nothing is asked for", () => {
    const analyser = create();
    expect(withInflation(analyser, kernels, problem, none)).toBe(analyser);
  });
});

describe("the memory of the inflation", () => {
  it("grows with the list of blocks by what the new ones need, as memory is never given back", () => {
    const data = Array.from({ length: 20 }, () => kernels.memory.float32(600 * 12));
    const blocks = data.map((values, b) => ({ name: `day ${b}`, data: values, levels: 600, cells: 1 }));
    const none: Analyser = { taper: () => () => 1, analyse: () => [] };
    const analyser = withInflation(none, kernels, problem, { rtpp: 0.5, rtps: 0, multiplicative: 1 });
    const { used } = kernels.memory;
    for (let count = 1; count <= blocks.length; count++) analyser.analyse(blocks.slice(0, count), [], "now");
    const needed = 20 * 4 * (600 * 12 + 600);
    expect(kernels.memory.used - used).toBeLessThan(1.1 * needed);
  });
});
