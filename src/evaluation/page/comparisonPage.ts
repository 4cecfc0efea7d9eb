/** What stands on the page of two runs, and in which order. */
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import { differingKeys } from "../combineFaults.js";
import { shortTitle } from "../combination.js";
import { digits } from "../digits.js";
import { kindOfRun } from "./about.js";
import type { ComparedRuns } from "./comparedRuns.js";
import {
  comparedColumns,
  type ComparedTotal,
  comparedTotals,
  runTables,
  statisticTables,
  totalTables,
} from "./comparisonTables.js";
import { type Content, dataElement, list, paragraph } from "./html.js";
import { coarsenessInWords, mapsOf } from "./maps.js";
import type { Page } from "./page.js";
import type { SeriesData } from "./pageData.js";
import { type PageTable, shortened, tableHtml } from "./pageTable.js";
import { periodMeans } from "./runMaps.js";
import { mapContent, seriesContent, typeset } from "./runPage.js";
import { comparedSeries, type RunTotals } from "./series.js";

export function comparisonPage(runs: ComparedRuns, overlays: MapOverlays, program: string): Page {
  const { a, b } = runs;
  const totals = comparedTotals(runs);
  const mapped = comparedMaps(runs, overlays);
  const series = comparedSeriesOf(runs);
  const { period } = a.evaluation;
  const kinds = [...new Set([a, b].map(({ evaluation, record }) => kindOfRun(evaluation, record)))];
  const of = (tables: readonly PageTable[]): Content[] => tables.map(tableHtml);
  return {
    title: `Two runs compared: ${shortened(a.evaluation.title)} (A), ${shortened(b.evaluation.title)} (B)`,
    kind: kinds.length === 1 ? kinds[0] : `A: ${kinds[0] || "measured"}; B: ${kinds[1] || "measured"}`,
    subtitles: [`Scored period ${period.scoredFrom} to ${period.end} (UTC, the end not included)`],
    sections: [
      { id: "summary", title: "In short", content: [list(sentences(runs, totals).map(typeset), "ol")] },
      { id: "what-differs", title: "The runs and what differs", content: of(runTables(runs)) },
      { id: "fluxes", title: "Fluxes", content: of(totalTables(totals)) },
      {
        id: "maps",
        title: "Maps",
        content: mapped === undefined ? [paragraph(noMaps(runs))] : mapContent(coarsenessInWords(mapped.coarseness)),
      },
      { id: "series", title: "Series of regions", content: seriesContent(series) },
      { id: "statistics", title: "Agreement and checks", content: of(statisticTables(runs)) },
      { id: "limits-a", title: "Limits of A", content: [list(a.evaluation.statements.map(typeset))] },
      { id: "limits-b", title: "Limits of B", content: [list(b.evaluation.statements.map(typeset))] },
    ],
    data: dataElement("data", { ...(mapped && { maps: mapped.maps }), ...(series && { series }) }),
    program,
  };
}

function comparedSeriesOf({ a, b }: ComparedRuns): SeriesData | undefined {
  const [one, other] = [a, b].map(
    ({ fluxes, evaluation }): RunTotals | undefined =>
      fluxes && evaluation.fluxes && { fluxes, rows: evaluation.fluxes.regions },
  );
  return one && other && comparedSeries(one, other);
}

function sentences({ a, b, onOneGrid }: ComparedRuns, totals: readonly ComparedTotal[]): string[] {
  const keys = differingKeys([a.record, b.record]).map(({ key }) => key);
  const named = keys.slice(0, 5).join(", ");
  const differing =
    keys.length === 0
      ? "No setting, input or program differs."
      : `${keys.length === 1 ? "One thing differs" : `${keys.length} things differ`}: ${named}${keys.length > 5 ? " and more" : ""}.`;
  const whole = totals.filter((total) => total.a.period === "whole");
  const parts = whole.filter((total) => total.a.region.startsWith("R8-") && Number.isFinite(total.inSpreads));
  const apart = parts.filter(({ inSpreads }) => inSpreads > 1).length;
  const validation = comparedColumns(a.evaluation, b.evaluation).find(
    (row) => row.a.run === "FC" && row.a.against === "validation",
  );
  return [
    differing,
    ...totalInWords(whole),
    ...(parts.length === 0
      ? []
      : [
          `Of ${parts.length} regions the size of an eighth of the land, ${apart === 0 ? "none differs" : apart === 1 ? "one differs" : `${apart} differ`} by more than the spread.`,
        ]),
    ...(validation === undefined
      ? []
      : [
          `At observations that were not assimilated the posterior fluxes have an RMSE of ${validation.a.rmse.toFixed(2)} ppm in A and ${validation.b.rmse.toFixed(2)} ppm in B.`,
        ]),
    ...(onOneGrid || a.fluxes === undefined || b.fluxes === undefined
      ? []
      : ["The grids differ: a region is made of other cells in each, and there are no maps of differences."]),
  ];
}

function totalInWords(whole: readonly ComparedTotal[]): string[] {
  const total = ["mainland-china", "land"].flatMap((id) => whole.filter(({ a }) => a.region === id))[0];
  if (total === undefined || !Number.isFinite(total.difference)) return [];
  const { a, b, key, difference, inSpreads } = total;
  const told = ({ teragrams }: ComparedTotal["a"]): string => {
    const spread = teragrams[`${key}Spread`];
    const like = Number.isFinite(spread) ? spread : teragrams[key];
    return digits(teragrams[key], like) + (Number.isFinite(spread) ? ` +- ${digits(spread, spread)}` : "");
  };
  const judged = Number.isFinite(inSpreads)
    ? `, ${inSpreads.toFixed(1)} of the spread, so ${inSpreads <= 1 ? "within" : "beyond"} it`
    : "";
  const place = a.region === "land" ? "all land" : shortTitle(a);
  return [
    `The ${key} natural flux of ${place} in the ${a.days} days is ${told(a)} TgC in A and ${told(b)} TgC in B: a difference of ` +
      `${digits(difference, a.teragrams[`${key}Spread`] || difference)} TgC${judged}.`,
  ];
}

function noMaps({ a, b }: ComparedRuns): string {
  const without = [a, b].find(({ fluxes }) => fluxes === undefined);
  return without === undefined
    ? "The runs are on other grids: their fields have no cell in common to compare."
    : `Run ${without === a ? "A" : "B"} has no fluxes.`;
}

/** Of both runs and of their differences, where they are on one grid. */
function comparedMaps({ a, b, onOneGrid }: ComparedRuns, overlays: MapOverlays): ReturnType<typeof mapsOf> | undefined {
  if (!onOneGrid || a.fluxes === undefined || b.fluxes === undefined) return undefined;
  const [ofA, ofB] = [periodMeans(a.fluxes), periodMeans(b.fluxes)];
  const periods = ofA.map(([title, { days }]) => ({ title, days }));
  const named = (["posterior", "prior", "truth"] as const).flatMap((flux) =>
    [["A", ofA] as const, ["B", ofB] as const].map(([run, means]) => ({
      title: `${flux}, ${run}`,
      scale: "flux" as const,
      fields: periods.map(({ title }) => means.find(([of]) => of === title)?.[1].fields[`natural_${flux}`]),
    })),
  );
  const differences = (["posterior", "prior", "truth"] as const).map(
    (flux) => [`difference of ${flux}s (B minus A)`, `${flux}, B`, `${flux}, A`] as const,
  );
  return mapsOf(a.fluxes.grid, overlays, periods, named, differences);
}
