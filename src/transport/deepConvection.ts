/**
 * Updraft of deep convection [kg s-1 dry air] through the interfaces of each column: the weather's own mass flux where it
 * has one, else a bulk scheme. The parcel of greatest moist static energy in the lowest 300 hPa rises, dry to saturation,
 * then taking in air at 0.2 / (1 km) (Simpson & Wiggert 1969, doi:10.1175/1520-0493(1969)097<0471:MOPCT>2.3.CO;2) and
 * raining out all condensate. There is deep cloud where it becomes buoyant within 150 hPa above cloud base (after Grell
 * 1993, doi:10.1175/1520-0493(1993)121<0764:PEOAUB>2.0.CO;2), is so through 200 hPa (the least depth of deep cloud in the
 * IFS) and gains more than 70 J kg-1. With eta the mass flux over that of cloud base, compensating subsidence takes the
 * parcel's buoyant energy away in tau = 2 h (Zhang & McFarlane 1995, doi:10.1080/07055900.1995.9649539),
 *     M_base = CAPE / (tau F),    F = integral of g eta / (rho T_v) (dT_v/dz + g/c_p) dz.
 * eta grows linearly in pressure from the ground to cloud base, then by entrainment; above the level of greatest buoyancy
 * it falls with the buoyancy to zero at cloud top (this last is ours). No layer gives more than its air in an hour.
 */
import {
  GAS_CONSTANT_DRY_AIR,
  GAS_CONSTANT_WATER_VAPOUR,
  GRAVITY,
  HEAT_CAPACITY_DRY_AIR,
  SECONDS_PER_HOUR,
} from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { specificHumidity, virtualTemperature } from "../meteorology/humidity.js";
import type { Meteorology } from "../meteorology/meteorology.js";

/** Heat of vaporization [J kg-1]. */
const LATENT_HEAT = 2.501e6;
/** Of the rising parcel and of the mass flux [m-1]. */
const ENTRAINMENT = 2e-4;
/** CAPE of the parcel below which there is no deep cloud [J kg-1]. */
const LEAST_CAPE = 70;
const SOURCE_DEPTH = 300e2;
const CAP = 150e2;
const LEAST_DEPTH = 200e2;
const TIME_SCALE = 2 * SECONDS_PER_HOUR;

/** Air of one column, level 0 the lowest; interface k lies below level k. */
export interface ConvectiveAir {
  /** [level], [Pa], [m], [K], [kg kg-1] */
  readonly pressure: Float64Array;
  readonly height: Float64Array;
  readonly temperature: Float64Array;
  readonly humidity: Float64Array;
  /** [level + 1], [Pa], [m] */
  readonly interfacePressure: Float64Array;
  readonly interfaceHeight: Float64Array;
}

export interface DeepCloud {
  /** Interface of cloud base, and the highest buoyant level. */
  readonly base: number;
  readonly top: number;
  /** [J kg-1] */
  readonly cape: number;
}

/** @returns updraft of a weather, [level + 1][row][column], [kg s-1]; the next call overwrites it */
export function createDeepConvection(
  grid: Pick<Grid, "cells" | "area">,
  vertical: VerticalCoordinate,
): (weather: Meteorology) => Float64Array {
  const { cells, area } = grid;
  const { a, b, levels } = vertical;
  const updraft = new Float64Array((levels + 1) * cells);
  const column = new Float64Array(levels + 1);
  const air: ConvectiveAir = {
    pressure: new Float64Array(levels),
    height: new Float64Array(levels),
    temperature: new Float64Array(levels),
    humidity: new Float64Array(levels),
    interfacePressure: new Float64Array(levels + 1),
    interfaceHeight: new Float64Array(levels + 1),
  };
  const lay = ({ surfacePressure, temperature, specificHumidity }: Meteorology, cell: number): void => {
    const ps = surfacePressure[cell];
    for (let k = 0; k < levels; k++) {
      const at = k * cells + cell;
      const below = a[k] + b[k] * ps;
      const above = a[k + 1] + b[k + 1] * ps;
      const scale = (GAS_CONSTANT_DRY_AIR / GRAVITY) * virtualTemperature(temperature[at], specificHumidity[at]);
      air.pressure[k] = (below + above) / 2;
      air.temperature[k] = temperature[at];
      air.humidity[k] = specificHumidity[at];
      air.interfacePressure[k] = below;
      air.interfacePressure[k + 1] = above;
      air.height[k] = air.interfaceHeight[k] + scale * Math.log(below / air.pressure[k]);
      air.interfaceHeight[k + 1] = air.interfaceHeight[k] + scale * Math.log(below / above);
    }
  };
  return (weather) => {
    const { updraftMassFlux: given, specificHumidity: q } = weather;
    for (let cell = 0; cell < cells; cell++) {
      if (given === undefined) {
        lay(weather, cell);
        bulkUpdraft(air, column);
      }
      for (let k = 1; k < levels; k++) {
        const at = k * cells + cell;
        const flux = given === undefined ? column[k] : Math.max(0, given[at]);
        updraft[at] = flux * area[cell] * (1 - (q[at - cells] + q[at]) / 2);
      }
    }
    return updraft;
  };
}

