import { describe, expect, it } from "vitest";
import type { FluxEnsemble, HourContext } from "../../../src/assimilation/fluxEnsembles/fluxEnsemble.js";
import {
  createPaperEnsemble,
  paperRemarks,
  type PaperSettings,
} from "../../../src/assimilation/fluxEnsembles/paper.js";
import { checkMoleFraction } from "../../../src/assimilation/guards/divergence.js";
import { NumericalError } from "../../../src/errors.js";
import { createEnsemble, laneLayout } from "../../../src/fields/ensemble.js";
import { allocate, DAY, HOUR, START, toyPrior, whiteDraw } from "./toy.js";

const CELLS = 3;
const REFERENCE = 400e-6;
const layout = laneLayout(3, ["control"]);
const prior = toyPrior(CELLS);
const asPrinted: PaperSettings = { form: "paper", lagHours: 24, beta: 80 };

function create(settings: PaperSettings = asPrinted): FluxEnsemble {
  return createPaperEnsemble({ ...settings, layout, cells: CELLS, prior, draw: whiteDraw(CELLS, 3), allocate });
}

/** Anomalies [ppm] of the three members from 400 ppm, the same in all cells. */
function air(...anomalies: number[]): HourContext {
  const data = new Float32Array(CELLS * layout.lanes);
  for (let cell = 0; cell < CELLS; cell++) data.set([...anomalies.map((ppm) => ppm * 1e-6), 9], cell * layout.lanes);
  return { moleFraction: createEnsemble(layout, CELLS, REFERENCE, data) };
}

function flux(ensemble: FluxEnsemble, time: number): number[][] {
  const out = new Float32Array(CELLS * layout.lanes);
  ensemble.naturalFlux(time, out);
  return Array.from({ length: CELLS }, (_, cell) =>
    Array.from(out.subarray(cell * layout.lanes, cell * layout.lanes + 3)),
  );
}

/** Runs hours 0 to n - 1 with equal members, so that every later flux is the mean of eq. 1 alone. */
function runEqual(ensemble: FluxEnsemble, hours: number): void {
  for (let hour = 0; hour < hours; hour++) ensemble.beginHour(START + hour * HOUR, air(1, 1, 1));
}

describe("eq. 1", () => {
  it("starts with 10 % Gaussian noise around the prior, centred", () => {
    const ensemble = create();
    ensemble.beginHour(START, air(0, 1, 2));
    const draws = [0, 1, 2].map((member) => whiteDraw(CELLS, 3)(member, START / HOUR));
    flux(ensemble, START).forEach((members, cell) => {
      const natural = prior.natural(START)[cell];
      const center = (draws[0][cell] + draws[1][cell] + draws[2][cell]) / 3;
      members.forEach((value, m) =>
        expect(value * 1e6).toBeCloseTo(natural * (1 + 0.1 * (draws[m][cell] - center)) * 1e6, 5),
      );
    });
  });

  it("by hand, with one past analysis", () => {
    const ensemble = create();
    runEqual(ensemble, 24);
    const noon = START + DAY;
    const yesterday = flux(ensemble, START);
    ensemble.beginHour(noon, air(-1, 0, 4));
    flux(ensemble, noon).forEach((members, cell) => {
      const natural = prior.natural(noon)[cell];
      const past = yesterday[cell].reduce((sum, value) => sum + value, 0) / 3;
      const c = [399, 400, 404];
      members.forEach((value, m) => {
        const expected = 80 * (c[m] / 401 - 1) * natural + (past + natural) / 2;
        expect(value * 1e6).toBeCloseTo(expected * 1e6, 4);
      });
    });
  });

  it("takes the means of three analyses from the fourth day on, as the filter left them", () => {
    const ensemble = create();
    const corrections = [3e-6, -1e-6, 5e-6];
    for (let hour = 0; hour < 72; hour++) {
      ensemble.beginHour(START + hour * HOUR, air(1, 1, 1));
      if (hour % 24 === 5) {
        const [block] = ensemble.stateBlocks();
        block.data[0] += 3 * corrections[(hour - 5) / 24];
      }
    }
    for (let hour = 72; hour < 77; hour++) ensemble.beginHour(START + hour * HOUR, air(1, 1, 1));
    const time = START + 77 * HOUR;
    const past = [0, 1, 2].map(
      (day) => flux(ensemble, START + day * DAY + 5 * HOUR)[0].reduce((sum, value) => sum + value, 0) / 3,
    );
    ensemble.beginHour(time, air(1, 1, 1));
    const natural = prior.natural(time)[0];
    const expected = (past[0] + past[1] + past[2] + natural) / 4;
    expect(Math.abs(expected - natural)).toBeGreaterThan(1e-6);
    for (const value of flux(ensemble, time)[0]) expect(value * 1e6).toBeCloseTo(expected * 1e6, 4);
  });

  it("bounds the factor, then takes its mean away", () => {
    const ensemble = create({ ...asPrinted, factorBound: 0.4 });
    runEqual(ensemble, 1);
    const time = START + HOUR;
    ensemble.beginHour(time, air(-1, 0, 4));
    const natural = prior.natural(time)[0];
    const factors = [80 * (399 / 401 - 1), 80 * (400 / 401 - 1), 80 * (404 / 401 - 1)];
    const bounded = factors.map((factor) => Math.max(-0.4, Math.min(0.4, factor)));
    expect(bounded).not.toEqual(factors);
    const center = (bounded[0] + bounded[1] + bounded[2]) / 3;
    flux(ensemble, time)[0].forEach((value, m) => {
      expect(value * 1e6).toBeCloseTo((natural + (bounded[m] - center) * natural) * 1e6, 4);
    });
  });

  it("stabilised, gives members with more CO2 more flux by day too", () => {
    const time = START + 4 * HOUR;
    expect(prior.natural(time)[0]).toBeLessThan(0);
    const slope = (form: PaperSettings["form"]): number => {
      const ensemble = create({ ...asPrinted, form });
      runEqual(ensemble, 4);
      ensemble.beginHour(time, air(0, 1, 2));
      return flux(ensemble, time)[0][2] - flux(ensemble, time)[0][0];
    };
    expect(slope("paper")).toBeLessThan(0);
    expect(slope("paper-stabilised")).toBeCloseTo(-slope("paper"), 9);
  });
});

