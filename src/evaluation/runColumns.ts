/** The runs that compare observations, and the column of `observations.nc` that holds what each makes of them. */
import type { RunName } from "./rows.js";
import type { ColumnName } from "./readRun.js";

export const runColumns: readonly (readonly [RunName, ColumnName])[] = [
  ["CTRL", "control"],
  ["FC", "posterior"],
  ["AN", "analysis"],
  ["BG", "background"],
];
