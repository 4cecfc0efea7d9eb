/** Air flows to verify transport in: random but continuous, with a given Courant number; and a small grid to blow over. */
import type { Grid } from "../grids/grid.js";
import type { AirFlow } from "../meteorology/massFluxes.js";
import { type RandomField, randomField } from "../random.js";

export type Box = Pick<Grid, "columns" | "rows" | "cells" | "area"> & { levels: number };

export function box(columns: number, rows: number, levels: number, area = 4e9): Box {
  return { columns, rows, levels, cells: columns * rows, area: new Float64Array(columns * rows).fill(area) };
}

/** An hour in which nothing moves. @param mass [kg] of each level's cells */
export function stillAir({ columns, rows, cells, levels }: Box, mass: readonly number[], time = 0): AirFlow {
  const airMass = Float64Array.from({ length: levels * cells }, (_, i) => mass[Math.floor(i / cells)]);
  return {
    time,
    airMass,
    airMassEnd: airMass.slice(),
    xMassFlux: new Float64Array(levels * rows * (columns + 1)),
    yMassFlux: new Float64Array(levels * (rows + 1) * columns),
    zMassFlux: new Float64Array((levels + 1) * cells),
    surfacePressure: new Float64Array(cells).fill(1e5),
    correctionWind: 0,
    imbalance: 0,
  };
}

/** Sets the mass at the end of the hour to what the fluxes lead to. */
export function closeHour({ columns, rows, cells, levels }: Box, flow: AirFlow): AirFlow {
  for (let i = 0; i < levels * cells; i++) {
    const line = Math.floor(i / columns);
    const south = i + Math.floor(line / rows) * columns;
    const convergence =
      flow.xMassFlux[i + line] -
      flow.xMassFlux[i + line + 1] +
      (flow.yMassFlux[south] - flow.yMassFlux[south + columns]) +
      (flow.zMassFlux[i] - flow.zMassFlux[i + cells]);
    flow.airMassEnd[i] = flow.airMass[i] + 3600 * convergence;
  }
  return flow;
}

/**
 * The curl of a random vector potential, which moves air through all sides, plus a little convergence.
 * @param courant largest outflow of a cell in `dt` along one dimension as a share of its air
 * @param divergence change of a cell's air in the hour through x faces, at most, as a share
 */
export function randomFlow(air: Box, seed: number, courant: number, dt: number, divergence = 0.05, time = 0): AirFlow {
  const { columns, rows, cells, levels } = air;
  const random = randomField(seed, "test");
  const flow = stillAir(
    air,
    Array.from({ length: levels }, (_, k) => 1e11 * (1 + ((3 * k) % 5) / 2)),
    time,
  );
  const [ax, ay, az] = [1, 2, 3].map((n) => potential(random, n, columns + 1, rows + 1, levels));
  eachFace(air, (kind, face, i, j, k) => {
    if (kind === "x") flow.xMassFlux[face] = az(i, j + 1, k) - az(i, j, k) - ay(i, j, k + 1) + ay(i, j, k);
    if (kind === "y") flow.yMassFlux[face] = ax(i, j, k + 1) - ax(i, j, k) - az(i + 1, j, k) + az(i, j, k);
    if (kind === "z") flow.zMassFlux[face] = ay(i + 1, j, k) - ay(i, j, k) - ax(i, j + 1, k) + ax(i, j, k);
  });
  const scale = courant / (dt * greatestOutflow(air, flow));
  for (const flux of [flow.xMassFlux, flow.yMassFlux, flow.zMassFlux]) {
    for (let i = 0; i < flux.length; i++) flux[i] *= scale;
  }
  for (let line = 0; line < levels * rows; line++) {
    const weight = (0.5 * divergence * flow.airMass[Math.floor(line / rows) * cells]) / 3600;
    for (let i = 0; i <= columns; i++) {
      flow.xMassFlux[line * (columns + 1) + i] += weight * (2 * random.uniform(1e6 + line * (columns + 1) + i) - 1);
    }
  }
  return closeHour(air, flow);
}

/** Random numbers on a lattice, horizontal components of which vanish at bottom and top (nothing flows through). */
function potential(random: RandomField, n: number, columns: number, rows: number, levels: number) {
  return (i: number, j: number, k: number): number =>
    n < 3 && (k === 0 || k === levels) ? 0 : random.normal(1e7 * n + (k * rows + j) * columns + i);
}

function eachFace(
  { columns, rows, levels }: Box,
  visit: (kind: "x" | "y" | "z", face: number, i: number, j: number, k: number) => void,
): void {
  for (let k = 0; k <= levels; k++) {
    for (let j = 0; j <= rows; j++) {
      for (let i = 0; i <= columns; i++) {
        if (k < levels && j < rows) visit("x", (k * rows + j) * (columns + 1) + i, i, j, k);
        if (k < levels && i < columns) visit("y", (k * (rows + 1) + j) * columns + i, i, j, k);
        if (i < columns && j < rows) visit("z", (k * rows + j) * columns + i, i, j, k);
      }
    }
  }
}

/** Largest outflow of a cell along one dimension over its mass [s-1]. */
function greatestOutflow({ columns, rows, cells, levels }: Box, flow: AirFlow): number {
  let worst = 0;
  for (let i = 0; i < levels * cells; i++) {
    const line = Math.floor(i / columns);
    const south = i + Math.floor(line / rows) * columns;
    const pairs = [
      [flow.xMassFlux[i + line], flow.xMassFlux[i + line + 1]],
      [flow.yMassFlux[south], flow.yMassFlux[south + columns]],
      [flow.zMassFlux[i], flow.zMassFlux[i + cells]],
    ];
    for (const [left, right] of pairs) {
      worst = Math.max(worst, (Math.max(0, right) - Math.min(0, left)) / flow.airMass[i]);
    }
  }
  return worst;
}
