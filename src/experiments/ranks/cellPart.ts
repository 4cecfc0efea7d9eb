/**
 * The cells of one rank: a transport model of its columns, and what it does with an order. All ranks carry out the same order at the
 * same time; rank 0 brings the arrays of all cells to it.
 */
import { laneLayout } from "../../fields/ensemble.js";
import type { StateBlock } from "../../filters/stateBlock.js";
import { fullGrid } from "./plainSetup.js";
import type { MomentSums } from "../../kernels/launchMembers.js";
import type { Kernels } from "../../kernels/load.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { BudgetTerms } from "../../transport/carbonBudget.js";
import { createTransportModel, type TransportModel } from "../../transport/transportModel.js";
import { type CellFilter, createCellFilter, type PlainFilter, type SentTurns } from "./cellFilter.js";
import { type CellMoments, createCellMoments } from "./cellMoments.js";
import { collectCells, collectSome, dealCells, sendCells } from "./cellShares.js";
import { createFluxPart, type FluxFields, type FluxPart, type PlainFluxes } from "./fluxPart.js";
import type { HourArrays } from "./hourArrays.js";
import type { AloftOrder, PlainSetup } from "./orders.js";
import { turnedGrid } from "./turnedGrid.js";

/** What rank 0 has of all cells. */
export interface Whole {
  /** [level][cell][lane] */
  readonly state: Float32Array;
  /** [cell][lane] */
  readonly emission: Float32Array;
}

export interface CellPart {
  /** Its sides are those of the whole grid. */
  readonly model: TransportModel;
  /** @param isIncrement whether what changes counts as the increment of an analysis */
  sendState(whole: Whole | undefined, isIncrement: boolean): void;
  collect(levels: number, whole: Whole | undefined): void;
  /** @param rows filled on rank 0, and here on the others */
  collectSome(rows: Int32Array, whole: Whole | undefined): void;
  /** @param unitVectors of all cells, [cell][3], the same */
  createFilter(filter: PlainFilter, unitVectors: Float64Array): void;
  /** @param fields the same */
  createFluxes(fluxes: PlainFluxes, fields: FluxFields): FluxPart;
  /** When the fluxes stand that are analysed with the state, newest first [hours before the analysis]. */
  fluxTimes(): number[];
  /** Analyses the state, counts what that adds as its increment, and analyses the fluxes. @returns cells within reach, [observation] */
  analyse(sent: SentTurns): number[];
  /** Of what `createFluxes` made. */
  readonly fluxes: () => FluxPart;
  /** @param airMass of all cells */
  begin(airMass: Float64Array | undefined): void;
  /** @param hour filled on rank 0, and here on the others */
  advance(aloft: readonly AloftOrder[], hour: HourArrays, whole: Whole | undefined): void;
  createMoments(members: number, riderCount: number): void;
  addMoments(): void;
  /** @returns of all cells, on rank 0 */
  takeMoments(): MomentSums | undefined;
  /** @returns of the whole domain, on rank 0 */
  budgetTerms(): BudgetTerms;
}

export function createCellPart(
  setup: PlainSetup,
  lanes: number,
  communicator: Communicator,
  kernels: Kernels,
): CellPart {
  const grid = fullGrid(setup);
  const dealt = dealCells(communicator, grid);
  const { levels } = setup.vertical;
  const vertical = {
    ...setup.vertical,
    a: Float64Array.from(setup.vertical.a),
    b: Float64Array.from(setup.vertical.b),
  };
  const plain = { ...setup, grid, vertical, kernels, layout: laneLayout(lanes) };
  const model = createTransportModel(plain, turnedGrid(communicator, grid));
  const { state, emission, boundary, budget } = model;
  let moments: CellMoments | undefined;
  let filter: CellFilter | undefined;
  let fluxes: FluxPart | undefined;
  const fluxBlocks = (): StateBlock[] => fluxes?.ensembles.estimated.stateBlocks() ?? [];
  return {
    model,
    sendState(whole, isIncrement) {
      const receive = (): void => sendCells(dealt, whole?.state, state.data, levels);
      if (isIncrement) budget.recordIncrement(receive);
      else receive();
    },
    collect: (wanted, whole) => collectCells(dealt, whole?.state, state.data, wanted, levels),
    collectSome(rows, whole) {
      communicator.broadcast(rows, 0);
      collectSome(dealt, rows, whole?.state, state.data, lanes);
    },
    createFilter(plainFilter, unitVectors) {
      communicator.broadcast(unitVectors, 0);
      filter = createCellFilter(kernels, dealt, levels, unitVectors, plainFilter);
    },
    createFluxes: (plainFluxes, fields) => (fluxes = createFluxPart(plainFluxes, fields, dealt, kernels)),
    fluxTimes: () => fluxBlocks().map(({ hoursBefore = 0 }) => hoursBefore),
    analyse: (sent) => budget.recordIncrement(() => made(filter, "filter").analyse(state.data, fluxBlocks(), sent)),
    fluxes: () => made(fluxes, "flux ensemble"),
    begin(airMass = new Float64Array(levels * grid.cells)) {
      communicator.broadcast(airMass, 0);
      model.begin(airMass);
    },
    advance(aloft, hour, whole) {
      sendCells(dealt, whole?.emission, emission, 1);
      communicator.broadcast(boundary.anomalies, 0);
      model.setAloft(hour.aloft(aloft));
      const { flow, exchange, nonLocal, subgrid } = hour.forcing();
      model.advance(flow, exchange, nonLocal, subgrid);
    },
    createMoments(members, riderCount) {
      moments = createCellMoments(kernels, dealt, levels, { members, lanes }, riderCount);
    },
    addMoments: () => moments?.add(state.data, state.reference),
    takeMoments: () => moments?.take(),
    budgetTerms: () => budget.terms(),
  };
}

function made<T>(part: T | undefined, name: string): T {
  if (part === undefined) throw new Error(`rank 0 asked for a ${name} before it made one`);
  return part;
}
