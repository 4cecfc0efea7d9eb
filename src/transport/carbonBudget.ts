/**
 * The carbon budget of the domain, per lane, float64 [mol CO2]:
 *     start + emission + inflow + increment + airCorrection + residual = end
 * `inflow` is what the advection kernels carried through the outermost faces; `residual` is the round-off of float32.
 * With q = reference + a, a content is sum m (reference + a) / M: the reference part follows from the air alone.
 */
import { MOLAR_MASS_DRY_AIR } from "../constants.js";
import type { Kernels } from "../kernels/load.js";
import { launchWeightedTotals, type TransportShape } from "../kernels/launchTransport.js";

/** Amounts of one window, [lane], [mol]. */
export interface BudgetTerms {
  readonly start: Float64Array;
  readonly emission: Float64Array;
  /** Net, through the sides of the domain. */
  readonly inflow: Float64Array;
  /** What the analysis added. */
  readonly increment: Float64Array;
  /** Where the air mass was set to that of the meteorology: round-off within a run of hours, real where they jump. */
  readonly airCorrection: Float64Array;
  readonly end: Float64Array;
  readonly residual: Float64Array;
}

export interface CarbonBudget {
  /** Begins a new window with the present state. */
  open(): void;
  /** The window until now. */
  terms(): BudgetTerms;
  /** Runs a change of the state that is no transport, such as an analysis, and counts what it adds. */
  readonly recordIncrement: <T>(change: () => T) => T;
}

/** What the transport model tells its budget. */
export interface BudgetLedger extends CarbonBudget {
  /** What entered each line of cells beyond the reference, [line][lane], [kg x mole fraction]; kernels add to it. */
  readonly xInflow: Float64Array;
  readonly yInflow: Float64Array;
  /** Air that entered through the sides [kg]. */
  addInflow(air: number): void;
  /** Emission of the present array, and above the ground that of each lane [mol s-1], over `duration` [s]. */
  addEmission(duration: number, aloft: Float64Array): void;
  /** Changes of the air mass at constant mole fraction, [cell], [kg], in the kernel memory; their sum [kg] */
  addAirCorrection(difference: Float64Array | undefined, sum: number): void;
}

interface LedgerParts {
  readonly kernels: Kernels;
  readonly shape: TransportShape;
  /** [mol mol-1] */
  readonly reference: number;
  readonly state: Float32Array;
  readonly airMass: Float64Array;
  readonly emission: Float32Array;
  readonly area: Float64Array;
}

export function createBudget(parts: LedgerParts): BudgetLedger {
  const { kernels, reference } = parts;
  const { columns, rows, levels, lanes } = parts.shape;
  const xInflow = kernels.memory.float64(levels * rows * lanes);
  const yInflow = kernels.memory.float64(levels * columns * lanes);
  const lineTotals = kernels.memory.float64(levels * rows * lanes);
  const [start, emission, inflow, increment, airCorrection] = Array.from({ length: 5 }, () => new Float64Array(lanes));

  /** sum weight x value [kg x mole fraction] */
  const totals = (values: Float32Array, weights: Float64Array): Float64Array => {
    const lines = weights.length / columns;
    const sums = lineTotals.subarray(0, lines * lanes);
    launchWeightedTotals(kernels, lanes, lines, values, weights, sums);
    return sumLines(sums, lanes);
  };
  const content = (): Float64Array => {
    const air = reference * parts.airMass.reduce((sum, mass) => sum + mass, 0);
    return totals(parts.state, parts.airMass).map((anomaly) => (air + anomaly) / MOLAR_MASS_DRY_AIR);
  };
  return {
    xInflow,
    yInflow,
    open() {
      start.set(content());
      for (const term of [emission, inflow, increment, airCorrection, xInflow, yInflow]) term.fill(0);
    },
    terms() {
      const end = content();
      const x = sumLines(xInflow, lanes);
      const y = sumLines(yInflow, lanes);
      const entered = inflow.map((amount, lane) => amount + (x[lane] + y[lane]) / MOLAR_MASS_DRY_AIR);
      return {
        start: start.slice(),
        emission: emission.slice(),
        inflow: entered,
        increment: increment.slice(),
        airCorrection: airCorrection.slice(),
        end,
        residual: end.map(
          (amount, lane) =>
            amount - start[lane] - emission[lane] - entered[lane] - increment[lane] - airCorrection[lane],
        ),
      };
    },
    recordIncrement(change) {
      const before = totals(parts.state, parts.airMass);
      const result = change();
      const after = totals(parts.state, parts.airMass);
      for (let lane = 0; lane < lanes; lane++) increment[lane] += (after[lane] - before[lane]) / MOLAR_MASS_DRY_AIR;
      return result;
    },
    addInflow(air) {
      for (let lane = 0; lane < lanes; lane++) inflow[lane] += (reference * air) / MOLAR_MASS_DRY_AIR;
    },
    addEmission(duration, aloft) {
      const rate = totals(parts.emission, parts.area);
      for (let lane = 0; lane < lanes; lane++) emission[lane] += (rate[lane] + aloft[lane]) * duration;
    },
    addAirCorrection(difference, sum) {
      const anomaly = difference && totals(parts.state, difference);
      for (let lane = 0; lane < lanes; lane++) {
        airCorrection[lane] += (reference * sum + (anomaly?.[lane] ?? 0)) / MOLAR_MASS_DRY_AIR;
      }
    },
  };
}

/** Sums [line][lane] over lines, in their order. */
function sumLines(lines: Float64Array, lanes: number): Float64Array {
  const sums = new Float64Array(lanes);
  for (let i = 0; i < lines.length; i += lanes) for (let lane = 0; lane < lanes; lane++) sums[lane] += lines[i + lane];
  return sums;
}