describe("published ensemble", () => {
  it("lets the filter change the hours of the lag and hands days out when their last hour leaves", () => {
    const ensemble = create({ ...asPrinted, lagHours: 30 });
    const finished: number[][] = [];
    for (let hour = 0; hour < 96; hour++) {
      const time = START + hour * HOUR;
      ensemble.beginHour(time, air(1, 1, 1));
      expect(ensemble.stateBlocks()).toHaveLength(Math.min(31, hour + 1));
      expect(ensemble.stateBlocks().map(({ hoursBefore }) => hoursBefore)).toEqual(
        Array.from({ length: Math.min(31, hour + 1) }, (_, back) => back + 0.5),
      );
      const days = ensemble.finishedDays(time, hour === 95);
      for (const day of days) for (let h = 0; h < 24; h++) flux(ensemble, day + h * HOUR);
      if (days.length > 0) finished.push([hour, ...days.map((day) => (day - START) / DAY)]);
    }
    expect(finished).toEqual([
      [53, 0],
      [77, 1],
      [95, 2, 3],
    ]);
  });

  it("leaves lanes alone that are no members, and refuses a gap", () => {
    const ensemble = create();
    ensemble.beginHour(START, air(0, 1, 2));
    const out = new Float32Array(CELLS * layout.lanes).fill(7);
    ensemble.naturalFlux(START, out);
    expect(out[layout.control!]).toBe(7);
    expect(() => ensemble.beginHour(START + 2 * HOUR, air(0, 1, 2))).toThrow(RangeError);
    expect(() => ensemble.naturalFlux(START + HOUR, out)).toThrow(RangeError);
  });

  it("goes on after a restart as if there had been none", () => {
    const weather = (hour: number): HourContext => air(0, Math.sin(hour), 2);
    const straight = create();
    for (let hour = 0; hour < 40; hour++) straight.beginHour(START + hour * HOUR, weather(hour));
    const before = create();
    for (let hour = 0; hour < 30; hour++) before.beginHour(START + hour * HOUR, weather(hour));
    const saved = before.save();
    const after = create();
    after.resume({ ...saved, values: saved.values.slice() });
    for (let hour = 30; hour < 40; hour++) after.beginHour(START + hour * HOUR, weather(hour));
    expect(after.save()).toEqual(straight.save());
  });

  it("says what it is", () => {
    expect(paperRemarks({ form: "paper" }).join(" ")).toContain("no skill for the flux");
    expect(paperRemarks({ form: "paper", factorBound: 0.4 }).join(" ")).toContain("bounded to 0.4");
    expect(paperRemarks({ form: "paper" }).join(" ")).not.toContain("bounded");
  });
});

describe("the guard of divergence", () => {
  const place = new Float64Array(CELLS);
  const grid = { cells: CELLS, columns: CELLS, longitude: place, latitude: place };
  /** Air mixed over 60 m by night; by day over 1500 m, where it dilutes at dawn. @returns last spread [ppm] */
  function grow(settings: PaperSettings, days: number): number {
    const ensemble = create(settings);
    const anomaly = [-0.7, 0, 0.7];
    let depth = 60;
    for (let time = START; time < START + days * DAY; time += HOUR) {
      const { moleFraction } = air(...anomaly);
      checkMoleFraction(moleFraction, grid, time, ensemble);
      ensemble.beginHour(time, { moleFraction });
      const members = flux(ensemble, time)[0];
      const center = (members[0] + members[1] + members[2]) / 3;
      const depthNow = prior.natural(time)[0] > 0 ? 60 : 1500;
      const dilution = Math.min(1, depth / depthNow);
      depth = depthNow;
      for (let m = 0; m < 3; m++) {
        anomaly[m] = dilution * anomaly[m] + (1e6 * HOUR * (members[m] - center)) / (depth * 40);
      }
    }
    return Math.abs(anomaly[2] - anomaly[0]);
  }

  it("stops eq. 1 with beta = 80 within days, naming what diverged, when and what to do", () => {
    const run = (): number => grow(asPrinted, 30);
    expect(run).toThrow(NumericalError);
    expect(run).toThrow(/flux ensemble "paper" at 2010-07-\d\dT\d\d:00Z: the ensemble has diverged/);
    expect(run).toThrow('"persistent"');
  });

  it("is followed by what the run's own settings leave to do", () => {
    const persistent = 'use the ensemble form "persistent", a bound on the factor';
    expect(create().remedy).toMatch(`${persistent} (ensemble.factorBound) or a beta below 20; `);
    expect(create({ ...asPrinted, beta: 5 }).remedy).toContain("or a beta below 5; without a bound eq. 1");
    const bounded: PaperSettings = { form: "paper-stabilised", lagHours: 24, beta: 40, factorBound: 0.4 };
    expect(create(bounded).remedy).toBe(`${persistent} below 0.4 (ensemble.factorBound) or a beta below 40`);
  });

  it("lets a smaller beta pass", () => {
    expect(grow({ ...asPrinted, beta: 20 }, 30)).toBeLessThan(5);
  });
});
