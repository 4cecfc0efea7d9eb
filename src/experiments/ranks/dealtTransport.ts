/**
 * The transport of an ensemble whose lanes are dealt to the ranks of a job, as rank 0 sees it: a transport model like any other.
 * Rank 0 holds all lanes of the state, but what the ranks have computed is brought here only when somebody looks: the lowest
 * layer in every hour, all of it where an hour has observations or a mean is recorded. Every number is that of one process: a lane
 * is computed by the same kernel from the same values, wherever it lies.
 */
import type { MomentSums, RunningMoments } from "../../kernels/launchMembers.js";
import type { Kernels } from "../../kernels/load.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { CarbonBudget } from "../../transport/carbonBudget.js";
import type { EmissionAloft } from "../../transport/emissionAloft.js";
import { createLateralBoundary } from "../../transport/lateralBoundary.js";
import type { TransportModel, TransportSetup } from "../../transport/transportModel.js";
import { sentHour } from "./hourArrays.js";
import { createLanePart, type LanePart, type Whole } from "./lanePart.js";
import { dealLanes, type Dealt } from "./laneShares.js";
import { tell } from "./orders.js";
import { plainSetup } from "./plainSetup.js";

/** @param threads that the configuration names */
export function createDealtTransport(
  setup: TransportSetup,
  communicator: Communicator,
  threads: number | undefined,
): TransportModel {
  const { grid, vertical, kernels, layout, referenceMoleFraction: reference } = setup;
  const { lanes } = layout;
  const dealt: Dealt = { communicator, lanes, shares: dealLanes(lanes, communicator.size) };
  const plain = plainSetup(setup);
  tell(communicator, { kind: "create", setup: plain, lanes, shares: dealt.shares, threads });
  const part = createLanePart(plain, dealt, kernels);
  const { model } = part;
  const { boundary, whole } = allocateWhole(kernels, setup);
  const rows = vertical.levels * grid.cells;
  /** Rows of the state that are here as they are; and whether the ranks have it as it is here. */
  let here = rows;
  let sent = false;
  let aloft: readonly EmissionAloft[] = [];

  const collect = (wanted: number): Float32Array => {
    if (here < wanted) {
      tell(communicator, { kind: "collect", rows: wanted });
      part.collect(wanted, whole);
      here = wanted;
    }
    return whole.state;
  };
  const send = (isIncrement: boolean): void => {
    tell(communicator, { kind: "state", isIncrement });
    part.sendState(whole, isIncrement);
    sent = true;
  };
  return {
    state: {
      rows,
      layout,
      reference,
      get data() {
        return collect(rows);
      },
      first: collect,
    },
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
        collect(rows);
        const result = change();
        send(true);
        return result;
      },
    },
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
      here = 0;
    },
  };
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

/** Arrays of all lanes, those that kernels work on in their memory. */
function allocateWhole(
  { memory }: Kernels,
  { grid, vertical: { levels }, layout: { lanes } }: TransportSetup,
): { readonly boundary: TransportModel["boundary"]; readonly whole: Whole } {
  const boundary = createLateralBoundary(memory, grid, levels, lanes);
  const state = memory.float32(levels * grid.cells * lanes);
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
