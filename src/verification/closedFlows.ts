/**
 * Two flows whose end is known because it is the start, on an oblique stereographic grid of n x n cells, 6400 km wide:
 * - one turn of the sphere about the middle of the grid, stream function w R^2 (1 - cos theta), a rigid rotation of the
 *   plane about the point of tangency (shapes of Zalesak 1979, doi:10.1016/0021-9991(79)90051-2);
 * - the swirl of LeVeque (1996, doi:10.1137/0733033), sin^2(pi x) sin^2(pi y) cos(pi t / T) / pi, which draws
 *   the shapes into spirals until T / 2 and back.
 * Air through a face is the difference of the stream function between its corners times the air per area, the air of a
 * cell its true area times the same: the flow is free of divergence to round-off, whatever the map factor.
 */
import { centredGrid, createGrid, type Grid } from "../grids/grid.js";
import { createProjection, obliqueStereographic } from "../grids/projection.js";
import { EARTH_RADIUS } from "../constants.js";
import { unitVector } from "../grids/sphere.js";
import type { AirFlow } from "../meteorology/massFluxes.js";

const CENTRE = [116, 35] as const;
const WIDTH = 6400e3;
/** Length of either experiment. */
export const CLOSED_HOURS = 48;
/** LeVeque's T, in the time that the fastest air takes to cross the domain. */
const SWIRL = 1.5;
/** Air of each of the two levels [kg m-2]. */
const BURDEN = 5000;
export const CLOSED_LEVELS = 2;

export type ClosedFlow = "rotation" | "swirl";

export function stereographicGrid(n: number): Grid {
  const projection = createProjection(obliqueStereographic(...CENTRE));
  return createGrid(centredGrid(`${n} x ${n} cells`, projection, n, n, WIDTH / n, CENTRE));
}

/** Stream function at the corners [row + 1][column + 1], [m2 s-1], at the time 0. */
function streamFunction(kind: ClosedFlow, { columns, rows, cornerLongitude, cornerLatitude }: Grid): Float64Array {
  const axis = unitVector(...CENTRE);
  return Float64Array.from({ length: (columns + 1) * (rows + 1) }, (_, corner) => {
    if (kind === "rotation") {
      const place = unitVector(cornerLongitude[corner], cornerLatitude[corner]);
      const cosine = place[0] * axis[0] + place[1] * axis[1] + place[2] * axis[2];
      return ((2 * Math.PI) / (CLOSED_HOURS * 3600)) * EARTH_RADIUS ** 2 * (1 - cosine);
    }
    const x = (corner % (columns + 1)) / columns;
    const y = Math.floor(corner / (columns + 1)) / rows;
    const speed = (SWIRL * WIDTH) / (CLOSED_HOURS * 3600);
    return ((speed * WIDTH) / Math.PI) * (Math.sin(Math.PI * x) * Math.sin(Math.PI * y)) ** 2;
  });
}

/** @returns the flow of an hour, counted from 0; the next call overwrites it */
export function closedFlow(kind: ClosedFlow, grid: Grid): (hour: number) => AirFlow {
  const { columns, rows, cells, area } = grid;
  const stream = streamFunction(kind, grid);
  const x = new Float64Array((columns + 1) * rows);
  const y = new Float64Array(columns * (rows + 1));
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const corner = row * (columns + 1) + column;
      if (row < rows) x[corner] = BURDEN * (stream[corner] - stream[corner + columns + 1]);
      if (column < columns) y[row * columns + column] = BURDEN * (stream[corner + 1] - stream[corner]);
    }
  }
  const airMass = Float64Array.from({ length: CLOSED_LEVELS * cells }, (_, i) => BURDEN * area[i % cells]);
  const xMassFlux = new Float64Array(CLOSED_LEVELS * x.length);
  const yMassFlux = new Float64Array(CLOSED_LEVELS * y.length);
  const still = {
    airMass,
    airMassEnd: airMass,
    xMassFlux,
    yMassFlux,
    zMassFlux: new Float64Array((CLOSED_LEVELS + 1) * cells),
    surfacePressure: new Float64Array(cells).fill(1e5),
    correctionWind: 0,
    imbalance: 0,
  };
  return (hour) => {
    const strength = kind === "rotation" ? 1 : Math.cos((Math.PI * (hour + 0.5)) / CLOSED_HOURS);
    x.forEach((flux, face) => {
      for (let k = 0; k < CLOSED_LEVELS; k++) xMassFlux[k * x.length + face] = strength * flux;
    });
    y.forEach((flux, face) => {
      for (let k = 0; k < CLOSED_LEVELS; k++) yMassFlux[k * y.length + face] = strength * flux;
    });
    return { ...still, time: 3600 * hour };
  };
}
