/**
 * The recommended ensemble: three persistent, correlated parameters a cell and UTC day,
 *     E_i(c,h) = E_prior(c,h) + sum_p S_p(c,h) a_{p,i}(c,d),   p in {day, night, additive}   (parameterScales.ts)
 * each the sum of components with a memory of their own (parameterNoise.ts), forecast from day to day with
 *     a_s <- rho_s a_s + sqrt(1 - rho_s^2) sigma z_s,   rho_s = exp(-1 day / memory of s),
 * z_s smooth fields, centred over the members, whose variances add up to 1; on the first day a_s = sigma z_s. So the mean
 * decays to the prior within the memory and the variance to sigma^2; perturbed analyses go on as the mean does. The filter
 * updates a(d) ... a(d - lag).
 * Parameters are float32, [day slot][component][parameter][cell][lane], zero in lanes that are neither members nor perturbed
 * analyses; slot = day mod (lag + 1).
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { LaneLayout } from "../../fields/ensemble.js";
import { sumOfFields } from "../../fields/members.js";
import type { Kernels } from "../../kernels/load.js";
import { launchBoundMembers, launchCombineParameters } from "../../kernels/launchMembers.js";
import { formatDay, startOfDay, type Time } from "../../time.js";
import {
  averageOf,
  daysLeaving,
  type FluxEnsemble,
  hoursSinceMiddle,
  type NaturalPrior,
  wrongHour,
} from "./fluxEnsemble.js";
import type { GrossBounds } from "./grossBounds.js";
import type { ParameterNoise } from "./parameterNoise.js";
import { type Parameter, type ParameterScales, parameters } from "./parameterScales.js";

/** Standard deviations of the parameters on land, by default: docs/method.md says how they were found. */
export const USUAL_SIGMA: Readonly<Record<Parameter, number>> = { day: 0.615, night: 0.296, additive: 0.26 };
/** Those on water over those on land; a coast has the mean by area. */
const WATER_SHARE = 0.1;

export interface PersistentInputs {
  readonly layout: LaneLayout;
  /** [cell], 0 to 1 */
  readonly landFraction: Float64Array;
  readonly prior: NaturalPrior;
  /** Of the same prior; ensembles may share them. */
  readonly scales: ParameterScales;
  /** Standard deviations of the parameters on land [1]. */
  readonly sigma: Readonly<Record<Parameter, number>>;
  /** Bounds of every member's flux, of the same prior; absent where there are none. */
  readonly bounds?: GrossBounds | undefined;
  /** Days before the present one that observations still change. */
  readonly lagDays: number;
  /** What every parameter is the sum of; the variances of their fields add up to 1. */
  readonly components: readonly ParameterNoise[];
  readonly kernels: Kernels;
}

/** What every output of such an ensemble must say. */
export const persistentRemarks: readonly string[] = [
  "Fluxes are estimated as persistent, correlated corrections of the prior: twin experiments support them for " +
    "regions of 1000 km and means of 3 weeks and more, not for single cells or days.",
];

const REMEDY =
  "look at size and units of the prior fluxes, and at the assumed errors of the observations: departures far beyond " +
  "them drive the fluxes away";

/**
 * @returns the ensemble before its first hour
 *
 * @example
 * import {
 *   createCorrelation,
 *   createGrid,
 *   createPersistentEnsemble,
 *   laneLayout,
 *   loadKernels,
 *   longitudeLatitudeGrid,
 *   randomField,
 * } from "openjdas";
 *
 * const grid = createGrid(longitudeLatitudeGrid("small", 104, 28, 2, 2, 4, 4));
 * const kernels = await loadKernels(1);
 * const layout = laneLayout(4);
 * const smooth = createCorrelation(grid, 700e3);
 * const fluxes = createPersistentEnsemble({
 *   layout,
 *   landFraction: new Float64Array(grid.cells).fill(1),
 *   prior: {
 *     natural: () => new Float64Array(grid.cells).fill(-1e-6),
 *     grossUptake: () => new Float64Array(grid.cells).fill(2e-6),
 *   },
 *   // day, night and additive parameters multiply 1e-6 mol m-2 s-1 at all hours
 *   scales: { at: () => new Float64Array(3 * grid.cells).fill(1e-6), forgetBefore() {} },
 *   sigma: { day: 0.52, night: 0.25, additive: 0.22 },
 *   lagDays: 7,
 *   components: [
 *     { memoryDays: 30, draw: (member, step) => smooth.sample(randomField(1, "fluxParameter", member, step)) },
 *   ],
 *   kernels,
 * });
 *
 * const rows = grid.cells * 15;
 * const moleFraction = { rows, layout, reference: 4e-4, data: new Float32Array(rows * layout.lanes) };
 * fluxes.beginHour(1467331200, { moleFraction });
 * const natural = kernels.memory.float32(grid.cells * layout.lanes);
 * fluxes.naturalFlux(1467331200, natural);
 * const mean = natural.subarray(0, 4).reduce((sum, flux) => sum + flux / 4, 0);
 * (1e6 * mean).toFixed(3); // => "-1.000"
 * await kernels.close();
 */
