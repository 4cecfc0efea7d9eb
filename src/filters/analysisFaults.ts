/** Numbers that an analysis must not meet, and the errors that name hour, observation and member. */
import { NumericalError } from "../errors.js";
import type { HorizontalGeometry } from "./localization.js";
import type { FilterLanes, FilterObservation, ParameterRows, StateBlock } from "./stateBlock.js";

/** @throws RangeError where a block does not fit the grid and the lanes */
export function checkBlock({ name, data, levels, cells }: StateBlock, gridCells: number, lanes: number): void {
  if (cells !== gridCells || data.length !== levels * cells * lanes) {
    throw new RangeError(
      `block "${name}" has ${data.length} values and ${cells} cells a level; ` +
        `${levels} levels of ${gridCells} cells and ${lanes} lanes were expected`,
    );
  }
}

/**
 * @throws RangeError where rows do not fit the lanes
 * @throws NumericalError where a member of a row is not finite
 */
export function checkParameters(
  { name, rows, data }: ParameterRows,
  { members, lanes }: FilterLanes,
  when: string,
): void {
  if (data.length !== rows * lanes) {
    throw new RangeError(`"${name}" has ${data.length} values; ${rows} rows of ${lanes} lanes were expected`);
  }
  for (let row = 0; row < rows; row++) {
    for (let member = 0; member < members; member++) {
      if (Number.isFinite(data[row * lanes + member])) continue;
      throw new NumericalError({
        where: `analysis of ${when}, member ${member}`,
        found: `${name} is ${data[row * lanes + member]} at row ${row}`,
        expected: "a finite number",
      });
    }
  }
}

/** @throws NumericalError where a number of the observation cannot be used */
export function checkObservation(
  { id, value, simulated, errorVariance }: FilterObservation,
  members: number,
  when: string,
): void {
  const where = `analysis of ${when}, observation ${id}`;
  for (let member = 0; member < members; member++) {
    if (!Number.isFinite(simulated[member])) {
      throw new NumericalError({
        where: `${where}, member ${member}`,
        found: `the simulated observation is ${simulated[member]}`,
        expected: "a finite number",
        remedy: "the forecast has failed before this hour: look at the output of the hours before",
      });
    }
  }
  if (!Number.isFinite(value) || !(errorVariance > 0)) {
    throw new NumericalError({
      where,
      found: `value ${value}, error variance ${errorVariance}`,
      expected: "a finite value and a positive error variance",
    });
  }
}

export function collapsed({ id }: FilterObservation, variance: number, when: string): NumericalError {
  return new NumericalError({
    where: `analysis of ${when}, observation ${id}`,
    found: `the variance of the simulated observation over the members is ${variance}`,
    expected: "a positive, finite variance",
    remedy: "the ensemble has collapsed or diverged: check its perturbations, the observation error and localization",
  });
}

/** Finds the number that spoilt a gain: the kernel has left its row as it was. @param id of the observation, where it was one */
export function notFinite(
  blocks: readonly StateBlock[],
  cells: Int32Array,
  { members, lanes }: FilterLanes,
  geometry: HorizontalGeometry,
  when: string,
  id?: string,
): NumericalError {
  const analysis = `analysis of ${when}${id === undefined ? "" : `, observation ${id}`}`;
  const fault = {
    expected: "finite numbers in every lane and finite increments",
    remedy: "the forecast has failed before this hour: look at the output of the hours before",
  };
  for (const { name, data, levels, cells: columns } of blocks) {
    for (let level = 0; level < levels; level++) {
      for (const cell of cells) {
        const row = (level * columns + cell) * lanes;
        for (let lane = 0; lane < lanes; lane++) {
          if (Number.isFinite(data[row + lane])) continue;
          const place = lane < members ? `member ${lane}` : `lane ${lane}, which is no member`;
          return new NumericalError({
            where: `${analysis}, ${place}`,
            found: `${name} is ${data[row + lane]} at level ${level}, ${placeInWords(geometry, cell)}`,
            ...fault,
          });
        }
      }
    }
  }
  return new NumericalError({
    where: analysis,
    found: "the gain of a row is not finite though the row is",
    ...fault,
  });
}

/** @returns e.g. "39.90 N 116.41 E (cell 5232)", counted from 0 as the blocks are */
function placeInWords({ unitVectors }: HorizontalGeometry, cell: number): string {
  const [x, y, z] = unitVectors.subarray(3 * cell, 3 * cell + 3);
  const degrees = (radians: number): string => ((radians * 180) / Math.PI).toFixed(2);
  return `${degrees(Math.asin(z))} N ${degrees(Math.atan2(y, x))} E (cell ${cell})`;
}
