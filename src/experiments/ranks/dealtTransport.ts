/**
 * The transport of an ensemble, or of one run, whose cells are dealt to the ranks of a job, as rank 0 sees it: a transport model
 * like any other. Rank 0 has room for all cells of the state, but what the ranks have computed is brought here only when somebody
 * looks: the lowest layer in every hour, all of it where a checkpoint is written. Every number is that of one process: a line of cells
 * is computed by the same kernel from the same values, wherever it lies.
 */
import type { Ensemble } from "../../fields/ensemble.js";
import type { MomentSums, RunningMoments } from "../../kernels/launchMembers.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { AnalysedElsewhere } from "../setup/elsewhere.js";
import type { CarbonBudget } from "../../transport/carbonBudget.js";
import type { EmissionAloft } from "../../transport/emissionAloft.js";
import type { TransportModel, TransportSetup } from "../../transport/transportModel.js";
import { type CellPart, createCellPart, type Whole } from "./cellPart.js";
import { createDealtFluxes } from "./dealtFluxes.js";
import type { PlainFilter, SentTurns } from "./cellFilter.js";
import { sentHour } from "./hourArrays.js";
import { type AskRanks, type ModelOrder, tell } from "./orders.js";
import { plainSetup } from "./plainSetup.js";
import { broadcastTurns, turnArrays } from "./turnArrays.js";

/** A filter that each rank can run on its cells. */
export interface DealtFilter extends PlainFilter {
  /** [cell][3] */
  readonly unitVectors: Float64Array;
}

/**
 * Who changes the state between two hours: nobody; the ranks, each in its cells; or rank 0, to which all of it is brought, into the
 * kernel memory.
 */
export type Analysis = "none" | DealtFilter | "on rank 0";

/** @param number of the model, one that no other has */
export function createDealtTransport(
  setup: TransportSetup,
  communicator: Communicator,
  number: number,
  analysis: Analysis,
): TransportModel & AnalysedElsewhere {
  const { kernels, layout, grid, vertical } = setup;
  const { lanes } = layout;
  const ask: AskRanks = (order) => tell(communicator, { ...order, model: number } as ModelOrder);
  const plain = plainSetup(setup);
  ask({ kind: "create", setup: plain, lanes });
  const part = createCellPart(plain, lanes, communicator, kernels);
  const { model } = part;
  if (typeof analysis === "object") {
    const { unitVectors, ...filter } = analysis;
    ask({ kind: "createFilter", filter });
    part.createFilter(filter, unitVectors);
  }
  const values = vertical.levels * grid.cells * lanes;
  const whole: Whole = {
    state: analysis === "on rank 0" ? kernels.memory.float32(values) : new Float32Array(values),
    emission: kernels.memory.float32(grid.cells * lanes),
  };
  const airMass = new Float64Array(vertical.levels * grid.cells);
  const { state, hasMoved } = stateOf(setup, ask, part, whole);
  /** Whether the ranks have the state as it is here. */
  let sent = false;
  let aloft: readonly EmissionAloft[] = [];

  const send = (isIncrement: boolean): void => {
    ask({ kind: "state", isIncrement });
    part.sendState(whole, isIncrement);
    sent = true;
  };
  return {
    state,
    emission: whole.emission,
    setAloft(parts) {
      aloft = parts.filter(({ from, to, aloft: fluxes }) => to > from && fluxes.length > 0);
    },
    boundary: model.boundary,
    airMass,
    counts: model.counts,
    budget: {
      ...budgetOf(ask, part),
      recordIncrement(change) {
        state.first(state.rows);
        const result = change();
        send(true);
        return result;
      },
    },
    ...(typeof analysis === "object" && {
      analyseState(observations, turns, when, pressure) {
        const given = { observations, turns, when, ...(pressure && { pressure }) };
        const cells = analyseOnRanks(communicator, ask, part, given, layout);
        hasMoved();
        return cells;
      },
      createFluxes: (inputs) => createDealtFluxes(inputs, part, ask),
    }),
    moments: (riderCount) => momentsOf(ask, part, layout.members, riderCount),
    begin(air) {
      // Who begins has set the state before.
      send(false);
      ask({ kind: "begin" });
      part.begin(air);
      airMass.set(air);
    },
    advance(flow, exchange, nonLocal, subgrid) {
      if (!sent) send(false);
      const hour = sentHour({ flow, exchange, nonLocal, subgrid }, aloft);
      ask({ kind: "advance", time: hour.time, arrays: hour.arrays, aloft: hour.aloftOrders });
      hour.send(communicator);
      part.advance(hour.aloftOrders, hour, whole);
      airMass.set(flow.airMassEnd);
      hasMoved();
    },
  };
}

/** The state as far as somebody looks at it. @returns also what is told when the ranks have changed it */
function stateOf(
  { grid, vertical, layout, referenceMoleFraction: reference }: TransportSetup,
  ask: AskRanks,
  part: CellPart,
  whole: Whole,
): { readonly state: Required<Ensemble>; readonly hasMoved: () => void } {
  const { levels } = vertical;
  const rows = levels * grid.cells;
  /** Levels that are here as they are. */
  let here = levels;
  const first = (wanted: number): Float32Array => {
    const wantedLevels = Math.ceil(wanted / grid.cells);
    if (here < wantedLevels) {
      ask({ kind: "collect", levels: wantedLevels });
      part.collect(wantedLevels, whole);
      here = wantedLevels;
    }
    return whole.state;
  };
  const some = (wanted: Int32Array): Float32Array => {
    if (here < levels && wanted.length > 0) {
      ask({ kind: "collectSome", count: wanted.length });
      part.collectSome(wanted, whole);
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

function budgetOf(ask: AskRanks, part: CellPart): Pick<CarbonBudget, "open" | "terms"> {
  return {
    open() {
      ask({ kind: "openBudget" });
      part.model.budget.open();
    },
    terms() {
      ask({ kind: "budgetTerms" });
      return part.budgetTerms();
    },
  };
}

function momentsOf(ask: AskRanks, part: CellPart, members: number, riderCount: number): RunningMoments {
  ask({ kind: "createMoments", members, riderCount });
  part.createMoments(members, riderCount);
  return {
    add() {
      ask({ kind: "addMoments" });
      part.addMoments();
    },
    take() {
      ask({ kind: "takeMoments" });
      return part.takeMoments() as MomentSums;
    },
  };
}

function analyseOnRanks(
  communicator: Communicator,
  ask: AskRanks,
  part: CellPart,
  { observations, turns, when, pressure }: SentTurns,
  { members, lanes }: TransportSetup["layout"],
): number[] {
  // In the order of their turns, as they are sent.
  const taken = turns.map(({ observation }) => observations[observation]);
  const inTurn = turns.map((turn, observation) => ({ ...turn, observation }));
  const sent = { when, observations: taken, turns: inTurn, ...(pressure && { pressure }) };
  const arrays = turnArrays(sent, part.fluxTimes());
  const ids = taken.map(({ id }) => id);
  const { hoursBefore, ways } = arrays;
  ask({ kind: "analyse", when, ids, members, lanes, layers: arrays.pressure.length, hoursBefore, ways });
  broadcastTurns(communicator, arrays);
  const cells = part.analyse(sent);
  const counts = observations.map(() => 0);
  turns.forEach(({ observation }, turn) => (counts[observation] = cells[turn]));
  return counts;
}
