/**
 * Whether an experiment can run and what it will be: its inputs opened and counted, its memory by arithmetic, and the rest
 * from a trial of its first days, or of others like them.
 */
import { laneLayout } from "../fields/ensemble.js";
import { type Extents, heldBytes } from "../experiments/kernelBytes.js";
import { largestStage } from "../experiments/kernelMemory.js";
import { openInputs } from "../experiments/openInputs.js";
import type { Inputs, Planned } from "../experiments/setup/inputs.js";
import { priorTotals } from "../experiments/setup/priorTotals.js";
import { lanesOf } from "../experiments/solvers/analysis.js";
import type { Surroundings } from "../experiments/surroundings.js";
import { SECONDS_PER_DAY } from "../constants.js";
import { formatDay } from "../time.js";
import { countDays, mostAtOnce } from "./countDays.js";
import { inputCoverage } from "./coverage.js";
import { type FileSize, predictFiles } from "./files.js";
import { observationFacts } from "./observationFacts.js";
import { type PlannedPlaces, plannedPlaces } from "./plannedPlaces.js";
import { expectedInformation } from "./information.js";
import type { Preflight } from "./preflight.js";
import { checkFreeMemory, refusalsOf } from "./refusals.js";
import { predictTimes } from "./times.js";
import { trialWindow, tryOut } from "./trial.js";

/** What the machine has. */
export interface Machine {
  /** [bytes] */
  readonly freeMemory: () => number;
  /** Most that this process has held so far [bytes]. */
  readonly mostResident: () => number;
  /** Where the run would be written [bytes]. */
  readonly freeDisk: () => number;
  readonly filesOf: (folder: string) => readonly FileSize[];
}

export interface CheckSurroundings extends Omit<Surroundings, "replace" | "resume"> {
  /** Lends an empty folder and takes it away with all that is in it. */
  readonly withFolder: <T>(work: (folder: string) => Promise<T>) => Promise<T>;
  readonly machine: Machine;
}

export interface Checked {
  readonly preflight: Preflight;
  /** For a map. */
  readonly places: PlannedPlaces;
}

/**
 * Writes nothing that stays.
 * @throws ConfigError, InputError, CoverageError where the experiment cannot be opened, or is too large for the kernels;
 *   NumericalError where its kernels alone need more memory than is free, or its ensemble diverges within the trial
 */
export async function checkExperiment(planned: Planned, surroundings: CheckSurroundings): Promise<Checked> {
  const { machine, progress, now } = surroundings;
  const [began, free] = [now().getTime(), machine.freeMemory()];
  const open = await openInputs(planned, surroundings);
  try {
    const { inputs } = open;
    const inputSeconds = (now().getTime() - began) / 1000;
    // A run changes what becomes of observations: all that is counted is counted before the trial.
    const facts = factsOf(inputs);
    const [perDay, places] = [countDays(inputs), plannedPlaces(inputs)];
    const { plan, vertical } = inputs;
    const extents: Extents = { ...inputs.grid, levels: vertical.levels, observationsAtOnce: mostAtOnce(inputs) };
    const { memory = 0 } = surroundings;
    const threads = plan.threads === "automatic" ? surroundings.threads : plan.threads;
    const { stage, lanes, total, parts: kernelParts } = largestStage(plan, extents, threads);
    checkFreeMemory(total, free);
    const window = trialWindow(inputs);
    const days = (window.end - window.start) / SECONDS_PER_DAY;
    progress.note(`The inputs are open: a trial of ${days === 1 ? "a day" : `${days} days`} tells what a run takes.`);
    const { trial, written } = await surroundings.withFolder(async (output) => {
      const trial = await tryOut(open, window, { ...surroundings, output, replace: false });
      return { trial, written: machine.filesOf(output) };
    });
    const whole = facts.period.days;
    const parts = predictTimes(plan, { inputs: inputSeconds, trial, perDay, levels: vertical.levels });
    const later = heldBytes(plan, extents, whole, memory) - heldBytes(plan, extents, days, memory);
    const measured = {
      memory: { stage, lanes, kernels: total, parts: kernelParts, process: machine.mostResident() + later, free },
      disk: { ...predictFiles(plan, extents, written, whole), free: machine.freeDisk() },
      time: {
        parts,
        total: parts.reduce((sum, { seconds }) => sum + seconds, 0),
        threads,
        trial: { start: formatDay(window.start), days, seconds: trial.seconds },
      },
    };
    const information = plan.kind === "forward" ? {} : { information: expectedInformation(trial.information, perDay) };
    const preflight = { ...facts, ...information, ...measured, refusals: refusalsOf(surroundings.output, measured) };
    return { preflight, places };
  } finally {
    await open.close();
  }
}

/** What the inputs tell without a trial. */
function factsOf(inputs: Inputs): Omit<Preflight, "information" | "memory" | "disk" | "time" | "refusals"> {
  const { plan, grid, vertical, fluxes, remarks } = inputs;
  const { start, end, spinUpDays } = plan.period;
  const days = (end - start) / SECONDS_PER_DAY;
  const observations = observationFacts(inputs);
  const looked = Math.min(days, ...fluxes.sources.flatMap(({ total }) => total?.days ?? []));
  const longlat = grid.projection.definition === "longlat";
  return {
    title: plan.title,
    remarks,
    domain: {
      name: grid.name,
      columns: grid.columns,
      rows: grid.rows,
      spacing: longlat ? `${grid.dx} x ${grid.dy} degrees` : `${grid.dx / 1000} km`,
      layers: vertical.levels,
      members: (inputs.kind === "forward" ? laneLayout(1) : lanesOf(inputs)).members,
    },
    period: { start: formatDay(start), end: formatDay(end), days, spinUpDays },
    coverage: inputCoverage(inputs),
    priorTotals: {
      days,
      looked,
      regions: priorTotals(fluxes, grid, inputs.allRegions()),
    },
    ...(observations && { observations }),
  };
}
