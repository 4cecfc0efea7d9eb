/**
 * The kernel memory that each stage of a run takes, by arithmetic alone: grid, layers, lanes, lag and what the plan asks
 * for. Every term is an allocation of the room that it names; a test holds the sums to what stages really take.
 */
import type { AnalysisPlan, LocalizationPlan, Plan } from "../config/plan.js";
import { laneLayout } from "../fields/ensemble.js";
import { parameters } from "../assimilation/fluxEnsembles/parameterScales.js";
import type { Grid } from "../grids/grid.js";
import { SCRATCH_BYTES } from "../kernels/kernels.js";
import { FIRST_FREE } from "../kernels/memory.js";
import { ENSRF_OBSERVATIONS } from "../kernels/launchEnsrf.js";
import type { Stage } from "../runs/checkpointFile.js";
import { isTruthApart } from "./setup/modelErrors.js";
import { isAnalysedOnRanks } from "./ranks/dealing.js";
import { lanesOf } from "./solvers/analysis.js";

const [FLOAT, DOUBLE] = [4, 8] as const;
/** Mean and spread of a day whose fluxes may still change. */
const BACKGROUNDS = 2;

/** What the sizes of arrays follow from. */
export interface Extents extends Pick<Grid, "columns" | "rows" | "dx" | "dy"> {
  readonly levels: number;
  /** Most observations of one hour, where they are known: the filter lists the cells of each. */
  readonly observationsAtOnce?: number;
}

/** Extents of a grid whose cells are dealt. */
interface Dealt extends Extents {
  readonly ranks: number;
}

export interface StageBytes {
  readonly stage: Stage;
  readonly lanes: number;
  /** [bytes], by what it is for. */
  readonly parts: Readonly<Record<string, number>>;
  /** [bytes] */
  readonly total: number;
}

/**
 * Of every stage of a run, in their order. @param threads of the kernels
 * @param ranks that the cells are dealt to; of the first, which has most besides its own
 */
export function kernelBytes(plan: Plan, whole: Extents, threads: number, ranks = 1): StageBytes[] {
  const extents: Dealt = { ...whole, ranks };
  const alone = (stage: Stage, ofStage: Plan, own: Dealt): StageBytes =>
    stageBytes(stage, laneLayout(1).lanes, threads, transportBytes(ofStage, own, laneLayout(1).lanes));
  if (plan.kind === "forward") {
    const { lanes } = laneLayout(1);
    const parts = { ...transportBytes(plan, extents, lanes), ...outputBytes(plan, extents, 0) };
    return [stageBytes("control", lanes, threads, parts)];
  }
  const stages: StageBytes[] = [];
  if (plan.kind === "twin" && isTruthApart(plan)) {
    const { transport } = plan.truth;
    const refine = transport === "of the model" ? 1 : transport.refine;
    const own = { ...extents, columns: refine * extents.columns, rows: refine * extents.rows };
    stages.push(alone("truth", transport === "of the model" ? plan : { ...plan, ...transport }, own));
  }
  const { lanes, control, truth } = layoutOf(plan);
  const riders = [control, truth].filter((lane) => lane !== undefined).length;
  const parts = {
    ...transportBytes(plan, extents, lanes),
    ...estimateBytes(plan, extents, lanes),
    ...outputBytes(plan, extents, riders),
    ...(plan.posterior && { "FC behind it": followerBytes(plan, extents) }),
  };
  stages.push(stageBytes("analysis", lanes, threads, parts));
  return stages;
}

function stageBytes(stage: Stage, lanes: number, threads: number, ofStage: Record<string, number>): StageBytes {
  const parts = { ...ofStage, "scratch of the threads": FIRST_FREE + threads * SCRATCH_BYTES };
  return { stage, lanes, parts, total: Object.values(parts).reduce((sum, bytes) => sum + bytes, 0) };
}

function followerBytes(plan: Plan, extents: Dealt): number {
  const parts = { ...transportBytes(plan, extents, laneLayout(1).lanes), ...outputBytes(plan, extents, 0) };
  return Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
}

/** As AN will have them. */
function layoutOf(plan: AnalysisPlan): ReturnType<typeof lanesOf> {
  if (plan.kind === "inversion") return lanesOf({ kind: plan.kind, plan });
  const truthRun = isTruthApart(plan) ? ({ kind: "done", values: new Map() } as const) : ({ kind: "aboard" } as const);
  return lanesOf({ kind: plan.kind, plan, truthRun });
}

