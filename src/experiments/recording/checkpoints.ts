/**
 * All that a run needs to go on from a 00:00 UTC, put into a checkpoint and taken out again: the state of the model and
 * of the fluxes, and everything recorded so far that its files cannot give back.
 */
import type { WatchState } from "../../assimilation/guards/watch.js";
import type { DayEstimates, ModelState, RunState } from "../../assimilation/runState.js";
import { InputError } from "../../errors.js";
import { type Checkpoint, createCheckpointWriter, type Stage } from "../../runs/checkpoint.js";
import type { NpzArray, NpzData } from "../../io/npz.js";
import type { Time } from "../../time.js";
import type { Checkpoints, Recorders } from "./recorders.js";

/** The small things of a checkpoint. */
interface Notes {
  readonly fluxes?: { readonly first: Time; readonly newest: Time };
  readonly assimilated?: number;
  readonly watch?: WatchState;
  /** Boundary offsets and retrieval biases; the day that each has reached. */
  readonly parameters?: readonly { readonly name: string; readonly newest: Time }[];
  /** When their estimates were recorded. */
  readonly estimates?: readonly Time[];
  readonly backgrounds: readonly { readonly day: Time; readonly name: string }[];
  readonly budgets: readonly { readonly run: string; readonly days: readonly Time[] }[];
  readonly timings: Readonly<Record<string, number>>;
}

const BUDGET_TERMS = ["start", "emission", "inflow", "increment", "airCorrection", "end"] as const;

/** @param configuration hash of it @param timings seconds of each part so far, the present stage included */
export function recordCheckpoints(
  { folder, observations, budgets }: Omit<Recorders, "checkpoints">,
  configuration: string,
  timings: (stage: Stage) => Record<string, number>,
): Checkpoints {
  const writer = createCheckpointWriter(folder.path);
  const { grid, vertical } = folder;
  const onMap = [grid.rows, grid.columns];
  return {
    settle: () => writer.settle(),
    async write(stage, state) {
      const arrays = new Map<string, NpzArray>();
      const add = (name: string, shape: readonly number[], data: NpzData): void =>
        void arrays.set(name, { shape, data });
      const lanes = state.moleFraction.length / (vertical.levels * grid.cells);
      add("mole_fraction", [vertical.levels, ...onMap, lanes], state.moleFraction);
      add("air_mass", [vertical.levels, ...onMap], state.airMass);
      const backgrounds: { day: Time; name: string }[] = [];
      if ("fluxes" in state) {
        const { values } = state.fluxes;
        add("flux_ensemble", [values.length / (grid.cells * lanes), ...onMap, lanes], values);
        for (const [day, fields] of state.backgroundFluxes) {
          for (const [name, field] of fields) {
            add(`background_${backgrounds.length}`, [field.length / grid.cells, ...onMap], field);
            backgrounds.push({ day, name });
          }
        }
        for (const [name, { values: own }] of state.parameters) add(`parameters_${name}`, [own.length], own);
        const recorded = [...state.estimates.values()].flatMap(({ mean, spread }) => [...mean, ...spread]);
        add("estimates", [recorded.length], Float64Array.from(recorded));
        add("departures", [state.departures.length], Float64Array.from(state.departures));
      }
      const { times, columns, fates } = observations.save();
      add("observation_time", [times.length], times);
      for (const [name, values] of columns) add(`observation_${name}`, [values.length], values);
      add("observation_fate", [fates.length], fates);
      const runs = [...budgets.save()];
      runs.forEach(([, days], run) => {
        const terms = [...days.values()].flatMap((entry) => BUDGET_TERMS.map((term) => entry[term]));
        add(`budget_${run}`, [days.size, BUDGET_TERMS.length], Float64Array.from(terms));
      });
      const notes: Notes = {
        ...("fluxes" in state && {
          fluxes: { first: state.fluxes.first, newest: state.fluxes.newest },
          assimilated: state.assimilated,
          watch: state.watch,
          parameters: [...state.parameters].map(([name, { newest }]) => ({ name, newest })),
          estimates: [...state.estimates.keys()],
        }),
        backgrounds,
        budgets: runs.map(([run, days]) => ({ run, days: [...days.keys()] })),
        timings: timings(stage),
      };
      await writer.write({ stage, time: state.time, program: folder.program, configuration, notes, arrays });
    },
  };
}

/** What a run goes on with. */
export interface PickedUp {
  readonly stage: Stage;
  readonly state: ModelState | RunState;
  readonly timings: Readonly<Record<string, number>>;
  readonly program: string;
}

/**
 * Gives the recorders back what they held.
 * @throws InputError where the observations are not those of the checkpoint
 */
export function pickUp(checkpoint: Checkpoint, { observations, budgets }: Omit<Recorders, "checkpoints">): PickedUp {
  const { arrays, stage, time, program } = checkpoint;
  const notes = checkpoint.notes as Notes;
  const get = <T extends NpzData>(name: string): T => {
    const array = arrays.get(name);
    if (array === undefined) throw new InputError({ where: "checkpoint", found: `no array "${name}"` });
    return array.data as T;
  };
  const columns = new Map(
    [...arrays.keys()]
      .filter((name) => name.startsWith("observation_") && name !== "observation_fate" && name !== "observation_time")
      .map((name): [string, Float64Array] => [name.slice("observation_".length), get(name)]),
  );
  observations.resume({ times: get("observation_time"), columns, fates: get("observation_fate") });
  notes.budgets.forEach(({ run, days }, r) => {
    const values = get<Float64Array>(`budget_${r}`);
    days.forEach((day, d) => {
      const [start, emission, inflow, increment, airCorrection, end] = values.subarray(d * BUDGET_TERMS.length);
      budgets.add(run, day, { start, emission, inflow, increment, airCorrection, end });
    });
  });
  const model: ModelState = { time, moleFraction: get("mole_fraction"), airMass: get("air_mass") };
  const rest = { stage, timings: notes.timings, program };
  if (notes.fluxes === undefined) return { ...rest, state: model };
  const backgroundFluxes = new Map<Time, Map<string, Float32Array>>();
  notes.backgrounds.forEach(({ day, name }, i) => {
    const fields = backgroundFluxes.get(day) ?? new Map<string, Float32Array>();
    backgroundFluxes.set(day, fields.set(name, get(`background_${i}`)));
  });
  const state: RunState = {
    ...model,
    fluxes: { ...notes.fluxes, values: get("flux_ensemble") },
    parameters: new Map(
      (notes.parameters ?? []).map(({ name, newest }) => [
        name,
        { newest, values: get<Float64Array>(`parameters_${name}`) },
      ]),
    ),
    estimates: estimatesOf(
      notes.estimates ?? [],
      (notes.estimates ?? []).length > 0 ? get("estimates") : new Float64Array(),
    ),
    backgroundFluxes,
    watch: notes.watch ?? { departures: [], signs: [] },
    assimilated: notes.assimilated ?? 0,
    departures: Array.from(get<Float64Array>("departures")),
  };
  return { ...rest, state };
}

/** @param values [time][mean, spread][parameter] */
function estimatesOf(times: readonly Time[], values: Float64Array): Map<Time, DayEstimates> {
  const each = values.length / (2 * times.length);
  return new Map(
    times.map((time, i) => [
      time,
      {
        mean: values.slice(2 * i * each, (2 * i + 1) * each),
        spread: values.slice((2 * i + 1) * each, (2 * i + 2) * each),
      },
    ]),
  );
}