export function createPersistentEnsemble(inputs: PersistentInputs): FluxEnsemble {
  const { layout, landFraction, scales, bounds, lagDays, components, kernels } = inputs;
  const { lanes } = layout;
  const cells = landFraction.length;
  const sigmas = sigmaFields(inputs.sigma, landFraction);
  const levels = components.length * parameters.length;
  const slotSize = levels * cells * lanes;
  const values = kernels.memory.float32((lagDays + 1) * slotSize);
  const setFlux = hourlyFlux(inputs);
  let first = Number.NaN;
  let newest = Number.NaN;
  /** End of the hour that has begun. */
  let now = Number.NaN;

  const slotOf = (day: Time): Float32Array => {
    const slot = (day / SECONDS_PER_DAY) % (lagDays + 1);
    return values.subarray(slot * slotSize, (slot + 1) * slotSize);
  };
  /** Days held, newest first. */
  const heldDays = (): Time[] => {
    const count = Math.min(lagDays, (newest - first) / SECONDS_PER_DAY) + 1;
    return Array.from({ length: count }, (_, back) => newest - back * SECONDS_PER_DAY);
  };

  return {
    name: "persistent",
    remedy: REMEDY,
    beginHour(time) {
      const day = startOfDay(time);
      now = time + SECONDS_PER_HOUR;
      if (day === newest) return;
      if (Number.isNaN(newest)) {
        forecastDay(inputs, sigmas, day, slotOf(day), undefined);
        first = day;
      } else {
        if (day !== newest + SECONDS_PER_DAY) throw wrongHour("a day is missing before", time);
        forecastDay(inputs, sigmas, day, slotOf(day), slotOf(newest));
      }
      newest = day;
      scales.forgetBefore(day - lagDays * SECONDS_PER_DAY);
      bounds?.forgetBefore(day - lagDays * SECONDS_PER_DAY);
    },
    naturalFlux(time, out) {
      const day = startOfDay(time);
      if (!heldDays().includes(day)) throw wrongHour("the ensemble does not hold", time);
      setFlux(time, slotOf(day), out);
    },
    priorSpread: priorSpreadOf(inputs),
    stateBlocks() {
      return heldDays().map((day) => ({
        name: `flux parameters of ${formatDay(day)}`,
        data: slotOf(day),
        levels,
        cells,
        hoursBefore: hoursSinceMiddle(day, Math.min(now, day + SECONDS_PER_DAY), now),
      }));
    },
    finishedDays: (time, last) => daysLeaving(first, time, 24 * lagDays, last),
    save: () => ({ first, newest, values }),
    resume(state) {
      first = state.first;
      newest = state.newest;
      values.set(state.values);
    },
  };
}

/** Spread of the prior's mean over some hours of one day (`FluxEnsemble.priorSpread`). */
export function priorSpreadOf({
  sigma,
  landFraction,
  scales,
  prior,
}: Pick<PersistentInputs, "sigma" | "landFraction" | "scales" | "prior">): FluxEnsemble["priorSpread"] {
  const sigmas = sigmaFields(sigma, landFraction);
  return (hours) =>
    spreadOf(averageOf(hours.map((time) => Float64Array.from(scales.at(time, prior.natural(time))))), sigmas);
}