/** Columns and rows of the rank that has most. */
function mostOf({ columns, rows, ranks }: Dealt): { readonly ownColumns: number; readonly ownRows: number } {
  return { ownColumns: Math.ceil(columns / ranks), ownRows: Math.ceil(rows / ranks) };
}

/** Of `transport`. */
function transportBytes(plan: Plan, extents: Dealt, lanes: number): Record<string, number> {
  const { columns, rows, levels, ranks } = extents;
  const { ownColumns, ownRows } = mostOf(extents);
  const cells = ownColumns * rows;
  const inRows = columns * ownRows;
  const faces = levels * ((columns + 1) * ownRows + ownColumns * (rows + 1));
  const interfaces = (levels + 1) * cells;
  const diffusion = plan.horizontalDiffusion === "none" ? 0 : DOUBLE * faces;
  const convection = plan.deepConvection === "none" ? 0 : DOUBLE * interfaces + FLOAT * cells;
  const sides = 2 * levels * (columns + rows);
  // A process alone has its rows and its columns in the same arrays, and the emission of all cells is that of its own.
  const turned = ranks === 1 ? 0 : inRows;
  const sidesOfLines = ranks === 1 ? 0 : 2 * levels * (columns + ownRows + ownColumns + rows);
  const emission = ranks === 1 ? cells : cells + columns * rows;
  return {
    "mole fraction": FLOAT * levels * (cells + turned) * lanes,
    "air and winds": DOUBLE * (levels * (2 * cells + turned) + faces + 3 * interfaces + cells) + diffusion + convection,
    "emission, sides and budget":
      FLOAT * (emission + sides + sidesOfLines) * lanes +
      DOUBLE * (levels * (ownRows + ownColumns) + ownColumns) * lanes,
  };
}

/** Of the flux ensemble, the filter and the guards. */
function estimateBytes(plan: AnalysisPlan, extents: Dealt, lanes: number): Record<string, number> {
  const { ensemble, filter } = plan;
  const { columns, rows, levels, observationsAtOnce = 0, ranks } = extents;
  const cells = columns * rows;
  const areDealt = ranks > 1 && hasDealtFluxes(plan);
  const fluxCells = areDealt ? mostOf(extents).ownColumns * rows : cells;
  const blocks = fluxBlocks(plan);
  const values = FLOAT * blocks.held * fluxCells * lanes;
  const hourly = ensemble.form === "persistent" ? DOUBLE * hourlyFields(ensemble) * fluxCells : 0;
  const { rtpp, rtps, multiplicative } = filter.inflation;
  const inflated = (levels + blocks.updated) * cells;
  const inflates = rtpp > 0 || rtps > 0 || multiplicative !== 1;
  const reached = cellsReached(filter.localization, extents);
  return {
    "flux ensembles": copiesOf(plan) * (values + hourly) + (areDealt ? FLOAT * fluxCells * lanes : 0),
    ...(ranks > 1 && !isAnalysedOnRanks(filter) && { "mole fraction of all cells": FLOAT * levels * cells * lanes }),
    "guards and daily fluxes": (2 * FLOAT * lanes + 4 * DOUBLE) * cells,
    filter:
      // Lists of the observations of a batch by cell, which grow to twice of what they need.
      4 * FLOAT * Math.min(ENSRF_OBSERVATIONS, observationsAtOnce) * reached +
      FLOAT * (4 * cells + ENSRF_OBSERVATIONS * (2 * lanes + ENSRF_OBSERVATIONS)),
    inflation: inflates ? FLOAT * inflated * (1 + (rtpp > 0 ? lanes : 0)) : 0,
  };
}

/** Whether ranks have the fluxes of their cells, or the first of them has all. */
function hasDealtFluxes({ ensemble, filter }: AnalysisPlan): boolean {
  return isAnalysedOnRanks(filter) && filter.update.kind === "joint" && ensemble.form === "persistent";
}

type Persistent = Extract<AnalysisPlan["ensemble"], { form: "persistent" }>;

/** Prior, scales and bounds of an hour. */
function hourlyFields(ensemble: Persistent): number {
  return 1 + fieldsOfDay(ensemble) + (ensemble.bounds === "none" ? 0 : 2);
}

/** Parameters of a day: what has the same memory is one. */
function fieldsOfDay({ scales }: Persistent): number {
  return parameters.length * new Set(scales.map(({ memoryDays }) => memoryDays)).size;
}

