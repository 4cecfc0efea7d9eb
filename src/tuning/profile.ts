/**
 * The search along one size, on a logarithmic scale: a point on either side of where it stands, further ones with growing
 * steps while the best lies at an end, then the maximum of the parabola through the best and its neighbours.
 */
import { FALLS, halfWidth, type Parabola, parabolaThrough, type ProfilePoint } from "./parabola.js";

export interface ProfileRange {
  /** Natural logarithms of the least and the largest factor. */
  readonly from: number;
  readonly to: number;
  /** First step. */
  readonly step: number;
}

export interface Profile {
  /** What was computed, by rising x. */
  readonly points: readonly ProfilePoint[];
  readonly best: ProfilePoint;
  readonly parabola: Parabola | undefined;
  /** An end is missing where the log-likelihood does not fall so far within the range. */
  readonly intervals: { readonly 68: Interval; readonly 95: Interval };
  /** Whether the data tell the size: at least one end of the wider interval lies within the range. */
  readonly isTold: boolean;
}

export interface Interval {
  readonly from?: number;
  readonly to?: number;
}

/** Growth of the step from one point to the next. */
const GROWTH = 1.6;
/** Gain of log-likelihood, made by the last step or expected of the next point, under which no further one is computed. */
const FLAT = 0.1;

/**
 * @param start where the size stands, its log-likelihood known
 * @param compute the log-likelihood at an x; undefined where no more may be computed
 * @returns undefined where not even both neighbours could be computed
 */
export async function searchProfile(
  start: ProfilePoint,
  range: ProfileRange,
  compute: (x: number) => Promise<number | undefined>,
): Promise<Profile | undefined> {
  const points = [start];
  const within = (x: number): number => Math.min(range.to, Math.max(range.from, x));
  /** Whether a point was added. */
  const add = async (wanted: number): Promise<boolean> => {
    const x = within(wanted);
    if (points.some((point) => Math.abs(point.x - x) < 1e-9)) return false;
    const logLikelihood = await compute(x);
    if (logLikelihood === undefined) return false;
    points.push({ x, logLikelihood });
    points.sort((one, other) => one.x - other.x);
    return true;
  };
  await add(start.x - range.step);
  await add(start.x + range.step);
  const neighbours = [start.x - range.step, start.x + range.step].map(within);
  if (!neighbours.every((x) => points.some((point) => Math.abs(point.x - x) < 1e-9))) return undefined;
  // At an end of the range there is room on one side only.
  const inward = points[0] === start ? 1 : -1;
  if (points.length < 3) await add(start.x + inward * (1 + GROWTH) * range.step);
  for (let step = range.step * GROWTH; ; step *= GROWTH) {
    const { best, second } = bestTwo(points);
    const i = points.indexOf(best);
    if ((i > 0 && i < points.length - 1) || best.logLikelihood - second.logLikelihood < FLAT) break;
    if (!(await add(best.x + (i === 0 ? -step : step)))) break;
  }
  const maximum = parabolaAround(points);
  if (maximum !== undefined && maximum.logLikelihood - bestOf(points).logLikelihood > FLAT) await add(maximum.x);
  return profileOf(points, range);
}

/** @param points by rising x */
function profileOf(points: readonly ProfilePoint[], range: ProfileRange): Profile {
  const parabola = parabolaAround(points);
  const intervalOf = (fall: number): Interval => {
    const [from, to] = ([-1, 1] as const).map((side) => endOf(points, parabola, fall, side));
    return {
      ...(from !== undefined && from > range.from && { from }),
      ...(to !== undefined && to < range.to && { to }),
    };
  };
  const intervals = { 68: intervalOf(FALLS[68]), 95: intervalOf(FALLS[95]) };
  const isTold = intervals[95].from !== undefined || intervals[95].to !== undefined;
  return { points, best: bestOf(points), parabola, intervals, isTold };
}

/**
 * Where the log-likelihood has fallen so far on one side of its peak: between computed points where they reach so low, the
 * root of the fall taken as linear, which is exact for a parabola about its peak; else where the parabola does.
 */
function endOf(
  points: readonly ProfilePoint[],
  parabola: Parabola | undefined,
  fall: number,
  side: -1 | 1,
): number | undefined {
  const best = bestOf(points);
  const peak = parabola !== undefined && parabola.logLikelihood >= best.logLikelihood ? parabola : best;
  const beyond = points.filter(({ x }) => side * (x - peak.x) > 0);
  let before = { x: peak.x, root: 0 };
  for (const { x, logLikelihood } of side === 1 ? beyond : beyond.reverse()) {
    const root = Math.sqrt(Math.max(0, peak.logLikelihood - logLikelihood));
    if (root ** 2 >= fall) {
      if (!Number.isFinite(root)) return x;
      return before.x + ((x - before.x) * (Math.sqrt(fall) - before.root)) / (root - before.root);
    }
    before = { x, root };
  }
  return parabola === undefined ? undefined : parabola.x + side * halfWidth(parabola, fall);
}

function bestTwo(points: readonly ProfilePoint[]): { best: ProfilePoint; second: ProfilePoint } {
  const [best, second] = [...points].sort((one, other) => other.logLikelihood - one.logLikelihood);
  return { best, second };
}

function bestOf(points: readonly ProfilePoint[]): ProfilePoint {
  return bestTwo(points).best;
}

/** Through the best point and its neighbours, or the three at the end where the best lies at one. */
function parabolaAround(points: readonly ProfilePoint[]): Parabola | undefined {
  const finite = points.filter(({ logLikelihood }) => Number.isFinite(logLikelihood));
  if (finite.length < 3) return undefined;
  const middle = Math.min(finite.length - 2, Math.max(1, finite.indexOf(bestOf(finite))));
  return parabolaThrough([finite[middle - 1], finite[middle], finite[middle + 1]]);
}
