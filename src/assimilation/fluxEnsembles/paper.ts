/**
 * The published flux forecast (Kou et al. 2023, eq. 1), hourly fluxes of every member:
 *     E_i(t) = beta (C_i / mean C - 1) E_prior(t) + (1 / M) (sum_{j=1..M-1} mean E_analysis(t - 24 j h) + E_prior(t)),
 * M = 4, C the lowest-layer forecast mole fraction at the start of the hour (the paper leaves open which). The
 * factor of E_prior is bounded where a bound is set, then re-centred over the members; where fewer than M - 1 analyses
 * exist yet, the mean is over those that do. In the first hour the factor is 10 % Gaussian noise.
 * `paper-stabilised` takes |E_prior| behind the factor. The filter updates E(t) ... E(t - lagHours).
 * Fluxes are float32, [hour slot][cell][lane]; slot = hour mod the number of slots.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import { type Ensemble, firstRows, type LaneLayout } from "../../fields/ensemble.js";
import { memberMean, takeMean } from "../../fields/members.js";
import { formatTime, type Time } from "../../time.js";
import {
  averageOf,
  daysLeaving,
  type FluxEnsemble,
  hoursSinceMiddle,
  type NaturalPrior,
  wrongHour,
} from "./fluxEnsemble.js";

/** M of eq. 1: days in the mean, the present prior included. */
const DAYS = 4;
/** Relative perturbation of the first hour's flux. */
const INITIAL_PERTURBATION = 0.1;
/** The least beta that eq. 1 is known to diverge with as printed: docs/skill.md. */
const DIVERGES = 20;

export interface PaperSettings {
  readonly form: "paper" | "paper-stabilised";
  /** Hours before the present one that observations still change. */
  readonly lagHours: number;
  readonly beta: number;
  /** Largest size of beta (C_i / mean C - 1); none as printed. */
  readonly factorBound?: number | undefined;
}

export interface PaperInputs extends PaperSettings {
  readonly layout: LaneLayout;
  readonly cells: number;
  readonly prior: NaturalPrior;
  /** Independent standard normal draws, [cell]. */
  readonly draw: (member: number, step: number) => Float64Array;
  /** Memory that the filter's kernel can address. */
  readonly allocate: (length: number) => Float32Array;
}

/** What every output of such an ensemble must say. */
export function paperRemarks({ form, factorBound }: Pick<PaperSettings, "form" | "factorBound">): string[] {
  return [
    "Flux perturbations follow eq. 1 of Kou et al. (2023): in twin experiments they gave no skill for the flux " +
      "although the analysed mole fraction improved, and with beta = 80 the ensemble diverged within days in " +
      "summer. Read these fluxes as a study of the published method, not as an estimate.",
    ...(form === "paper-stabilised" ? ["Stabilised: eq. 1 with the size of the prior flux behind its factor."] : []),
    ...(factorBound === undefined ? [] : [`The factor of eq. 1 is bounded to ${factorBound}.`]),
  ];
}

function remedyOf({ beta, factorBound }: PaperSettings): string {
  const persistent = 'use the ensemble form "persistent"';
  return factorBound === undefined
    ? `${persistent}, a bound on the factor (ensemble.factorBound) or a beta below ${Math.min(beta, DIVERGES)}; ` +
        `without a bound eq. 1 is known to diverge in summer with beta 80, 40 and ${DIVERGES} alike`
    : `${persistent}, a bound on the factor below ${factorBound} (ensemble.factorBound) or a beta below ${beta}`;
}

/**
 * @returns the ensemble before its first hour
 * @example
 * import { createGrid, createPaperEnsemble, laneLayout, longitudeLatitudeGrid, randomField } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 4, 4));
 * const layout = laneLayout(4);
 * const fluxes = createPaperEnsemble({
 *   form: "paper",
 *   lagHours: 24,
 *   beta: 80,
 *   layout,
 *   cells: grid.cells,
 *   prior: {
 *     natural: () => new Float64Array(grid.cells).fill(-1e-6),
 *     grossUptake: () => new Float64Array(grid.cells).fill(2e-6),
 *   },
 *   draw: (member, step) => {
 *     const field = randomField(1, "paperFlux", member, step);
 *     return Float64Array.from({ length: grid.cells }, (_, cell) => field.normal(cell));
 *   },
 *   allocate: (length) => new Float32Array(length),
 * });
 *
 * const rows = grid.cells * 15;
 * const moleFraction = { rows, layout, reference: 4e-4, data: new Float32Array(rows * layout.lanes) };
 * fluxes.beginHour(1467331200, { moleFraction });
 * const natural = new Float32Array(grid.cells * layout.lanes);
 * fluxes.naturalFlux(1467331200, natural);
 * natural[0] === natural[1]; // => false
 */
