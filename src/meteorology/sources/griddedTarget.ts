/**
 * From the window of a source's lattice to the model's grid and layers: bilinear in the horizontal; in the vertical by
 * mass where the source has layers, linear in log pressure where it has points. Winds are turned to the normals of the
 * faces first.
 */
import { interpolate, type Stencil } from "../../grids/horizontalStencil.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import type { LevelField } from "./griddedFields.js";
import { createLayerRemap } from "./layerRemap.js";
import {
  createInterfaceInterpolation,
  createVerticalInterpolation,
  type VerticalInterpolation,
} from "./verticalInterpolation.js";

/** A pair of components, eastward and northward, or along the columns and rows of the source [m s-1]. */
export interface Wind<Field> {
  readonly eastward: Field;
  readonly northward: Field;
}

/** Points of one kind, cells or faces. */
export interface GriddedTarget {
  /** [point of the window] to [point] */
  horizontally(values: Float64Array): Float64Array;
  /** @param nearGround [point], or undefined @param ps [point], [Pa] @returns [model level][point] */
  scalar(field: LevelField, nearGround: Float64Array | undefined, ps: Float64Array): Float64Array;
  /** @param nearGround at 10 m @param ps of the window, [Pa] @returns [model level][point] along the normals */
  wind(
    onLevels: Wind<LevelField>,
    nearGround: Wind<Float64Array> | undefined,
    normals: WindNormals,
    ps: Float64Array,
  ): Float64Array;
  /** At the interfaces; falls to 0 at the ground. @param ps [point], [Pa] @returns [model level + 1][point] */
  updraft(field: LevelField, ps: Float64Array): Float64Array;
}

/** Unit vectors across faces in the directions of the wind's components, [point]. */
export interface FaceNormals {
  readonly normalEast: Float64Array;
  readonly normalNorth: Float64Array;
}

/** Winds on levels and near the ground may have directions of their own. */
export interface WindNormals {
  readonly onLevels: FaceNormals;
  readonly nearGround: FaceNormals;
}

export type VerticalChoice = (field: LevelField) => VerticalInterpolation;

/** Interpolations are made once for each set of levels. */
export function verticalChoice(vertical: VerticalCoordinate): VerticalChoice {
  const known = new Map<string, VerticalInterpolation>();
  return ({ axis, interfaces }) => {
    const { a, b } = interfaces ?? axis;
    const key = `${a.join()};${b.join()}`;
    const create = (): VerticalInterpolation =>
      interfaces === undefined ? createVerticalInterpolation(axis, vertical) : createLayerRemap(interfaces, vertical);
    const found = known.get(key) ?? create();
    known.set(key, found);
    return found;
  };
}

/** @param points of the window */
export function griddedTarget(
  stencil: Stencil,
  points: number,
  vertical: VerticalCoordinate,
  verticalFor: VerticalChoice,
): GriddedTarget {
  const size = stencil.points;
  const levelsOf = ({ axis, values }: LevelField): Float64Array => {
    const out = new Float64Array(axis.a.length * size);
    for (let k = 0; k < axis.a.length; k++) interpolate(values, k * points, stencil, out, k * size);
    return out;
  };
  const horizontally = (values: Float64Array): Float64Array => {
    const out = new Float64Array(size);
    interpolate(values, 0, stencil, out);
    return out;
  };
  const onLayers = (
    like: LevelField,
    field: Float64Array,
    nearGround: Float64Array | undefined,
    ps: Float64Array,
  ): Float64Array => {
    const out = new Float64Array(vertical.levels * size);
    verticalFor(like).apply(field, nearGround, ps, out);
    return out;
  };
  return {
    horizontally,
    scalar: (field, nearGround, ps) => onLayers(field, levelsOf(field), nearGround, ps),
    wind({ eastward: u, northward: v }, nearGround, normals, source) {
      const ps = horizontally(source);
      const { normalEast, normalNorth } = normals.onLevels;
      const lowU = nearGround && along(horizontally(nearGround.eastward), normals.nearGround.normalEast);
      const lowV = nearGround && along(horizontally(nearGround.northward), normals.nearGround.normalNorth);
      const [east, north] = [along(levelsOf(u), normalEast), along(levelsOf(v), normalNorth)];
      if (sameLevels(u, v)) return onLayers(u, added(east, north), lowU && lowV && added(lowU, lowV), ps);
      return added(onLayers(u, east, lowU, ps), onLayers(v, north, lowV, ps));
    },
    updraft(field, ps) {
      const out = new Float64Array((vertical.levels + 1) * size);
      const inner = out.subarray(size, vertical.levels * size);
      createInterfaceInterpolation(field.axis, vertical).apply(levelsOf(field), new Float64Array(size), ps, inner);
      for (let i = 0; i < inner.length; i++) inner[i] = Math.max(0, inner[i]);
      return out;
    },
  };
}

function sameLevels(one: LevelField, other: LevelField): boolean {
  const same = (x: Float64Array | undefined, y: Float64Array | undefined): boolean =>
    x?.length === y?.length && (x === undefined || x.every((value, k) => value === y?.[k]));
  return (
    same(one.axis.a, other.axis.a) &&
    same(one.axis.b, other.axis.b) &&
    same(one.interfaces?.a, other.interfaces?.a) &&
    same(one.interfaces?.b, other.interfaces?.b)
  );
}

/** A component of the wind along the normals, in place. @param wind [level][face] */
function along(wind: Float64Array, normal: Float64Array): Float64Array {
  for (let from = 0; from < wind.length; from += normal.length) {
    for (let f = 0; f < normal.length; f++) wind[from + f] *= normal[f];
  }
  return wind;
}

/** The sum, in the first. */
function added(first: Float64Array, second: Float64Array): Float64Array {
  for (let i = 0; i < first.length; i++) first[i] += second[i];
  return first;
}