/** @param out mass flux of moist air, [level + 1], [kg m-2 s-1]; zeros where there is no deep cloud @returns the cloud */
export function bulkUpdraft(air: ConvectiveAir, out: Float64Array): DeepCloud | undefined {
  const { pressure, interfacePressure, interfaceHeight, height } = air;
  out.fill(0);
  const buoyancy = new Float64Array(pressure.length);
  const cloud = ascend(air, buoyancy);
  if (cloud === undefined) return undefined;
  const { base, top, cape } = cloud;
  let strongest = base;
  for (let k = base; k <= top; k++) if (buoyancy[k] > buoyancy[strongest]) strongest = k;
  const ground = interfacePressure[0];
  let removal = 0;
  for (let k = 1; k <= top; k++) {
    if (k <= base) out[k] = (ground - interfacePressure[k]) / (ground - interfacePressure[base]);
    else {
      const falling = k <= strongest ? 1 : (buoyancy[k - 1] + buoyancy[k]) / (2 * buoyancy[strongest]);
      const grown = Math.exp(ENTRAINMENT * (interfaceHeight[k] - interfaceHeight[base]));
      out[k] = grown * Math.min(1, Math.max(0, falling));
    }
    if (k < base) continue;
    const [low, high] = [virtualOf(air, k - 1), virtualOf(air, k)];
    const mean = (low + high) / 2;
    const density = interfacePressure[k] / (GAS_CONSTANT_DRY_AIR * mean);
    const step = high - low + (GRAVITY / HEAT_CAPACITY_DRY_AIR) * (height[k] - height[k - 1]);
    removal += (GRAVITY * out[k] * step) / (density * mean);
  }
  let scale = removal > 0 ? cape / (TIME_SCALE * removal) : 0;
  for (let k = 0; k <= top; k++) {
    const burden = (interfacePressure[k] - interfacePressure[k + 1]) / GRAVITY;
    const greatest = Math.max(out[k], out[k + 1]);
    if (greatest > 0) scale = Math.min(scale, burden / (SECONDS_PER_HOUR * greatest));
  }
  for (let k = 1; k <= top; k++) out[k] *= scale;
  return scale > 0 ? cloud : undefined;
}

/** @param buoyancy [level], [m s-2], of the rising parcel; set @returns undefined where there is no deep cloud */
function ascend(air: ConvectiveAir, buoyancy: Float64Array): DeepCloud | undefined {
  const { pressure, height, interfacePressure, interfaceHeight, humidity } = air;
  const levels = pressure.length;
  const energy = (k: number): number =>
    HEAT_CAPACITY_DRY_AIR * air.temperature[k] + GRAVITY * height[k] + LATENT_HEAT * humidity[k];
  let source = 0;
  for (let k = 1; k < levels && interfacePressure[0] - pressure[k] < SOURCE_DEPTH; k++) {
    if (energy(k) > energy(source)) source = k;
  }
  let h = energy(source);
  let water = humidity[source];
  let [base, free, top, cape] = [-1, -1, -1, 0];
  for (let k = source + 1; k < levels; k++) {
    if (base >= 0) {
      const taken = 1 - Math.exp(-ENTRAINMENT * (height[k] - height[k - 1]));
      h += taken * ((energy(k - 1) + energy(k)) / 2 - h);
      water += taken * ((humidity[k - 1] + humidity[k]) / 2 - water);
    }
    const dry = h - GRAVITY * height[k];
    let t = (dry - LATENT_HEAT * water) / HEAT_CAPACITY_DRY_AIR;
    if (water > specificHumidity(1, t, pressure[k])) {
      for (let turn = 0; turn < 6; turn++) {
        const saturated = specificHumidity(1, t, pressure[k]);
        const slope = (LATENT_HEAT * LATENT_HEAT * saturated) / (GAS_CONSTANT_WATER_VAPOUR * t * t);
        t += (dry - HEAT_CAPACITY_DRY_AIR * t - LATENT_HEAT * saturated) / (HEAT_CAPACITY_DRY_AIR + slope);
      }
      water = specificHumidity(1, t, pressure[k]);
      if (base < 0) base = k;
    }
    if (base < 0) continue;
    const around = virtualOf(air, k);
    buoyancy[k] = (GRAVITY * (virtualTemperature(t, water) - around)) / around;
    if (buoyancy[k] > 0) {
      if (free < 0) free = k;
      top = k;
      cape += buoyancy[k] * (interfaceHeight[k + 1] - interfaceHeight[k]);
    } else if (free >= 0 || pressure[base] - pressure[k] > CAP) break;
  }
  if (!(cape > LEAST_CAPE) || interfacePressure[base] - interfacePressure[top + 1] < LEAST_DEPTH) return undefined;
  return { base, top: Math.min(top, levels - 1), cape };
}

function virtualOf({ temperature, humidity }: ConvectiveAir, k: number): number {
  return virtualTemperature(temperature[k], humidity[k]);
}
