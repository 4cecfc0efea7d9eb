/** The surface sites of a run as a table, and why which of their samples were not used. */
import { type Column, fixed, renderTable, wrap } from "../drawing/textTable.js";
import type { RunName, SiteRow } from "./rows.js";

export function siteTable(rows: readonly SiteRow[]): string {
  const isKnown = (run: RunName): boolean => rows.some(({ rmse }) => rmse[run] !== undefined);
  // The line is 80 characters long: the posterior, or the analysis where there is none.
  const runs = (["CTRL", isKnown("FC") ? "FC" : "AN"] as const).filter(isKnown);
  const columns: Column[] = [
    { name: "site", align: "left" },
    { name: "assim." },
    { name: "valid." },
    { name: "removed" },
    ...runs.map((run) => ({ name: `bias ${run}`, unit: "[ppm]" })),
    ...runs.map((run) => ({ name: `RMSE ${run}`, unit: "[ppm]" })),
  ];
  const table = renderTable(
    columns,
    rows.map(({ site, fates, bias, rmse }) => {
      const { assimilated = 0, validation = 0, ...removed } = fates;
      return [
        site,
        ...[assimilated, validation, Object.values(removed).reduce((sum, count) => sum + count, 0)].map(String),
        ...runs.map((run) => fixed(bias[run] ?? Number.NaN, 2)),
        ...runs.map((run) => fixed(rmse[run] ?? Number.NaN, 2)),
      ];
    }),
  );
  const reasons = rows.flatMap(({ site, fates }) => {
    const { assimilated: _, validation: __, ...removed } = fates;
    const words = Object.entries(removed).map(([fate, count]) => `${count} ${fate.replaceAll("_", " ")}`);
    return words.length === 0 ? [] : [`${site}: ${words.join(", ")}`];
  });
  return reasons.length === 0 ? table : `${table}Removed, of ${wrap(`${reasons.join("; ")}.`)}\n`;
}
