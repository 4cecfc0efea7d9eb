/**
 * One transport step on made-up arrays: winds of 10 to 40 m s-1 that turn with row, column and level, rising and sinking
 * air, smooth anomalies of 10 ppm, turbulent exchange; where asked for, every second column convective (ACM2), and with
 * that deep convection in every tenth column and horizontal diffusion.
 */
import { parabolicSpacing } from "../dist/kernels/parabolicSpacing.js";
import {
  launchAdvectX,
  launchAdvectY,
  launchConvectDeeply,
  launchDiffuseX,
  launchDiffuseY,
  launchMoveVertically,
} from "../dist/kernels/launchTransport.js";
import { verticalPreset } from "../dist/grids/verticalCoordinate.js";
import { leastTimes } from "./timing.mjs";

const MOLAR_MASS = 0.029;
const GRAVITY = 9.8;
/** One column of so many convects deeply. */
const DEEP_EVERY = 10;
/** Interfaces of the convective boundary layer. */
const CONVECTIVE_LEVELS = 8;

/**
 * @typedef {"local" | "acm2" | "acm2, convection, diffusion"} Mixing
 * @typedef {object} Setting
 * @property {number} columns
 * @property {number} rows
 * @property {number} levels
 * @property {number} lanes
 * @property {number} spacing of the grid [m]
 * @property {number} timeStep [s]
 * @property {Mixing} mixing
 */

/** Kou et al. (2023): 105 x 86 cells of 64 km, 15 layers; 50 members, control and truth in 52 lanes. */
export const CHINA = Object.freeze({
  columns: 105,
  rows: 86,
  levels: 15,
  lanes: 52,
  spacing: 64e3,
  timeStep: 600,
  mixing: /** @type {Mixing} */ ("local"),
});

/** @param {Setting} setting */
const values = ({ columns, rows, levels, lanes }) => columns * rows * levels * lanes;

/**
 * @param {import("./timing.mjs").Kernels} kernels
 * @param {Setting} setting
 */
