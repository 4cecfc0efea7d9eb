/**
 * Vertical eddy diffusivity of ACM2 (Pleim 2007a, doi:10.1175/JAM2539.1, 2007b, doi:10.1175/JAM2534.1) as US EPA CMAQ
 * v5.5 computes it (doi:10.5281/zenodo.13883210), at the interface above each level, the greater of
 *     K_pbl   = k (u* / phi_h) z (1 - z / h)^2 below the boundary layer's top h (Holtslag & Boville 1993)
 *     K_local = K_min + S l^2 f(Ri), l = k z lambda / (k z + lambda) (Liu & Carroll 1996),
 * at most 1000 m2 s-1, and zero above the uppermost level. phi_h: Businger-Dyer; S: wind shear.
 * The constants are CMAQ's own; they differ from those of this project in the fourth digit.
 */
import { requireLengths } from "./lengths.js";
import { gradientRichardson, type Layer } from "./richardsonNumber.js";

const KARMAN = 0.4;
/** Slope of phi_h in stable, and within the root in unstable air. */
const STABLE_SLOPE = 5;
const UNSTABLE_SLOPE = 16;
/** Share of the boundary layer that is its surface layer. */
const SURFACE_LAYER = 0.1;
/** Least depth of the boundary layer [m]. */
const SHALLOWEST = 20;
/** Asymptotic mixing length lambda [m]. */
const MIXING_LENGTH = 80;
/** Greatest diffusivity [m2 s-1]. */
const LARGEST = 1000;
/** Added to the square of the shear [s-2]. */
const LEAST_SHEAR_SQUARED = 1e-9;

/** Fields of [level][row][column] or [row][column]; winds at the faces of cells (Arakawa C). */
export interface EddyAtmosphere {
  readonly levels: number;
  readonly rows: number;
  readonly columns: number;
  /** Height above ground of the interface above each level and of its middle [m], [level][row][column]. */
  readonly interfaceHeight: ArrayLike<number>;
  readonly layerHeight: ArrayLike<number>;
  /** Height of the boundary layer [m], inverse Obukhov length [m-1], friction velocity [m s-1], [row][column]. */
  readonly boundaryLayerHeight: ArrayLike<number>;
  readonly inverseObukhovLength: ArrayLike<number>;
  readonly frictionVelocity: ArrayLike<number>;
  /** Least diffusivity [m2 s-1], [level][row][column]. */
  readonly leastDiffusivity: ArrayLike<number>;
  /** Winds [m s-1]: along x [level][row][column + 1], along y [level][row + 1][column]. */
  readonly windX: ArrayLike<number>;
  readonly windY: ArrayLike<number>;
  /** Virtual potential temperature and temperature [K], [level][row][column]. */
  readonly virtualPotentialTemperature: ArrayLike<number>;
  readonly temperature: ArrayLike<number>;
  /** Mixing ratios of cloud water and water vapour [kg kg-1], [level][row][column]. */
  readonly cloudWater: ArrayLike<number>;
  readonly waterVapour: ArrayLike<number>;
}

/**
 * @returns the diffusivity at the interface above each level [m2 s-1], [level][row][column], zero at the uppermost
 * @throws CoverageError naming the arrays that do not have the shape stated
 * @example
 * import { eddyDiffusivity } from "openjdas";
 *
 * const diffusivity = eddyDiffusivity({
 *   levels: 2,
 *   rows: 1,
 *   columns: 1,
 *   interfaceHeight: [100, 200],
 *   layerHeight: [50, 150],
 *   boundaryLayerHeight: [1000],
 *   inverseObukhovLength: [-0.01],
 *   frictionVelocity: [0.3],
 *   leastDiffusivity: [0.01, 0.01],
 *   windX: [5, 5, 7, 7],
 *   windY: [0, 0, 0, 0],
 *   virtualPotentialTemperature: [300, 300],
 *   temperature: [300, 299],
 *   cloudWater: [0, 0],
 *   waterVapour: [0.01, 0.01],
 * });
 * diffusivity[0] > 10; // => true
 * diffusivity[1]; // => 0
 */
