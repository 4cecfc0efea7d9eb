/**
 * The fluxes of an emission inventory: for each interval that the run touches the sectors are read, brought to the grid
 * without loss, summed and held, with factors of the hour and of the weekday where they are asked for. Totals stand in the
 * title and the remarks.
 */
import type { Grid } from "../../grids/grid.js";
import { formatDay, type Time } from "../../time.js";
import type { FluxComponent, FluxSource } from "../fluxSource.js";
import { sharesOfHour } from "../sources/fluxCalendar.js";
import type { Interval } from "../sources/fluxSteps.js";
import type { HeightProfile } from "../heightProfile.js";
import { type InventoryDates, standingFor } from "./calendar.js";
import type { Inventory } from "./emissionPart.js";
import { type HeightChoice, heightProfileOf, heightWords } from "./heightProfiles.js";
import { addTotals, type EmissionTotals, inTeragrams, NO_EMISSION, totalsInWords } from "./emissionTotals.js";
import { placeEmissions } from "./placeEmissions.js";
import { type EmissionStep, stepsOfPeriod } from "./stepsOfPeriod.js";
import { type TimeFactor, type TimeFactorChoice, timeFactorOf, timeFactorWords } from "./timeFactors.js";
import { profileOfSector } from "./timeProfiles.js";

export interface InventoryChoice extends TimeFactorChoice {
  /** Of the inventory: "MEIC". */
  readonly title: string;
  readonly component: FluxComponent;
  readonly dates: InventoryDates;
  readonly heights: HeightChoice;
}

export interface InventoryContext {
  readonly grid: Grid;
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  readonly period: Interval;
}

export interface InventoryFlux extends FluxSource {
  /** Over the period, without factors of time, [row][column] [mol m-2 s-1] */
  readonly mean: Float64Array;
  /** Over the period. */
  readonly totals: EmissionTotals;
}

/** Emissions of a step with one factor of time and one profile of heights, [row][column] [mol m-2 s-1]. */
interface VaryingField {
  readonly factor: TimeFactor | undefined;
  readonly profile: HeightProfile | undefined;
  readonly flux: Float64Array;
}

interface ReadStep extends Interval {
  readonly fields: readonly VaryingField[];
  readonly sectors: ReadonlyMap<string, EmissionTotals>;
  readonly withoutValue: { readonly places: number; readonly of: number };
}

/**
 * @throws InputError where files are missing, stand twice or hold what cannot be
 * @throws CoverageError where no file is of some time of the period
 */
export async function inventoryFlux(
  inventory: Inventory,
  choice: InventoryChoice,
  context: InventoryContext,
): Promise<InventoryFlux> {
  const { grid, period } = context;
  const { title, component, dates } = choice;
  const needed = stepsOfPeriod(inventory.parts, period, standingFor(dates, period), title);
  const steps: ReadStep[] = [];
  for (const step of needed) steps.push(await readStep(step, choice, context));
  const { mean, sectors } = overPeriod(steps, context);
  const totals = [...sectors.values()].reduce((sum, one) => addTotals(sum, one), NO_EMISSION);
  /** Adds a field with its factor of an hour. */
  const add = (sum: Float64Array, { factor, flux }: VaryingField, share: number, time: Time): void => {
    for (let cell = 0; cell < sum.length; cell++) {
      if (flux[cell] === 0) continue;
      sum[cell] += share * flux[cell] * (factor === undefined ? 1 : factor(time, grid.longitude[cell]));
    }
  };
  return {
    component,
    title: `${title} (${[...sectors.keys()].join(", ")}): ${inTeragrams(totals.inside)} in the domain`,
    remarks: remarksOf(inventory, choice, context, { needed, steps, sectors, totals }),
    files: [...new Set(needed.flatMap(({ parts }) => parts.map(({ path }) => path)))],
    mean,
    totals,
    hourly(time) {
      const result = new Float64Array(grid.cells);
      for (const { step, share } of sharesOfHour(steps, time, title)) {
        for (const field of steps[step].fields) add(result, field, share, time);
      }
      return result;
    },
    aloft: (time) =>
      sharesOfHour(steps, time, title).flatMap(({ step, share }) =>
        steps[step].fields.flatMap((field) => {
          if (field.profile === undefined) return [];
          const flux = new Float64Array(grid.cells);
          add(flux, field, share, time);
          return [{ profile: field.profile, flux }];
        }),
      ),
    close() {},
  };
}

