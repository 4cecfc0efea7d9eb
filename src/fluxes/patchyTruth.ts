/**
 * A truth of another family than the ensemble's: biomes in patches with sharp edges (patchyBiomes.ts), whose uptake and
 * respiration have daily courses, seasons and errors of their own. With G_d and R_d the prior's daily means of a cell, p its
 * patch, k the patch's kind, c its province (as patches are, but larger),
 *
 *     G(t) = G_{d - shift_p} exp(g) l_k(sun) (1 + w(t)) (1 - 0.45 D(t)),       g = g_c + g_k + g_p
 *     R(t) = R_d exp(0.3 g + r_c + r_p) q_p(hour) (1 + 2/3 w(t)) (1 - 0.2 D(t))
 *     NEE  = NEE_prior + size ((R - G) - NEE_prior)
 *
 * l: light response s (1 + h) / (s + h) of the sine s of the sun's height, with mean 1 over the day; q: Q10^(dT/10) of the
 * hour with mean 1; w: a field that changes within 3 days and 500 km; D: a drought in a region of 700 km that begins in the
 * middle of the period and is whole within a week. So day and night share the error of respiration, the season of a patch is early
 * or late, and no correlation length is the ensemble's.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { createCorrelation } from "../fields/correlatedNoise.js";
import { createEvolvingField } from "../fields/evolvingField.js";
import type { Grid } from "../grids/grid.js";
import { greatCircleDistance, type Vector } from "../grids/sphere.js";
import { sunAt } from "../grids/sun.js";
import { type RandomField, randomField } from "../random.js";
import { localSolarHour, startOfDay, type Time } from "../time.js";
import type { FluxSource } from "./fluxSource.js";
import { grossUptakeOf } from "./grossUptake.js";
import { type BiomeKind, biomeKinds, drawPatches, kindOf } from "./patchyBiomes.js";

export interface PatchyErrors {
  readonly seed: number;
  /** Of the errors [1]: 1 is about the size of the errors of the standard truth. */
  readonly size: number;
  /** Period of the experiment: the drought begins in its middle. */
  readonly start: Time;
  readonly end: Time;
}

/** Sine of the sun's height at half of the light response, by kind; the prior's own is 3 [1]. */
const HALF_LIGHT: Readonly<Record<BiomeKind, number>> = {
  boreal: 0.25,
  temperate: 0.5,
  subtropical: 0.8,
  crop: 2,
  grass: 1,
};
/** Mean distances of the centres of patches and of provinces [m]. */
const PATCH_SPACING = 200e3;
const PROVINCE_SPACING = 900e3;
/** Standard deviations of g_c, g_k, g_p, r_c and r_p [1], and of the shift of the season [days]. */
const UPTAKE = { province: 0.33, kind: 0.15, patch: 0.22 } as const;
const RESPIRATION = { province: 0.26, patch: 0.12 } as const;
const SHIFT_DAYS = 8;
/** Longer than any two shifts are apart. */
const DAYS_KEPT = 90;
/** Of the error of uptake, the share that respiration has too [1]. */
const COUPLING = 0.3;
/** Of w: standard deviation [1], length [m], duration [s]. */
const DAILY = 0.15;
const DAILY_LENGTH = 500e3;
const DAILY_DURATION = 3 * SECONDS_PER_DAY;
/** Of the drought: radius, width of its edge [m], days until it is whole, what it takes of uptake and respiration [1]. */
const DROUGHT_RADIUS = 700e3;
const DROUGHT_EDGE = 100e3;
const DROUGHT_ONSET = 7 * SECONDS_PER_DAY;
const DROUGHT_UPTAKE = 0.45;
const DROUGHT_RESPIRATION = 0.2;
/** What each draw is for. */
const DRAWS = { patches: 0, provinces: 1, kind: 2, patch: 3, province: 4, daily: 5, drought: 6 } as const;

/** What a patch does, made once. */
interface PatchCourse {
  /** g_k + g_p and r_p. */
  readonly uptake: number;
  readonly respiration: number;
  readonly shift: number;
  readonly halfLight: number;
  /** q by the hour of local time, mean 1. */
  readonly warmth: Float64Array;
}

