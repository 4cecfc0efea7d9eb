/** Horizontal diffusion and deep convection: the kernels against their float64 twins, and what nature guarantees. */
import { describe, expect, it } from "vitest";
import { convectDeeply } from "../../src/kernels/reference/deepConvectionReference.js";
import { diffuseLine } from "../../src/kernels/reference/horizontalDiffusionReference.js";
import { launchConvectDeeply, launchDiffuseX, launchDiffuseY } from "../../src/kernels/launchTransport.js";
import { NumericalError } from "../../src/errors.js";
import { randomField } from "../../src/random.js";
import { kernelsForTests } from "./kernelsForTests.js";

const shape = { columns: 6, rows: 5, levels: 7, lanes: 8 };
const { columns, rows, levels, lanes } = shape;
const cells = columns * rows;
const random = randomField(5, "test");
/** Half the range of the noise [mol mol-1]. */
const RANGE = Math.fround(2e-5);
const UNIFORM = Math.fround(1.3e-5);

const kernels = await kernelsForTests(2);
const state = kernels.memory.float32(levels * cells * lanes);
const mass = kernels.memory.float64(levels * cells);

/** Lane 0 uniform, lane 1 single filled cells, the others noise. */
function fill(): void {
  for (let i = 0; i < state.length; i++) state[i] = RANGE * (2 * random.uniform(i) - 1);
  for (let i = 0; i < state.length; i += lanes) {
    state[i] = UNIFORM;
    state[i + 1] = i % (11 * lanes) === 0 ? RANGE : 0;
  }
  for (let i = 0; i < mass.length; i++) mass[i] = 1e11 * (0.2 + random.uniform(1e6 + i));
}

const totals = (): number[] =>
  Array.from({ length: lanes }, (_, lane) => mass.reduce((sum, m, i) => sum + m * state[i * lanes + lane], 0));

/**
 * Runs `launch`, and `twin`, which moves one lane of float64 values.
 * @returns what is furthest from equal, conserved, within the range, uniform and positive, each over what is allowed
 */
function faults(launch: () => void, twin: (values: Float64Array) => void): Record<string, number> {
  const before = totals();
  const expected = Array.from({ length: lanes }, (_, lane) => {
    const values = Float64Array.from({ length: levels * cells }, (__, i) => state[i * lanes + lane]);
    twin(values);
    return values;
  });
  launch();
  const air = mass.reduce((sum, m) => sum + m, 0);
  const worst = { difference: 0, overshoot: 0, loss: 0, unevenness: 0, negative: 0 };
  totals().forEach((total, lane) => {
    // float32 coefficients: of an anomaly, not of the 400 ppm beside which it stands
    worst.loss = Math.max(worst.loss, Math.abs(total - before[lane]) / (1e-8 * RANGE * air));
  });
  for (let i = 0; i < state.length; i++) {
    const own = state[i];
    worst.difference = Math.max(worst.difference, Math.abs(own - expected[i % lanes][Math.floor(i / lanes)]) / 2e-11);
    worst.overshoot = Math.max(worst.overshoot, (Math.abs(own) / RANGE - 1) / 1e-6);
    if (i % lanes === 0 && own !== UNIFORM) worst.unevenness = Infinity;
    if (i % lanes === 1) worst.negative = Math.max(worst.negative, -own / 1e-12);
  }
  return Object.fromEntries(Object.entries(worst).filter(([, value]) => !(value <= 1)));
}

const alongX = (values: Float64Array, exchange: Float64Array, dt: number): void => {
  for (let line = 0; line < levels * rows; line++) {
    diffuseLine(
      {
        values: values.subarray(line * columns, (line + 1) * columns),
        mass: mass.subarray(line * columns, (line + 1) * columns),
        exchange: exchange.subarray(line * (columns + 1), (line + 1) * (columns + 1)),
      },
      dt,
    );
  }
};

describe("horizontal diffusion", () => {
  it.each([1, 40])("along x is its twin, conserves, and makes no new extrema, %d times the exchange", (strength) => {
    fill();
    const exchange = kernels.memory.float64(levels * rows * (columns + 1));
    for (let i = 0; i < exchange.length; i++) exchange[i] = strength * 4e7 * random.uniform(2e6 + i);
    expect(
      faults(
        () => launchDiffuseX(kernels, shape, { state, mass, exchange }, 900),
        (values) => alongX(values, exchange, 900),
      ),
    ).toEqual({});
  });

  it("along y is that of the twin on each column", () => {
    fill();
    const exchange = kernels.memory.float64(levels * (rows + 1) * columns);
    for (let i = 0; i < exchange.length; i++) exchange[i] = 3e8 * random.uniform(3e6 + i);
    expect(
      faults(
        () => launchDiffuseY(kernels, shape, { state, mass, exchange }, 900),
        (values) => {
          for (let line = 0; line < levels * columns; line++) {
            const level = Math.floor(line / columns);
            const at = (row: number): number => (level * rows + row) * columns + (line % columns);
            const own = Float64Array.from({ length: rows }, (_, row) => values[at(row)]);
            const air = Float64Array.from({ length: rows }, (_, row) => mass[at(row)]);
            const faces = Float64Array.from(
              { length: rows + 1 },
              (_, row) => exchange[(level * (rows + 1) + row) * columns + (line % columns)],
            );
            diffuseLine({ values: own, mass: air, exchange: faces }, 900);
            own.forEach((value, row) => (values[at(row)] = value));
          }
        },
      ),
    ).toEqual({});
  });

  it("stops where an exchange is no number", () => {
    fill();
    const exchange = kernels.memory.float64(levels * rows * (columns + 1));
    exchange.fill(NaN);
    expect(() => launchDiffuseX(kernels, shape, { state, mass, exchange }, 900)).toThrow(NumericalError);
  });
});

describe("deep convection", () => {
  it.each([1, 60])("is its twin in the listed columns alone, %d times the updraft", (strength) => {
    fill();
    const updraft = kernels.memory.float64((levels + 1) * cells);
    const active = kernels.memory.int32(cells);
    const listed = [3, 7, 8, 29];
    active.set(listed);
    for (let i = cells; i < levels * cells; i++) updraft[i] = strength * 2e7 * random.uniform(4e6 + i);
    for (const cell of listed) updraft[2 * cells + cell] = 0;
    const before = state.slice();
    expect(
      faults(
        () => launchConvectDeeply(kernels, shape, { state, mass, updraft, active }, listed.length, 900),
        (values) => {
          for (const cell of listed) {
            const column = (field: Float64Array, n: number): Float64Array =>
              Float64Array.from({ length: n }, (_, k) => field[k * cells + cell]);
            const own = column(values, levels);
            convectDeeply({ values: own, mass: column(mass, levels), updraft: column(updraft, levels + 1) }, 900);
            own.forEach((value, k) => (values[k * cells + cell] = value));
          }
        },
      ),
    ).toEqual({});
    let moved = 0;
    for (let i = 0; i < state.length; i++) {
      if (state[i] === before[i]) continue;
      expect(listed).toContain(Math.floor(i / lanes) % cells);
      moved++;
    }
    expect(moved).toBeGreaterThan(100);
  });
});
