/** Annual and monthly totals of a year's runs: mainland China, its four parts and the provinces, errors beside spreads. */
import { fixed } from "../drawing/textTable.js";
import { markdownTable } from "../drawing/markdownTable.js";
import { mean } from "../evaluation/columnStatistics.js";
import { toPetagramsCarbonPerYear } from "../units.js";
import { type Agreement, agreementOf } from "./regionGroups.js";
import type { RegionResult } from "./result.js";
import type { KnownCase } from "./summary.js";

const CHINA = "mainland-china";
const PARTS: readonly (readonly [id: string, title: string])[] = [
  [CHINA, "Mainland China"],
  ["west", "West"],
  ["north", "North"],
  ["central", "Central"],
  ["south", "South"],
];
const PROVINCE = "province-";

/** Errors and spreads of totals [PgC yr-1]. */
interface Totals extends Agreement {
  /** Mean of the true totals. */
  readonly truth: number;
  /** Root mean square over the truths. */
  readonly prior: number;
  readonly posterior: number;
  readonly spread: number;
}

/** @param cases of a year that ran to their end */
export function annualTable(cases: readonly KnownCase[]): string {
  const rows = rowsOf(cases);
  const whole = rows.filter(({ period }) => period === "whole");
  const provinces = [...new Set(whole.map(({ id }) => id))].filter((id) => id.startsWith(PROVINCE));
  const named = [...PARTS, ...provinces.map((id) => [id, provinceTitle(id)] as const)];
  const known = named.filter(([id]) => whole.some((row) => row.id === id));
  return markdownTable(
    [
      "",
      "truth",
      "error of the prior",
      "error of the posterior",
      "spread",
      "error / spread [1]",
      "within 1.645 spreads",
    ],
    known.map(([id, title]) => {
      const own = totalsOf(whole.filter((row) => row.id === id));
      const numbers = [own.truth, own.prior, own.posterior, own.spread].map((value) => fixed(value, 3));
      return [title, ...numbers, fixed(own.ratio, 2), withinOf(own)];
    }),
  );
}

/** @param cases of a year that ran to their end @returns a row a month: error of prior and posterior, error over spread */
export function monthlyTable(cases: readonly KnownCase[]): string {
  const rows = rowsOf(cases);
  const months = [...new Set(rows.map(({ period }) => period))].filter((period) => period !== "whole").sort();
  const known = PARTS.filter(([id]) => rows.some((row) => row.id === id));
  const cell = (own: readonly RegionResult[]): string => {
    const { prior, posterior, ratio } = totalsOf(own);
    return `${fixed(prior, 2)} -> ${fixed(posterior, 2)}, ${fixed(ratio, 2)}`;
  };
  return markdownTable(
    ["month", ...known.map(([, title]) => title), "provinces"],
    months.map((month) => {
      const own = rows.filter(({ period }) => period === month);
      return [
        month,
        ...known.map(([id]) => cell(own.filter((row) => row.id === id))),
        cell(own.filter(({ id }) => id.startsWith(PROVINCE))),
      ];
    }),
  );
}

function rowsOf(cases: readonly KnownCase[]): RegionResult[] {
  return cases.flatMap(({ result }) => (result.stopped === undefined ? result.fluxes : []));
}

function totalsOf(rows: readonly RegionResult[]): Totals {
  const totals = rows.map(({ area, prior, posterior, truth, spread }) => {
    // 1e-6 mol in a umol, 1e6 m2 in a km2.
    const total = (flux: number): number => toPetagramsCarbonPerYear(flux * area);
    return {
      truth: total(truth),
      before: total(prior - truth),
      error: total(posterior - truth),
      spread: total(spread),
    };
  });
  const rms = (values: readonly number[]): number => Math.sqrt(mean(values.map((value) => value ** 2)));
  return {
    ...agreementOf(totals),
    truth: mean(totals.map(({ truth }) => truth)),
    prior: rms(totals.map(({ before }) => before)),
    posterior: rms(totals.map(({ error }) => error)),
    spread: rms(totals.map(({ spread }) => spread)),
  };
}

/** "3 of 4" */
function withinOf({ count, ninety }: Agreement): string {
  return count === 0 ? "-" : `${Math.round((ninety / 100) * count)} of ${count}`;
}

/** Of "province-inner-mongolia" "Inner Mongolia". */
function provinceTitle(id: string): string {
  return id
    .slice(PROVINCE.length)
    .split("-")
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(" ");
}
