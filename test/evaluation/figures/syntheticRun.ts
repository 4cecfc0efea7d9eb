/** What a run of some length would have written, made up with a seed, without files. */
import { evaluateObservations } from "../../../src/evaluation/columnRows.js";
import type { Evaluation } from "../../../src/evaluation/evaluation.js";
import type { FigureInput } from "../../../src/evaluation/figures/runFigure.js";
import { evaluateFluxes } from "../../../src/evaluation/fluxTables.js";
import { monthOf } from "../../../src/evaluation/periods.js";
import type { MeanFluxes, RegionDay, RunFluxes } from "../../../src/evaluation/readFluxes.js";
import type { RunObservations } from "../../../src/evaluation/readRun.js";
import { meanAndSpread } from "../../../src/fields/members.js";
import type { Grid } from "../../../src/grids/grid.js";
import type { RegionWeather } from "../../../src/runs/regionWeatherFile.js";
import { type Fate, fates } from "../../../src/observations/fate.js";
import { randomField } from "../../../src/random.js";
import type { Region } from "../../../src/regions/region.js";
import { regionTotals } from "../../../src/regions/region.js";
import { dayOfYear, formatDay, type Time } from "../../../src/time.js";

export interface MadeUp {
  readonly grid: Grid;
  readonly landFraction: Float64Array;
  readonly regions: readonly Region[];
  readonly start: Time;
  readonly days: number;
  readonly soundingsADay: number;
  readonly twin: boolean;
}

const DAY = 86400;
const MEMBERS = 8;

export function syntheticRun(made: MadeUp): FigureInput {
  const { start, days, twin } = made;
  const draw = randomField(11, "test");
  let next = 0;
  const normal = (): number => draw.normal(next++);
  const fluxes = fluxesOf(made, normal);
  const observations = observationsOf(made, normal);
  const end = start + days * DAY;
  const evaluation: Evaluation = {
    title: "A run that was made up",
    remarks: [],
    finished: true,
    period: { start: formatDay(start), end: formatDay(end), scoredFrom: formatDay(start), scoredDays: days },
    twin,
    observations: evaluateObservations(observations, start, end, 0.1),
    fluxes: evaluateFluxes(fluxes),
    budgets: [],
    checks: [],
    summary: [],
    statements: [],
    missing: [],
  };
  const air = (wave: number): Float64Array =>
    Float64Array.from({ length: made.grid.cells }, (_, cell) => 405 + 8 * Math.sin(cell / wave));
  return {
    description: {
      title: evaluation.title,
      remarks: [],
      syntheticWeather: twin,
      finished: true,
      warnings: [],
      stopped: undefined,
      identity: "0123456789ab",
      start,
      end,
      scoredFrom: start,
      withheldShare: 0.1,
    },
    evaluation,
    observations,
    fluxes,
    overlays: {},
    surface: { days, fields: { co2: air(7), co2_control: air(6), co2_posterior: air(6.8) } },
  };
}

