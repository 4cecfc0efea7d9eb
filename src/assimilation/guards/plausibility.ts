/**
 * Stops a stage (AN, CTRL, FC, the truth of a twin) whose numbers cannot be, before they are written:
 *     mole fraction of any lane and layer not finite
 *     mole fraction of a single run not between 0 and 2 %
 *     |residual of the carbon budget of a day| > 1e-6 of the content; round-off leaves some 1e-10
 * The lowest layer, where fluxes come in, is looked at every hour, all layers at the end of a day. Members of an ensemble
 * may leave the range while it diverges, of which divergence.ts judges.
 */
import { NumericalError } from "../../errors.js";
import { type Ensemble, firstRows, type LaneLayout } from "../../fields/ensemble.js";
import { cellInWords } from "../../grids/cellInWords.js";
import type { Grid } from "../../grids/grid.js";
import { formatTime, type Time } from "../../time.js";
import type { TransportModel } from "../../transport/transportModel.js";
import { toMicromoles, toPpm } from "../../units.js";
import type { Recorder } from "../recorder.js";

/** Mole fractions of single runs lie between zero and this [mol mol-1]: a plume breathed at its stack holds as much. */
const LARGEST = 0.02;
const LARGEST_RESIDUAL = 1e-6;

/** As the tables call them. */
const SINGLE_RUNS: Readonly<Record<string, string>> = { control: "CTRL", posterior: "FC", truth: "the truth" };

/** A lane as messages name it, and whether it is a run of its own. */
export interface NamedLane {
  readonly lane: number;
  readonly name: string;
  readonly single: boolean;
}

type Place = Pick<Grid, "cells" | "columns" | "longitude" | "latitude">;

/**
 * @param lanes of the members of an ensemble and of single runs @returns names of them and of the perturbed analyses
 */
export function namedLanes(lanes: readonly (readonly [lane: number, run: string])[], layout: LaneLayout): NamedLane[] {
  const { first, count } = layout.perturbed ?? { first: 0, count: 0 };
  return [
    ...lanes.map(([lane, run]) => ({
      lane,
      name: run === "analysis" ? `AN, member ${lane}` : (SINGLE_RUNS[run] ?? run),
      single: run !== "analysis",
    })),
    ...Array.from({ length: count }, (_, i) => ({
      lane: first + i,
      name: `AN, perturbed analysis ${i}`,
      single: false,
    })),
  ];
}

/** @param lanes all that hold a run @returns a recorder that stands before those that write */
export function recordPlausibility(grid: Place, transport: TransportModel, lanes: readonly NamedLane[]): Recorder {
  return {
    hour: ({ time, state }) => checkLevels(grid, transport, lanes, state, 1, time),
    endDay(end) {
      const { state, budget } = transport;
      checkLevels(grid, transport, lanes, state, state.rows / grid.cells, end);
      const { residual, end: content } = budget.terms();
      for (const { lane, name } of lanes) {
        const share = Math.abs(residual[lane] / content[lane]);
        if (share <= LARGEST_RESIDUAL) continue;
        throw new NumericalError({
          where: `${name}, the day that ends at ${formatTime(end)}`,
          found: `a carbon budget that does not close: ${share.toPrecision(2)} of the CO2 in the domain is left over`,
          expected: `at most ${LARGEST_RESIDUAL}`,
          remedy: "this is a defect of the program: please report it with run.json",
        });
      }
    },
  };
}

/** @param levels from the lowest on @throws NumericalError at the first lane and place that cannot be */
function checkLevels(
  grid: Place,
  transport: TransportModel,
  lanes: readonly NamedLane[],
  moleFraction: Ensemble,
  levels: number,
  time: Time,
): void {
  const { reference, layout } = moleFraction;
  const rows = levels * grid.cells;
  const data = firstRows(moleFraction, rows);
  const allFinite = areFinite(data, rows * layout.lanes);
  for (const named of lanes) {
    if (allFinite && !named.single) continue;
    for (let row = 0; row < rows; row++) {
      const value = reference + data[row * layout.lanes + named.lane];
      const isRight = named.single ? value > 0 && value <= LARGEST : Number.isFinite(value);
      if (!isRight) throw fault(grid, transport, named, row, value, time);
    }
  }
}

/** Whether the first values are; a difference from itself is zero where one is, and no number elsewhere. */
function areFinite(values: Float32Array, count: number): boolean {
  let sum = 0;
  for (let i = 0; i < count; i++) sum += values[i] - values[i];
  return sum === 0;
}

function fault(
  grid: Place,
  { state, emission, airMass }: TransportModel,
  { lane, name, single }: NamedLane,
  row: number,
  value: number,
  time: Time,
): NumericalError {
  const [level, cell] = [Math.floor(row / grid.cells), row % grid.cells];
  const levels = state.rows / grid.cells;
  const flux = emission[cell * state.layout.lanes + lane];
  const air = airMass[row];
  const place = `layer ${level + 1} of ${levels} at ${cellInWords(grid, cell)}`;
  return new NumericalError({
    where: `${name} at ${formatTime(time)}, ${place}`,
    found: `a mole fraction of ${Number.isFinite(value) ? `${toPpm(value).toFixed(0)} ppm` : String(value)}`,
    expected: single ? `between 0 and ${toPpm(LARGEST)} ppm` : "a number",
    remedy: remedyFor(flux, air),
  });
}

/** The likely cause, by what stands at the place. @param flux [mol m-2 s-1] @param air [kg] */
function remedyFor(flux: number, air: number): string {
  if (!(air > 0)) return `the air mass there is ${air} kg: look at the weather of that hour`;
  if (!Number.isFinite(flux)) return `the flux into it is ${flux}: look at the flux inputs of that hour`;
  return (
    `the flux into it is ${toMicromoles(flux).toPrecision(3)} umol m-2 s-1: look at the units of the flux inputs ` +
    `("jdas check" prints their totals), at the background and at the weather of that hour`
  );
}