export function eddyDiffusivity(air: EddyAtmosphere): Float64Array {
  checkShapes(air);
  const { levels, rows, columns } = air;
  const cells = rows * columns;
  const out = new Float64Array(levels * cells);
  for (let level = 0; level < levels - 1; level++) {
    for (let cell = 0; cell < cells; cell++) {
      const at = level * cells + cell;
      const z = air.interfaceHeight[at];
      const least = air.leastDiffusivity[at];
      const depth = air.layerHeight[at + cells] - air.layerHeight[at];
      const shearSquared = windStep(air, level, cell) / (depth * depth) + LEAST_SHEAR_SQUARED;
      const ri = gradientRichardson(layerOf(air, at), layerOf(air, at + cells), depth, shearSquared);
      const local = localDiffusivity(z, shearSquared, ri, least);
      const h = Math.max(air.boundaryLayerHeight[cell], SHALLOWEST);
      const mixed = boundaryLayerDiffusivity(z, h, air.inverseObukhovLength[cell], air.frictionVelocity[cell]);
      out[at] = Math.min(LARGEST, z < h ? Math.max(local, mixed) : local);
    }
  }
  return out;
}

function checkShapes(air: EddyAtmosphere): void {
  const { levels, rows, columns } = air;
  const cells = rows * columns;
  requireLengths("eddyDiffusivity", [
    ["interfaceHeight", air.interfaceHeight.length, levels * cells],
    ["layerHeight", air.layerHeight.length, levels * cells],
    ["boundaryLayerHeight", air.boundaryLayerHeight.length, cells],
    ["inverseObukhovLength", air.inverseObukhovLength.length, cells],
    ["frictionVelocity", air.frictionVelocity.length, cells],
    ["leastDiffusivity", air.leastDiffusivity.length, levels * cells],
    ["windX", air.windX.length, levels * rows * (columns + 1)],
    ["windY", air.windY.length, levels * (rows + 1) * columns],
    ["virtualPotentialTemperature", air.virtualPotentialTemperature.length, levels * cells],
    ["temperature", air.temperature.length, levels * cells],
    ["cloudWater", air.cloudWater.length, levels * cells],
    ["waterVapour", air.waterVapour.length, levels * cells],
  ]);
}

function layerOf(air: EddyAtmosphere, at: number): Layer {
  return {
    virtualPotentialTemperature: air.virtualPotentialTemperature[at],
    temperature: air.temperature[at],
    cloudWater: air.cloudWater[at],
    waterVapour: air.waterVapour[at],
  };
}

/** Square of the difference of the winds of a cell between a level and the next [m2 s-2]. */
function windStep({ rows, columns, windX, windY }: EddyAtmosphere, level: number, cell: number): number {
  const row = Math.floor(cell / columns);
  const x = (level * rows + row) * (columns + 1) + (cell % columns);
  const aboveX = x + rows * (columns + 1);
  const y = level * (rows + 1) * columns + cell;
  const aboveY = y + (rows + 1) * columns;
  const du = 0.5 * (windX[aboveX + 1] - windX[x + 1] + windX[aboveX] - windX[x]);
  const dv = 0.5 * (windY[aboveY + columns] - windY[y + columns] + windY[aboveY] - windY[y]);
  return du * du + dv * dv;
}

/** Boundary-layer scaling below h; in unstable air above the surface layer phi_h keeps the value at its top. */
function boundaryLayerDiffusivity(z: number, h: number, inverseL: number, frictionVelocity: number): number {
  const zeta = inverseL < 0 ? Math.min(z, SURFACE_LAYER * h) * inverseL : z * inverseL;
  const open = 1 - z / h;
  return KARMAN * (frictionVelocity / heatStability(zeta)) * z * open * open;
}

/** phi_h of zeta = z / L. */
function heatStability(zeta: number): number {
  if (zeta < 0) return 1 / Math.sqrt(1 - UNSTABLE_SLOPE * zeta);
  return zeta < 1 ? 1 + STABLE_SLOPE * zeta : STABLE_SLOPE + zeta;
}

function localDiffusivity(z: number, shearSquared: number, ri: number, least: number): number {
  const kz = KARMAN * z;
  const length = (kz * MIXING_LENGTH) / (kz + MIXING_LENGTH);
  const f = ri < 0 ? Math.sqrt(1 - 25 * ri) : 0.0012 + 1 / (1 + 10 * ri + 50 * ri ** 2 + 5000 * ri ** 4);
  return least + Math.sqrt(shearSquared) * f * length * length;
}