/** Fields of fluxes, each [cell][lane]: held, and at most changed by an observation. */
function fluxBlocks({ ensemble }: AnalysisPlan): { readonly held: number; readonly updated: number } {
  switch (ensemble.form) {
    case "persistent": {
      const days = (ensemble.lagDays + 1) * fieldsOfDay(ensemble);
      return { held: days, updated: days };
    }
    case "paper":
    case "paper-stabilised":
      return { held: Math.max(ensemble.lagHours, 72) + 24, updated: ensemble.lagHours + 1 };
  }
}

/** With the ensemble without observations, for the spread of the prior, where that can run on its own. */
function copiesOf({ ensemble }: AnalysisPlan): number {
  return ensemble.form === "persistent" ? 2 : 1;
}

/**
 * Of fluxes and their backgrounds, and of the forcing for FC, that a run has come to hold by the end of some days.
 * @param memory that the forcing may take [bytes]
 */
export function heldBytes(plan: Plan, extents: Extents, days: number, memory: number): number {
  if (plan.kind === "forward") return 0;
  const { columns, rows } = extents;
  const { ensemble } = plan;
  const { lanes } = layoutOf(plan);
  const lag = lagDaysOf(ensemble);
  const fields =
    ensemble.form === "persistent"
      ? Math.min(days, lag + 1) * fieldsOfDay(ensemble)
      : Math.min(24 * days, fluxBlocks(plan).held);
  const daysHeld = Math.min(days, lag + 1);
  const forcing = plan.posterior ? Math.min(memory, 24 * daysHeld * forcingBytes(plan, extents)) : 0;
  return forcing + FLOAT * columns * rows * (copiesOf(plan) * fields * lanes + BACKGROUNDS * daysHeld);
}

/** Of the forcing of an hour. */
function forcingBytes(plan: Plan, { columns, rows, levels }: Extents): number {
  const cells = columns * rows;
  const faces = levels * ((columns + 1) * rows + columns * (rows + 1));
  const interfaces = (levels + 1) * cells;
  const nonLocal = plan.mixing === "acm2" ? interfaces : 0;
  const diffusion = plan.horizontalDiffusion === "none" ? 0 : faces;
  const convection = plan.deepConvection === "none" ? 0 : interfaces;
  return DOUBLE * (2 * levels * cells + faces + 2 * interfaces + 3 * cells + nonLocal + diffusion + convection);
}

function lagDaysOf(ensemble: AnalysisPlan["ensemble"]): number {
  return ensemble.form === "persistent" ? ensemble.lagDays : Math.ceil(ensemble.lagHours / 24);
}

/** Fields of fluxes that an analysis changes, each [cell][lane]. @param day of the run, from 0 */
export function analysedFields({ ensemble }: AnalysisPlan, day: number): number {
  switch (ensemble.form) {
    case "persistent":
      return (Math.min(day, ensemble.lagDays) + 1) * fieldsOfDay(ensemble);
    case "paper":
    case "paper-stabilised":
      return Math.min(24 * day + 12, ensemble.lagHours) + 1;
  }
}

/** Of the largest checkpoint of a run: mole fraction and air, and in an analysis fluxes with their backgrounds, and FC. */
export function checkpointBytes(plan: Plan, { columns, rows, levels }: Extents): number {
  const cells = columns * rows;
  const model = (lanes: number): number => levels * cells * (FLOAT * lanes + DOUBLE);
  const alone = model(laneLayout(1).lanes);
  if (plan.kind === "forward") return alone;
  const { lanes } = layoutOf(plan);
  const fluxes = FLOAT * cells * (fluxBlocks(plan).held * lanes + BACKGROUNDS * lagDaysOf(plan.ensemble));
  return model(lanes) + fluxes + (plan.posterior ? alone : 0);
}

/** Cells that one observation can reach. */
function cellsReached(localization: LocalizationPlan | "none", { columns, rows, dx, dy }: Extents): number {
  const cells = columns * rows;
  // Spacing in degrees: on the safe side, all.
  if (localization === "none" || dx < 100) return cells;
  const { length } = localization;
  const zero = 1000 * ("zeroDistanceKm" in length ? length.zeroDistanceKm : 2 * length.halfWidthKm);
  return Math.min(cells, Math.ceil((Math.PI * zero ** 2) / (dx * dy)));
}

/** Of the recorders. @param riders beside the members, whose mole fractions are written too */
function outputBytes({ outputs }: Plan, extents: Dealt, riders: number): Record<string, number> {
  const rowsOfState = mostOf(extents).ownColumns * extents.rows * extents.levels;
  return { "mean mole fraction": outputs.concentration === "none" ? 0 : DOUBLE * (2 + riders) * rowsOfState };
}
