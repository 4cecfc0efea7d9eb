/**
 * Rain and snow of WRF-ARW, which counts them from the start of a simulation, in mm of water: RAINC of clouds below its
 * cells, RAINNC of those it resolves, and whole buckets of BUCKET_MM in I_RAINC and I_RAINNC where it keeps such. The rate
 * of an instant is that of the intervals to its neighbours. A simulation that begins anew counts from zero, so intervals
 * lie within one simulation (SIMULATION_START_DATE).
 */
import { formatTime, type Time } from "../../time.js";
import type { WrfFiles } from "./wrfFiles.js";

/** Amounts, and whole buckets of them. */
const AMOUNTS = ["RAINC", "RAINNC"] as const;
const BUCKETS = ["I_RAINC", "I_RAINNC"] as const;

/** @returns rate at one of the files' times, [row][column], [kg m-2 s-1]; undefined where not every time has all that makes one */
export function wrfRain(files: WrfFiles): ((time: Time) => Float64Array) | undefined {
  const { times } = files;
  const startOf = (time: Time) => files.attribute("SIMULATION_START_DATE", time);
  const within = (time: Time, neighbour: Time | undefined): Time =>
    neighbour !== undefined && startOf(neighbour) === startOf(time) ? neighbour : time;
  const around = new Map(
    times.map((time, i) => [time, { before: within(time, times[i - 1]), after: within(time, times[i + 1]) }]),
  );
  const counted = times.some((time) => bucketOf(files, time) > 0) ? [...AMOUNTS, ...BUCKETS] : AMOUNTS;
  if (!counted.every((name) => files.has(name)) || [...around.values()].some(({ before, after }) => before === after))
    return undefined;
  return (time) => {
    const interval = around.get(time);
    if (interval === undefined) throw new RangeError(`no rain of WRF at ${formatTime(time)}`);
    const { before, after } = interval;
    const fallen = total(files, before);
    return total(files, after).map((sum, cell) => Math.max(0, sum - fallen[cell]) / (after - before));
  };
}

/** [mm]; 0 where there are none, which WRF writes as -1. */
function bucketOf(files: WrfFiles, time: Time): number {
  const bucket = files.attribute("BUCKET_MM", time);
  return typeof bucket === "number" ? Math.max(0, bucket) : 0;
}

/** Since the start of the simulation [mm]. */
function total(files: WrfFiles, time: Time): Float64Array {
  const bucket = bucketOf(files, time);
  const [convective, resolved] = AMOUNTS.map((name) => files.read(name, time));
  const [convectiveBuckets, resolvedBuckets] = bucket === 0 ? [] : BUCKETS.map((name) => files.read(name, time));
  const inBuckets = (cell: number): number => bucket * (convectiveBuckets[cell] + resolvedBuckets[cell]);
  return convective.map((amount, cell) => amount + resolved[cell] + (bucket === 0 ? 0 : inBuckets(cell)));
}
