/** What a run is about to do, in lines for people: domain, weather, fluxes, observations and what removed them. */
import { SECONDS_PER_DAY } from "../../constants.js";
import type { FluxSource } from "../../fluxes/fluxSource.js";
import { fluxTotalInWords } from "../../fluxes/fluxTotals.js";
import { type Fate, fates, totalOf } from "../../observations/fate.js";
import type { ObservationSet } from "../../observations/observation.js";
import { countRead } from "../../observations/quality.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import { countSites } from "../../observations/sites/siteCounts.js";
import { kindOf } from "../../regions/kinds.js";
import { formatDay } from "../../time.js";
import { describeRegions } from "./describeRegions.js";
import type { Inputs } from "./inputs.js";
import { priorTotals } from "./priorTotals.js";

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
  not_chosen: "of surface sites that are left out",
  other_intake: "of other intakes of a tower than those used",
  other_hour: "of surface sites at other hours of the day than those used",
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
    ...fluxes.sources.map((source) => `  ${source.component.padEnd(12)} ${describeFlux(source)}`),
    ...describeTotals(inputs),
    ...(inputs.kind === "twin" ? inputs.truth.given : []).map(
      (source) => `  truth        ${source.component}: ${describeFlux(source)}`,
    ),
    `  background   ${background.title}`,
    ...describeRegions(inputs.regions, grid.area),
  ];
  if (observed !== "nothing") {
    const { set, screening } = observed;
    lines.push(`  observations ${set.title}: ${countRead(set)} read`);
    for (const fate of fates) {
      const count = totalOf(screening.counts, fate) + (set.notKept?.[fate] ?? 0);
      if (count > 0) lines.push(`  ${String(count).padStart(10)}   ${FATE_TEXT[fate]}`);
    }
    lines.push(...describeSites(screening.observations));
    if (plan.outputs.soundings === "lite") lines.push(describeSoundings(set));
  }
  return lines;
}

/** Of each site that somebody measured at, how high the model is sampled there and what became of its samples. */
function describeSites(observations: readonly ScreenedObservation[]): string[] {
  const samples = observations.flatMap(({ observation, fate }) =>
    observation.kind === "point" && observation.measured !== undefined ? [{ ...observation, fate }] : [],
  );
  return countSites(samples).map(({ site, counts }) => {
    const used = samples.filter((sample) => sample.site === site && sample.setAside === undefined);
    const heights = [...new Set(used.map(({ height }) => Math.round(height)))].toSorted((a, b) => a - b);
    const height = heights.length === 0 ? "" : ` ${shortList(heights)} m above the model's ground:`;
    const words = counts.map(([fate, count]) => `${count} ${fate.replaceAll("_", " ")}`);
    return `  site         ${site.padEnd(5)}${height} ${words.join(", ")}`;
  });
}

/** The first and the last of more than three. */
function shortList(heights: readonly number[]): string {
  return heights.length > 3 ? `${heights[0]} to ${heights[heights.length - 1]}` : heights.join(", ");
}

function describeFlux({ title, total }: FluxSource): string {
  return total === undefined ? title : `${title}: ${fluxTotalInWords(total)}`;
}

/** What the fluxes come to in mainland China, where the domain has all of it, and in regions of the user's own. */
function describeTotals(inputs: Inputs): string[] {
  const {
    fluxes,
    grid,
    plan: { period },
  } = inputs;
  const told = inputs.allRegions().filter(({ id }) => id === "mainland-china" || kindOf(id) === "own");
  const days = (period.end - period.start) / SECONDS_PER_DAY;
  return priorTotals(fluxes, grid, told).map(({ title, teragrams }) => {
    const list = Object.entries(teragrams).map(([component, total]) => `${component} ${total.toPrecision(3)}`);
    return `  total        ${title}: ${list.join(", ")} TgC in ${days} days`;
  });
}

/** What of the observations is written as soundings. */
function describeSoundings({ observations }: ObservationSet): string {
  const samples = observations.filter(({ kind }) => kind !== "column").length;
  const leftOut = samples === 0 ? "" : `; ${samples} samples of surface sites are left out, Lite files hold columns`;
  return `  soundings    ${observations.length - samples} to be written, a Lite file a day${leftOut}`;
}
