/**
 * The carbon budget of the domain, per lane, float64 [mol CO2]:
 *     start + emission + inflow + increment + airCorrection + residual = end
 * `inflow` is what the advection kernels carried through the outermost faces; `residual` is the round-off of float32.
 * With q = reference + a, a content is sum m (reference + a) / M: the reference part follows from the air alone.
 * All sums over cells go column by column of the grid, then over columns; of several processes the first has them.
 */
import { MOLAR_MASS_DRY_AIR } from "../constants.js";
import type { Kernels } from "../kernels/load.js";
import { launchWeightedTotals } from "../kernels/launchTransport.js";
import { type DealtGrid, sumsOfColumns } from "./dealtGrid.js";
import type { TransportArrays } from "./transportArrays.js";

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
  /** What entered each line of own cells beyond the reference, [line][lane], [kg x mole fraction]; kernels add to it. */
  readonly lines: { readonly x: Float64Array; readonly y: Float64Array };
  /** Air that entered through the sides [kg]. */
  addInflow(air: number): void;
  /** Emission of the present array, and above the ground that of each lane [mol s-1], over `duration` [s]. */
  addEmission(duration: number, aloft: Float64Array): void;
  /** Changes of the air mass at constant mole fraction, [own cell], [kg], in the kernel memory; their sum [kg] */
  addAirCorrection(difference: Float64Array | undefined, sum: number): void;
}

interface LedgerParts extends TransportArrays {
  readonly kernels: Kernels;
  readonly dealt: DealtGrid;
  /** [mol mol-1] */
  readonly reference: number;
}

export function createBudget({ kernels, dealt, reference, inRows, inColumns }: LedgerParts): BudgetLedger {
  const { columns, levels, lanes } = inColumns.shape;
  const lines = {
    x: kernels.memory.float64(levels * inRows.shape.rows * lanes),
    y: kernels.memory.float64(levels * columns * lanes),
  };
  const ofColumns = kernels.memory.float64(columns * lanes);
  const [start, emission, inflow, increment, airCorrection] = Array.from({ length: 5 }, () => new Float64Array(lanes));

  /** sum weight x value [kg x mole fraction] */
  const totals = (values: Float32Array, weights: Float64Array): Float64Array => {
    launchWeightedTotals(kernels, lanes, columns, values, weights, ofColumns);
    return dealt.sumColumns(ofColumns, lanes);
  };
  const content = (): Float64Array => {
    const [mass] = dealt.sumColumns(sumsOfColumns(inColumns.mass, columns), 1);
    const air = reference * mass;
    return totals(inColumns.state, inColumns.mass).map((anomaly) => (air + anomaly) / MOLAR_MASS_DRY_AIR);
  };
  return {
    lines,
    open() {
      start.set(content());
      for (const term of [emission, inflow, increment, airCorrection, lines.x, lines.y]) term.fill(0);
    },
    terms() {
      const end = content();
      const x = dealt.sumRows(lines.x, lanes);
      const y = dealt.sumColumns(lines.y, lanes);
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
      const before = totals(inColumns.state, inColumns.mass);
      const result = change();
      const after = totals(inColumns.state, inColumns.mass);
      for (let lane = 0; lane < lanes; lane++) increment[lane] += (after[lane] - before[lane]) / MOLAR_MASS_DRY_AIR;
      return result;
    },
    addInflow(air) {
      for (let lane = 0; lane < lanes; lane++) inflow[lane] += (reference * air) / MOLAR_MASS_DRY_AIR;
    },
    addEmission(duration, aloft) {
      const rate = totals(inColumns.emission, inColumns.area);
      for (let lane = 0; lane < lanes; lane++) emission[lane] += (rate[lane] + aloft[lane]) * duration;
    },
    addAirCorrection(difference, sum) {
      const anomaly = difference && totals(inColumns.state, difference);
      for (let lane = 0; lane < lanes; lane++) {
        airCorrection[lane] += (reference * sum + (anomaly?.[lane] ?? 0)) / MOLAR_MASS_DRY_AIR;
      }
    },
  };
}
