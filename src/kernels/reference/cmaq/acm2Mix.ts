/**
 * Vertical mixing by the Asymmetric Convective Model, version 2 (Pleim 2007a, doi:10.1175/JAM2539.1; 2007b,
 * doi:10.1175/JAM2534.1), as US EPA CMAQ v5.5 does it (doi:10.5281/zenodo.13883210), without dry deposition.
 * Each column is mixed in sub-steps of its own, trunc(dt / limit + 0.99) of them, where the limit is the least of dt,
 * 0.75 dz dz' / Kz over its interfaces, and 0.75 of its convective turnover time. See acm2Column.ts for the equations.
 */
import { CoverageError, NumericalError } from "../../../errors.js";
import { type Acm2Column, acm2Rates, mixAcm2 } from "./acm2Column.js";
import { requireLengths } from "./lengths.js";

export interface Acm2Input {
  readonly levels: number;
  readonly rows: number;
  readonly columns: number;
  /** Height above ground of the interface above each level and of its middle [m], [level][row][column]. */
  readonly interfaceHeight: ArrayLike<number>;
  readonly layerHeight: ArrayLike<number>;
  /** Diffusivity at the interface above each level [m2 s-1], [level][row][column]; zero at the uppermost closes it. */
  readonly diffusivity: ArrayLike<number>;
  /** Not zero where air also moves non-locally, [row][column]; the next three matter there only. */
  readonly convective: ArrayLike<number>;
  /** Height h of the boundary layer [m], [row][column]; above the top of level 0. */
  readonly boundaryLayerHeight: ArrayLike<number>;
  /** h / L, L the Obukhov length, [row][column]; negative. */
  readonly boundaryLayerOverObukhov: ArrayLike<number>;
  /** Levels that the boundary layer reaches, counted from the ground, 1 to levels - 1, [row][column]. */
  readonly boundaryLayerLevels: ArrayLike<number>;
  /** Mole fraction of each tracer, any unit, [tracer][level][row][column]. */
  readonly values: ArrayLike<number>;
  /** Tendency by emission [unit of values s-1], [tracer][emission level][row][column]; the uppermost level takes none. */
  readonly emission: ArrayLike<number>;
  readonly emissionLevels: number;
}

export interface Acm2Output {
  /** [tracer][level][row][column] */
  readonly values: Float64Array;
  /** Sub-steps of each column, [row][column]. */
  readonly substeps: Float64Array;
}

/**
 * @param dt [s]
 * @throws CoverageError where there are fewer than two levels, or arrays that do not have the shape stated
 * @throws NumericalError for a convective column that is stable, or whose boundary layer does not leave level 0 or
 * reaches the uppermost level
 * @example
 * import { acm2Mix } from "openjdas";
 *
 * const { values } = acm2Mix(
 *   {
 *     levels: 2,
 *     rows: 1,
 *     columns: 1,
 *     interfaceHeight: [100, 200],
 *     layerHeight: [50, 150],
 *     diffusivity: [10, 0],
 *     convective: [0],
 *     boundaryLayerHeight: [150],
 *     boundaryLayerOverObukhov: [-1],
 *     boundaryLayerLevels: [1],
 *     values: [410, 400],
 *     emission: [0],
 *     emissionLevels: 1,
 *   },
 *   36000,
 * );
 * values.map((value) => Math.round(value)); // => [405, 405]
 */
export function acm2Mix(input: Acm2Input, dt: number): Acm2Output {
  checkShapes(input);
  const { levels, rows, columns, emissionLevels } = input;
  const cells = rows * columns;
  const tracers = input.values.length / (levels * cells);
  const values = Float64Array.from(input.values);
  const substeps = new Float64Array(cells);
  for (let cell = 0; cell < cells; cell++) {
    const column = columnOf(input, cell);
    checkConvection(column, cell);
    const rates = acm2Rates(column, dt);
    substeps[cell] = rates.substeps;
    for (let tracer = 0; tracer < tracers; tracer++) {
      const q = profile(values, tracer * levels, levels, cells, cell);
      const source = profile(input.emission, tracer * emissionLevels, emissionLevels, cells, cell);
      mixAcm2(rates, q, source, dt);
      for (let level = 0; level < levels; level++) values[(tracer * levels + level) * cells + cell] = q[level];
    }
  }
  return { values, substeps };
}

function checkShapes(input: Acm2Input): void {
  const { levels, rows, columns, emissionLevels } = input;
  const cells = rows * columns;
  if (levels < 2) throw new CoverageError({ where: "acm2Mix: levels", found: `${levels}`, expected: "two or more" });
  const tracers = Math.floor(input.values.length / (levels * cells));
  requireLengths("acm2Mix", [
    ["interfaceHeight", input.interfaceHeight.length, levels * cells],
    ["layerHeight", input.layerHeight.length, levels * cells],
    ["diffusivity", input.diffusivity.length, levels * cells],
    ["convective", input.convective.length, cells],
    ["boundaryLayerHeight", input.boundaryLayerHeight.length, cells],
    ["boundaryLayerOverObukhov", input.boundaryLayerOverObukhov.length, cells],
    ["boundaryLayerLevels", input.boundaryLayerLevels.length, cells],
    ["values", input.values.length, tracers * levels * cells],
    ["emission", input.emission.length, tracers * emissionLevels * cells],
  ]);
}

function columnOf(input: Acm2Input, cell: number): Acm2Column {
  const { levels, rows, columns } = input;
  const cells = rows * columns;
  const convection = {
    height: input.boundaryLayerHeight[cell],
    hOverL: input.boundaryLayerOverObukhov[cell],
    levels: input.boundaryLayerLevels[cell],
  };
  return {
    interfaceHeight: profile(input.interfaceHeight, 0, levels, cells, cell),
    layerHeight: profile(input.layerHeight, 0, levels, cells, cell),
    diffusivity: profile(input.diffusivity, 0, levels, cells, cell),
    convection: input.convective[cell] === 0 ? undefined : convection,
  };
}

function profile(field: ArrayLike<number>, from: number, levels: number, cells: number, cell: number): Float64Array {
  return Float64Array.from({ length: levels }, (_, level) => field[(from + level) * cells + cell]);
}

function checkConvection({ interfaceHeight, convection }: Acm2Column, cell: number): void {
  if (convection === undefined) return;
  const { height, hOverL, levels } = convection;
  const fault = (found: string, expected: string): NumericalError =>
    new NumericalError({
      where: `acm2Mix: convective column ${cell}`,
      found,
      expected,
      remedy: "mark the column as not convective",
    });
  if (!(hOverL < 0)) throw fault(`h/L = ${hOverL}`, "a negative number");
  if (!(height > interfaceHeight[0])) {
    throw fault(`a boundary layer of ${height} m`, `more than level 0, ${interfaceHeight[0]} m`);
  }
  const most = interfaceHeight.length - 1;
  if (!(Number.isInteger(levels) && levels >= 1 && levels <= most)) {
    throw fault(`a boundary layer of ${levels} levels`, `1 to ${most}`);
  }
}
