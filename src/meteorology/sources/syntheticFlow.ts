/**
 * The streamfunction of the synthetic weather at one time, as wind, gradient or value. With C and S the two patterns of
 * a wave (syntheticWaves.ts), A its amplitude and phi its phase, level s has
 *
 *     psi(s) = surface + c(s) continent + j(s) jet + alpha(s) (cos tilt(s) P + sin tilt(s) Q)
 *     P = sum A (cos phi C + sin phi S),      Q = sum A (sin phi C - cos phi S)
 *
 * All levels are made of the same five fields, because strength and tilt of a level are the same for every wave.
 */
import type { Time } from "../../time.js";
import type { StreamfunctionPattern } from "./streamfunctionPattern.js";
import { continentalStrength, northernWinter } from "./syntheticClimate.js";
import type { LevelProfile } from "./syntheticLevels.js";
import type { Wave } from "./syntheticWaves.js";

/** Patterns of everything that flows. */
export interface FlowPatterns {
  readonly surface: StreamfunctionPattern;
  readonly continent: StreamfunctionPattern;
  readonly jetSummer: StreamfunctionPattern;
  readonly jetChange: StreamfunctionPattern;
  /** Of each wave; their number is even. */
  readonly cosine: readonly StreamfunctionPattern[];
  readonly sine: readonly StreamfunctionPattern[];
}

/** The five fields as one part of the patterns (x wind, y wind, ...), at the time that was set last. */
export interface FlowFields {
  readonly surface: Float64Array;
  readonly continent: Float64Array;
  readonly jet: Float64Array;
  /** P and Q of the header. */
  readonly waves: Float64Array;
  readonly wavesBehind: Float64Array;
  setTime(time: Time, waves: readonly Wave[]): void;
}

export function createFlowFields(patterns: FlowPatterns, part: keyof StreamfunctionPattern): FlowFields {
  const surface = patterns.surface[part];
  const unit = patterns.continent[part];
  const jetSummer = patterns.jetSummer[part];
  const jetChange = patterns.jetChange[part];
  const cosine = patterns.cosine.map((pattern) => pattern[part]);
  const sine = patterns.sine.map((pattern) => pattern[part]);
  const count = surface.length;
  const continent = new Float64Array(count);
  const jet = new Float64Array(count);
  const p = new Float64Array(count);
  const q = new Float64Array(count);
  return {
    surface,
    continent,
    jet,
    waves: p,
    wavesBehind: q,
    setTime(time, waves) {
      const strength = continentalStrength(time);
      const winter = northernWinter(time);
      for (let i = 0; i < count; i++) {
        continent[i] = strength * unit[i];
        jet[i] = jetSummer[i] + winter * jetChange[i];
      }
      p.fill(0);
      q.fill(0);
      for (let w = 0; w < waves.length; w += 2) {
        const [a, b] = turned(waves[w], time);
        const [c, d] = turned(waves[w + 1], time);
        const [cosine1, sine1, cosine2, sine2] = [cosine[w], sine[w], cosine[w + 1], sine[w + 1]];
        for (let i = 0; i < count; i++) {
          p[i] += a * cosine1[i] + b * sine1[i] + c * cosine2[i] + d * sine2[i];
          q[i] += b * cosine1[i] - a * sine1[i] + d * cosine2[i] - c * sine2[i];
        }
      }
    },
  };
}

/** A cos phi and A sin phi. */
function turned(wave: Wave, time: Time): [number, number] {
  const amplitude = wave.amplitude(time);
  const phase = wave.phase(time);
  return [amplitude * Math.cos(phase), amplitude * Math.sin(phase)];
}

/** out[at + i] = share * field of the level + across * slope[i] */
export function layLevel(
  { surface, continent, jet, waves, wavesBehind }: FlowFields,
  level: Pick<LevelProfile, "continent" | "jet" | "waves" | "wavesBehind">,
  share: number,
  across: number,
  slope: Float64Array,
  out: Float64Array,
  at: number,
): void {
  const c = share * level.continent;
  const j = share * level.jet;
  const p = share * level.waves;
  const q = share * level.wavesBehind;
  for (let i = 0; i < surface.length; i++) {
    out[at + i] =
      share * surface[i] + c * continent[i] + j * jet[i] + p * waves[i] + q * wavesBehind[i] + across * slope[i];
  }
}