/** A season with uptake in summer, more of it in the south, wrong in amplitude and patterns. */
function fluxesOf({ grid, landFraction, regions, start, days, twin }: MadeUp, normal: () => number): RunFluxes {
  const errors = Float64Array.from({ length: grid.cells }, (_, cell) => 0.5 * Math.sin(cell / 5) + 0.1 * normal());
  const fieldOf = (day: Time, amplitude: number, error: number): Float64Array => {
    const phase = -Math.cos((2 * Math.PI * (dayOfYear(day) - 15)) / 365);
    return Float64Array.from({ length: grid.cells }, (_, cell) => {
      const south = Math.cos((grid.latitude[cell] * Math.PI) / 180);
      return landFraction[cell] * 1e-6 * (0.6 - amplitude * phase * south + error * errors[cell]);
    });
  };
  const perturbed = regions.map(({ id }) => ({
    id,
    prior: Float64Array.from({ length: MEMBERS }, normal),
    posterior: Float64Array.from({ length: MEMBERS }, normal),
  }));
  const membersOf = (kind: "prior" | "posterior", share: number, totals: Float64Array): Map<string, Float64Array> =>
    new Map(perturbed.map((own, r) => [own.id, own[kind].map((z) => totals[r] * (1 + share * z))]));
  const series: RegionDay[] = [];
  const ofMonths = new Map<string, { natural: Float64Array[][]; days: number }>();
  for (let d = 0; d < days; d++) {
    const day = start + d * DAY;
    const fields = [fieldOf(day, 1.2, 0), fieldOf(day, 1.7, 0.8), ...(twin ? [fieldOf(day, 1.8, 1)] : [])];
    const totals = fields.map((field) => regionTotals(regions, grid.area, field));
    const month = ofMonths.get(monthOf(day)) ?? { natural: [], days: 0 };
    ofMonths.set(monthOf(day), month);
    month.natural.push(fields);
    month.days++;
    const spreads = (kind: "prior" | "posterior", share: number, of: Float64Array): Float64Array =>
      Float64Array.from(membersOf(kind, share, of).values(), (own) => meanAndSpread(own, MEMBERS).spread);
    series.push({
      day,
      totals: { natural_prior: totals[0], natural_posterior: totals[1], ...(twin && { natural_truth: totals[2] }) },
      priorSpread: spreads("prior", 0.4, totals[0]),
      posteriorSpread: spreads("posterior", 0.15, totals[1]),
      weather: weatherOf(day, regions.length),
    });
  }
  const meansOf = (all: readonly Float64Array[][]): MeanFluxes => {
    const [prior, posterior, truth] = all[0].map((_, k) =>
      all[0][k].map((_value, cell) => all.reduce((sum, fields) => sum + fields[k][cell], 0) / all.length),
    );
    return {
      days: all.length,
      fields: { natural_prior: prior, natural_posterior: posterior, ...(twin && { natural_truth: truth }) },
      spreads: {},
      daylight: {},
      priorMembers: membersOf("prior", 0.4, regionTotals(regions, grid.area, prior)),
      posteriorMembers: membersOf("posterior", 0.15, regionTotals(regions, grid.area, posterior)),
    };
  };
  return {
    grid,
    landFraction,
    regions,
    firstDay: start,
    lastDay: start + (days - 1) * DAY,
    whole: meansOf([...ofMonths.values()].flatMap(({ natural }) => natural)),
    months: new Map([...ofMonths].map(([month, { natural }]) => [month, meansOf(natural)])),
    days: series,
  };
}

/** Warm, sunny and wet in summer, region by region somewhat more. */
function weatherOf(day: Time, regions: number): RegionWeather {
  const summer = 0.5 - 0.5 * Math.cos((2 * Math.PI * (dayOfYear(day) - 15)) / 365);
  const of = (least: number, more: number): Float64Array =>
    Float64Array.from({ length: regions }, (_, r) => (least + more * summer) * (1 + 0.0005 * r));
  return { temperature: of(268, 28), shortwave: of(90, 160), precipitation: of(4e-6, 6e-5) };
}

/** Soundings all over the domain; a third of them assimilated, a tenth kept to validate with, the rest of other fates. */
function observationsOf({ grid, start, days, soundingsADay, twin }: MadeUp, normal: () => number): RunObservations {
  const count = days * soundingsADay;
  const all = Array.from({ length: count }, (_, i) => i);
  const fateOf = (i: number): Fate => (i % 10 === 0 ? "validation" : i % 3 === 0 ? "assimilated" : fates[2 + (i % 7)]);
  const fate = all.map(fateOf);
  const cells = all.map((i) => (i * 7919) % grid.cells);
  const compared = (i: number): boolean => fate[i] === "assimilated" || fate[i] === "validation";
  const truth = Float64Array.from(all, () => 402 + 2 * normal());
  const off = (bias: number, error: number): Float64Array =>
    Float64Array.from(all, (i) => truth[i] + (compared(i) ? bias + error * normal() : Number.NaN));
  const fill = (value: number): Float64Array => new Float64Array(count).fill(value);
  return {
    time: all.map((i) => start + Math.floor(((i + 0.5) * days * DAY) / count)),
    longitude: Float64Array.from(cells, (cell) => grid.longitude[cell]),
    latitude: Float64Array.from(cells, (cell) => grid.latitude[cell]),
    fate,
    kind: all.map(() => "column" as const),
    site: all.map(() => ""),
    validates: all.map(() => false),
    observed: off(0.2, 1),
    uncertainty: fill(0.7),
    error: fill(1.1),
    background: off(0, 0.8),
    comparedSpread: fill(0.7),
    biasCorrection: fill(0),
    analysis: off(0.1, 0.5),
    analysis_spread: fill(0.4),
    control: off(0.4, 1.1),
    posterior: off(0.1, 0.6),
    truth: twin ? truth : fill(Number.NaN),
  };
}
