/**
 * The standard twin experiment of a kind, as one of its variants: another truth, observing system, weather or length.
 * A variant is the shipped experiment with substitutions, and nothing more.
 */
import { formatDay, parseTime } from "../time.js";
import { SECONDS_PER_DAY } from "../constants.js";
import type { Kind } from "./scores.js";
import { type Network, networkChanges, networkTitles } from "./networks.js";
import { type Section, substitute } from "./substitution.js";

export interface Variant {
  readonly kind: Kind;
  /** Seed of every draw, that of the truth among them. */
  readonly truth?: number | undefined;
  readonly network?: Network | undefined;
  /** Weather file on a longitude-latitude grid, and what to call it. */
  readonly weather?: { readonly file: string; readonly title: string } | undefined;
  /** Length [days], of which the last 70 % are scored. */
  readonly days?: number | undefined;
  /** Whether the run folder keeps the soundings that the twin makes. */
  readonly soundings?: boolean | undefined;
}

/** Of the standard experiment [days]. */
export const STANDARD_DAYS = 30;
const SPIN_UP_SHARE = 0.3;

/** @param shipped the experiment of the kind, as its file has it */
export function twinExperiment(shipped: Section, variant: Variant): Section {
  const { kind, truth, network = "gosat", weather, days, soundings = false } = variant;
  const period = shipped.period as { start: string };
  const weatherChange: Section = weather
    ? { meteorology: { source: "gridded", files: weather.file, boundaryLayer: "diurnal" } }
    : {};
  const changes: readonly Section[] = [
    truth === undefined ? {} : { seed: truth },
    networkChanges[network],
    weatherChange,
    days === undefined ? {} : { period: { end: daysAfter(period.start, days), spinUpDays: spinUpOf(days) } },
    soundings ? { outputs: { soundings: "lite" } } : {},
    { title: titleOf(variant), output: `runs/${nameOf(variant)}` },
  ];
  return changes.reduce(substitute, { ...shipped, output: `runs/twin-${kind}` });
}

/** Days that are left out of the scores: 9 of 30. */
function spinUpOf(days: number): number {
  return Math.floor(SPIN_UP_SHARE * days);
}

function titleOf({ kind, truth, network, weather, days }: Variant): string {
  return [
    `Twin experiment, ${kind}`,
    ...(truth === undefined ? [] : [`truth ${truth}`]),
    ...(network === undefined ? [] : [networkTitles[network]]),
    weather === undefined ? "synthetic weather" : `weather of ${weather.title}`,
    ...(days === undefined ? [] : [`${days} days`]),
  ].join(", ");
}

/** For folders: twin-real-truth2-oco2. */
function nameOf({ kind, truth, network, weather, days, soundings = false }: Variant): string {
  return [
    `twin-${kind}`,
    ...(truth === undefined ? [] : [`truth${truth}`]),
    ...(network === undefined ? [] : [network.replace("+", "-")]),
    ...(weather === undefined ? [] : [weather.title.replace(/\W+/g, "-")]),
    ...(days === undefined ? [] : [`${days}days`]),
    ...(soundings ? ["soundings"] : []),
  ].join("-");
}

/** @param start ISO date */
function daysAfter(start: string, days: number): string {
  const time = parseTime(start);
  if (time === undefined) throw new RangeError(`"${start}" is no date`);
  return formatDay(time + days * SECONDS_PER_DAY);
}
