/**
 * Refuses an experiment that the kernels could not address, before anything of it is opened: by arithmetic (kernelBytes.ts),
 * with what would fit.
 */
import type { AnalysisPlan, Plan } from "../config/plan.js";
import { ConfigError } from "../errors.js";
import { MOST_KERNEL_BYTES } from "../kernels/memory.js";
import { type Extents, kernelBytes, type StageBytes } from "./kernelBytes.js";
import { mostRanks } from "./ranks/cellShares.js";
import { definitionOfGrid, definitionOfVertical } from "./setup/domain.js";
import type { Planned } from "./setup/inputs.js";

/** Of the plan alone; undefined where the weather brings grid or layers. */
export function plannedExtents(plan: Plan): Extents | undefined {
  if (plan.grid === "source" || plan.vertical === "source") return undefined;
  const { columns, rows, dx, dy } = definitionOfGrid(plan);
  return { columns, rows, dx, dy, levels: definitionOfVertical(plan).levels };
}

/** The stage that takes most. @param threads of the kernels @param ranks that the cells are dealt to */
export function largestStage(plan: Plan, extents: Extents, threads: number, ranks = 1): StageBytes {
  return kernelBytes(plan, extents, threads, ranks).reduce((most, one) => (one.total > most.total ? one : most));
}

/** @param ranks of the job @throws ConfigError where a stage needs more memory than the kernels of a process can address */
export function checkKernelMemory(
  { plan, place }: Pick<Planned, "plan" | "place">,
  extents: Extents,
  ranks: number,
): void {
  const { stage, lanes, total, parts } = largestStage(plan, extents, 1, ranks);
  if (total <= MOST_KERNEL_BYTES) return;
  const { columns, rows, levels } = extents;
  const largest = Object.entries(parts)
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, 2)
    .map(([name, bytes]) => `${name} ${mebibytes(bytes)}`);
  const key = stage === "analysis" ? ["ensemble", "members"] : ["grid"];
  throw new ConfigError({
    where: `${place(key)}: ${key.join(".")}`,
    found:
      `${mebibytes(total)} of kernel memory for ${columns} x ${rows} cells, ${levels} layers and ${lanes} lanes ` +
      `${ranks === 1 ? "" : `on ${ranks} ranks `}(${largest.join(", ")})`,
    expected: `${mebibytes(MOST_KERNEL_BYTES)} at most, all that WebAssembly can address in a process`,
    remedy: `what would fit: ${whatFits(plan, extents, stage, ranks).join(", or ")}`,
  });
}

/** One change at a time. */
function whatFits(plan: Plan, extents: Extents, stage: StageBytes["stage"], ranks: number): string[] {
  const fits = (changed: Plan, own = extents, on = ranks): boolean =>
    largestStage(changed, own, 1, on).total <= MOST_KERNEL_BYTES;
  const words: string[] = [];
  if (plan.kind !== "forward" && stage === "analysis") {
    const members = lastThat(plan.ensemble.members, 4, (n) => fits(withMembers(plan, n)));
    if (members !== undefined) words.push(`members: ${members}`);
    const { ensemble } = plan;
    const shorter = ensemble.form === "persistent" ? ("lagDays" as const) : ("lagHours" as const);
    const most = ensemble.form === "persistent" ? ensemble.lagDays : ensemble.lagHours;
    const lag = lastThat(most, 0, (n) => fits({ ...plan, ensemble: { ...ensemble, [shorter]: n } as never }));
    if (lag !== undefined && plan.filter.update.kind === "joint") words.push(`${shorter}: ${lag}`);
  }
  const { columns, rows, dx, dy } = extents;
  for (let factor = 1.05; Math.min(columns, rows) / factor >= 2; factor += 0.05) {
    const coarser = {
      columns: Math.floor(columns / factor),
      rows: Math.floor(rows / factor),
      dx: factor * dx,
      dy: factor * dy,
    };
    if (!fits(plan, { ...extents, ...coarser })) continue;
    words.push(`a grid of ${coarser.columns} x ${coarser.rows} cells`);
    break;
  }
  for (let more = ranks + 1; more <= mostRanks(extents); more++) {
    if (!fits(plan, extents, more)) continue;
    words.push(`${more} ranks of MPI (docs/clusters.md)`);
    break;
  }
  return words;
}

function withMembers(plan: AnalysisPlan, members: number): Plan {
  return { ...plan, ensemble: { ...plan.ensemble, members } };
}

/** The greatest whole number below `most` that does. */
function lastThat(most: number, least: number, does: (n: number) => boolean): number | undefined {
  for (let n = most - 1; n >= least; n--) if (does(n)) return n;
  return undefined;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}
