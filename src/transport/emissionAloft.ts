/**
 * Emission above the ground, by profiles of heights, into the layers that the air of the hour has there:
 *     dq_k = s_k E A dt M / m_k,     s_k = C(z_(k+1)) - C(z_k)
 * with C the share of the profile below a height. z is the height above the ground of an interface by the standard atmosphere, from
 * the dry air above it; the shares of a column add up to 1, so that none is lost. It goes with z, before mixing.
 */
import { GRAVITY, MOLAR_MASS_DRY_AIR } from "../constants.js";
import { type FluxAloft, type HeightProfile, shareBelow } from "../fluxes/heightProfile.js";
import { standardHeight } from "../grids/standardAtmosphere.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { copyColumns, type DealtGrid, sumsOfColumns } from "./dealtGrid.js";
import type { ColumnArrays, Sweep } from "./transportArrays.js";

/** Of the lanes `from` to `to` - 1. */
export interface EmissionAloft {
  readonly from: number;
  readonly to: number;
  readonly aloft: readonly FluxAloft[];
}

interface Sources {
  /** @param parts of the whole grid */
  set(parts: readonly EmissionAloft[]): void;
  /** Finds the layers of an hour, by the air of its begin. @returns what each lane gives off [mol s-1] */
  beginHour(): Float64Array;
  /** The sweep, where anything is given off. */
  readonly active: readonly Sweep[];
}

/** Emission of lanes by layer, [level][cell] [mol s-1], up to the last that has any. */
interface Layered extends Pick<EmissionAloft, "from" | "to"> {
  readonly rates: Float64Array;
}

export function createEmissionAloft(
  columns: number,
  dealt: DealtGrid,
  vertical: VerticalCoordinate,
  { shape, state, mass, area }: Pick<ColumnArrays, "shape" | "state" | "mass" | "area">,
): Sources {
  const { levels, lanes } = shape;
  const cells = shape.columns * shape.rows;
  const top = vertical.a[levels];
  let parts: readonly EmissionAloft[] = [];
  let layered: Layered[] = [];

  /** Heights of the interfaces of a column above its ground, up to one that is above a height [m]. */
  const heightsOf = (cell: number, most: number): number[] => {
    let pressure = top;
    for (let k = 0; k < levels; k++) pressure += (mass[k * cells + cell] * GRAVITY) / area[cell];
    const ground = standardHeight(pressure);
    const heights = [0];
    for (let k = 0; k < levels - 1 && heights[k] < most; k++) {
      pressure -= (mass[k * cells + cell] * GRAVITY) / area[cell];
      heights.push(standardHeight(pressure) - ground);
    }
    // What would be above the last layer is in it.
    if (heights[heights.length - 1] < most) heights.push(Infinity);
    return heights;
  };
  const layersOf = ({ from, to, aloft }: EmissionAloft): Layered => {
    const most = Math.max(0, ...aloft.map(({ profile }) => highest(profile)));
    const columnsOfRates: number[][] = [];
    let used = 0;
    for (let cell = 0; cell < cells; cell++) {
      const given = aloft.filter(({ flux }) => flux[cell] !== 0);
      const column: number[] = [];
      if (given.length > 0) {
        const heights = heightsOf(cell, most);
        for (let k = 0; k + 1 < heights.length; k++) {
          column.push(
            given.reduce((sum, { profile, flux }) => {
              const share = shareBelow(profile, heights[k + 1]) - shareBelow(profile, heights[k]);
              return sum + share * flux[cell] * area[cell];
            }, 0),
          );
        }
      }
      used = Math.max(used, column.length);
      columnsOfRates.push(column);
    }
    const rates = new Float64Array(used * cells);
    columnsOfRates.forEach((column, cell) => column.forEach((rate, k) => (rates[k * cells + cell] = rate)));
    return { from, to, rates };
  };
  const give = (dt: number): void => {
    for (const { from, to, rates } of layered) {
      for (let i = 0; i < rates.length; i++) {
        if (rates[i] === 0) continue;
        const change = (rates[i] * dt * MOLAR_MASS_DRY_AIR) / mass[i];
        for (let at = i * lanes + from; at < i * lanes + to; at++) state[at] += change;
      }
    }
  };
  return {
    set(given) {
      const isGiven = ({ from, to, aloft }: EmissionAloft): boolean => to > from && aloft.length > 0;
      parts = given.filter(isGiven).map((part) => ofOwnColumns(part, columns, dealt, cells));
    },
    beginHour() {
      layered = parts.map(layersOf);
      const total = new Float64Array(lanes);
      for (const { from, to, rates } of layered) {
        const [sum] = dealt.sumColumns(sumsOfColumns(rates, shape.columns), 1);
        for (let lane = from; lane < to; lane++) total[lane] += sum;
      }
      return total;
    },
    get active(): readonly Sweep[] {
      return layered.length === 0 ? [] : [{ of: "columns", run: give }];
    },
  };
}

/** @param columns of the whole grid @param cells of own columns */
function ofOwnColumns(
  { from, to, aloft }: EmissionAloft,
  columns: number,
  dealt: Pick<DealtGrid, "columns">,
  cells: number,
): EmissionAloft {
  const own = (flux: Float64Array): Float64Array => {
    const values = new Float64Array(cells);
    copyColumns("flux above the ground", flux, columns, dealt.columns, values);
    return values;
  };
  return { from, to, aloft: aloft.map(({ profile, flux }) => ({ profile, flux: own(flux) })) };
}

function highest({ upTo }: HeightProfile): number {
  return upTo[upTo.length - 1];
}
