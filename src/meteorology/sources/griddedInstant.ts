/**
 * One instant of gridded weather on the model's grid and levels: bilinear in the horizontal; in the vertical by mass where
 * the source has layers, linear in log pressure where it has points. Winds are turned to the normals of the faces first.
 */
import { InputError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { formatTime, type Time } from "../../time.js";
import { diagnoseBoundaryLayer } from "../diagnosedBoundaryLayer.js";
import { specificHumidity } from "../humidity.js";
import type { Meteorology } from "../meteorology.js";
import type { GriddedFiles } from "./griddedFiles.js";
import { type QuantityName, quantities } from "./griddedQuantities.js";
import { createStencils, interpolate, type Stencil } from "../../grids/horizontalStencil.js";
import { createLayerRemap } from "./layerRemap.js";
import type { LevelAxis } from "./levelAxis.js";
import { upwardHeatFlux } from "./sensibleHeat.js";
import {
  createInterfaceInterpolation,
  createVerticalInterpolation,
  type VerticalInterpolation,
} from "./verticalInterpolation.js";

export interface InstantReader {
  /** Reads the fields that transport cannot do without, and drops them. @throws InputError as `read` */
  check(time: Time): void;
  /** @param time one of the files' times @throws InputError where a value that is needed is not finite */
  read(time: Time): Meteorology;
}

/** A field on levels in the window, [level][point], from the lowest level. */
interface LevelField {
  readonly axis: LevelAxis;
  /** From the ground, where the levels are layers and all of them there. */
  readonly interfaces: LevelAxis | undefined;
  readonly values: Float64Array;
}

export function createInstantReader(
  files: GriddedFiles,
  grid: Grid,
  vertical: VerticalCoordinate,
  landFraction: Float64Array,
): InstantReader {
  const { window, stencils } = createStencils(
    files.longitudes,
    files.latitudes,
    [grid, grid.xFaces, grid.yFaces],
    files.paths.join(", "),
  );
  const [cellStencil, xStencil, yStencil] = stencils;
  const { levels } = vertical;
  const points = window.rows * window.columns;
  const interpolations = new Map<string, VerticalInterpolation>();
  const verticalFor = ({ axis, interfaces }: LevelField): VerticalInterpolation => {
    const { a, b } = interfaces ?? axis;
    const key = `${a.join()};${b.join()}`;
    const create = (): VerticalInterpolation =>
      interfaces === undefined ? createVerticalInterpolation(axis, vertical) : createLayerRemap(interfaces, vertical);
    const known = interpolations.get(key) ?? create();
    interpolations.set(key, known);
    return known;
  };

  const place = (point: number): string => {
    const latitude = files.latitudes[window.row + Math.floor(point / window.columns)];
    const longitude = files.longitudes[window.column + (point % window.columns)];
    return `${Number(latitude.toFixed(2))} N ${Number(longitude.toFixed(2))} E`;
  };
  const notFinite = (quantity: QuantityName, time: Time, point: number, pressure?: number): InputError => {
    const { file, variable } = files.find(quantity, time);
    const level = pressure === undefined ? "" : `, ${(pressure / 100).toFixed(1)} hPa`;
    return new InputError({
      where: `${file.path}: variable "${variable.name}"`,
      found: `no number (NaN or fill value) at ${formatTime(time)}${level}, ${place(point)}`,
      expected: `${quantities[quantity].label} at every point above the ground`,
      remedy: "fetch the file again, or give one without gaps",
    });
  };
  const implausible = (quantity: QuantityName, time: Time, value: number, point: number): InputError => {
    const { file, variable } = files.find(quantity, time);
    const { label, range, units } = quantities[quantity];
    return new InputError({
      where: `${file.path}: variable "${variable.name}"`,
      found: `${value} at ${formatTime(time)}, ${place(point)}`,
      expected: `${label} from ${range[0]} to ${range[1]} (SI); units understood: ${units.map(([unit]) => unit).join(", ")}`,
      remedy: "check its units",
    });
  };

  const surface = (quantity: QuantityName, time: Time): Float64Array => {
    const values = files.read(quantity, time, window);
    const [least, greatest] = quantities[quantity].range;
    for (let p = 0; p < points; p++) {
      if (!Number.isFinite(values[p])) throw notFinite(quantity, time, p);
      if (values[p] < least || values[p] > greatest) throw implausible(quantity, time, values[p], p);
    }
    return values;
  };
  const optional = (quantity: QuantityName, time: Time): Float64Array | undefined =>
    files.has(quantity) ? surface(quantity, time) : undefined;

  /** Fills what is under the ground from above; with `partial`, levels without any value are left out. */
  const onLevels = (quantity: QuantityName, time: Time, ps: Float64Array, partial: boolean): LevelField => {
    const raw = files.read(quantity, time, window);
    const axis = files.levels(quantity);
    const order = lowestFirst(axis).filter((level) => !partial || !empty(raw, level, points));
    if (order.length === 0) throw notFinite(quantity, time, 0);
    const [least, greatest] = quantities[quantity].range;
    const values = new Float64Array(order.length * points);
    const a = Float64Array.from(order, (level) => axis.a[level]);
    const b = Float64Array.from(order, (level) => axis.b[level]);
    for (let k = order.length - 1; k >= 0; k--) {
      for (let p = 0; p < points; p++) {
        const value = raw[order[k] * points + p];
        const pressure = a[k] + b[k] * ps[p];
        if (Number.isFinite(value)) values[k * points + p] = value;
        else if (k < order.length - 1 && pressure > ps[p]) values[k * points + p] = values[(k + 1) * points + p];
        else throw notFinite(quantity, time, p, pressure);
        const used = values[k * points + p];
        if (used < least || used > greatest) throw implausible(quantity, time, used, p);
      }
    }
    const layers = files.interfaces(quantity);
    const whole = layers.kind === "layers" && order.length === axis.a.length;
    return { axis: { a, b }, interfaces: whole ? layers.axis : undefined, values };
  };

  const humidity = (time: Time, ps: Float64Array, temperature: LevelField): LevelField => {
    if (files.has("specificHumidity")) return onLevels("specificHumidity", time, ps, true);
    const relative = onLevels("relativeHumidity", time, ps, true);
    const { a, b } = relative.axis;
    for (let k = 0; k < a.length; k++) {
      const level = temperature.axis.a.findIndex((value, n) => value === a[k] && temperature.axis.b[n] === b[k]);
      if (level < 0) {
        const { file, variable } = files.find("relativeHumidity", time);
        throw new InputError({
          where: `${file.path}: variable "${variable.name}"`,
          found: `a level of ${a[k]} Pa + ${b[k]} ps that temperature does not have`,
          expected: "the levels of temperature, to make specific humidity of relative humidity",
        });
      }
      for (let p = 0; p < points; p++) {
        const at = k * points + p;
        const warmth = temperature.values[level * points + p];
        relative.values[at] = specificHumidity(relative.values[at], warmth, a[k] + b[k] * ps[p]);
      }
    }
    return relative;
  };

  const horizontally = (values: Float64Array, stencil: Stencil): Float64Array => {
    const out = new Float64Array(stencil.points);
    interpolate(values, 0, stencil, out);
    return out;
  };
  const scalar = (field: LevelField, nearGround: Float64Array | undefined, ps: Float64Array): Float64Array => {
    const count = field.axis.a.length;
    const middle = new Float64Array(count * cellStencil.points);
    for (let k = 0; k < count; k++) interpolate(field.values, k * points, cellStencil, middle, k * cellStencil.points);
    const out = new Float64Array(levels * cellStencil.points);
    verticalFor(field).apply(middle, nearGround, ps, out);
    return out;
  };

  /** [level + 1][cell], [kg m-2 s-1], at the interfaces; falls to 0 at the ground. */
  const updraft = (time: Time, source: Float64Array, ps: Float64Array): Float64Array => {
    const { axis, values } = onLevels("updraftMassFlux", time, source, true);
    const count = axis.a.length;
    const cells = cellStencil.points;
    const field = new Float64Array(count * cells);
    for (let k = 0; k < count; k++) interpolate(values, k * points, cellStencil, field, k * cells);
    const out = new Float64Array((levels + 1) * cells);
    const inner = out.subarray(cells, levels * cells);
    createInterfaceInterpolation(axis, vertical).apply(field, new Float64Array(cells), ps, inner);
    for (let i = 0; i < inner.length; i++) inner[i] = Math.max(0, inner[i]);
    return out;
  };

  const pressureAt = (time: Time): Float64Array =>
    files.has("surfacePressure") ? surface("surfacePressure", time) : surface("logSurfacePressure", time).map(Math.exp);

  return {
    check(time) {
      const source = pressureAt(time);
      onLevels("eastwardWind", time, source, false);
      onLevels("northwardWind", time, source, false);
      humidity(time, source, onLevels("temperature", time, source, false));
    },
    read(time) {
      const source = pressureAt(time);
      const u = onLevels("eastwardWind", time, source, false);
      const v = onLevels("northwardWind", time, source, false);
      const u10 = files.has("northwardSurfaceWind") ? optional("eastwardSurfaceWind", time) : undefined;
      const v10 = u10 === undefined ? undefined : surface("northwardSurfaceWind", time);
      const faceWind = (stencil: Stencil, east: Float64Array, north: Float64Array): Float64Array => {
        const count = u.axis.a.length;
        const faces = stencil.points;
        const normal = new Float64Array(count * faces);
        const other = new Float64Array(faces);
        const project = (
          fromU: Float64Array,
          fromV: Float64Array,
          from: number,
          out: Float64Array,
          at: number,
        ): void => {
          interpolate(fromU, from, stencil, out, at);
          interpolate(fromV, from, stencil, other);
          for (let f = 0; f < faces; f++) out[at + f] = out[at + f] * east[f] + other[f] * north[f];
        };
        for (let k = 0; k < count; k++) project(u.values, v.values, k * points, normal, k * faces);
        let nearGround: Float64Array | undefined;
        if (u10 !== undefined && v10 !== undefined) {
          nearGround = new Float64Array(faces);
          project(u10, v10, 0, nearGround, 0);
        }
        const out = new Float64Array(levels * faces);
        verticalFor(u).apply(normal, nearGround, horizontally(source, stencil), out);
        return out;
      };
      const temperature = onLevels("temperature", time, source, false);
      const ps = horizontally(source, cellStencil);
      const cell = (values: Float64Array | undefined): Float64Array | undefined =>
        values === undefined ? undefined : horizontally(values, cellStencil);
      const t2m = cell(optional("surfaceTemperature", time));
      const weather: Meteorology = {
        time,
        surfacePressure: ps,
        temperature: scalar(temperature, t2m, ps),
        specificHumidity: scalar(humidity(time, source, temperature), undefined, ps),
        xWind: faceWind(xStencil, grid.xFaces.normalEast, grid.xFaces.normalNorth),
        yWind: faceWind(yStencil, grid.yFaces.normalEast, grid.yFaces.normalNorth),
        boundaryLayerHeight: new Float64Array(grid.cells),
        frictionVelocity: new Float64Array(grid.cells),
        inverseObukhovLength: new Float64Array(grid.cells),
        updraftMassFlux: files.has("updraftMassFlux") ? updraft(time, source, ps) : undefined,
      };
      const sign = files.has("sensibleHeat") ? upwardHeatFlux(files.find("sensibleHeat", time)) : undefined;
      diagnoseBoundaryLayer(
        grid,
        vertical,
        landFraction,
        {
          height: cell(optional("boundaryLayerHeight", time)),
          frictionVelocity: cell(optional("frictionVelocity", time)),
          heatFlux: sign === undefined ? undefined : cell(surface("sensibleHeat", time))?.map((flux) => sign * flux),
          groundTemperature: cell(optional("skinTemperature", time)) ?? t2m,
        },
        weather,
      );
      return weather;
    },
  };
}

/** Indices of the levels, the lowest (highest pressure) first. */
function lowestFirst({ a, b }: LevelAxis): number[] {
  const pressure = Array.from(a, (value, k) => value + b[k] * 1e5);
  return pressure.map((_, k) => k).sort((x, y) => pressure[y] - pressure[x]);
}

function empty(values: Float64Array, level: number, points: number): boolean {
  for (let p = 0; p < points; p++) if (Number.isFinite(values[level * points + p])) return false;
  return true;
}
