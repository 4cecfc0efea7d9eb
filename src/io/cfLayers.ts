/**
 * Interfaces between the layers of sigma and hybrid levels, p = a + b ps, as files write them: bounds of the level or of
 * its formula terms (CF 1.11, section 7.1.1), a coordinate of half levels (CAM's `ilev`), or coefficients by name
 * (`hyai` and `hybi` of ECMWF and CAM, `ap_bnds`, `a_half` ...). Without them levels are points, and nothing is guessed.
 */
import { boundsOf } from "./cfAxes.js";
import {
  type FormulaTerms,
  formulaTerms,
  hybridLevels,
  isSigma,
  type LevelAxis,
  namedLevels,
  sigmaLevels,
} from "./cfLevels.js";
import { geosInterfaces } from "./geosLayers.js";
import type { NetcdfFile, NetcdfVariable } from "./netcdf.js";

/** From the ground to the top, one more than layers; or why there are none. */
export type LayerInterfaces = { readonly kind: "layers"; readonly axis: LevelAxis } | NoLayers;
interface NoLayers {
  readonly kind: "none";
  /** What was found instead, in words. */
  readonly found: string;
}

const NAMED = [
  ["hyai", "hybi"],
  ["ap_half", "b_half"],
  ["a_half", "b_half"],
  ["ai", "bi"],
] as const;
/** Surface pressures at which the layers must stand in order [Pa]. */
const PROBES = [5e4, 1.05e5];
/** Bounds in 32 bits, or packed, meet and touch the ground only to so much of a pressure [Pa]. */
const TOLERANCE = 1;

/** @param middles of the levels, in the order of the file */
export function readLayerInterfaces(file: NetcdfFile, level: NetcdfVariable, middles: LevelAxis): LayerInterfaces {
  const layers = middles.a.length;
  if (middles.b.every((value) => value === 0)) return { kind: "none", found: "pressure levels, which are no layers" };
  const found =
    fromBounds(file, level) ??
    fromHalfLevels(file, layers) ??
    fromNames(file, layers) ??
    geosInterfaces(level) ??
    "no interfaces of the layers";
  return typeof found === "string" ? { kind: "none", found } : checked(found, middles);
}

function fromBounds(file: NetcdfFile, level: NetcdfVariable): LevelAxis | string | undefined {
  const bounds = boundsOf(file, level);
  const terms = formulaTerms(level);
  if (isSigma(level)) {
    const ends = bounds?.read();
    return ends === undefined ? undefined : joined(sigmaLevels(file, terms, ends));
  }
  const own = bounds === undefined ? undefined : hybridLevels(file, formulaTerms(bounds));
  const ends = own ?? hybridLevels(file, termsOfBounds(file, terms));
  return ends === undefined || ends.a.length !== 2 * level.shape[0] ? undefined : joined(ends);
}

/** Each coefficient replaced by its bounds. */
function termsOfBounds(file: NetcdfFile, terms: FormulaTerms): FormulaTerms {
  const bounds = (name: string | undefined): string | undefined =>
    name === undefined || !file.has(name) ? undefined : boundsOf(file, file.variable(name))?.name;
  return { a: bounds(terms.a), ap: bounds(terms.ap), b: bounds(terms.b), p0: terms.p0 };
}

function fromHalfLevels(file: NetcdfFile, layers: number): LevelAxis | undefined {
  for (const name of file.variables) {
    const half = file.variable(name);
    if (half.shape.length !== 1 || half.shape[0] !== layers + 1) continue;
    const axis = isSigma(half)
      ? sigmaLevels(file, formulaTerms(half), half.read())
      : hybridLevels(file, formulaTerms(half));
    if (axis?.a.length === layers + 1) return axis;
  }
  return undefined;
}

function fromNames(file: NetcdfFile, layers: number): LevelAxis | string | undefined {
  const found = NAMED.flatMap(([a, b]) => namedLevels(file, a, b) ?? []);
  const fitting = found.find(({ a }) => a.length === layers + 1);
  if (fitting !== undefined || found.length === 0) return fitting;
  return `${found[0].a.length} interfaces for ${layers} levels`;
}

/** [layer][2] to [layer + 1], the two ends of a layer in either order. */
function joined({ a, b }: LevelAxis): LevelAxis | string {
  const layers = a.length / 2;
  for (const first of [0, 1]) {
    let gap = 0;
    for (let k = 0; k < layers - 1; k++) {
      const [end, start] = [2 * k + 1 - first, 2 * (k + 1) + first];
      gap = Math.max(gap, Math.abs(a[end] - a[start]) + 1e5 * Math.abs(b[end] - b[start]));
    }
    if (gap > TOLERANCE) continue;
    const pick = (ends: Float64Array): Float64Array =>
      Float64Array.from({ length: layers + 1 }, (_, k) => (k === 0 ? ends[first] : ends[2 * k - 1 - first]));
    return { a: pick(a), b: pick(b) };
  }
  return "bounds of levels that do not meet";
}

function checked(edges: LevelAxis, middles: LevelAxis): LayerInterfaces {
  const none = (found: string): NoLayers => ({ kind: "none", found });
  const count = edges.a.length;
  if (count !== middles.a.length + 1) return none(`${count} interfaces for ${middles.a.length} levels`);
  const at = ({ a, b }: LevelAxis, k: number, ps: number): number => a[k] + b[k] * ps;
  const rising = at(edges, 0, PROBES[1]) < at(edges, count - 1, PROBES[1]);
  const a = rising ? edges.a.slice().reverse() : edges.a.slice();
  const b = rising ? edges.b.slice().reverse() : edges.b.slice();
  if (Math.abs(a[0]) + 1e5 * Math.abs(b[0] - 1) > TOLERANCE) {
    return none(`a lowest interface at ${a[0]} Pa + ${b[0]} ps, not at the ground`);
  }
  a[0] = 0;
  b[0] = 1;
  const descending = at(middles, 0, PROBES[1]) < at(middles, middles.a.length - 1, PROBES[1]);
  for (const ps of PROBES) {
    for (let k = 0; k < count - 1; k++) {
      const [below, above] = [at({ a, b }, k, ps), at({ a, b }, k + 1, ps)];
      if (!(above < below && above >= 0)) return none(`an interface at ${above} Pa above one at ${below} Pa`);
      const middle = at(middles, descending ? count - 2 - k : k, ps);
      if (!(middle < below && middle > above)) {
        return none(`a level at ${middle} Pa that is not between its interfaces, ${below} and ${above} Pa`);
      }
    }
  }
  return { kind: "layers", axis: { a, b } };
}
