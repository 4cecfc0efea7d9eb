/**
 * Horizontal diffusivity of US EPA CMAQ v5.5's multiscale scheme (doi:10.5281/zenodo.13883210; deformation after
 * Smagorinsky 1963, doi:10.1175/1520-0493(1963)091<0099:GCEWTP>2.3.CO;2), on a conformal map:
 *     D = sqrt((du/dx - dv/dy)^2 + (dv/dx + du/dy)^2),   K_D = max(K_least, (0.28 dx)^2 D),
 *     K = m^2 K_N K_D / (K_N + K_D),   K_N = K_0 (4 km / dx)^2,   m the map factor,
 * so that coarse grids, whose advection diffuses already, get little. D, of the middle of a cell, is used at the cell's
 * south-west corner and is zero at the corners of the north and east edge; faces take the mean of their two corners.
 */
const BASE_SPACING = 4000;
const BASE_DIFFUSIVITY = 2000;
const LEAST_DIFFUSIVITY = 200;
const ALPHA = 0.28;

export interface HorizontalFlow {
  readonly levels: number;
  readonly rows: number;
  readonly columns: number;
  /** Width of a cell on the map [m]. */
  readonly spacing: number;
  /** Density times Jacobian of the vertical coordinate with a rim of one cell, [level][row + 2][column + 2]. */
  readonly densityWithRim: ArrayLike<number>;
  /** Wind times density times Jacobian: along x [level][row][column + 1], along y [level][row + 1][column]. */
  readonly momentumX: ArrayLike<number>;
  readonly momentumY: ArrayLike<number>;
  /** Square of the map factor at the corners of cells, [row + 1][column + 1]. */
  readonly mapFactorSquared: ArrayLike<number>;
}

export interface HorizontalDiffusivity {
  /** D of each cell [s-1], [level][row][column]. */
  readonly deformation: Float64Array;
  /** K at the faces [m2 s-1]: x [level][row][column + 1], y [level][row + 1][column]. */
  readonly diffusivityX: Float64Array;
  readonly diffusivityY: Float64Array;
}

/** Density times Jacobian at the faces, the mean of the two cells: x [row][column + 1], y [row + 1][column]. */
export function faceDensities(flow: HorizontalFlow, level: number): { x: Float64Array; y: Float64Array } {
  const { rows, columns, densityWithRim: rho } = flow;
  const width = columns + 2;
  const cell = (row: number, column: number): number => ((rows + 2) * level + row + 1) * width + column + 1;
  const x = new Float64Array(rows * (columns + 1));
  const y = new Float64Array((rows + 1) * columns);
  for (let row = 0; row < rows; row++) {
    for (let face = 0; face <= columns; face++) {
      x[row * (columns + 1) + face] = 0.5 * (rho[cell(row, face)] + rho[cell(row, face - 1)]);
    }
  }
  for (let face = 0; face <= rows; face++) {
    for (let column = 0; column < columns; column++) {
      y[face * columns + column] = 0.5 * (rho[cell(face, column)] + rho[cell(face - 1, column)]);
    }
  }
  return { x, y };
}

export function horizontalDiffusivity(flow: HorizontalFlow): HorizontalDiffusivity {
  const { levels, rows, columns } = flow;
  const deformation = new Float64Array(levels * rows * columns);
  const diffusivityX = new Float64Array(levels * rows * (columns + 1));
  const diffusivityY = new Float64Array(levels * (rows + 1) * columns);
  for (let level = 0; level < levels; level++) {
    const d = deformationOf(flow, level);
    deformation.set(d, level * rows * columns);
    const corners = cornerDiffusivity(flow, d);
    const corner = (row: number, column: number): number => corners[row * (columns + 1) + column];
    for (let row = 0; row < rows; row++) {
      for (let face = 0; face <= columns; face++) {
        diffusivityX[(level * rows + row) * (columns + 1) + face] = 0.5 * (corner(row + 1, face) + corner(row, face));
      }
    }
    for (let face = 0; face <= rows; face++) {
      for (let column = 0; column < columns; column++) {
        diffusivityY[(level * (rows + 1) + face) * columns + column] =
          0.5 * (corner(face, column) + corner(face, column + 1));
      }
    }
  }
  return { deformation, diffusivityX, diffusivityY };
}

/** D of each cell [row][column]; along the edges du/dy (south, north) and dv/dx (west, east) count as zero. */
function deformationOf(flow: HorizontalFlow, level: number): Float64Array {
  const { rows, columns, spacing } = flow;
  const rho = faceDensities(flow, level);
  const u = rho.x.map((density, face) => flow.momentumX[level * rho.x.length + face] / density);
  const v = rho.y.map((density, face) => flow.momentumY[level * rho.y.length + face] / density);
  const uAt = (row: number, column: number): number => row * (columns + 1) + column;
  const vAt = (row: number, column: number): number => row * columns + column;
  /** Sum of the winds at the two faces of a cell. */
  const uBoth = (row: number, column: number): number => u[uAt(row, column)] + u[uAt(row, column + 1)];
  const vBoth = (row: number, column: number): number => v[vAt(row, column)] + v[vAt(row + 1, column)];
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const dudx = (u[uAt(row, column + 1)] - u[uAt(row, column)]) / spacing;
      const dvdy = (v[vAt(row + 1, column)] - v[vAt(row, column)]) / spacing;
      const alongY = row > 0 && row < rows - 1;
      const alongX = column > 0 && column < columns - 1;
      const dudy = alongY ? (uBoth(row + 1, column) - uBoth(row - 1, column)) / (4 * spacing) : 0;
      const dvdx = alongX ? (vBoth(row, column + 1) - vBoth(row, column - 1)) / (4 * spacing) : 0;
      out[row * columns + column] = Math.sqrt((dudx - dvdy) ** 2 + (dvdx + dudy) ** 2);
    }
  }
  return out;
}

/** K at the corners of cells, [row + 1][column + 1]. */
function cornerDiffusivity(flow: HorizontalFlow, deformation: Float64Array): Float64Array {
  const { rows, columns, spacing } = flow;
  const numerical = (BASE_DIFFUSIVITY * BASE_SPACING * BASE_SPACING) / (spacing * spacing);
  const out = new Float64Array((rows + 1) * (columns + 1));
  for (let row = 0; row <= rows; row++) {
    for (let column = 0; column <= columns; column++) {
      const d = row < rows && column < columns ? deformation[row * columns + column] : 0;
      const k = Math.max(LEAST_DIFFUSIVITY, (ALPHA * spacing) ** 2 * d);
      const at = row * (columns + 1) + column;
      out[at] = (flow.mapFactorSquared[at] * numerical * k) / (numerical + k);
    }
  }
  return out;
}
