/**
 * The transport of an ensemble whose lanes are dealt to the ranks of a job, as rank 0 sees it: a transport model like any other.
 * Rank 0 holds all lanes of the state, but what the ranks have computed is brought here only when somebody looks: the lowest
 * layer in every hour, all of it where an hour has observations or a mean is recorded. Every number is that of one process: a lane
 * is computed by the same kernel from the same values, wherever it lies.
 */
import type { Ensemble } from "../../fields/ensemble.js";
import type { MomentSums, RunningMoments } from "../../kernels/launchMembers.js";
import type { Kernels } from "../../kernels/load.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { AnalysedElsewhere } from "../setup/model.js";
import type { CarbonBudget } from "../../transport/carbonBudget.js";
import type { EmissionAloft } from "../../transport/emissionAloft.js";
import { createLateralBoundary } from "../../transport/lateralBoundary.js";
import type { TransportModel, TransportSetup } from "../../transport/transportModel.js";
import type { PlainFilter, SentTurns } from "./cellFilter.js";
import { sentHour } from "./hourArrays.js";
import { createLanePart, type LanePart, type Whole } from "./lanePart.js";
import { dealLanes, type Dealt } from "./laneShares.js";
import { tell } from "./orders.js";
import { plainSetup } from "./plainSetup.js";
import { sendTurns } from "./turnArrays.js";

/** A filter that each rank can run on its cells. */
export interface DealtFilter extends PlainFilter {
  /** [cell][3] */
  readonly unitVectors: Float64Array;
}

/** @param threads that the configuration names @param filter of the state, where ranks can do it */
export function createDealtTransport(
  setup: TransportSetup,
  communicator: Communicator,
  threads: number | undefined,
  filter?: DealtFilter,
): TransportModel & AnalysedElsewhere {
  const { kernels, layout } = setup;
  const { lanes } = layout;
  const dealt: Dealt = { communicator, lanes, shares: dealLanes(lanes, communicator.size) };
  const plain = plainSetup(setup);
  tell(communicator, { kind: "create", setup: plain, lanes, shares: dealt.shares, threads });
  const part = createLanePart(plain, dealt, kernels);
  const { model } = part;
  if (filter !== undefined) {
    const { unitVectors, ...plainFilter } = filter;
    tell(communicator, { kind: "createFilter", filter: plainFilter });
    part.createFilter(plainFilter, unitVectors);
  }
  const { boundary, whole } = allocateWhole(kernels, setup, filter === undefined);
  const { state, hasMoved } = stateOf(setup, communicator, part, whole);
  /** Whether the ranks have the state as it is here. */
  let sent = false;
  let aloft: readonly EmissionAloft[] = [];

  const send = (isIncrement: boolean): void => {
    tell(communicator, { kind: "state", isIncrement });
    part.sendState(whole, isIncrement);
    sent = true;
  };
  return {
    state,
    emission: whole.emission,
    setAloft(parts) {
      aloft = parts.filter(({ from, to, aloft: fluxes }) => to > from && fluxes.length > 0);
    },
    boundary,
    airMass: model.airMass,
    counts: model.counts,
    budget: {
      ...budgetOf(communicator, part),
      recordIncrement(change) {
        state.first(state.rows);
        const result = change();
        send(true);
        return result;
      },
    },
    ...(filter && {
      analyseState(observations, turns, when, pressure) {
        analyseOnRanks(communicator, part, { observations, turns, when, ...(pressure && { pressure }) }, layout);
        hasMoved();
      },
    }),
    moments: (riderCount) => momentsOf(communicator, part, layout.members, riderCount),
    begin(airMass) {
      // Who begins has set the state before.
      send(false);
      tell(communicator, { kind: "begin" });
      part.begin(airMass);
    },
    advance(flow, exchange, nonLocal, subgrid) {
      if (!sent) send(false);
      const hour = sentHour({ flow, exchange, nonLocal, subgrid }, aloft);
      const order = { kind: "advance", time: hour.time, arrays: hour.arrays, aloft: hour.aloftOrders } as const;
      tell(communicator, order);
      hour.send(communicator);
      part.advance(order, hour, whole);
      hasMoved();
    },
  };
}

/** The state as far as somebody looks at it. @returns also what is told when the ranks have changed it */
function stateOf(
  { grid, vertical, layout, referenceMoleFraction: reference }: TransportSetup,
  communicator: Communicator,
  part: LanePart,
  whole: Whole,
): { readonly state: Required<Ensemble>; readonly hasMoved: () => void } {
  const rows = vertical.levels * grid.cells;
  /** Rows that are here as they are. */
  let here = rows;
  const first = (wanted: number): Float32Array => {
    if (here < wanted) {
      tell(communicator, { kind: "collect", rows: wanted });
      part.collect(wanted, whole);
      here = wanted;
    }
    return whole.state;
  };
  const some = (wanted: Int32Array): Float32Array => {
    if (here < rows && wanted.length > 0) {
      tell(communicator, { kind: "collectRows", count: wanted.length });
      part.collectRows(wanted, whole);
    }
    return whole.state;
  };
  const state = {
    rows,
    layout,
    reference,
    get data() {
      return first(rows);
    },
    first,
    some,
  };
  return { state, hasMoved: () => (here = 0) };
}

function budgetOf(communicator: Communicator, part: LanePart): Pick<CarbonBudget, "open" | "terms"> {
  return {
    open() {
      tell(communicator, { kind: "openBudget" });
      part.model.budget.open();
    },
    terms() {
      tell(communicator, { kind: "budgetTerms" });
      return part.budgetTerms();
    },
  };
}

function momentsOf(communicator: Communicator, part: LanePart, members: number, riderCount: number): RunningMoments {
  tell(communicator, { kind: "createMoments", members, riderCount });
  part.createMoments(members, riderCount);
  return {
    add() {
      tell(communicator, { kind: "addMoments" });
      part.addMoments();
    },
    take() {
      tell(communicator, { kind: "takeMoments" });
      return part.takeMoments() as MomentSums;
    },
  };
}

function analyseOnRanks(
  communicator: Communicator,
  part: LanePart,
  sent: SentTurns,
  { members, lanes }: TransportSetup["layout"],
): void {
  const { observations, turns, when, pressure = new Float64Array(0) } = sent;
  const ids = turns.map(({ observation }) => observations[observation].id);
  tell(communicator, { kind: "analyse", when, ids, members, lanes, layers: pressure.length });
  sendTurns(communicator, observations, turns, pressure);
  part.analyse(sent);
}

/** Arrays of all lanes, those that kernels work on in their memory. @param analysed whether the state is one of them */
function allocateWhole(
  { memory }: Kernels,
  { grid, vertical: { levels }, layout: { lanes } }: TransportSetup,
  analysed: boolean,
): { readonly boundary: TransportModel["boundary"]; readonly whole: Whole } {
  const boundary = createLateralBoundary(memory, grid, levels, lanes);
  const values = levels * grid.cells * lanes;
  const state = analysed ? memory.float32(values) : new Float32Array(values);
  const emission = memory.float32(grid.cells * lanes);
  return {
    boundary,
    whole: {
      state,
      emission,
      boundary: boundary.anomalies,
      packed: new Float32Array(Math.max(state.length, boundary.anomalies.length)),
    },
  };
}
