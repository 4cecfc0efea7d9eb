/**
 * All prior fluxes of a run, by component; components without a source are zero. Natural = biosphere + ocean.
 * Fluxes are means over [time, time + 1 h), [row][column], [mol m-2 s-1], positive to the atmosphere.
 */
import type { Grid } from "../grids/grid.js";
import { recentSteps } from "../io/recentSteps.js";
import type { Time } from "../time.js";
import type { FluxAloft } from "./heightProfile.js";
import { grossUptakeOf } from "./grossUptake.js";
import { fluxComponents, type FluxComponent, type FluxSource } from "./fluxSource.js";

/** Of each component, and of the natural fluxes, hours that were asked for last stay, up to so much: ten days of `china-64km` [bytes]. */
const KEPT = 16 * 2 ** 20;

export interface PriorFluxes {
  readonly sources: readonly FluxSource[];
  readonly remarks: readonly string[];
  readonly files: readonly string[];
  /** The arrays may be asked for again: change none. */
  component(component: FluxComponent, time: Time): Float64Array;
  natural(time: Time): Float64Array;
  /** Of all components, what is given off by profiles of heights. */
  aloft(time: Time): readonly FluxAloft[];
  /** Positive; the daytime uptake of the net exchange where a biosphere source does not know its own. */
  grossUptake(time: Time): Float64Array;
  close(): void;
}

/**
 * @param sources several of one component are added
 * @example
 * import { createGrid, gridPreset, priorFluxes } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const fossil = {
 *   component: "fossil",
 *   title: "one number everywhere",
 *   remarks: [],
 *   files: [],
 *   hourly: () => new Float64Array(grid.cells).fill(1e-7),
 *   close() {},
 * } as const;
 * const fluxes = priorFluxes(grid, [fossil]);
 * fluxes.component("fossil", 1467331200)[0]; // => 1e-7
 * fluxes.natural(1467331200)[0]; // => 0
 */
export function priorFluxes(grid: Grid, sources: readonly FluxSource[]): PriorFluxes {
  const sum = (fields: readonly Float64Array[]): Float64Array => {
    const result = new Float64Array(grid.cells);
    for (const field of fields) for (let cell = 0; cell < result.length; cell++) result[cell] += field[cell];
    return result;
  };
  const of = (...components: FluxComponent[]): FluxSource[] =>
    sources.filter((source) => components.includes(source.component));
  /** Within an hour several ask for the same, and a day is asked for again when it ends and when its posterior is final. */
  const most = Math.max(1, Math.floor(KEPT / (Float64Array.BYTES_PER_ELEMENT * grid.cells)));
  const newest = (make: (time: Time) => Float64Array): ((time: Time) => Float64Array) => recentSteps(most, make);
  const components = Object.fromEntries(
    fluxComponents.map((name) => [name, newest((time) => sum(of(name).map((source) => source.hourly(time))))]),
  ) as Record<FluxComponent, (time: Time) => Float64Array>;
  const absent = fluxComponents.filter((component) => of(component).length === 0);
  return {
    sources,
    remarks: [
      ...new Set(sources.flatMap((source) => source.remarks)),
      ...absent.map((component) => `There are no ${component} fluxes in this run.`),
    ],
    files: [...new Set(sources.flatMap((source) => source.files))],
    component: (component, time) => components[component](time),
    natural: newest((time) => sum([components.biosphere(time), components.ocean(time)])),
    aloft: (time) => sources.flatMap((source) => source.aloft?.(time) ?? []),
    grossUptake: (time) => sum(of("biosphere").map((source) => grossUptakeOf(source, time))),
    close() {
      for (const source of sources) source.close();
    },
  };
}
