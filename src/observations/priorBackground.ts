/**
 * Background mole fraction from the retrievals' own prior profiles: the mean of the profiles near a latitude, each
 * interpolated in pressure. ACOS priors are smooth in latitude and time, so a Gaussian mean over all soundings of the
 * files, good or not, keeps what they know and nothing else.
 */
import { CoverageError } from "../errors.js";
import type { ZonalBackground } from "../fields/background.js";
import type { RetrievalSet } from "./observation.js";
import type { Retrieval } from "./retrieval.js";

/** Width of the Gaussian mean in latitude [degrees]. */
const WIDTH = 5;
/** Bands of latitude whose soundings are taken together, so that a year costs little more than a day [degrees]. */
const BAND = 0.1;
const LATITUDES = Array.from({ length: 181 }, (_, i) => i - 90);
/** Pressures of the tabulated profile [Pa], falling. */
const PRESSURES = Array.from({ length: 101 }, (_, i) => 1.0e5 - i * 1.0e3);

/**
 * @throws CoverageError where the set holds no usable profile
 * @example
 * import { createGrid, gridPreset, priorBackground, syntheticOrbit } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const landFraction = new Float64Array(grid.cells).fill(1);
 * const surfacePressure = () => new Float64Array(grid.cells).fill(95000);
 * const orbit = syntheticOrbit({ grid, landFraction, surfacePressure, seed: 1, start: 1467331200, days: 1 });
 * priorBackground(orbit).moleFraction(35, 50000, 1467331200) > 390e-6; // => true
 */
export function priorBackground(set: RetrievalSet): ZonalBackground {
  const profiles = set.observations.filter((r) =>
    [[r.latitude], r.priorProfile, r.pressure].every((values) => values.every(Number.isFinite)),
  );
  if (profiles.length === 0) {
    throw new CoverageError({
      where: set.title,
      found: "no sounding has a finite prior profile",
      expected: "prior profiles for the background mole fraction",
      remedy: 'set background.source to "synthetic"',
    });
  }
  const bands = meanProfiles(profiles);
  const table = LATITUDES.map((latitude) => {
    const sum = new Float64Array(PRESSURES.length);
    let total = 0;
    const nearest = Math.min(...bands.map((band) => Math.abs(band.latitude - latitude)));
    for (const { latitude: other, count, values } of bands) {
      // Relative to the nearest sounding, so that latitudes far from all of them take the nearest and not 0 / 0.
      const weight = count * Math.exp(-((other - latitude) ** 2 - nearest ** 2) / (2 * WIDTH ** 2));
      total += weight;
      values.forEach((value, i) => {
        sum[i] += weight * value;
      });
    }
    return sum.map((value) => value / total);
  });
  return {
    title: `mean prior profiles of ${set.title}`,
    remarks: [
      `the background mole fraction is the latitude mean of ${profiles.length} retrieval prior profiles, constant in time`,
    ],
    // A sounding's own prior is nearer to it than the mean of all.
    stratosphere: false,
    moleFraction(latitude, pressure) {
      const row = Math.min(LATITUDES.length - 2, Math.max(0, Math.floor(latitude + 90)));
      const level = Math.min(PRESSURES.length - 1, Math.max(0, (1.0e5 - pressure) / 1.0e3));
      const k = Math.min(PRESSURES.length - 2, Math.floor(level));
      const at = (profile: Float64Array): number => profile[k] + (level - k) * (profile[k + 1] - profile[k]);
      const fraction = latitude + 90 - row;
      return (1 - fraction) * at(table[row]) + fraction * at(table[row + 1]);
    },
  };
}

interface Band {
  /** Mean over its soundings [degrees north]. */
  latitude: number;
  count: number;
  /** Mean profile at PRESSURES [mol mol-1]. */
  readonly values: Float64Array;
}

function meanProfiles(retrievals: readonly Retrieval[]): Band[] {
  const bands = new Map<number, Band>();
  for (const { latitude, pressure, priorProfile } of retrievals) {
    const key = Math.floor(latitude / BAND);
    const band = bands.get(key) ?? { latitude: 0, count: 0, values: new Float64Array(PRESSURES.length) };
    bands.set(key, band);
    band.count++;
    band.latitude += (latitude - band.latitude) / band.count;
    for (let i = 0; i < PRESSURES.length; i++) {
      band.values[i] += (profileAt(pressure, priorProfile, PRESSURES[i]) - band.values[i]) / band.count;
    }
  }
  return [...bands.values()];
}

/** Linear in pressure, constant beyond the ends. @param pressure rising (space to surface) [Pa] */
function profileAt(pressure: Float64Array, values: Float64Array, p: number): number {
  const last = pressure.length - 1;
  if (p <= pressure[0]) return values[0];
  if (p >= pressure[last]) return values[last];
  let k = 0;
  while (pressure[k + 1] < p) k++;
  return values[k] + ((p - pressure[k]) / (pressure[k + 1] - pressure[k])) * (values[k + 1] - values[k]);
}
