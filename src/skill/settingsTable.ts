/** Settings against the standard ones, truth by truth: mean difference, its 90 % interval, and what that shows. */
import { fixed } from "../drawing/textTable.js";
import { markdownTable } from "../drawing/markdownTable.js";
import { agreement, type RegionGroup, regionErrors } from "./regionGroups.js";
import { spans, spanTitles } from "./matrix.js";
import { type ComparedScore, type Difference, pairedDifference } from "./paired.js";
import { STANDARD } from "./settings.js";
import { type CasePlace, casesOf, type KnownCase } from "./summary.js";

const COMPARED: readonly ComparedScore[] = [
  { head: "R24 [%]", decimals: 1, of: ({ result }) => result.scores.R24, better: "more" },
  { head: "R8 [%]", decimals: 1, of: ({ result }) => result.scores.R8, better: "more" },
  { head: "R24 error [umol m-2 s-1]", decimals: 3, of: (own) => errorOf(own, "R24"), better: "less" },
  { head: "provinces error [umol m-2 s-1]", decimals: 3, of: (own) => errorOf(own, "provinces"), better: "less" },
  { head: "land error [umol m-2 s-1]", decimals: 3, of: (own) => errorOf(own, "land"), better: "less" },
  { head: "R24 abs(ln(error / spread))", decimals: 2, of: spreadError, better: "less" },
  { head: "abs(chi-square - 1)", decimals: 2, of: chiSquareError, better: "less" },
];

export function settingsTable(all: readonly CasePlace[], known: readonly KnownCase[]): string {
  const planned = casesOf(all, { set: "settings" });
  const changed = [...new Set(planned.map(({ variant }) => variant))].filter((variant) => variant !== STANDARD.variant);
  const rows = changed.flatMap((variant) =>
    spans
      .filter((season) => casesOf(planned, { season, variant }).length > 0)
      .map((season) => {
        const of = (one: string): KnownCase[] => casesOf(known, { set: "settings", season, variant: one });
        const differences = COMPARED.map((score) => pairedDifference(of(STANDARD.variant), of(variant), score));
        const truths = Math.max(...differences.map((difference) => difference.truths));
        return [
          variant,
          spanTitles[season],
          truths === 0 ? "not run" : `${truths} of ${casesOf(planned, { season, variant }).length}`,
          ...differences.map((difference, i) => cell(difference, COMPARED[i].decimals)),
        ];
      }),
  );
  return markdownTable(["", "season", "truths", ...COMPARED.map(({ head }) => head)], rows);
}

/** "+3.1 (1.2 to 5.0) **better**" */
function cell({ truths, mean, least, most, verdict }: Difference, decimals: number): string {
  if (truths === 0) return "-";
  const shown = `${mean > 0 ? "+" : ""}${fixed(mean, decimals)}`;
  if (truths === 1) return `${shown} (one truth)`;
  const found = verdict === "no difference shown" ? "" : ` **${verdict}**`;
  return `${shown} (${fixed(least, decimals)} to ${fixed(most, decimals)})${found}`;
}

function errorOf(own: KnownCase, group: RegionGroup): number {
  return regionErrors([own], group, "posterior")[0] ?? NaN;
}

function spreadError(own: KnownCase): number {
  return Math.abs(Math.log(agreement([own], "R24").ratio));
}

function chiSquareError({ result }: KnownCase): number {
  return Math.abs(result.scores.chiSquare - 1);
}
