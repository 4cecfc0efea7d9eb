/** What a run is about to do, in lines for people: domain, weather, fluxes, observations and what removed them. */
import { type Fate, fates, totalOf } from "../../observations/fate.js";
import type { ObservationSet } from "../../observations/observation.js";
import { countRead } from "../../observations/quality.js";
import { formatDay } from "../../time.js";
import type { Inputs } from "./inputs.js";

const FATE_TEXT: Readonly<Record<Fate, string>> = {
  assimilated: "to be assimilated (before the gross check)",
  validation: "kept for validation",
  not_good: "in the domain, but not of good quality",
  outside_period: "outside the period",
  outside_domain: "outside the domain",
  thinned: "thinned",
  gross_check: "removed by the gross check",
  missing_value: "with missing values",
  terrain: "over ground of another height than the model's",
  averaged: "averaged into others",
};

export function describeExperiment(inputs: Inputs): string[] {
  const { plan, grid, vertical, weather, fluxes, background, observed, remarks } = inputs;
  const { period, title } = plan;
  const spacing = grid.projection.definition === "longlat" ? `${grid.dx} x ${grid.dy} degrees` : `${grid.dx / 1000} km`;
  const lines = [
    title,
    ...remarks.map((remark) => `  ! ${remark}`),
    `  domain       ${grid.name}: ${grid.columns} x ${grid.rows} cells of ${spacing}, ${vertical.levels} layers (${vertical.name})`,
    `  period       ${formatDay(period.start)} to ${formatDay(period.end)} UTC, ${period.spinUpDays} days of spin-up`,
    `  weather      ${weather.title}`,
    ...fluxes.sources.map((source) => `  ${source.component.padEnd(12)} ${source.title}`),
    ...(inputs.kind === "twin" ? inputs.truth.given : []).map(
      (source) => `  truth        ${source.component}: ${source.title}`,
    ),
    `  background   ${background.title}`,
  ];
  if (observed !== "nothing") {
    const { set, screening } = observed;
    lines.push(`  observations ${set.title}: ${countRead(set)} read`);
    for (const fate of fates) {
      const count = totalOf(screening.counts, fate) + (set.notKept?.[fate] ?? 0);
      if (count > 0) lines.push(`  ${String(count).padStart(10)}   ${FATE_TEXT[fate]}`);
    }
    if (plan.outputs.soundings === "lite") lines.push(describeSoundings(set));
  }
  return lines;
}

/** What of the observations is written as soundings. */
function describeSoundings({ observations }: ObservationSet): string {
  const samples = observations.filter(({ kind }) => kind !== "column").length;
  const leftOut = samples === 0 ? "" : `; ${samples} samples of surface sites are left out, Lite files hold columns`;
  return `  soundings    ${observations.length - samples} to be written, a Lite file a day${leftOut}`;
}
