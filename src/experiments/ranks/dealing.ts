/** Whether the lanes of an analysis are dealt to ranks, and how that is said. */
import { sphereGeometry } from "../../assimilation/analysisStep.js";
import type { FilterPlan } from "../../config/plan.js";
import { ParallelError } from "../../errors.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import type { Grid } from "../../grids/grid.js";
import type { Communicator } from "../../parallel/communicator.js";
import { localizationOf } from "../setup/filter.js";
import type { AnalysisInputs } from "../setup/inputs.js";
import type { CreateTransport } from "../setup/model.js";
import type { Surroundings } from "../surroundings.js";
import { createDealtTransport, type DealtFilter } from "./dealtTransport.js";
import { dealLanes, mostRanks } from "./laneShares.js";
import { tell } from "./orders.js";

interface Dealing {
  readonly createTransport: CreateTransport;
  /** After the analysis: the other ranks give their memory back. */
  close(): void;
}

/**
 * @returns undefined in a process alone
 * @throws ParallelError where there are more ranks than lanes for them
 */
export function dealing(
  { plan: { threads, filter }, grid }: AnalysisInputs,
  layout: LaneLayout,
  { communicator, progress }: Pick<Surroundings, "communicator" | "progress">,
): Dealing | undefined {
  if (communicator === undefined || communicator.size === 1) return undefined;
  const { size, description } = communicator;
  checkRanks(size, layout);
  return {
    createTransport(setup) {
      const { lanes, members } = setup.layout;
      checkRanks(size, setup.layout);
      const counts = dealLanes(lanes, size).map(({ count }) => count);
      const [least, most] = [Math.min(...counts), Math.max(...counts)];
      const each = least === most ? `${least}` : `${least} to ${most}`;
      progress.note(`  ranks        ${description}, ${each} of ${lanes} lanes each (${members} members)`);
      const ownThreads = threads === "automatic" ? undefined : threads;
      return createDealtTransport(setup, communicator, ownThreads, dealtFilter(filter, setup.layout, grid));
    },
    close: () => tell(communicator, { kind: "close" }),
  };
}

/** @returns undefined where an analysis needs the whole state: the LETKF, and inflation, of which an ensemble is looked at before and after */
function dealtFilter(
  { method, inflation, localization }: FilterPlan,
  { members, perturbed }: LaneLayout,
  grid: Grid,
): DealtFilter | undefined {
  const { rtpp, rtps, multiplicative, additivePpm } = inflation;
  const isInflated = rtpp !== 0 || rtps !== 0 || multiplicative !== 1 || additivePpm !== 0;
  if (method.kind !== "ensrf" || isInflated) return undefined;
  const { unitVectors, radius } = sphereGeometry(grid);
  return { members, ...(perturbed && { perturbed }), localization: localizationOf(localization), radius, unitVectors };
}

/** When nothing is left to compute: the other ranks end. */
export function endRanks(communicator: Communicator): void {
  tell(communicator, { kind: "end" });
}

function checkRanks(size: number, { lanes, members }: LaneLayout): void {
  if (size <= mostRanks(lanes)) return;
  throw new ParallelError({
    where: `${size} ranks`,
    found: `${members} members, which with what rides along fill ${lanes} lanes`,
    expected: `at most ${mostRanks(lanes)} ranks: lanes are dealt by four`,
    remedy: "start fewer ranks, with more threads each",
  });
}
