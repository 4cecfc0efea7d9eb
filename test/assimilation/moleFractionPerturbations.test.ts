import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  blendAngle,
  moleFractionPerturbations,
  type PerturbationFields,
  type PerturbationSettings,
} from "../../src/assimilation/moleFractionPerturbations.js";
import { createCorrelation } from "../../src/fields/correlatedNoise.js";
import { type LaneLayout, laneLayout } from "../../src/fields/ensemble.js";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { greatCircleDistance, unitVector } from "../../src/grids/sphere.js";
import { randomField } from "../../src/random.js";

const CELLS = 400;
const INTERVAL = 3 * 86400;
const settings: PerturbationSettings = {
  seed: 5,
  perturbationPpm: 0.7,
  boundaryOffsetPpm: 0.4,
  truthPpm: 0.9,
  truthBoundaryPpm: 0.6,
  truthOffsetPpm: 0,
};
const layout = laneLayout(40, ["control", "truth"]);
const [CONTROL, TRUTH] = [40, 41];
const everyCell = Int32Array.from({ length: CELLS }, (_, cell) => cell);

function create(lanes: LaneLayout = layout, changes: Partial<PerturbationSettings> = {}) {
  return moleFractionPerturbations(
    lanes,
    CELLS,
    (purpose, member, step) => {
      const random = randomField(5, purpose, member, step);
      return Float64Array.from({ length: CELLS }, (_, cell) => random.normal(cell));
    },
    { ...settings, ...changes },
  );
}

const perturbations = create();
/** Relative standard error of a variance or correlation over all members and cells, four times. */
const TOLERANCE = 4 * Math.sqrt(2 / (39 * CELLS));

/** What the state takes at an angle, [member][cell], [ppm]. */
function blend({ low, high }: PerturbationFields, angle: number, lanes = layout.members): Float64Array[] {
  return Array.from({ length: lanes }, (_, lane) =>
    low[lane].map((value, cell) => 1e6 * (Math.cos(angle) * value + Math.sin(angle) * high[lane][cell])),
  );
}

/** Unbiased covariance over the members, mean over the cells. */
function covariance(a: Float64Array[], b: Float64Array[]): number {
  let sum = 0;
  a.forEach((field, member) => {
    field.forEach((value, cell) => {
      sum += value * b[member][cell];
    });
  });
  return sum / ((a.length - 1) * CELLS);
}

describe("the vertical blend", () => {
  it("turns from 0 at the surface to a right angle at no pressure", () => {
    expect(blendAngle(1e5, 1e5)).toBe(0);
    expect(blendAngle(5e4, 1e5)).toBeCloseTo(Math.PI / 4, 14);
    expect(blendAngle(2e4, 8e4)).toBeCloseTo((3 * Math.PI) / 8, 14);
    expect(blendAngle(0, 1e5)).toBeCloseTo(Math.PI / 2, 14);
    expect(blendAngle(1.01e5, 1e5)).toBe(0);
  });

  it("keeps the variance at every height, and the correlation of two is the cosine of the angle between them", () => {
    const fields = perturbations.initial();
    for (const angle of [0, 0.4, 1, Math.PI / 2]) {
      const here = blend(fields, angle);
      expect(Math.abs(covariance(here, here) / 0.49 - 1)).toBeLessThan(TOLERANCE);
      for (const other of [0, 0.7, Math.PI / 2]) {
        const correlation = covariance(here, blend(fields, other)) / 0.49;
        expect(Math.abs(correlation - Math.cos(angle - other))).toBeLessThan(TOLERANCE);
      }
    }
  });
});

describe("the members", () => {
  it("are centred in every cell, at every time", () => {
    const mid = perturbations.boundary(100.3 * INTERVAL, everyCell);
    for (const fields of [perturbations.initial(), mid]) {
      for (const part of [fields.low, fields.high]) {
        for (const cell of [0, 17, CELLS - 1]) {
          const sum = part.slice(0, 40).reduce((total, field) => total + field[cell], 0);
          expect(Math.abs(sum)).toBeLessThan(1e-18);
        }
      }
    }
  });

  it("differ from each other, and the start from the boundary", () => {
    const { low, high } = perturbations.initial();
    const boundary = perturbations.boundary(0, everyCell);
    const firsts = [low[0], low[1], high[0], boundary.low[0], boundary.high[0]].map((field) => field[3]);
    expect(new Set(firsts).size).toBe(5);
  });

  it("of an ensemble of one are not perturbed", () => {
    const single = create(laneLayout(1));
    expect(single.initial().low[0].every((value) => value === 0)).toBe(true);
    expect(single.boundary(1e9, everyCell).high[0].every((value) => value === 0)).toBe(true);
    expect(single.offset.every((value) => value === 0)).toBe(true);
  });
});

