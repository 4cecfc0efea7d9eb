/** Mean fluxes of the seasons that a run has, all years together, from those of its months. */
import { type SeasonName, seasonOf } from "./periods.js";
import { fluxNames, type MeanFluxes, type RunFluxes } from "./readFluxes.js";

export interface SeasonMeans {
  readonly season: SeasonName;
  readonly days: number;
  /** [row][column] [mol m-2 s-1] */
  readonly fields: MeanFluxes["fields"];
}

export function seasonMeans({ months }: RunFluxes): SeasonMeans[] {
  const bySeason = new Map<SeasonName, MeanFluxes[]>();
  for (const [month, means] of months) {
    const season = seasonOf(month);
    bySeason.set(season, [...(bySeason.get(season) ?? []), means]);
  }
  return [...bySeason].map(([season, ofSeason]) => {
    const days = ofSeason.reduce((sum, month) => sum + month.days, 0);
    return { season, days, fields: meanOf(ofSeason, days) };
  });
}

/** @param days of all months together */
function meanOf(months: readonly MeanFluxes[], days: number): MeanFluxes["fields"] {
  const fields: Partial<Record<(typeof fluxNames)[number], Float64Array>> = {};
  for (const name of fluxNames) {
    const parts = months.flatMap((month) => {
      const field = month.fields[name];
      return field === undefined ? [] : [{ field, share: month.days / days }];
    });
    if (parts.length < months.length) continue;
    fields[name] = parts[0].field.map((_, cell) =>
      parts.reduce((sum, { field, share }) => sum + share * field[cell], 0),
    );
  }
  return fields;
}
