/**
 * What the observations of a period may tell, by what those of a trial told. On the first day of a run the fluxes of the
 * members have hardly reached the air: its observations tell less than later ones, which are taken to tell as much each
 * as those of the second. The air of later days still differs more, so that the estimate tends to be low.
 */
import type { Information } from "./preflight.js";
import type { DayInformation } from "./trial.js";

/** @param ofTrial its first day, and its second where it has one @param perDay observations to be assimilated, [day] */
export function expectedInformation(ofTrial: readonly DayInformation[], perDay: readonly number[]): Information {
  const seen = ofTrial.filter(({ assimilated }) => assimilated > 0);
  const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
  const trial = {
    ofTrial: sum(ofTrial.map(({ degreesOfFreedom }) => degreesOfFreedom)),
    assimilated: sum(ofTrial.map(({ assimilated }) => assimilated)),
  };
  if (seen.length === 0) return { ...trial, degreesOfFreedom: null };
  const each = ({ degreesOfFreedom, assimilated }: DayInformation): number => degreesOfFreedom / assimilated;
  const [first, later] = [each(seen[0]), each(seen[seen.length - 1])];
  return { ...trial, degreesOfFreedom: first * perDay[0] + later * sum(perDay.slice(1)) };
}
