/**
 * One-dimensional problems with an exact solution for our kernel and for the PPM of CMAQ (ppmSweep1d), side by side:
 * a Gaussian and a square move through half of a line, in an even wind and in a wind that stretches and squeezes them.
 * The air is steady, F the same through all faces, so a mole fraction is constant along t = integral dx / u: u = 1 / t'.
 * CMAQ's form moves concentrations; its mole fraction is that of the tracer over that of the air, moved alike.
 */
import { ppmSweep1d } from "../kernels/reference/cmaq/ppmSweep1d.js";
import type { Kernels } from "../kernels/load.js";
import { launchAdvectX } from "../kernels/launchTransport.js";
import type { ErrorRow } from "./errorRow.js";
import { type ErrorNorms, errorNorms } from "./errorNorms.js";
import { atMost, type Finding } from "./finding.js";

const CELLS = [50, 100, 200, 400];
/** Largest Courant number. */
const COURANT = 0.4;
const TRAVEL = 0.5;
/** The kernel moves whole fields, at least 2 rows, 2 levels and 4 lanes of them. */
const SHAPE = { rows: 2, levels: 2, lanes: 4 };

interface Profile {
  readonly name: string;
  /** Mole fraction at travel time t [0, 1]. */
  readonly at: (t: number) => number;
}

const profiles: readonly Profile[] = [
  { name: "Gaussian", at: (t) => Math.exp(-((t - 0.25) ** 2) / (2 * 0.05 ** 2)) },
  // no edge on a face at any resolution
  { name: "square", at: (t) => (Math.abs(t - 0.25) < 0.0937 ? 1 : 0) },
];

interface Wind {
  readonly name: string;
  /** Travel time from 0 to x and its slope 1 / u; both x and t within [0, 1]. */
  readonly travelTime: (x: number) => number;
  readonly slope: (x: number) => number;
  readonly fastest: number;
}

const STRETCH = 0.6;
const winds: readonly Wind[] = [
  { name: "even wind", travelTime: (x) => x, slope: () => 1, fastest: 1 },
  {
    name: "stretching wind",
    travelTime: (x) => x + (STRETCH * (1 - Math.cos(4 * Math.PI * x))) / (4 * Math.PI),
    slope: (x) => 1 + STRETCH * Math.sin(4 * Math.PI * x),
    fastest: 1 / (1 - STRETCH),
  },
];

interface Line {
  /** Travel time at the faces, [cell + 1]; its differences are the air of the cells. */
  readonly times: Float64Array;
  readonly air: Float64Array;
  readonly velocity: Float64Array;
  readonly steps: number;
}

function lineOf(wind: Wind, n: number): Line {
  const times = Float64Array.from({ length: n + 1 }, (_, face) => wind.travelTime(face / n));
  const air = Float64Array.from({ length: n }, (_, cell) => times[cell + 1] - times[cell]);
  const velocity = Float64Array.from({ length: n + 1 }, (_, face) => 1 / wind.slope(face / n));
  return { times, air, velocity, steps: Math.ceil((TRAVEL * wind.fastest * n) / COURANT) };
}

/** Means over cells by air, after a travel of `shift`. */
function cellMeans({ times }: Line, profile: Profile, shift: number): Float64Array {
  const points = 64;
  return Float64Array.from({ length: times.length - 1 }, (_, cell) => {
    let sum = 0;
    for (let i = 0; i < points; i++) {
      sum += profile.at(times[cell] + ((i + 0.5) / points) * (times[cell + 1] - times[cell]) - shift);
    }
    return sum / points;
  });
}

function moveByKernel(kernels: Kernels, line: Line, start: Float64Array): Float64Array {
  const { rows, levels, lanes } = SHAPE;
  const columns = start.length;
  const { memory } = kernels;
  const lines = rows * levels;
  const state = memory.float32(lines * columns * lanes);
  const mass = memory.float64(lines * columns);
  const flux = memory.float64(lines * (columns + 1));
  const boundary = memory.float32(levels * 2 * (columns + rows) * lanes);
  const inflow = memory.float64(lines * lanes);
  for (let i = 0; i < lines * columns; i++) state.fill(start[i % columns], i * lanes, (i + 1) * lanes);
  for (let i = 0; i < mass.length; i++) mass[i] = line.air[i % columns];
  flux.fill(1);
  const arrays = { state, mass, flux, boundary, inflow };
  for (let s = 0; s < line.steps; s++) launchAdvectX(kernels, { columns, ...SHAPE }, arrays, TRAVEL / line.steps);
  return Float64Array.from({ length: columns }, (_, cell) => state[cell * lanes]);
}

function moveByHppm({ air, velocity, steps }: Line, start: Float64Array): Float64Array {
  const spacing = 1 / start.length;
  let tracer: Float64Array = start.map((value, cell) => (value * air[cell]) / spacing);
  let density: Float64Array = air.map((mass) => mass / spacing);
  const sweep = (values: Float64Array, boundaryFirst: number): Float64Array =>
    ppmSweep1d({ values, velocity, spacing, boundaryFirst, boundaryLast: 0 }, TRAVEL / steps);
  for (let s = 0; s < steps; s++) {
    tracer = sweep(tracer, 0);
    density = sweep(density, 1 / velocity[0]);
  }
  return tracer.map((amount, cell) => amount / density[cell]);
}

/** The same problems by both schemes. */
export function lineProblems(kernels: Kernels): { findings: Finding[]; errors: ErrorRow[] } {
  const errors: ErrorRow[] = [];
  const findings: Finding[] = [];
  for (const wind of winds) {
    for (const profile of profiles) {
      const problem = `line, ${wind.name}, ${profile.name}`;
      let difference = 0;
      let worst: Record<keyof ErrorNorms, number> = { l1: 0, l2: 0, linf: 0 };
      const rows = CELLS.map((n): readonly [ErrorRow, ErrorRow] => {
        const line = lineOf(wind, n);
        const start = cellMeans(line, profile, 0);
        const exact = cellMeans(line, profile, TRAVEL);
        const ours = moveByKernel(kernels, line, start);
        const theirs = moveByHppm(line, start);
        difference = ours.reduce((most, value, cell) => Math.max(most, Math.abs(value - theirs[cell])), difference);
        const a = errorNorms(ours, exact, line.air);
        const b = errorNorms(theirs, exact, line.air);
        worst = {
          l1: Math.max(worst.l1, a.l1 / b.l1),
          l2: Math.max(worst.l2, a.l2 / b.l2),
          linf: Math.max(worst.linf, a.linf / b.linf),
        };
        return [
          { problem, scheme: "openjdas", cells: n, norms: a },
          { problem, scheme: "CMAQ HPPM", cells: n, norms: b },
        ];
      });
      errors.push(...rows.map(([ours]) => ours), ...rows.map(([, theirs]) => theirs));
      if (wind.name === "even wind") {
        findings.push(atMost(problem, "largest difference from CMAQ's HPPM", difference, 1e-5));
      } else {
        findings.push(
          atMost(problem, "l1 over that of CMAQ's HPPM, at worst", worst.l1, 1.1),
          atMost(problem, "l2 over that of CMAQ's HPPM, at worst", worst.l2, 1.1),
        );
      }
    }
  }
  return { findings, errors };
}
