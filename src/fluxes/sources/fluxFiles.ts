/**
 * Several netCDF files as one series of flux fields: lattices at the same places, and the interval of each step in order of
 * time. Without time there is one step that lasts for ever.
 */
import { InputError } from "../../errors.js";
import { type Lattice, openLattice, samePlaces } from "../../io/cfLattice.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { type Interval, type StepLength, stepIntervals, type TimeStamp } from "./fluxSteps.js";

export interface FluxStep extends Interval {
  /** Which of the files, and which of its steps. */
  readonly file: number;
  readonly index: number;
}

export interface FluxFiles {
  /** One of each file. */
  readonly lattices: readonly Lattice[];
  readonly steps: readonly FluxStep[];
}

interface StepChoice {
  readonly steps?: StepLength | undefined;
  readonly stamp?: TimeStamp | undefined;
}

/** @throws InputError where the lattices or times cannot be used together, CoverageError for a projected one */
export function fluxFiles(files: readonly NetcdfFile[], name: string, choice: StepChoice): FluxFiles {
  const lattices = files.map((file) => openFluxLattice(file, name));
  const [first] = lattices;
  for (const lattice of lattices) if (!likeFirst(lattice, first)) throw unlike(lattice, first);
  if (first.axes.time === undefined) {
    if (files.length === 1) return { lattices, steps: [{ start: -Infinity, end: Infinity, file: 0, index: 0 }] };
    throw new InputError({
      where: files.map(({ path }) => path).join(", "),
      found: `several files, but variable "${name}" has no time`,
      expected: "one file, or a time dimension",
    });
  }
  const steps = lattices.flatMap(({ file, time }, number) => {
    const intervals = time === undefined ? [] : stepIntervals(file, time, choice.steps, choice.stamp ?? "start");
    return intervals.map((interval, index): FluxStep => ({ ...interval, file: number, index }));
  });
  steps.sort((a, b) => a.start - b.start);
  for (let i = 1; i < steps.length; i++) {
    if (steps[i].start >= steps[i - 1].end - 1) continue;
    throw new InputError({
      where: `${files[steps[i - 1].file].path}, ${files[steps[i].file].path}`,
      found: "time steps that overlap",
      expected: "each time once",
      remedy: 'check the files and, where they have no time bounds, "steps" and "stamp"',
    });
  }
  return { lattices, steps };
}

/** Another variable of the same files, on the same lattices and steps. @throws InputError where it is not */
export function besides({ lattices }: FluxFiles, name: string): readonly Lattice[] {
  return lattices.map((own) => {
    const lattice = openFluxLattice(own.file, name);
    if (lattice.times.length === own.times.length && likeFirst(lattice, own)) return lattice;
    throw unlike(lattice, own);
  });
}

function openFluxLattice(file: NetcdfFile, name: string): Lattice {
  const lattice = openLattice(file, name);
  if (lattice.levels === 1) return lattice;
  throw new InputError({
    where: lattice.where,
    found: `dimensions (${lattice.variable.dimensions.join(", ")})`,
    expected: "time, latitude and longitude, or latitude and longitude",
    remedy: "take one level, or the sum over what is not time or place",
  });
}

function likeFirst(lattice: Lattice, first: Lattice): boolean {
  return (lattice.axes.time === undefined) === (first.axes.time === undefined) && samePlaces(lattice, first);
}

function unlike(lattice: Lattice, first: Lattice): InputError {
  return new InputError({
    where: lattice.where,
    found: "another time axis or lattice of longitudes and latitudes",
    expected: `those of ${first.where}`,
  });
}
