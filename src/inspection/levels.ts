/** The vertical axes of a file: of which kind, how many levels, and which end is the ground. */
import { meaningOf } from "../io/cfAxes.js";
import { isSigma, levelAxisOf } from "../io/cfLevels.js";
import type { NetcdfFile, NetcdfVariable } from "../io/netcdf.js";
import type { LevelFacts } from "./inspection.js";
import { orFault } from "./orFault.js";

/** Standard atmosphere at the sea [Pa]. */
const GROUND = 101325;
const METRES: Readonly<Record<string, number>> = { m: 1, km: 1000, meters: 1, metres: 1 };

export function levelsOf(file: NetcdfFile, data: readonly NetcdfVariable[], suspicions: string[]): LevelFacts[] {
  const found = new Map<string, number>();
  for (const { dimensions, shape } of data) {
    dimensions.forEach((name, i) => {
      if (shape[i] > 1 && meaningOf(file, name, shape[i]) === "level") found.set(name, shape[i]);
    });
  }
  return [...found].map(([name, count]) => {
    const unknown = { dimension: name, count, kind: "not told", order: "not told" } as const;
    if (!file.has(name) || file.variable(name).shape.length !== 1) return unknown;
    return orFault(suspicions, () => describe(file, file.variable(name), suspicions)) ?? unknown;
  });
}

function describe(file: NetcdfFile, level: NetcdfVariable, suspicions: string[]): LevelFacts {
  const { name, attributes } = level;
  const axis = levelAxisOf(file, level);
  const own = { dimension: name, count: level.shape[0] };
  if (axis !== undefined) {
    const pressures = Array.from(axis.a, (a, i) => (a + axis.b[i] * GROUND) / 100);
    const [from, to] = [pressures[0], pressures[pressures.length - 1]];
    const steps = pressures.slice(1).map((pressure, i) => Math.sign(pressure - pressures[i]));
    if (steps.some((step) => step !== steps[0])) {
      suspicions.push(`variable "${name}": the pressures of its levels do not fall or grow all along`);
    }
    const kind = isSigma(level) ? "sigma" : axis.b.some((b) => b !== 0) ? "hybrid" : "pressure";
    return { ...own, kind, order: from > to ? "surface first" : "top first", from, to };
  }
  const factor = METRES[String(attributes.units ?? "")];
  if (factor === undefined) return { ...own, kind: "not told", order: "not told" };
  const heights = level.read().map((value) => value * factor * (attributes.positive === "down" ? -1 : 1));
  const [from, to] = [heights[0], heights[heights.length - 1]];
  return { ...own, kind: "height", order: from < to ? "surface first" : "top first", from, to };
}
