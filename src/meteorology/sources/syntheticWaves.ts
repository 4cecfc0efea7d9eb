/**
 * The moving waves of the synthetic weather: zonal wavenumbers 3 to 12, each drawn once with a storm track latitude,
 * a phase speed that grows with the wavenumber, a slow change of amplitude, and a crest that leans west with height,
 *
 *     psi = A(t) alpha(s) G(lat) cos(k lon - omega t + theta + tilt(s)),    s = pressure over surface pressure
 *
 * as baroclinic waves do (Holton & Hakim 2013, section 7.2). The periods, 3 to 9 days, share no common multiple.
 */
import { EARTH_RADIUS, SECONDS_PER_DAY } from "../../constants.js";
import { randomField } from "../../random.js";
import type { Time } from "../../time.js";
import type { Streamfunction } from "./streamfunctionPattern.js";

export interface Wave {
  /** psi of unit amplitude at phase zero and a quarter period later. */
  readonly cosine: Streamfunction;
  readonly sine: Streamfunction;
  /** Amplitude of psi [m2 s-1] */
  amplitude(time: Time): number;
  /** omega t - theta [radians] */
  phase(time: Time): number;
}

const RADIAN = Math.PI / 180;
const WAVENUMBERS = [3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const;
/** Wind of one wave aloft [m s-1]. */
const WAVE_WIND = 7;
const SUMMER_SHARE = 0.6;

/** @param winter weight of winter of the northern hemisphere at a time, 0 to 1 */
export function drawWaves(seed: number, winter: (time: Time) => number): Wave[] {
  return WAVENUMBERS.map((wavenumber, index) => drawWave(seed, wavenumber, index, winter));
}

function drawWave(seed: number, wavenumber: number, index: number, winter: (time: Time) => number): Wave {
  const random = randomField(seed, "syntheticWeather", index);
  const uniform = (i: number, low: number, high: number): number => low + (high - low) * random.uniform(i);
  const track = uniform(0, 34, 52);
  const width = uniform(1, 11, 17);
  const lean = uniform(2, -1.2, 1.2);
  const theta = uniform(3, 0, 2 * Math.PI);
  const metresPerRadian = EARTH_RADIUS * Math.cos(track * RADIAN);
  const speed = 3 + 0.9 * wavenumber + uniform(4, -1, 1);
  const omega = (speed * wavenumber) / metresPerRadian;
  const pulse = (2 * Math.PI) / (uniform(5, 6, 15) * SECONDS_PER_DAY);
  const pulsePhase = uniform(6, 0, 2 * Math.PI);
  const strength = uniform(7, 0.7, 1.3) * WAVE_WIND * (metresPerRadian / wavenumber);
  const envelope = (latitude: number): number => {
    const away = (Math.abs(latitude) - track) / width;
    return Math.exp(-away * away) * Math.cos(latitude * RADIAN) ** 2 * 1.5;
  };
  const angle = (longitude: number, latitude: number): number =>
    wavenumber * longitude * RADIAN + (lean * (Math.abs(latitude) - track)) / width;
  return {
    cosine: (longitude, latitude) => envelope(latitude) * Math.cos(angle(longitude, latitude)),
    sine: (longitude, latitude) => envelope(latitude) * Math.sin(angle(longitude, latitude)),
    amplitude: (time) =>
      strength * (1 + 0.4 * Math.sin(pulse * time + pulsePhase)) * (SUMMER_SHARE + (1 - SUMMER_SHARE) * winter(time)),
    phase: (time) => omega * time - theta,
  };
}

/** alpha(s): half at the surface, 1 at 0.3, falling above. */
export function waveStrength(sigma: number): number {
  return sigma > 0.3 ? 0.5 + (0.5 * (1 - sigma)) / 0.7 : 1 - (0.5 * (0.3 - sigma)) / 0.3;
}

/** tilt(s): the crest lies 70 degrees of phase farther west at 0.3 than at the surface. */
export function waveTilt(sigma: number): number {
  return (70 * RADIAN * (1 - Math.max(0.3, sigma))) / 0.7;
}
