/**
 * One fixed streamfunction psi [m2 s-1] laid on a grid: the wind k x grad(psi) through the faces, the gradient across
 * them, and psi in the cells. The wind through a face is the difference of psi between its corners over its length, so
 * its divergence is exactly zero in every cell; over hills that of the mass that it carries is (flowOverHills.ts).
 */
import { EARTH_RADIUS } from "../../constants.js";
import type { Faces, Grid } from "../../grids/grid.js";

/** psi at a point [degrees] */
export type Streamfunction = (longitude: number, latitude: number) => number;

export interface StreamfunctionPattern {
  /** Wind through x faces [row][column + 1] and y faces [row + 1][column], [m s-1] */
  readonly xWind: Float64Array;
  readonly yWind: Float64Array;
  /** Gradient of psi along the normal of the faces [m s-1] */
  readonly xGradient: Float64Array;
  readonly yGradient: Float64Array;
  /** psi [row][column], [m2 s-1] */
  readonly cell: Float64Array;
}

/** How flow passes the ground below it (flowOverHills.ts). */
export interface FlowOverGround {
  /** Streamfunction of the mass transport at the corners of the cells, [row + 1][column + 1]. */
  transport(psi: Streamfunction): Float64Array;
  /** Air of a layer over that at sea level at the x and the y faces, means of the cells at their sides [1]. */
  readonly xShare: Float64Array;
  readonly yShare: Float64Array;
}

/** @param ground what lies below the flow; flat where none is given */
export function streamfunctionPattern(grid: Grid, psi: Streamfunction, ground?: FlowOverGround): StreamfunctionPattern {
  const { columns, rows } = grid;
  const corner =
    ground?.transport(psi) ?? grid.cornerLongitude.map((longitude, i) => psi(longitude, grid.cornerLatitude[i]));
  const xWind = new Float64Array((columns + 1) * rows);
  const yWind = new Float64Array(columns * (rows + 1));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const face = row * (columns + 1) + column;
      xWind[face] = (corner[face] - corner[face + columns + 1]) / grid.xFaces.length[face];
    }
  }
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column < columns; column++) {
      const face = row * columns + column;
      const west = row * (columns + 1) + column;
      yWind[face] = (corner[west + 1] - corner[west]) / grid.yFaces.length[face];
    }
  }
  if (ground !== undefined) {
    for (let face = 0; face < xWind.length; face++) xWind[face] /= ground.xShare[face];
    for (let face = 0; face < yWind.length; face++) yWind[face] /= ground.yShare[face];
  }
  return {
    xWind,
    yWind,
    xGradient: normalGradient(grid.xFaces, psi),
    yGradient: normalGradient(grid.yFaces, psi),
    cell: grid.longitude.map((longitude, c) => psi(longitude, grid.latitude[c])),
  };
}

/** Central difference over 2 km. */
function normalGradient(faces: Faces, psi: Streamfunction): Float64Array {
  const step = 1000;
  const degree = 180 / (Math.PI * EARTH_RADIUS);
  return faces.longitude.map((longitude, f) => {
    const latitude = faces.latitude[f];
    const north = step * degree * faces.normalNorth[f];
    const east = (step * degree * faces.normalEast[f]) / Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
    return (psi(longitude + east, latitude + north) - psi(longitude - east, latitude - north)) / (2 * step);
  });
}