function arrays({ memory }, { columns, rows, levels, lanes, spacing, mixing }) {
  const cells = columns * rows;
  const vertical = verticalPreset("jdas-15");
  const thickness = Array.from({ length: levels }, (_, k) => (vertical.b[k] - vertical.b[k + 1]) * 1e5);
  const cellArea = spacing * spacing;
  const state = memory.float32(levels * cells * lanes);
  for (let i = 0; i < levels * cells; i++) {
    const along = ((i % columns) * 105) / columns / 9;
    const across = Math.cos(((Math.floor(i / columns) % rows) * 86) / rows / 7 + i / cells / 3);
    for (let lane = 0; lane < lanes; lane++) state[i * lanes + lane] = 1e-5 * Math.sin(along + lane) * across;
  }
  const mass = memory.float64(levels * cells);
  for (let i = 0; i < mass.length; i++) mass[i] = (thickness[Math.floor(i / cells)] / GRAVITY) * cellArea;
  const xFlux = memory.float64(levels * rows * (columns + 1));
  const yFlux = memory.float64(levels * (rows + 1) * columns);
  const zFlux = memory.float64((levels + 1) * cells);
  /** @type {(k: number, position: number, phase: number) => number} */
  const wind = (k, position, phase) => (10 + 2 * k) * Math.sin(position / 12 + phase);
  for (let k = 0; k < levels; k++) {
    const burden = (thickness[k] / GRAVITY) * spacing;
    for (let i = 0; i < rows * (columns + 1); i++) {
      xFlux[k * rows * (columns + 1) + i] = burden * wind(k, Math.floor(i / (columns + 1)), 0.3 * k);
    }
    for (let i = 0; i < (rows + 1) * columns; i++) {
      yFlux[k * (rows + 1) * columns + i] = burden * wind(k, i % columns, 1 + 0.2 * k);
    }
    for (let c = 0; k > 0 && c < cells; c++) zFlux[k * cells + c] = 0.01 * cellArea * Math.sin(c / 13);
  }
  const boundary = memory.float32(levels * 2 * (columns + rows) * lanes).fill(1e-6);
  const constants = memory.float32(levels * 5);
  constants.set(parabolicSpacing(thickness));
  const exchange = memory.float64((levels + 1) * cells);
  for (let i = 0; i < exchange.length; i++) exchange[i] = 0.05 * cellArea * (1 + Math.sin(i / 17));
  const nonLocal = memory.float64((levels + 1) * cells);
  if (mixing !== "local") {
    for (let c = 0; c < cells; c += 2) {
      for (let k = 1; k < CONVECTIVE_LEVELS; k++) {
        nonLocal[k * cells + c] = 0.1 * cellArea * (1 - k / CONVECTIVE_LEVELS);
      }
    }
  }
  const updraft = memory.float64((levels + 1) * cells);
  const active = memory.int32(cells);
  active.set(Array.from({ length: Math.ceil(cells / DEEP_EVERY) }, (_, i) => DEEP_EVERY * i));
  for (let k = 1; k < levels - 2; k++) {
    for (let c = 0; c < cells; c += DEEP_EVERY)
      updraft[k * cells + c] = 0.03 * cellArea * Math.sin((Math.PI * k) / levels);
  }
  // K = 1000 m2 s-1: K rho dz dy / dx
  const xDiffusion = memory.float64(xFlux.length);
  const yDiffusion = memory.float64(yFlux.length);
  for (let k = 0; k < levels; k++) {
    const [inRow, inColumn] = [xFlux.length / levels, yFlux.length / levels];
    xDiffusion.fill((1000 * thickness[k]) / GRAVITY, k * inRow, (k + 1) * inRow);
    yDiffusion.fill((1000 * thickness[k]) / GRAVITY, k * inColumn, (k + 1) * inColumn);
  }
  const emission = memory.float32(cells * lanes).fill(1e-7);
  const area = memory.float64(cells).fill(cellArea);
  const common = { state, mass, boundary };
  return {
    mass,
    x: { ...common, flux: xFlux, inflow: memory.float64(levels * rows * lanes) },
    y: { ...common, flux: yFlux, inflow: memory.float64(levels * columns * lanes) },
    z: { state, mass, flux: zFlux, spacing: constants, exchange, nonLocal, emission, area },
    deep: { state, mass, updraft, active },
    xDiffusion: { state, mass, exchange: xDiffusion },
    yDiffusion: { state, mass, exchange: yDiffusion },
  };
}

/**
 * @param {import("./timing.mjs").Kernels} kernels
 * @param {Setting} setting
 * @param {number} rounds
 * @returns {{ operator: string, nanoseconds: number }[]} of each operator, ns per cell, lane and step
 */
export function measureStep(kernels, setting, rounds) {
  const { mass, x, y, z, deep, xDiffusion, yDiffusion } = arrays(kernels, setting);
  const { columns, rows, timeStep, mixing } = setting;
  const initial = mass.slice();
  /** @type {Record<string, () => void>} */
  const operators = {
    x: () => launchAdvectX(kernels, setting, x, timeStep),
    y: () => launchAdvectY(kernels, setting, y, timeStep),
    "z, mixing and emission": () => launchMoveVertically(kernels, setting, z, timeStep, MOLAR_MASS),
  };
  if (mixing === "acm2, convection, diffusion") {
    const count = Math.ceil((columns * rows) / DEEP_EVERY);
    operators["deep convection"] = () => launchConvectDeeply(kernels, setting, deep, count, timeStep);
    operators["diffusion along x"] = () => launchDiffuseX(kernels, setting, xDiffusion, timeStep);
    operators["diffusion along y"] = () => launchDiffuseY(kernels, setting, yDiffusion, timeStep);
  }
  const times = leastTimes(rounds, Object.values(operators), () => mass.set(initial));
  return Object.keys(operators).map((operator, i) => ({ operator, nanoseconds: (1e6 * times[i]) / values(setting) }));
}

/** @param {readonly { nanoseconds: number }[]} operators */
export const whole = (operators) => operators.reduce((sum, { nanoseconds }) => sum + nanoseconds, 0);