async function readStep(
  { start, end, parts }: EmissionStep,
  choice: InventoryChoice,
  { grid, landFraction }: InventoryContext,
): Promise<ReadStep> {
  const fields = new Map<string, VaryingField>();
  const sectors = new Map<string, EmissionTotals>();
  const withoutValue = { places: 0, of: 0 };
  const bySector = [choice.diurnal, choice.weekly, choice.heights].includes("sector");
  for (const part of parts) {
    const { rates, totals, ...count } = await placeEmissions(part, grid, landFraction);
    sectors.set(part.sector, totals);
    withoutValue.places += count.withoutValue;
    withoutValue.of += count.places;
    const key = bySector ? (profileOfSector(part.sector) ?? "steady") : "all";
    const field = fields.get(key) ?? {
      factor: timeFactorOf(choice, part.sector),
      profile: heightProfileOf(choice.heights, part.sector),
      flux: new Float64Array(grid.cells),
    };
    fields.set(key, field);
    rates.forEach((rate, cell) => {
      field.flux[cell] += rate / grid.area[cell];
    });
  }
  return { start, end, fields: [...fields.values()], sectors, withoutValue };
}

/** Means over the period, of the flux of each cell and of the totals of each sector. */
function overPeriod(
  steps: readonly ReadStep[],
  { grid, period }: InventoryContext,
): { readonly mean: Float64Array; readonly sectors: ReadonlyMap<string, EmissionTotals> } {
  const mean = new Float64Array(grid.cells);
  const sectors = new Map<string, EmissionTotals>();
  for (const { start, end, fields, sectors: own } of steps) {
    const weight = (Math.min(end, period.end) - Math.max(start, period.start)) / (period.end - period.start);
    for (const { flux } of fields) for (let cell = 0; cell < mean.length; cell++) mean[cell] += weight * flux[cell];
    for (const [sector, totals] of own) {
      sectors.set(sector, addTotals(sectors.get(sector) ?? NO_EMISSION, totals, weight));
    }
  }
  return { mean, sectors };
}

interface Read {
  readonly needed: readonly EmissionStep[];
  readonly steps: readonly ReadStep[];
  readonly sectors: ReadonlyMap<string, EmissionTotals>;
  readonly totals: EmissionTotals;
}

function remarksOf(
  { remarks, mass }: Inventory,
  choice: InventoryChoice,
  { period }: InventoryContext,
  { needed, steps, sectors, totals }: Read,
): string[] {
  const { title, dates, heights } = choice;
  const factors = timeFactorWords(choice);
  const height = heightWords(heights);
  const bySector = [...sectors].map(([sector, { inside }]) => `${sector} ${inTeragrams(inside)}`).join(", ");
  const unknown = [...sectors.keys()].filter((sector) => profileOfSector(sector) === undefined);
  const unvarying = choice.diurnal === "sector" || choice.weekly === "sector" ? unknown : [];
  const low = heights === "sector" ? unknown : [];
  const withoutValue = steps.reduce((sum, step) => sum + step.withoutValue.places, 0);
  const places = steps.reduce((sum, step) => sum + step.withoutValue.of, 0);
  return [
    `${title}: over the period of the run ${totalsInWords(totals)}; by sector in the domain ${bySector}.`,
    mass === "CO2"
      ? `${title}: its masses are read as those of CO2 (44.009 g mol-1).`
      : `${title}: its masses are read as those of carbon (12.011 g mol-1), of which each gives 44.009 / 12.011 = 3.664 of CO2.`,
    ...(withoutValue === 0
      ? []
      : [`${title}: ${withoutValue} of ${places} values are fill values, read as no emission.`]),
    ...(dates.kind === "as-is"
      ? []
      : [
          `${title}: ${dates.kind === "every-year" ? "the same in every year: " : ""}emissions of ${[...new Set(needed.map(({ name }) => name))].join(", ")} stand for the run from ${formatDay(period.start)} to ${formatDay(period.end - 1)}; the rates are those of the files.`,
        ]),
    ...(factors === undefined ? [] : [`${title}: ${factors}; the emissions of a week stay what they are.`]),
    ...(unvarying.length === 0
      ? []
      : [`${title}: there are no factors of time of ${unvarying.join(", ")}; these emit evenly.`]),
    ...(height === undefined ? [] : [`${title}: ${height}.`]),
    ...(low.length === 0
      ? []
      : [`${title}: no heights are known of ${low.join(", ")}; these emit into the lowest layer.`]),
    ...remarks,
  ];
}
