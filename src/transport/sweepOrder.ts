/**
 * The order of the sweeps of a step, one way and the other in turns (Strang 1968, doi:10.1137/0705041). Where an hour has an
 * even number of steps it begins and ends with z, that is with vertical mixing and emission: the air that is looked at
 * between two hours then has half of the emission of the time around it, not all or none of it, and the mean of a day errs by
 * half as much near the ground (docs/decisions/time-step.md). Where the number is odd, hours begin with x and with z in turns.
 */

/**
 * @param step of those since 1970, all of the same length @param stepsAnHour of that length
 * @param sweeps in the order x, y, z, and what follows
 * @returns the same in the order of this step
 */
export function inOrderOf<T>(step: number, stepsAnHour: number, sweeps: readonly T[]): readonly T[] {
  return (step + stepsAnHour) % 2 === 0 ? sweeps.toReversed() : sweeps;
}