/** Standard deviations of the parameters in every cell. */
function sigmaFields(
  sigma: PersistentInputs["sigma"],
  landFraction: Float64Array,
): Readonly<Record<Parameter, Float64Array>> {
  const sigmaOf = (parameter: Parameter): Float64Array =>
    landFraction.map((land) => sigma[parameter] * (land + (1 - land) * WATER_SHARE));
  return { day: sigmaOf("day"), night: sigmaOf("night"), additive: sigmaOf("additive") };
}

/** Standard deviation of the flux, [cell]. @param scales S, [parameter][cell] */
function spreadOf(scales: Float64Array, sigmas: Readonly<Record<Parameter, Float64Array>>): Float64Array {
  const cells = scales.length / parameters.length;
  const spread = new Float64Array(cells);
  parameters.forEach((parameter, p) => {
    const sigma = sigmas[parameter];
    for (let cell = 0; cell < cells; cell++) spread[cell] += (scales[p * cells + cell] * sigma[cell]) ** 2;
  });
  for (let cell = 0; cell < cells; cell++) spread[cell] = Math.sqrt(spread[cell]);
  return spread;
}

/** a(day), from a(day before) where there is one. @param slot,before [component][parameter][cell][lane] */
function forecastDay(
  { layout, components }: PersistentInputs,
  sigmas: Readonly<Record<Parameter, Float64Array>>,
  day: Time,
  slot: Float32Array,
  before: Float32Array | undefined,
): void {
  const size = slot.length / (components.length * parameters.length);
  components.forEach(({ memoryDays, draw }, component) => {
    const rho = before === undefined ? 0 : Math.exp(-1 / memoryDays);
    parameters.forEach((parameter, p) => {
      const step = (parameters.length * day) / SECONDS_PER_DAY + p;
      const fields = Array.from({ length: layout.members }, (_, member) => draw(layout.firstMember + member, step));
      const start = (component * parameters.length + p) * size;
      const own = (rows: Float32Array): Float32Array => rows.subarray(start, start + size);
      forecastParameter(own(slot), before && own(before), rho, fields, sigmas[parameter], layout);
    });
  });
}

/**
 * a = rho a(day before) + sqrt(1 - rho^2) sigma z, without z in lanes that are no members.
 * @param target a, [cell][lane] @param before a of the day before @param fields z, [member] of [cell] @param sigma [cell]
 */
function forecastParameter(
  target: Float32Array,
  before: Float32Array | undefined,
  rho: number,
  fields: readonly Float64Array[],
  sigma: Float64Array,
  { members, lanes }: LaneLayout,
): void {
  const sum = sumOfFields(fields);
  for (let cell = 0; cell < sigma.length; cell++) {
    const noise = Math.sqrt(1 - rho * rho) * sigma[cell];
    const row = cell * lanes;
    for (let member = 0; member < members; member++) {
      const past = before === undefined ? 0 : before[row + member];
      target[row + member] = rho * past + noise * (fields[member][cell] - sum[cell] / members);
    }
    for (let i = row + members; i < row + lanes; i++) target[i] = before === undefined ? 0 : rho * before[i];
  }
}

/** E of every member in an hour, within its bounds, from the parameters of the day, [parameter][cell][lane]. */
function hourlyFlux({
  layout,
  landFraction,
  prior,
  scales,
  bounds,
  components,
  kernels,
}: PersistentInputs): (time: Time, day: Float32Array, out: Float32Array) => void {
  const { memory } = kernels;
  const cells = landFraction.length;
  const hourPrior = memory.float64(cells);
  const size = parameters.length * cells;
  const hourScales = memory.float64(components.length * size);
  const [lower, upper] = [0, 1].map(() => memory.float64(bounds === undefined ? 0 : cells));
  return (time, day, out) => {
    hourPrior.set(prior.natural(time));
    const scale = scales.at(time, hourPrior);
    components.forEach((_, component) => hourScales.set(scale, component * size));
    launchCombineParameters(kernels, layout, hourPrior, hourScales, day, out);
    if (bounds === undefined) return;
    const hour = bounds.at(time, hourPrior);
    lower.set(hour.lower);
    upper.set(hour.upper);
    launchBoundMembers(kernels, layout, lower, upper, out);
  };
}