describe("passengers and padding", () => {
  it("leave the control and empty lanes alone", () => {
    const boundary = perturbations.boundary(1e9, everyCell);
    for (const fields of [perturbations.initial(), boundary]) {
      for (const lane of [CONTROL, 42, 43]) {
        expect(fields.low[lane].every((value) => value === 0)).toBe(true);
        expect(fields.high[lane].every((value) => value === 0)).toBe(true);
      }
    }
    expect(Array.from(perturbations.offset.subarray(40))).toEqual([0, 0, 0, 0]);
  });

  it("give the truth a draw of its own size, the same whatever the ensemble", () => {
    const { low } = perturbations.initial();
    const variance = low[TRUTH].reduce((sum, value) => sum + (1e6 * value) ** 2, 0) / CELLS;
    expect(Math.abs(variance / 0.81 - 1)).toBeLessThan(4 * Math.sqrt(2 / CELLS));
    const small = create(laneLayout(8, ["truth"]));
    expect(small.initial().low[8]).toEqual(low[TRUTH]);
    for (let member = 0; member < 40; member++) {
      let product = 0;
      for (let cell = 0; cell < CELLS; cell++) product += low[TRUTH][cell] * low[member][cell] * 1e12;
      expect(Math.abs(product / (CELLS * 0.7 * 0.9))).toBeLessThan(4.5 / Math.sqrt(CELLS));
    }
  });

  it("give the truth another size at the boundary, and an offset of its own there", () => {
    const { low } = perturbations.boundary(1e9, everyCell);
    const variance = low[TRUTH].reduce((sum, value) => sum + (1e6 * value) ** 2, 0) / CELLS;
    expect(Math.abs(variance / 0.36 - 1)).toBeLessThan(4 * Math.sqrt(2 / CELLS));
    const draws = Array.from({ length: 800 }, (_, seed) => create(layout, { seed, truthOffsetPpm: 0.35 }).offset);
    const spread = draws.reduce((sum, offset) => sum + (1e6 * offset[TRUTH]) ** 2, 0) / draws.length;
    expect(Math.abs(spread / 0.35 ** 2 - 1)).toBeLessThan(4 * Math.sqrt(2 / draws.length));
    expect(draws[0].subarray(0, 41)).toEqual(create(layout, { seed: 0 }).offset.subarray(0, 41));
  });

  it("leave the truth alone where it shall not differ", () => {
    expect(
      create(layout, { truthPpm: 0 })
        .initial()
        .low[TRUTH].every((value) => value === 0),
    ).toBe(true);
  });
});

describe("the boundary in time", () => {
  /** Copies, because the next call overwrites. */
  const at = (time: number): Float64Array[] => blend(perturbations.boundary(time, everyCell), 0, layout.lanes);

  it("passes from draw to draw with weights cos and sin of a quarter turn", () => {
    const [first, second] = [at(200 * INTERVAL), at(201 * INTERVAL)];
    expect(first[0][0]).not.toBe(second[0][0]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), (share) => {
        const between = at((200 + share) * INTERVAL);
        const phase = (share * Math.PI) / 2;
        for (const lane of [0, 39, TRUTH]) {
          for (const cell of [0, 200]) {
            const expected = Math.cos(phase) * first[lane][cell] + Math.sin(phase) * second[lane][cell];
            expect(between[lane][cell]).toBeCloseTo(expected, 7);
          }
        }
      }),
      { seed: 1, numRuns: 25 },
    );
  });

  it("keeps the variance, and forgets a draw after the next", () => {
    const start = at(300 * INTERVAL).slice(0, 40);
    for (const [share, correlation] of [
      [0.5, Math.SQRT1_2],
      [1, 0],
      [1.5, 0],
    ]) {
      const later = at((300 + share) * INTERVAL).slice(0, 40);
      expect(Math.abs(covariance(later, later) / 0.49 - 1)).toBeLessThan(TOLERANCE);
      expect(Math.abs(covariance(start, later) / 0.49 - correlation)).toBeLessThan(TOLERANCE);
    }
  });

  it("depends on the time alone, not on what was asked before", () => {
    const once = at(400.25 * INTERVAL);
    at(410 * INTERVAL);
    expect(at(400.25 * INTERVAL)).toEqual(once);
  });
});

