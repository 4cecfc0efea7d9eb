/**
 * Persistent flux ensembles whose parameters lie where their cells are, as rank 0 sees them: the ensembles that they are, whose
 * fluxes are brought here when somebody asks for those of an hour. Priors, scales and bounds are made here, once.
 */
import type { FluxEnsemble } from "../../assimilation/fluxEnsembles/fluxEnsemble.js";
import { priorSpreadOf } from "../../assimilation/fluxEnsembles/persistent.js";
import { SECONDS_PER_DAY } from "../../constants.js";
import { startOfDay } from "../../time.js";
import type { CreateFluxesElsewhere, FluxInputsElsewhere } from "../setup/elsewhere.js";
import type { CellPart } from "./cellPart.js";
import type { DealtEnsemble, FluxPart, PlainFluxes } from "./fluxPart.js";
import type { AskRanks } from "./orders.js";

export function createDealtFluxes(
  inputs: FluxInputsElsewhere,
  cells: CellPart,
  ask: AskRanks,
): ReturnType<CreateFluxesElsewhere> {
  const { layout, sigma, lagDays, errorScales, seed, bounds, landFraction, grid } = inputs;
  const plain: PlainFluxes = { layout, sigma, lagDays, scales: errorScales, seed, isBounded: bounds !== undefined };
  ask({ kind: "createFluxes", fluxes: plain });
  const part = cells.createFluxes(plain, { landFraction, xLength: grid.xFaces.length, yLength: grid.yFaces.length });
  const of = (which: DealtEnsemble): FluxEnsemble => dealtEnsemble(which, inputs, part, ask);
  return { estimated: of("estimated"), free: of("free") };
}

function dealtEnsemble(which: DealtEnsemble, inputs: FluxInputsElsewhere, part: FluxPart, ask: AskRanks): FluxEnsemble {
  const { prior, scales, bounds, lagDays, grid, layout } = inputs;
  const own = part.ensembles[which];
  const none = new Float64Array(0);
  let day = Number.NaN;
  /** All that is held, of all cells. */
  const values = (): Float32Array => {
    const whole = new Float32Array(part.blocks * grid.cells * layout.lanes);
    ask({ kind: "collectFluxes", which });
    part.collect(which, whole);
    return whole;
  };
  return {
    name: own.name,
    remedy: own.remedy,
    beginHour(time, context) {
      ask({ kind: "beginFluxes", which, time });
      own.beginHour(time, context);
      if (startOfDay(time) === day) return;
      day = startOfDay(time);
      scales.forgetBefore(day - lagDays * SECONDS_PER_DAY);
      bounds?.forgetBefore(day - lagDays * SECONDS_PER_DAY);
    },
    naturalFlux(time, out) {
      const natural = Float64Array.from(prior.natural(time));
      const { lower, upper } = bounds?.at(time, natural) ?? { lower: none, upper: none };
      const hour = { natural, scales: scales.at(time, natural), lower, upper };
      ask({ kind: "naturalFlux", which, time });
      part.naturalFlux(which, time, hour, out);
    },
    priorSpread: priorSpreadOf(inputs),
    stateBlocks: () => [],
    finishedDays: (time, last) => own.finishedDays(time, last),
    save() {
      const { first, newest } = own.save();
      return {
        first,
        newest,
        get values() {
          return values();
        },
      };
    },
    resume({ first, newest, values: whole }) {
      ask({ kind: "resumeFluxes", which, first, newest });
      part.resume(which, first, newest, whole);
    },
  };
}
