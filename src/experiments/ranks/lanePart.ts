/**
 * The lanes of one rank: a transport model like any other, with its own state and carbon budget, and what it does with an
 * order. All ranks carry out the same order at the same time; rank 0 brings the arrays of all lanes to it.
 */
import { laneLayout } from "../../fields/ensemble.js";
import { fullGrid } from "./plainSetup.js";
import type { MomentSums } from "../../kernels/launchMembers.js";
import type { Kernels } from "../../kernels/load.js";
import type { BudgetTerms } from "../../transport/carbonBudget.js";
import type { EmissionAloft } from "../../transport/emissionAloft.js";
import { createTransportModel, type TransportModel } from "../../transport/transportModel.js";
import type { HourArrays } from "./hourArrays.js";
import { type CellFilter, createCellFilter, type PlainFilter, type SentTurns } from "./cellFilter.js";
import { collectLanes, collectRows, type Dealt, sendLanes } from "./laneShares.js";
import type { Order, PlainSetup } from "./orders.js";
import { createRowMoments, type RowMoments } from "./rowMoments.js";

/** Terms of a budget, in the order in which they are sent. */
const TERMS = ["start", "emission", "inflow", "increment", "airCorrection", "end", "residual"] as const;

/** What rank 0 has of all lanes. */
export interface Whole {
  readonly state: Float32Array;
  readonly emission: Float32Array;
  /** Anomalies at the sides. */
  readonly boundary: Float32Array;
  /** Room for the lanes of all ranks, one after the other. */
  readonly packed: Float32Array;
}

export interface LanePart {
  readonly model: TransportModel;
  sendState(whole: Whole | undefined, isIncrement: boolean): void;
  collect(rows: number, whole: Whole | undefined): void;
  /** @param rows filled on rank 0, and here on the others */
  collectRows(rows: Int32Array, whole: Whole | undefined): void;
  /** @param unitVectors the same, [cell][3] */
  createFilter(filter: PlainFilter, unitVectors: Float64Array): void;
  /** Analyses the state, and counts what that adds as its increment. */
  analyse(sent: SentTurns): void;
  begin(airMass: Float64Array | undefined): void;
  /** @param hour filled on rank 0, and here on the others */
  advance(order: Order & { readonly kind: "advance" }, hour: HourArrays, whole: Whole | undefined): void;
  createMoments(members: number, riderCount: number): void;
  addMoments(): void;
  /** @returns of all rows, on rank 0 */
  takeMoments(): MomentSums | undefined;
  /** @returns of all lanes, on rank 0 */
  budgetTerms(): BudgetTerms;
}

export function createLanePart(setup: PlainSetup, dealt: Dealt, kernels: Kernels): LanePart {
  const { communicator, shares, lanes } = dealt;
  const { rank } = communicator;
  const { first, count } = shares[rank];
  const grid = fullGrid(setup);
  const vertical = {
    ...setup.vertical,
    a: Float64Array.from(setup.vertical.a),
    b: Float64Array.from(setup.vertical.b),
  };
  const model = createTransportModel({ ...setup, grid, vertical, kernels, layout: laneLayout(count) });
  const { state, boundary } = model;
  let moments: RowMoments | undefined;
  let filter: CellFilter | undefined;
  const send = (whole: Whole | undefined, rows: number, from: Float32Array | undefined, to: Float32Array): void =>
    sendLanes(dealt, rows, from, to, whole?.packed);
  return {
    model,
    sendState(whole, isIncrement) {
      const receive = (): void => send(whole, state.rows, whole?.state, state.data);
      if (isIncrement) model.budget.recordIncrement(receive);
      else receive();
    },
    collect(rows, whole) {
      collectLanes(dealt, rows, whole?.state, state.data, whole?.packed);
    },
    collectRows(rows, whole) {
      communicator.broadcast(rows, 0);
      collectRows(dealt, rows, whole?.state, state.data);
    },
    createFilter(plain, unitVectors) {
      communicator.broadcast(unitVectors, 0);
      filter = createCellFilter(kernels, dealt, vertical.levels, unitVectors, plain);
    },
    analyse: (sent) => model.budget.recordIncrement(() => filter?.analyse(state.data, sent)),
    begin(airMass = new Float64Array(state.rows)) {
      communicator.broadcast(airMass, 0);
      model.begin(airMass);
    },
    advance({ aloft }, hour, whole) {
      send(whole, grid.cells, whole?.emission, model.emission);
      send(whole, boundary.anomalies.length / count, whole?.boundary, boundary.anomalies);
      const parts = hour.aloft(aloft);
      model.setAloft(parts.flatMap((part) => ownLanes(part, first, count)));
      const { flow, exchange, nonLocal, subgrid } = hour.forcing();
      model.advance(flow, exchange, nonLocal, subgrid);
    },
    createMoments(members, riderCount) {
      moments = createRowMoments(kernels, dealt, state.rows, members, riderCount);
    },
    addMoments: () => moments?.add(state.data, state.reference),
    takeMoments: () => moments?.take(),
    budgetTerms() {
      const terms = model.budget.terms();
      const own = Float64Array.from(TERMS.flatMap((term) => [...terms[term]]));
      const counts = shares.map((share) => TERMS.length * share.count);
      const all = new Float64Array(rank === 0 ? TERMS.length * lanes : 0);
      communicator.gather(own, counts, all, 0);
      return termsOf(all, dealt);
    },
  };
}

/** @param all [rank][term][lane of it] */
function termsOf(all: Float64Array, { shares, lanes }: Dealt): BudgetTerms {
  const entries = TERMS.map((term, t) => {
    const values = new Float64Array(lanes);
    for (const { first, count } of all.length > 0 ? shares : []) {
      const start = TERMS.length * first + t * count;
      values.set(all.subarray(start, start + count), first);
    }
    return [term, values] as const;
  });
  return Object.fromEntries(entries) as unknown as BudgetTerms;
}

/** What of an emission is in the lanes of a rank, by their numbers there. */
function ownLanes({ from, to, aloft }: EmissionAloft, first: number, count: number): EmissionAloft[] {
  const own = { from: Math.max(0, from - first), to: Math.min(count, to - first), aloft };
  return own.from < own.to ? [own] : [];
}
