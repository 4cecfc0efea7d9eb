/** What an evaluation tells of fluxes: totals of regions, and what is made of them; in a twin the errors. */
import type { Evaluation } from "./evaluation.js";
import type { SeasonScores } from "./rows.js";
import { type FluxScore, fluxScores } from "./fluxScores.js";
import { type FluxName, fluxNames, type MeanFluxes, type RunFluxes } from "./readFluxes.js";
import { regionRows } from "./regionRows.js";
import { seasonMeans } from "./seasonMeans.js";
import { spreadCoverage } from "./tables/coverage.js";
import { dailyDistributions } from "./tables/dailyDistribution.js";
import { comparePublished } from "./tables/published.js";
import { rankedChanges } from "./tables/ranking.js";
import { regionCorrelations } from "./tables/regionCorrelations.js";
import { seasonRows } from "./tables/seasons.js";

type FluxTables = NonNullable<Evaluation["fluxes"]>;

export function evaluateFluxes(fluxes: RunFluxes): FluxTables {
  const regions = regionRows(fluxes);
  const published = comparePublished(regions);
  return {
    regions,
    ...scoresOfFluxes(fluxes),
    seasonScores: scoresOfSeasons(fluxes),
    seasons: seasonRows(fluxes, regions),
    dailyDistributions: dailyDistributions(fluxes),
    ranking: rankedChanges(regions),
    correlations: regionCorrelations(fluxes),
    coverage: spreadCoverage(regions),
    ...(published && { published }),
  };
}

/** Of the mean of all hours, and of the parts of it that fall in the day and in the night. */
function scoresOfFluxes(fluxes: RunFluxes): Pick<FluxTables, "scores" | "dayAndNight"> {
  const { fields, daylight } = fluxes.whole;
  const night: Partial<Record<FluxName, Float64Array>> = {};
  for (const name of fluxNames) {
    const [all, day] = [fields[name], daylight[name]];
    if (all !== undefined && day !== undefined) night[name] = all.map((value, cell) => value - day[cell]);
  }
  const ofRegions = (all: readonly FluxScore[]): FluxScore[] =>
    all.filter(({ scale }) => scale === "R24" || scale === "R8" || scale === "land" || scale === "own");
  return {
    scores: scoresOf(fields, fluxes),
    dayAndNight: { day: ofRegions(scoresOf(daylight, fluxes)), night: ofRegions(scoresOf(night, fluxes)) },
  };
}

function scoresOf(fields: MeanFluxes["fields"], { regions, grid }: RunFluxes): FluxScore[] {
  const { natural_prior, natural_posterior, natural_truth } = fields;
  return natural_prior && natural_posterior && natural_truth
    ? fluxScores(regions, grid, natural_prior, natural_posterior, natural_truth)
    : [];
}

function scoresOfSeasons(fluxes: RunFluxes): SeasonScores[] {
  const means = seasonMeans(fluxes);
  if (means.length < 2) return [];
  return means.flatMap(({ season, days, fields }) => {
    const scores = scoresOf(fields, fluxes);
    return scores.length === 0 ? [] : [{ season, days, scores }];
  });
}
