/**
 * Synthetic retrievals like those of OCO-2 after averaging: a nadir track 10 km wide on an orbit at 98.2 degrees that
 * repeats after 233 revolutions in 16 days, northbound by day at 13:30 local time; the phase is invented. The track is cut into
 * frames of one second (6.7 km); frames that are clear (syntheticCloud.ts), over land and sunlit are averaged in each cell
 * that it crosses, so narrow gaps between clouds suffice. With n clear frames the stated variance of the mean is
 *
 *     s^2 = s_shared^2 + s_frame^2 / n,     s_shared = 0.5 ppm, s_frame = 0.8 ppm
 *
 * s_shared stands for what neighbours have in common (aerosol, surface): its draw is correlated as exp(-d/L) along the
 * track, L = 100 km. The ground is the mean of n frames whose relief is drawn for each. The numbers are
 * invented, of the size that averages of good land soundings state.
 */
import { EARTH_RADIUS, SECONDS_PER_DAY } from "../../constants.js";
import { cosineOfZenith } from "../../grids/sun.js";
import { randomField } from "../../random.js";
import { fromPpm } from "../../units.js";
import type { Retrieval } from "../retrieval.js";
import { revolutionsBetween, subsatellitePoint, type SunSynchronousOrbit } from "./sunSynchronousOrbit.js";
import { LEAST_COSINE_ZENITH, type SyntheticOrbit } from "./synthetic.js";
import { CLOUD_DRAWS, type CloudPattern, cloudPattern, isClear } from "./syntheticCloud.js";
import { groundDraws, soundingGround } from "./syntheticGround.js";
import { syntheticColumn } from "./syntheticProfiles.js";

/** Revolutions after which the track repeats. */
const REPEAT_CYCLE = 233;
const ORBIT: SunSynchronousOrbit = {
  nodalPeriod: (16 * SECONDS_PER_DAY) / REPEAT_CYCLE,
  inclination: (98.2 * Math.PI) / 180,
  heading: "northbound",
  nodeTime: Date.UTC(2016, 6, 1, 6) / 1000,
  nodeLongitude: 112.5,
};
/** [s] */
const FRAME = 1;
const FRAMES_TO_TURN = Math.floor(ORBIT.nodalPeriod / 4 / FRAME);
const FRAME_LENGTH = (2 * Math.PI * EARTH_RADIUS * FRAME) / ORBIT.nodalPeriod;
/** A frame holds up to 24 footprints of 3 square kilometres, of which one that is clear suffices. */
const EASE = 0.8;
/** Standard deviations [mol mol-1]. */
const SHARED = fromPpm(0.5);
const OF_FRAME = fromPpm(0.8);
/** [m] */
const SHARED_LENGTH = 100e3;
/** Each part of the noise draws for a "member" of its own. */
const NOISE_DRAWS = { shared: 0, own: 1 } as const;

/** A retrieval, xco2 NaN, and the error that it has in the twin [mol mol-1]. */
type ErringRetrieval = readonly [Retrieval, number];

/** In order of time, the same for any split of a period. */
export function syntheticOco2(orbit: SyntheticOrbit): ErringRetrieval[] {
  const { seed, start, days } = orbit;
  const end = start + days * SECONDS_PER_DAY;
  const pattern = cloudPattern(seed);
  return revolutionsBetween(ORBIT, start, end)
    .flatMap((revolution) => averagesOf(revolution, orbit, pattern))
    .filter(([{ time }]) => time >= start && time < end)
    .sort(([a], [b]) => a.time - b.time);
}

function averagesOf(revolution: number, orbit: SyntheticOrbit, pattern: CloudPattern): ErringRetrieval[] {
  const { grid, surfacePressure, seed } = orbit;
  const node = ORBIT.nodeTime + revolution * ORBIT.nodalPeriod;
  const crossed = clearFrames(revolution, orbit, pattern);
  const shared = crossed.size === 0 ? new Float64Array() : sharedErrors(seed, revolution);
  const own = randomField(seed, "trackNoise", NOISE_DRAWS.own, revolution);
  const relief = groundDraws(seed, "oco2", revolution, REPEAT_CYCLE);
  return [...crossed].map(([cell, frames]): ErringRetrieval => {
    const middle = frames.reduce((sum, frame) => sum + frame, 0) / frames.length;
    const { time, longitude, latitude } = subsatellitePoint(ORBIT, node + middle * FRAME);
    const random = OF_FRAME / Math.sqrt(frames.length);
    const place = { time, longitude, latitude };
    const ground = soundingGround(grid, surfacePressure, place, relief(cell) / Math.sqrt(frames.length));
    const retrieval: Retrieval = {
      kind: "column",
      id: new Date(Math.floor(100 * time) * 10).toISOString().slice(0, 22).replaceAll(/\D/g, ""),
      ...place,
      xco2: NaN,
      uncertainty: Math.hypot(SHARED, random),
      good: true,
      ...syntheticColumn(ground, cosineOfZenith(time, longitude, latitude), time),
    };
    const noise = SHARED * shared[Math.round(middle) + FRAMES_TO_TURN] + random * own.normal(cell);
    return [retrieval, noise] as const;
  });
}

/** Numbers of the clear frames of each land cell that a revolution crosses by day. */
function clearFrames(revolution: number, orbit: SyntheticOrbit, pattern: CloudPattern): Map<number, number[]> {
  const { grid, landFraction, seed } = orbit;
  const node = ORBIT.nodeTime + revolution * ORBIT.nodalPeriod;
  const cloud = randomField(seed, "cloud", CLOUD_DRAWS.track, revolution);
  const south = grid.cornerLatitude.reduce((least, latitude) => Math.min(least, latitude));
  const north = grid.cornerLatitude.reduce((most, latitude) => Math.max(most, latitude));
  const crossed = new Map<number, number[]>();
  for (let frame = -FRAMES_TO_TURN; frame <= FRAMES_TO_TURN; frame++) {
    const { time, longitude, latitude } = subsatellitePoint(ORBIT, node + frame * FRAME);
    if (latitude < south || latitude > north) continue;
    const cell = grid.cellAt(longitude, latitude);
    if (cell < 0 || landFraction[cell] < 0.5) continue;
    if (cosineOfZenith(time, longitude, latitude) < LEAST_COSINE_ZENITH) continue;
    const draw = 2 * (frame + FRAMES_TO_TURN);
    const own = { point: cloud.normal(draw), exposure: cloud.normal(draw + 1) };
    if (!isClear(pattern, own, time, longitude, latitude, EASE)) continue;
    const frames = crossed.get(cell);
    if (frames === undefined) crossed.set(cell, [frame]);
    else frames.push(frame);
  }
  return crossed;
}

/** One a frame, variance 1, correlated as exp(-d/L) along the track. */
function sharedErrors(seed: number, revolution: number): Float64Array {
  const draws = randomField(seed, "trackNoise", NOISE_DRAWS.shared, revolution);
  const memory = Math.exp(-FRAME_LENGTH / SHARED_LENGTH);
  const errors = new Float64Array(2 * FRAMES_TO_TURN + 1);
  errors[0] = draws.normal(0);
  for (let frame = 1; frame < errors.length; frame++) {
    errors[frame] = memory * errors[frame - 1] + Math.sqrt(1 - memory ** 2) * draws.normal(frame);
  }
  return errors;
}