/** Daily means of the prior. */
interface Day {
  readonly uptake: Float64Array;
  readonly respiration: Float64Array;
}

/** @param landFraction [row][column] [1] @param biosphere the prior; it stays the caller's to close */
export function patchyTruth(
  grid: Grid,
  landFraction: Float64Array,
  biosphere: FluxSource,
  { seed, size, start, end }: PatchyErrors,
): FluxSource {
  const draws = (what: keyof typeof DRAWS, index = 0) => randomField(seed, "patchyTruth", DRAWS[what], index);
  const patches = drawPatches(grid, PATCH_SPACING, draws("patches"));
  const provinces = drawPatches(grid, PROVINCE_SPACING, draws("provinces"));
  const courses = patches.latitude.map((latitude, index) => courseOf(latitude, draws("kind"), draws("patch", index)));
  const { patchOf } = patches;
  const ofProvince = provinces.latitude.map((_, index) => {
    const own = draws("province", index);
    return { uptake: UPTAKE.province * own.normal(0), respiration: RESPIRATION.province * own.normal(1) };
  });
  const uptakeFactor = new Float64Array(grid.cells);
  const respirationFactor = new Float64Array(grid.cells);
  for (let cell = 0; cell < grid.cells; cell++) {
    const course = courses[patchOf[cell]];
    const province = ofProvince[provinces.patchOf[cell]];
    const error = course.uptake + province.uptake;
    uptakeFactor[cell] = Math.exp(error);
    respirationFactor[cell] = Math.exp(COUPLING * error + course.respiration + province.respiration);
  }
  const dayOf = dailyMeans(grid.cells, biosphere);
  const drought = droughtShare(grid, landFraction, draws("drought"));
  const patterns = createCorrelation(grid, DAILY_LENGTH);
  const daily = createEvolvingField(grid.cells, DAILY_DURATION, (node) => patterns.sample(draws("daily", node)));
  const light = lightOf(grid, (cell) => courses[patchOf[cell]].halfLight);

  /** Uptake and respiration of an hour by the whole error, [cell]. */
  const grossOf = (time: Time): { uptake: Float64Array; respiration: Float64Array } => {
    const day = startOfDay(time);
    const lit = light(time);
    const weather = daily(time);
    const onset = Math.min(1, Math.max(0, (time - (start + end) / 2) / DROUGHT_ONSET));
    const today = dayOf(day);
    const uptake = new Float64Array(grid.cells);
    const respiration = new Float64Array(grid.cells);
    for (let cell = 0; cell < grid.cells; cell++) {
      const course = courses[patchOf[cell]];
      const dry = onset * drought[cell];
      const w = DAILY * weather[cell];
      const season = course.shift === 0 ? today : dayOf(day - course.shift * SECONDS_PER_DAY);
      const hour = Math.floor(localSolarHour(time + SECONDS_PER_HOUR / 2, grid.longitude[cell]));
      uptake[cell] = season.uptake[cell] * uptakeFactor[cell] * lit[cell] * (1 + w) * (1 - DROUGHT_UPTAKE * dry);
      respiration[cell] =
        today.respiration[cell] *
        respirationFactor[cell] *
        course.warmth[hour] *
        (1 + (2 / 3) * w) *
        (1 - DROUGHT_RESPIRATION * dry);
    }
    return { uptake, respiration };
  };

  return {
    component: "biosphere",
    title: `twin truth of patchy biomes, about ${biosphere.title}`,
    remarks: [
      ...biosphere.remarks,
      "The true fluxes are those of invented biomes in patches, of another form than the ensemble's: a twin.",
    ],
    files: biosphere.files,
    hourly(time) {
      const { uptake, respiration } = grossOf(time);
      return biosphere.hourly(time).map((prior, cell) => prior + size * (respiration[cell] - uptake[cell] - prior));
    },
    grossUptake(time) {
      const { uptake } = grossOf(time);
      return grossUptakeOf(biosphere, time).map((prior, cell) => prior + size * (uptake[cell] - prior));
    },
    close() {},
  };
}

