/**
 * Search of the sizes under which the data are likeliest: along one size after the other, the others where they stand; each
 * then goes to its best point, unless the data do not tell it or it stands within the 68 % interval already. Rounds are
 * repeated while settings may be computed and something has moved.
 */
import { FALLS } from "./parabola.js";
import { type Profile, type ProfileRange, searchProfile } from "./profile.js";

/** Natural logarithms of the factors on the sizes, in their order. */
export type Setting = readonly number[];

export interface SearchResult {
  readonly setting: Setting;
  readonly logLikelihood: number;
  /** At the start. */
  readonly firstLogLikelihood: number;
  /** The last one of each size; undefined where settings were used up before. */
  readonly profiles: readonly (Profile | undefined)[];
  /** Of log-likelihood, by the moves along each size. */
  readonly gains: readonly number[];
}

/**
 * @param ranges one a size
 * @param most number of settings that may be computed, the start among them
 * @param compute log-likelihood of a setting; -Infinity where it cannot be run
 */
export async function searchSizes(
  ranges: readonly ProfileRange[],
  most: number,
  compute: (setting: Setting) => Promise<number>,
): Promise<SearchResult> {
  const known = new Map<string, number>();
  const computed = async (setting: Setting): Promise<number | undefined> => {
    const key = setting.map((x) => x.toFixed(9)).join(" ");
    const earlier = known.get(key);
    if (earlier !== undefined) return earlier;
    if (known.size >= most) return undefined;
    const logLikelihood = await compute(setting);
    known.set(key, logLikelihood);
    return logLikelihood;
  };
  let setting: Setting = ranges.map(() => 0);
  const firstLogLikelihood = (await computed(setting)) ?? Number.NaN;
  let logLikelihood = firstLogLikelihood;
  const gains = ranges.map(() => 0);
  const profiles: (Profile | undefined)[] = ranges.map(() => undefined);
  /** The size that moved last: once all others have been looked at since, nothing is left to find. */
  let last: number | undefined;
  for (let moved = true; moved && known.size < most; ) {
    moved = false;
    for (const [i, range] of ranges.entries()) {
      if (i === last) break;
      const at = (x: number): Setting => setting.map((own, j) => (j === i ? x : own));
      const profile = await searchProfile({ x: setting[i], logLikelihood }, range, (x) => computed(at(x)));
      if (profile === undefined) break;
      profiles[i] = profile;
      if (!profile.isTold || profile.best.logLikelihood - logLikelihood <= FALLS[68]) continue;
      moved = true;
      last = i;
      setting = at(profile.best.x);
      gains[i] += profile.best.logLikelihood - logLikelihood;
      logLikelihood = profile.best.logLikelihood;
    }
  }
  return { setting, logLikelihood, firstLogLikelihood, profiles, gains };
}
