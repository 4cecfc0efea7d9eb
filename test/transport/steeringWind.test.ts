import { describe, expect, it } from "vitest";
import { type SteeringWind, steeringWind } from "../../src/transport/steeringWind.js";

const grid = { columns: 3, rows: 2, cells: 6 };
/** Layers of 1, 2 and 7 kg, whose air crosses a cell in 4, 2 and 1 hours eastward and in 8, 4 and 2 southward. */
const layers = [1, 2, 7];
const airMass = Float64Array.from(layers.flatMap((mass) => Array.from({ length: 6 }, () => mass)));
const xMassFlux = Float64Array.from(
  layers.flatMap((mass, k) => Array.from({ length: 8 }, () => (mass * [0.25, 0.5, 1][k]) / 3600)),
);
const yMassFlux = Float64Array.from(
  layers.flatMap((mass, k) => Array.from({ length: 9 }, () => (-mass * [0.125, 0.25, 0.5][k]) / 3600)),
);

function windOf(share: number, x = xMassFlux): SteeringWind {
  const wind = { x: new Float32Array(6), y: new Float32Array(6) };
  steeringWind(grid, { airMass, xMassFlux: x, yMassFlux }, share, wind);
  return wind;
}

describe("the steering wind", () => {
  it("is the mean by mass over the lowest part of the column, in cells per hour", () => {
    const expected = [
      [0.05, 0.25],
      [0.1, 0.25],
      [0.2, (0.25 + 0.5) / 2],
      [0.3, (0.25 + 2 * 0.5) / 3],
      [0.5, (0.25 + 2 * 0.5 + 2 * 1) / 5],
      [1, (0.25 + 2 * 0.5 + 7 * 1) / 10],
    ];
    for (const [share, speed] of expected) {
      const { x, y } = windOf(share);
      for (let cell = 0; cell < 6; cell++) {
        expect(x[cell]).toBeCloseTo(speed, 6);
        expect(y[cell]).toBeCloseTo(-0.5 * speed, 6);
      }
    }
  });

  it("is that of both faces of a cell", () => {
    const x = xMassFlux.slice();
    x[1] = 0;
    expect(Array.from(windOf(0.1, x).x)).toEqual([0.125, 0.125, 0.25, 0.25, 0.25, 0.25]);
  });
});