export function createPaperEnsemble(inputs: PaperInputs): FluxEnsemble {
  const { form, layout, cells, prior, lagHours, draw, allocate } = inputs;
  const { members, lanes, firstMember } = layout;
  const slots = Math.max(lagHours, 24 * (DAYS - 1)) + 24;
  const slotSize = cells * lanes;
  const values = allocate(slots * slotSize);
  let first = Number.NaN;
  let newest = Number.NaN;

  const slotOf = (time: Time): Float32Array => {
    const slot = (time / SECONDS_PER_HOUR) % slots;
    return values.subarray(slot * slotSize, (slot + 1) * slotSize);
  };
  const isHeld = (time: Time): boolean => time >= first && time <= newest && newest - time < slots * SECONDS_PER_HOUR;

  /** The mean that eq. 1 adds to the perturbation, [cell]. */
  const meanOf = (time: Time, natural: Float64Array): Float64Array => {
    const past = Array.from({ length: DAYS - 1 }, (_, j) => time - 24 * (j + 1) * SECONDS_PER_HOUR)
      .filter((hour) => hour >= first)
      .map(slotOf);
    return natural.map((value, cell) => {
      let sum = value;
      for (const slot of past) sum += memberMean(slot, members, cell * lanes);
      return sum / (past.length + 1);
    });
  };

  return {
    name: form,
    remedy: remedyOf(inputs),
    beginHour(time, { moleFraction }) {
      const begun = !Number.isNaN(newest);
      if (begun && time !== newest + SECONDS_PER_HOUR) throw wrongHour("an hour is missing before", time);
      const step = time / SECONDS_PER_HOUR;
      const noise = begun
        ? undefined
        : Array.from({ length: members }, (_, member) => draw(firstMember + member, step));
      if (!begun) first = time;
      const natural = prior.natural(time);
      const mean = meanOf(time, natural);
      const slot = slotOf(time);
      const factorsAt = memberFactors(inputs, moleFraction, cells, noise);
      for (let cell = 0; cell < cells; cell++) {
        const factors = factorsAt(cell);
        const base = form === "paper" ? natural[cell] : Math.abs(natural[cell]);
        for (let m = 0; m < members; m++) slot[cell * lanes + m] = factors[m] * base + mean[cell];
      }
      newest = time;
    },
    naturalFlux(time, out) {
      if (!isHeld(time)) throw wrongHour("the ensemble does not hold", time);
      const slot = slotOf(time);
      for (let row = 0; row < slotSize; row += lanes) {
        for (let lane = row; lane < row + members; lane++) out[lane] = slot[lane];
      }
    },
    priorSpread: (hours) =>
      averageOf(hours.map((time) => prior.natural(time).map((value) => INITIAL_PERTURBATION * Math.abs(value)))),
    stateBlocks() {
      const count = Math.min(lagHours, (newest - first) / SECONDS_PER_HOUR) + 1;
      return Array.from({ length: count }, (_, back) => {
        const time = newest - back * SECONDS_PER_HOUR;
        return {
          name: `natural flux of ${formatTime(time)}`,
          data: slotOf(time),
          levels: 1,
          cells,
          hoursBefore: hoursSinceMiddle(time, time + SECONDS_PER_HOUR, newest + SECONDS_PER_HOUR),
        };
      });
    },
    finishedDays: (time, last) => daysLeaving(first, time, lagHours, last),
    save: () => ({ first, newest, values }),
    resume(state) {
      first = state.first;
      newest = state.newest;
      values.set(state.values);
    },
  };
}

/**
 * The factor of E_prior of each member, bounded and centred: eq. 1, or in the first hour noise.
 * @param noise [member] of [cell], in the first hour
 * @returns factors of a cell, [member], [1]; the next call overwrites them
 */
function memberFactors(
  { layout, beta, factorBound = Number.POSITIVE_INFINITY }: PaperInputs,
  moleFraction: Ensemble,
  cells: number,
  noise: readonly Float64Array[] | undefined,
): (cell: number) => Float64Array {
  const { members, lanes } = layout;
  const { reference } = moleFraction;
  const data = firstRows(moleFraction, cells);
  const factors = new Float64Array(members);
  return (cell) => {
    const mean = memberMean(data, members, cell * lanes);
    for (let member = 0; member < members; member++) {
      const factor =
        noise === undefined
          ? (beta * (data[cell * lanes + member] - mean)) / (reference + mean)
          : INITIAL_PERTURBATION * noise[member][cell];
      factors[member] = Math.max(-factorBound, Math.min(factorBound, factor));
    }
    takeMean(factors, members, memberMean(factors, members));
    return factors;
  };
}
