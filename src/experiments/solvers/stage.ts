/**
 * The one way in which every stage of a run goes through its period (AN, CTRL, FC, the truth of a twin): from a state at a
 * 00:00 UTC hour by hour, each hour handed to the recorders, the state saved at the end of each day. Stages differ in
 * their lanes, in what their cycle does in an hour and in what they record, and in nothing else.
 */
import { namedLanes, recordPlausibility } from "../../assimilation/guards/plausibility.js";
import type { Recorder } from "../../assimilation/recorder.js";
import { resumeAll, type Saveable, type SavedParts } from "../../assimilation/saveable.js";
import { SECONDS_PER_HOUR } from "../../constants.js";
import type { ModelRun } from "../../runs/checkpointFile.js";
import type { Time } from "../../time.js";
import { laneBudget, recordBudgets } from "../recording/budgets.js";
import { recordCheckpoints } from "../recording/checkpoints.js";
import type { NextStages } from "../progress.js";
import { recordProgress } from "../recording/progress.js";
import type { RunRecorders } from "../recording/recorders.js";
import { savedModel } from "../recording/state.js";
import type { ForecastModel } from "../setup/model.js";

export interface StageParts {
  readonly name: ModelRun;
  /** As progress shows it. */
  readonly label: string;
  /** What comes after it. */
  readonly next?: NextStages;
  readonly period: { readonly start: Time; readonly end: Time };
  readonly model: ForecastModel;
  /** Each lane with the run that its carbon budget belongs to. */
  readonly lanes: readonly (readonly [lane: number, run: string])[];
  /** Runs the hours of a part of the period. */
  readonly cycle: (from: Time, to: Time, recorders: readonly Recorder[]) => Promise<void>;
  /** Its own, in the order in which they are called. */
  readonly recorders: readonly Recorder[];
  /** Its own, beside the model, in the order in which they are resumed. */
  readonly saveables: readonly Saveable[];
  /** Whether a run can go on from the end of a day. */
  readonly canGoOnFrom: (end: Time) => boolean;
}

/** A stage on its way through its period. */
export interface StageRun {
  readonly name: ModelRun;
  /** How far it has come. */
  reached(): Time;
  /** What it saves, beside the parts of the whole run. */
  readonly saveables: readonly Saveable[];
  /** Runs the hours up to `until`; with a two-step update, the end of a window. */
  advance(until: Time): Promise<void>;
  /** Goes on where its parts were saved, in a run made from the same configuration. */
  resume(time: Time, saved: SavedParts): void;
}

/** @returns the stage at the start of its period */
export function createStage(parts: StageParts, run: RunRecorders): StageRun {
  const { name, period, model } = parts;
  const progress = recordProgress(run.progress, period.start);
  const saveables = [savedModel(model), ...parts.saveables, progress];
  // A day of an analysis is dear; a forward run is over soon, and checkpoints hold what it has compared.
  const isWritten = (end: Time): boolean => name === "analysis" || end === period.end;
  // What cannot be is not written. What is saved must have been recorded before; who is told of an hour may end the run,
  // so that stands last.
  const recorders: Recorder[] = [
    { endDay: () => run.assertHeld() },
    recordPlausibility(model.grid, model.transport, namedLanes(parts.lanes, model.layout)),
    ...parts.recorders,
    recordBudgets(laneBudget(model.transport, parts.lanes), run.budgets, isWritten),
    ...(name === "truth" ? [] : [run.observations.during(name, isWritten)]),
    ...run.further(name),
    ...(run.checkpoints === undefined || name === "posterior"
      ? []
      : [recordCheckpoints(run.checkpoints, name, [...saveables, ...run.saveables], parts.canGoOnFrom)]),
    progress,
  ];
  let present = period.start;

  return {
    name,
    saveables,
    reached: () => present,
    async advance(until) {
      run.progress.begin(parts.label, (period.end - period.start) / SECONDS_PER_HOUR, parts.next);
      await parts.cycle(present, until, recorders);
      present = until;
      run.progress.end();
    },
    resume(time, saved) {
      resumeAll(saveables, saved);
      present = time;
    },
  };
}
