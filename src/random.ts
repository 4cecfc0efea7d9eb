/**
 * Counter-based random numbers: a draw depends on its key (seed, purpose, member, time, cell) alone, never on the
 * order of draws, threads or restarts. Philox 4x32-10 (Salmon et al. 2011, SC11, doi:10.1145/2063384.2063405).
 */
const PHILOX_M0 = 0xd2511f53;
const PHILOX_M1 = 0xcd9e8d57;
const WEYL_0 = 0x9e3779b9;
const WEYL_1 = 0xbb67ae85;

/** Seeds are words of 32 bits. */
export const LARGEST_SEED = 2 ** 32 - 1;

/**
 * What a draw is for, and its number in the key: two purposes never share numbers. A number is for good, because another
 * one changes every run that draws for it; a new purpose takes the next.
 */
export const purposes = {
  initialMoleFraction: 1,
  boundaryMoleFraction: 2,
  boundaryOffset: 3,
  fluxParameter: 4,
  truthFlux: 5,
  retrievalNoise: 6,
  cloud: 7,
  syntheticWeather: 8,
  paperFlux: 9,
  test: 10,
  syntheticFire: 11,
  offsetParameter: 12,
  biasParameter: 13,
  weatherError: 14,
  retrievalBias: 15,
  retrievalOutlier: 16,
  withheld: 17,
  trackNoise: 18,
  siteNoise: 19,
  additiveInflation: 20,
  retrievalCovariate: 21,
  patchyTruth: 22,
  imposedTruth: 23,
  soundingGround: 24,
  structuredBoundary: 25,
  siteError: 26,
  syntheticConvection: 27,
  correlatedError: 28,
  correlatedSiteError: 29,
} as const satisfies Readonly<Record<string, number>>;
export type Purpose = keyof typeof purposes;

/** High 32 bits of the product of two unsigned 32-bit integers. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const low = aLow * bLow;
  const mid1 = aHigh * bLow + (low >>> 16);
  const mid2 = aLow * bHigh + (mid1 & 0xffff);
  return (aHigh * bHigh + Math.floor(mid1 / 65536) + (mid2 >>> 16)) >>> 0;
}

/** One Philox 4x32-10 block, written into `out` (4 unsigned 32-bit integers). */
export function philox(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
  out: Uint32Array,
): void {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(PHILOX_M0, c0 >>> 0);
    const low0 = Math.imul(PHILOX_M0, c0) >>> 0;
    const high1 = multiplyHigh(PHILOX_M1, c2 >>> 0);
    const low1 = Math.imul(PHILOX_M1, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + WEYL_0) >>> 0;
    k1 = (k1 + WEYL_1) >>> 0;
  }
  out[0] = c0;
  out[1] = c1;
  out[2] = c2;
  out[3] = c3;
}

/** A stream of draws addressed by index: `normal(i)` is always the same number for the same key and `i`. */
export interface RandomField {
  /** Uniform in (0, 1). */
  uniform(index: number): number;
  /** Standard normal (Box & Muller 1958). */
  normal(index: number): number;
}

/**
 * @param seed    run seed, 32-bit
 * @param purpose what the numbers are for
 * @param member  member index, or 0
 * @param step    a time index (hour, day), or 0
 * @example
 * import { randomField } from "openjdas";
 *
 * const draws = randomField(1, "fluxParameter", 7);
 * const [first, second] = [draws.normal(0), draws.normal(1)];
 * first === second; // => false
 * randomField(1, "fluxParameter", 7).normal(1) === second; // => true
 */
export function randomField(seed: number, purpose: Purpose, member = 0, step = 0): RandomField {
  const key: [number, number] = [seed >>> 0, purposes[purpose]];
  const block = new Uint32Array(4);
  const draw = (index: number): void => {
    philox([index >>> 0, member >>> 0, step >>> 0, Math.floor(step / 4294967296) >>> 0], key, block);
  };
  const open = (bits: number): number => (bits + 0.5) / 4294967296;
  return {
    uniform(index) {
      draw(index);
      return open(block[0]);
    },
    normal(index) {
      draw(index);
      return Math.sqrt(-2 * Math.log(open(block[0]))) * Math.cos(2 * Math.PI * open(block[1]));
    },
  };
}
