/** Fluxes that are the sum of several sources of one component: sectors, regions, or gross fluxes of either sign. */
import { type Fault, InputError, CoverageError } from "../../errors.js";
import type { Grid } from "../../grids/grid.js";
import type { Time } from "../../time.js";
import type { FluxComponent, FluxSource } from "../fluxSource.js";

/**
 * Opens all of them, or none.
 * @param parts what `open` takes
 * @throws InputError with the fault of every one that cannot be opened
 */
export async function openSumOfSources<Part>(
  grid: Grid,
  component: FluxComponent,
  parts: readonly Part[],
  open: (part: Part) => Promise<FluxSource>,
): Promise<FluxSource> {
  const sources: FluxSource[] = [];
  const faults: Fault[] = [];
  for (const part of parts) {
    try {
      sources.push(await open(part));
    } catch (error) {
      if (!(error instanceof InputError || error instanceof CoverageError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length === 0) return sumOf(grid, component, sources);
  for (const source of sources) source.close();
  throw new InputError(faults);
}

function sumOf(grid: Grid, component: FluxComponent, sources: readonly FluxSource[]): FluxSource {
  const sum = (fieldOf: (source: FluxSource) => Float64Array | undefined): Float64Array => {
    const result = new Float64Array(grid.cells);
    for (const source of sources) fieldOf(source)?.forEach((value, cell) => (result[cell] += value));
    return result;
  };
  const somewhereAloft = sources.some((source) => source.aloft !== undefined);
  const knowsUptake = sources.some((source) => source.grossUptake !== undefined);
  return {
    component,
    title: sources.map(({ title }) => title).join(" + "),
    remarks: sources.flatMap(({ remarks }) => remarks),
    files: [...new Set(sources.flatMap(({ files }) => files))],
    hourly: (time) => sum((source) => source.hourly(time)),
    check(start, end) {
      for (const source of sources) source.check?.(start, end);
    },
    ...(somewhereAloft && { aloft: (time: Time) => sources.flatMap((source) => source.aloft?.(time) ?? []) }),
    ...(knowsUptake && { grossUptake: (time: Time) => sum((source) => source.grossUptake?.(time)) }),
    close() {
      for (const source of sources) source.close();
    },
  };
}
