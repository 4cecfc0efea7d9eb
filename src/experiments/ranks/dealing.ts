/** Whether the cells of a run are dealt to ranks, and how that is said. */
import { sphereGeometry } from "../../assimilation/analysisStep.js";
import type { FilterPlan } from "../../config/plan.js";
import { ParallelError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Communicator } from "../../parallel/communicator.js";
import { localizationOf } from "../setup/filter.js";
import type { Inputs } from "../setup/inputs.js";
import type { CreateTransport } from "../setup/model.js";
import type { Surroundings } from "../surroundings.js";
import { deal, mostRanks } from "./cellShares.js";
import { type Analysis, createDealtTransport } from "./dealtTransport.js";
import { tell } from "./orders.js";

/** Makes transport models whose cells are dealt. */
export interface Dealing {
  /** Of an ensemble that a filter analyses. */
  analysed(filter: FilterPlan): CreateTransport;
  /** Of a run that nothing changes. */
  readonly forward: CreateTransport;
  /** After the models of a stage: the other ranks give their memory back. */
  close(): void;
}

/**
 * @returns undefined in a process alone
 * @throws ParallelError where there are more ranks than cells for them
 */
export function dealing(
  { plan: { threads }, grid }: Inputs,
  { communicator, progress }: Pick<Surroundings, "communicator" | "progress">,
): Dealing | undefined {
  if (communicator === undefined || communicator.size === 1) return undefined;
  const { size, description } = communicator;
  checkRanks(size, grid);
  const counts = deal(grid.columns, size).map(({ count }) => count);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const each = least === most ? `${least}` : `${least} or ${most}`;
  progress.note(`  ranks        ${description}, ${each} of ${grid.columns} columns of cells each`);
  let models = 0;
  const create = (setup: Parameters<CreateTransport>[0], analysis: Analysis): ReturnType<CreateTransport> => {
    if (models === 0) tell(communicator, { kind: "open", threads: threads === "automatic" ? undefined : threads });
    return createDealtTransport(setup, communicator, models++, analysis);
  };
  return {
    analysed: (filter) => (setup) => create(setup, analysisOf(filter, setup.layout, grid)),
    forward: (setup) => create(setup, "none"),
    close() {
      if (models > 0) tell(communicator, { kind: "close" });
      models = 0;
    },
  };
}

/** The LETKF, and inflation, of which an ensemble is looked at before and after, need the whole state. */
export function isAnalysedOnRanks({ method, inflation }: FilterPlan): boolean {
  const { rtpp, rtps, multiplicative, additivePpm } = inflation;
  const isInflated = rtpp !== 0 || rtps !== 0 || multiplicative !== 1 || additivePpm !== 0;
  return method.kind === "ensrf" && !isInflated;
}

function analysisOf(filter: FilterPlan, { members, perturbed, lanes }: LaneLayout, grid: Grid): Analysis {
  if (!isAnalysedOnRanks(filter)) return "on rank 0";
  const { unitVectors, radius } = sphereGeometry(grid);
  const localized = localizationOf(filter.localization);
  return { members, lanes, ...(perturbed && { perturbed }), localization: localized, radius, unitVectors };
}

/** When nothing is left to compute: the other ranks end. */
export function endRanks(communicator: Communicator): void {
  tell(communicator, { kind: "end" });
}

function checkRanks(size: number, grid: Grid): void {
  if (size <= mostRanks(grid)) return;
  throw new ParallelError({
    where: `${size} ranks`,
    found: `a grid of ${grid.columns} columns and ${grid.rows} rows`,
    expected: `at most ${mostRanks(grid)} ranks: each takes two rows and two columns of cells at least`,
    remedy: "start fewer ranks, with more threads each",
  });
}
