/**
 * The log-likelihood of the innovations of one window under one setting: the analysis alone, in a folder that its caller
 * takes away. Its observations are always the same ones: those that the first run's wide gate has let through.
 */
import { parseExperiment } from "../config/parse.js";
import type { Registry } from "../products/registry.js";
import { innovationLikelihood } from "../filters/innovationLikelihood.js";
import { become } from "../observations/screenedObservation.js";
import { openInputs } from "../experiments/openInputs.js";
import { prepare } from "../experiments/prepare.js";
import { screenedObservations } from "../experiments/setup/observations.js";
import { solve } from "../experiments/solve.js";
import type { Surroundings } from "../experiments/surroundings.js";
import { formatTime } from "../time.js";
import { toPpm } from "../units.js";
import { type Configuration, withValues } from "./sizes.js";
import type { Window } from "./windows.js";

/** Gate of the first run, in expected departures: it takes gross errors away, and no tail of what is not one. */
export const FIRST_GATE = 5;
/** Of all others: their observations are chosen. */
const NO_GATE = 1e6;

export interface WindowLikelihood {
  readonly count: number;
  /** In ppm to the power of minus the count. */
  readonly logLikelihood: number;
  /** Sum over the analyses of d' S^-1 d. */
  readonly squares: number;
  /** Observations that the gate has taken away, by their place among all of the window. */
  readonly rejected: readonly number[];
  /** What was assimilated. */
  readonly kinds: readonly ("column" | "point")[];
}

/** @returns the file of a window: the analysis alone, with nothing kept that can be left out */
export function windowConfiguration(
  configuration: Configuration,
  { start, end }: Window,
  gate: "first" | "chosen",
): Configuration {
  const { threads: _, ...others } = configuration;
  return withValues(
    others,
    new Map<string, unknown>([
      ["output", "tuning"],
      ["period", { start: formatTime(start), end: formatTime(end) }],
      ["runs", ["analysis"]],
      ["outputs", { concentration: "none", checkpoint: "none" }],
      // They change nothing that a likelihood is made of.
      ["observations.error.correlated", "none"],
      ["observations.error.siteCorrelated", "none"],
      ["observations.gate", { expectedDepartures: gate === "first" ? FIRST_GATE : NO_GATE }],
    ]),
  );
}

/**
 * @param configuration of the window
 * @param rejected observations that are not assimilated
 * @throws NumericalError where the ensemble diverges
 */
export async function windowLikelihood(
  configuration: Configuration,
  rejected: readonly number[],
  registry: Registry,
  surroundings: Surroundings,
): Promise<WindowLikelihood> {
  let [count, logLikelihood, squares] = [0, 0, 0];
  const hearing: Surroundings = {
    ...surroundings,
    innovations(innovations) {
      const analysis = innovationLikelihood(innovations);
      count += analysis.count;
      squares += analysis.squares;
      // From (mol mol-1)^-count to ppm^-count.
      logLikelihood += analysis.logLikelihood - analysis.count * Math.log(toPpm(1));
    },
  };
  const planned = parseExperiment(JSON.stringify(configuration), "the experiment of a window", registry);
  const experiment = await openInputs(planned, hearing);
  try {
    const observations = screenedObservations(experiment.inputs);
    for (const i of rejected) become(observations[i], "gross_check");
    const run = await prepare(experiment, hearing);
    if (run !== "finished") await solve(run);
    const now = observations.flatMap(({ fate }, i) => (fate === "gross_check" ? [i] : []));
    const assimilated = observations.filter(({ fate }) => fate === "assimilated");
    const kinds = [...new Set(assimilated.map(({ observation }) => observation.kind))];
    return { count, logLikelihood, squares, rejected: now, kinds };
  } finally {
    await experiment.close();
  }
}