describe("the offset of the boundary", () => {
  it("is centred over the members and has its standard deviation", () => {
    const { offset } = create(laneLayout(400));
    const sum = offset.reduce((total, value) => total + value, 0);
    expect(Math.abs(sum)).toBeLessThan(1e-18);
    const variance = offset.reduce((total, value) => total + (1e6 * value) ** 2, 0) / 399;
    expect(Math.abs(variance / 0.16 - 1)).toBeLessThan(4 * Math.sqrt(2 / 399));
  });
});

describe("the boundary in space and time, along the four sides", () => {
  const LENGTH = 1000e3;
  const grid = createGrid(gridPreset("china-64km"));
  const { columns, rows } = grid;
  const correlation = createCorrelation(grid, LENGTH);
  const many = laneLayout(200);
  const sides = moleFractionPerturbations(
    many,
    grid.cells,
    (purpose, member, step) => correlation.sample(randomField(3, purpose, member, step)),
    settings,
  );
  const south = Array.from({ length: columns }, (_, column) => column);
  const west = Array.from({ length: rows }, (_, row) => row * columns);
  const perimeter = Int32Array.from([...west, ...south]);
  const of = (time: number): Float64Array[] =>
    sides.boundary(time, perimeter).low.map((field) => Float64Array.from(field));
  const correlate = (a: Float64Array[], b: Float64Array[], cell: number, other: number): number => {
    let [product, first, second] = [0, 0, 0];
    for (let member = 0; member < many.members; member++) {
      product += a[member][cell] * b[member][other];
      first += a[member][cell] ** 2;
      second += b[member][other] ** 2;
    }
    return product / Math.sqrt(first * second);
  };
  const vector = (cell: number) => unitVector(grid.longitude[cell], grid.latitude[cell]);
  const now = of(50.5 * INTERVAL);

  it("is correlated over 1000 km along a side and around a corner alike", () => {
    // Means over pairs at about the same distance: along the south, along the west, from one to the other.
    for (const [distance, pairs] of [
      [
        640e3,
        [
          [10, 20],
          [50, 60],
          [90, 100],
        ],
      ],
      [
        640e3,
        [
          [west[5], west[15]],
          [west[40], west[50]],
          [west[70], west[80]],
        ],
      ],
      [
        1450e3,
        [
          [west[16], 16],
          [west[15], 17],
          [west[17], 15],
        ],
      ],
    ] as const) {
      const mean = pairs.reduce((sum, [a, b]) => sum + correlate(now, now, a, b), 0) / pairs.length;
      const separation =
        pairs.reduce((sum, [a, b]) => sum + greatCircleDistance(vector(a), vector(b)), 0) / pairs.length;
      expect(Math.abs(separation / distance - 1)).toBeLessThan(0.1);
      expect(Math.abs(mean - Math.exp(-0.5 * (separation / LENGTH) ** 2))).toBeLessThan(0.15);
    }
  });

  it("is one field: both positions of a corner cell take the same", () => {
    expect(now[0][west[0]]).toBe(now[0][south[0]]);
    expect(Math.abs(correlate(now, now, west[1], south[1]) - 1)).toBeLessThan(0.02);
  });

  it("is correlated by the cosine of a quarter turn in three days, and not at all in six", () => {
    const cells = [...perimeter].filter((_, i) => i % 20 === 0);
    for (const [share, expected] of [
      [1 / 3, Math.cos(Math.PI / 6)],
      [2 / 3, Math.cos(Math.PI / 3)],
      [2, 0],
    ]) {
      const start = of(50 * INTERVAL);
      const later = of((50 + share) * INTERVAL);
      const mean = cells.reduce((sum, cell) => sum + correlate(start, later, cell, cell), 0) / cells.length;
      expect(Math.abs(mean - expected)).toBeLessThan(0.1);
    }
  });
});
