/**
 * The model and what is estimated, as parts of a run that can be saved: mole fraction and air of the transport, fluxes,
 * and the parameters beside them. All other parts save what they have recorded themselves.
 */
import type { ParameterState } from "../../assimilation/estimatedParameters.js";
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import { type Saveable, savedArray, vector } from "../../assimilation/saveable.js";
import { SECONDS_PER_DAY } from "../../constants.js";
import { startOfDay, type Time } from "../../time.js";
import type { Estimates } from "../setup/estimates.js";
import type { ForecastModel } from "../setup/model.js";
import type { RunFolder } from "../../runs/runFolder.js";

/** Anomalies of the mole fraction, [level][row][column][lane] [mol mol-1], and dry air, [level][row][column] [kg]. */
export function savedModel({ transport, layout, grid, vertical }: ForecastModel): Saveable {
  const onGrid = [vertical.levels, grid.rows, grid.columns];
  return {
    name: "model",
    save: () => ({
      arrays: {
        mole_fraction: { shape: [...onGrid, layout.lanes], data: transport.state.data },
        air_mass: { shape: onGrid, data: transport.airMass },
      },
      notes: null,
    }),
    resume(saved) {
      transport.state.data.set(savedArray(saved, "mole_fraction", Float32Array));
      transport.begin(savedArray(saved, "air_mass", Float64Array));
    },
  };
}

/** Members of the flux ensemble, [block][row][column][lane] in the unit of its form. */
export function savedFluxes(fluxes: FluxEnsemble, { layout }: ForecastModel, { grid }: RunFolder): Saveable {
  return {
    name: "fluxes",
    save() {
      const { values, first, newest } = fluxes.save();
      const blocks = values.length / (grid.cells * layout.lanes);
      const shape = [blocks, grid.rows, grid.columns, layout.lanes];
      return { arrays: { members: { shape, data: values } }, notes: { first, newest } };
    },
    resume(saved) {
      const { first, newest } = saved.notes as { readonly first: Time; readonly newest: Time };
      fluxes.resume({ first, newest, values: savedArray(saved, "members", Float32Array) });
    },
  };
}

/** The ensemble that no observation changes follows from the seed: how far it has come is all that is kept of it. */
export function savedFreeFluxes(free: FluxEnsemble, { transport }: ForecastModel): Saveable {
  return {
    name: "free_fluxes",
    save() {
      const { first, newest } = free.save();
      return { arrays: {}, notes: { first, newest } };
    },
    resume({ notes }) {
      const { first, newest } = notes as { readonly first: Time; readonly newest: Time };
      for (let day = startOfDay(first); day <= newest; day += SECONDS_PER_DAY) {
        free.beginHour(day, { moleFraction: transport.state });
      }
    },
  };
}

/** Boundary offsets and retrieval biases, [row][lane]. */
export function savedParameters(estimates: Estimates): Saveable {
  return {
    name: "parameters",
    save() {
      const states = [...estimates.save()];
      return {
        arrays: Object.fromEntries(states.map(([name, { values }]) => [name, vector(values)])),
        notes: Object.fromEntries(states.map(([name, { newest }]) => [name, newest])),
      };
    },
    resume(saved) {
      const notes = Object.entries(saved.notes as Readonly<Record<string, Time>>);
      estimates.resume(
        new Map(
          notes.map(([name, newest]): [string, ParameterState] => [
            name,
            { newest, values: savedArray(saved, name, Float64Array) },
          ]),
        ),
      );
    },
  };
}