/** @param ofKinds draws that all patches share @param own draws of this one */
function courseOf(latitude: number, ofKinds: RandomField, own: RandomField): PatchCourse {
  const kind = kindOf(latitude, own);
  const amplitude = 3 + 5 * own.uniform(5);
  const q10 = 1.4 + 1.2 * own.uniform(6);
  const warmth = Float64Array.from({ length: 24 }, (_, hour) => {
    return q10 ** ((amplitude * Math.cos(((hour + 0.5 - 15) * Math.PI) / 12)) / 10);
  });
  const mean = warmth.reduce((sum, value) => sum + value, 0) / warmth.length;
  return {
    uptake: UPTAKE.kind * ofKinds.normal(biomeKinds.indexOf(kind)) + UPTAKE.patch * own.normal(2),
    respiration: RESPIRATION.patch * own.normal(3),
    shift: Math.round(SHIFT_DAYS * own.normal(4)),
    halfLight: HALF_LIGHT[kind],
    warmth: warmth.map((value) => value / mean),
  };
}

/** Daily means of the prior's uptake and respiration; those of long ago are forgotten. */
function dailyMeans(cells: number, biosphere: FluxSource): (day: Time) => Day {
  const known = new Map<Time, Day>();
  return (day) => {
    const held = known.get(day);
    if (held !== undefined) return held;
    const uptake = new Float64Array(cells);
    const respiration = new Float64Array(cells);
    for (let hour = 0; hour < 24; hour++) {
      const time = day + hour * SECONDS_PER_HOUR;
      const net = biosphere.hourly(time);
      const gross = grossUptakeOf(biosphere, time, net);
      for (let cell = 0; cell < cells; cell++) {
        uptake[cell] += gross[cell] / 24;
        respiration[cell] += (net[cell] + gross[cell]) / 24;
      }
    }
    for (const other of known.keys()) if (other < day - DAYS_KEPT * SECONDS_PER_DAY) known.delete(other);
    const means = { uptake, respiration };
    known.set(day, means);
    return means;
  };
}

/** l of an hour, mean 1 over its UTC day. */
function lightOf(grid: Grid, halfOf: (cell: number) => number): (time: Time) => Float64Array {
  const half = Float64Array.from({ length: grid.cells }, (_, cell) => halfOf(cell));
  const at = (time: Time): Float64Array => {
    const sine = sunAt(time + SECONDS_PER_HOUR / 2);
    return half.map((h, cell) => {
      const s = sine(grid.longitude[cell], grid.latitude[cell]);
      return s > 0 ? (s * (1 + h)) / (s + h) : 0;
    });
  };
  let held: { day: Time; mean: Float64Array } | undefined;
  return (time) => {
    const day = startOfDay(time);
    if (held?.day !== day) {
      const mean = new Float64Array(grid.cells);
      for (let hour = 0; hour < 24; hour++) {
        at(day + hour * SECONDS_PER_HOUR).forEach((value, cell) => (mean[cell] += value / 24));
      }
      held = { day, mean };
    }
    const { mean } = held;
    return at(time).map((value, cell) => (mean[cell] > 0 ? value / mean[cell] : 0));
  };
}

/** 1 in the middle of the drought's region, 0 outside, [cell]. */
function droughtShare(grid: Grid, landFraction: Float64Array, draws: RandomField): Float64Array {
  const land = Int32Array.from(landFraction.keys()).filter((cell) => landFraction[cell] >= 0.5);
  const placeOf = (cell: number): Vector => [
    grid.unitVectors[3 * cell],
    grid.unitVectors[3 * cell + 1],
    grid.unitVectors[3 * cell + 2],
  ];
  if (land.length === 0) return new Float64Array(grid.cells);
  const centre = placeOf(land[Math.floor(land.length * draws.uniform(0))]);
  return Float64Array.from({ length: grid.cells }, (_, cell) => {
    const distance = greatCircleDistance(centre, placeOf(cell));
    return 1 / (1 + Math.exp((distance - DROUGHT_RADIUS) / DROUGHT_EDGE));
  });
}
