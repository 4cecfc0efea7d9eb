/**
 * A forward run of one member with given natural fluxes: CTRL with the prior, FC with the posterior that the analysis
 * wrote. Same initial and boundary mole fraction, same soundings, no analysis.
 */
import { compare } from "../assimilation/analysisStep.js";
import { type CycleRecorder, runCycle } from "../assimilation/cycle.js";
import type { ModelState } from "../assimilation/runState.js";
import { scheduleSoundings } from "../assimilation/soundings.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../constants.js";
import { laneLayout } from "../fields/ensemble.js";
import type { Kernels } from "../kernels/load.js";
import type { ScreenedSounding } from "../observations/screenedSounding.js";
import type { Time } from "../time.js";
import { dailyBudget } from "./dailyBudget.js";
import { createHourCounter } from "./hourCounter.js";
import type { Ingredients } from "./ingredients.js";
import { createForecastModel } from "./model.js";
import { observationSettings } from "./observationSettings.js";
import type { Outlets } from "./outlets.js";
import { recordConcentrations } from "./recording/concentrations.js";

export interface ForwardRun {
  /** In progress and budget: "control", "posterior". */
  readonly name: "control" | "posterior";
  /** As the literature calls it. */
  readonly label: "CTRL" | "FC";
  /** Total surface flux of an hour, [cell], [mol m-2 s-1]. */
  readonly flux: (time: Time) => Float64Array | Promise<Float64Array>;
  /** Soundings to simulate. */
  readonly soundings: readonly ScreenedSounding[];
  /** Whether this run's mole fractions are the ones that the run folder holds. */
  readonly writesConcentrations: boolean;
}

/** @param from a state of an earlier run at a 00:00 UTC, to go on from */
export async function runForward(
  run: ForwardRun,
  ingredients: Ingredients,
  kernels: Kernels,
  outlets: Outlets,
  from?: ModelState,
): Promise<void> {
  const { config, grid, vertical } = ingredients;
  const { period } = config;
  const layout = laneLayout(1);
  const model = createForecastModel(ingredients, kernels, layout);
  const { transport } = model;
  const budget = dailyBudget(transport, [[0, run.name]]);
  const counter = createHourCounter(period.start);
  const interval = config.outputs.concentration === "hourly" ? SECONDS_PER_HOUR : SECONDS_PER_DAY;
  const concentrations =
    run.writesConcentrations && config.outputs.concentration !== "none"
      ? recordConcentrations(outlets.folder, kernels, layout, interval)
      : undefined;
  const recorder: CycleRecorder = {
    async hour(time, surfacePressure, results) {
      outlets.soundings[run.name](results.map((result) => ({ ...result, control: result.backgroundMean })));
      await concentrations?.hour(time, transport.state, surfacePressure);
      const end = time + SECONDS_PER_HOUR;
      if (end % SECONDS_PER_DAY === 0) {
        for (const [name, terms] of budget.endDay()) outlets.budgets.add(name, end - SECONDS_PER_DAY, terms);
        const { state, airMass } = transport;
        await outlets.checkpoints?.write(run.name, { time: end, moleFraction: state.data, airMass });
      }
      await outlets.progress.hour(counter.count(time, []));
    },
  };
  if (from !== undefined) {
    transport.state.data.set(from.moleFraction);
    transport.begin(from.airMass);
  }
  outlets.progress.begin(run.label, (period.end - period.start) / SECONDS_PER_HOUR);
  const settings = observationSettings(ingredients, layout);
  await runCycle(
    {
      transport,
      forcing: model.forcing,
      setBoundary: model.setBoundary,
      soundings: scheduleSoundings(
        run.soundings,
        grid,
        vertical,
        config.observations?.time ?? "linear",
        period.start,
        ingredients.background,
      ),
      async emit(time) {
        const flux = await run.flux(time);
        for (let cell = 0; cell < grid.cells; cell++) {
          transport.emission.fill(flux[cell], cell * layout.lanes, (cell + 1) * layout.lanes);
        }
      },
      compare: (_, simulated) => (settings === undefined ? [] : compare(simulated, settings)),
      analyse: () => [],
      review() {},
    },
    from?.time ?? period.start,
    period.end,
    recorder,
  );
  outlets.progress.end();
  await outlets.budgets.write();
  await outlets.soundings.write();
}
