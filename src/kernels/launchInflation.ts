/** Checked launches of the inflation kernels (kernels/inflationKernel.ts). All arrays must come from the kernel memory. */
import type { Kernels } from "./kernels.js";
import { pointer } from "./pointer.js";
import type { Inflation } from "./reference/inflationReference.js";

/** Lanes of every row: the first `members` are the ensemble; `lanes` is a multiple of 4. */
export interface InflatedLanes {
  readonly members: number;
  readonly lanes: number;
}

/** Standard deviation of each row over the members, unbiased. @param rows [row][lane] @param spread [row] */
export function launchMemberSpread(
  kernels: Kernels,
  { members, lanes }: InflatedLanes,
  rows: Float32Array,
  spread: Float32Array,
): void {
  const count = spread.length;
  const pointers = [pointer(kernels, "rows", rows, count * lanes), pointer(kernels, "spread", spread, count)] as const;
  kernels.run("memberSpread", count, members, lanes, ...pointers);
}

/**
 * Inflates rows in place (reference/inflationReference.ts).
 * @param rows   [row][lane] after the analysis
 * @param prior  the same before it; needed where rtpp > 0
 * @param spread [row], `launchMemberSpread` before the analysis
 */
export function launchInflateRows(
  kernels: Kernels,
  { members, lanes }: InflatedLanes,
  { rtpp, rtps, multiplicative }: Inflation,
  rows: Float32Array,
  prior: Float32Array | undefined,
  spread: Float32Array,
): void {
  const count = spread.length;
  if (rtpp > 0 && prior === undefined) throw new RangeError("relaxation to prior perturbations needs the prior");
  kernels.run(
    "inflateRows",
    count,
    members,
    lanes,
    rtpp,
    rtps,
    multiplicative,
    pointer(kernels, "rows", rows, count * lanes),
    prior === undefined ? 0 : pointer(kernels, "prior", prior, count * lanes),
    pointer(kernels, "spread", spread, count),
  );
}
