/**
 * An emission of any files with factors of the hour and the weekday, and a profile of heights, where they are asked for: for
 * files that have months or years alone, and no sectors by whose names they could be chosen.
 */
import type { Grid } from "../../grids/grid.js";
import type { FluxSource } from "../fluxSource.js";
import { type HeightChoice, heightProfileOf, heightWords } from "./heightProfiles.js";
import { type TimeFactorChoice, timeFactorOf, timeFactorWords } from "./timeFactors.js";

export interface ProfileChoices extends TimeFactorChoice {
  readonly heights: HeightChoice;
}

export function profiledSource(source: FluxSource, grid: Grid, choices: ProfileChoices): FluxSource {
  const factor = timeFactorOf(choices, "");
  const profile = heightProfileOf(choices.heights, "");
  const words = [timeFactorWords(choices), heightWords(choices.heights)].filter((word) => word !== undefined);
  if (words.length === 0) return source;
  const hourly: FluxSource["hourly"] = (time) => {
    const flux = source.hourly(time);
    return factor === undefined ? flux : flux.map((value, cell) => value * factor(time, grid.longitude[cell]));
  };
  return {
    ...source,
    remarks: [...source.remarks, ...words.map((word) => `${source.title}: ${word}`)],
    hourly,
    ...(profile !== undefined && { aloft: (time: number) => [{ profile, flux: hourly(time) }] }),
  };
}
