/**
 * A forward run of one member with given natural fluxes: CTRL with the prior, FC with the posterior that the analysis
 * wrote. Same initial and boundary mole fraction, same observations, no analysis.
 */
import { compare } from "../../assimilation/analysisStep.js";
import { type CycleRecorder, runCycle } from "../../assimilation/cycle.js";
import type { ModelState } from "../../assimilation/runState.js";
import { scheduleObservations } from "../../assimilation/observationSchedule.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { laneLayout } from "../../fields/ensemble.js";
import type { Kernels } from "../../kernels/load.js";
import type { ScreenedObservation } from "../../observations/screenedObservation.js";
import type { Time } from "../../time.js";
import { dailyBudget } from "../recording/dailyBudget.js";
import { createHourCounter } from "../recording/hourCounter.js";
import type { Inputs } from "../setup/inputs.js";
import { createForecastModel } from "../setup/model.js";
import { observationSettings } from "../setup/observationSettings.js";
import type { Recorders } from "../recording/recorders.js";
import { recordConcentrations } from "../recording/concentrations.js";

export interface ForwardRun {
  /** In progress and budget: "control", "posterior". */
  readonly name: "control" | "posterior";
  /** As the literature calls it. */
  readonly label: "CTRL" | "FC";
  /** Total surface flux of an hour, [cell], [mol m-2 s-1]. */
  readonly flux: (time: Time) => Float64Array | Promise<Float64Array>;
  /** Observations to simulate. */
  readonly observations: readonly ScreenedObservation[];
  /** Whether this run's mole fractions are the ones that the run folder holds. */
  readonly writesConcentrations: boolean;
}

/** @param from a state of an earlier run at a 00:00 UTC, to go on from */
export async function runForward(
  run: ForwardRun,
  inputs: Inputs,
  kernels: Kernels,
  recorders: Recorders,
  from?: ModelState,
): Promise<void> {
  const { config, grid, vertical } = inputs;
  const { period } = config;
  const layout = laneLayout(1);
  const model = createForecastModel(inputs, kernels, layout);
  const { transport } = model;
  const budget = dailyBudget(transport, [[0, run.name]]);
  const counter = createHourCounter(period.start);
  const interval = config.outputs.concentration === "hourly" ? SECONDS_PER_HOUR : SECONDS_PER_DAY;
  const concentrations =
    run.writesConcentrations && config.outputs.concentration !== "none"
      ? recordConcentrations(recorders.folder, kernels, layout, interval)
      : undefined;
  const recorder: CycleRecorder = {
    async hour(time, surfacePressure, results) {
      recorders.observations[run.name](results.map((result) => ({ ...result, control: result.backgroundMean })));
      await concentrations?.hour(time, transport.state, surfacePressure);
      const end = time + SECONDS_PER_HOUR;
      if (end % SECONDS_PER_DAY === 0) {
        for (const [name, terms] of budget.endDay()) recorders.budgets.add(name, end - SECONDS_PER_DAY, terms);
        const { state, airMass } = transport;
        await recorders.checkpoints?.write(run.name, { time: end, moleFraction: state.data, airMass });
      }
      await recorders.progress.hour(counter.count(time, []));
    },
  };
  if (from !== undefined) {
    transport.state.data.set(from.moleFraction);
    transport.begin(from.airMass);
  }
  recorders.progress.begin(run.label, (period.end - period.start) / SECONDS_PER_HOUR);
  const settings = observationSettings(inputs, layout);
  await runCycle(
    {
      transport,
      forcing: model.forcing,
      setBoundary: model.setBoundary,
      observations: scheduleObservations(
        run.observations,
        grid,
        vertical,
        config.observations?.time ?? "linear",
        period.start,
        inputs.background,
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
  recorders.progress.end();
  await recorders.budgets.write();
  await recorders.observations.write();
}
