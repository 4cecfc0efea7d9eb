/**
 * What is alike in files of column retrievals, and read in one way whoever made them: a number, time, place, column, error
 * and quality flag a sounding; pressure, kernel, weight and prior a sounding and level. A form says what each is called and
 * in which units it comes. Where a file has pressures of boundaries, one more than it has values, these are of layers: each
 * layer becomes two levels just inside its boundaries, which share its weight, so that the operator's integrals over mass
 * are those of the layers.
 */
import { InputError } from "../../errors.js";
import { readTimes } from "../../io/cfTime.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { Time } from "../../time.js";
import type { Sounding } from "../retrievalOf.js";
import { type Quantity, readQuantity } from "./quantities.js";

export interface ColumnForm {
  /** Numbers or names of the soundings; undefined where the files have none. */
  readonly id: string | undefined;
  /** `priorXco2` is undefined where the files have none. */
  readonly scalars: Readonly<Record<ScalarName, Quantity>> & { readonly priorXco2: Quantity | undefined };
  readonly profiles: Readonly<Record<ProfileName, Quantity>>;
  /** Variable of the time. */
  readonly time: string;
  /** Reads it; absent where it follows CF ("seconds since 1970-01-01"). */
  readonly times?: (file: NetcdfFile, variable: string) => Time[];
  /** Which soundings are good; undefined where the files hold good ones alone. */
  readonly good: ((file: NetcdfFile) => readonly boolean[]) | undefined;
  /** What they were seen over; absent where the files do not tell. */
  readonly surfaces?: readonly Sounding["surface"][] | undefined;
}

type ScalarName = "longitude" | "latitude" | "xco2" | "uncertainty";
type ProfileName = "pressure" | "averagingKernel" | "pressureWeight" | "priorProfile";

/** @throws InputError where a variable is absent or has other units or another shape than expected */
export function readSoundings(file: NetcdfFile, form: ColumnForm): Sounding[] {
  const soundings = file.variable(form.scalars.xco2.variable).shape[0] ?? 0;
  if (soundings === 0) return [];
  const scalar = (quantity: Quantity): Float64Array => readQuantity(file, quantity, [soundings], "its soundings are");
  const { longitude, latitude, xco2, uncertainty, priorXco2: prior } = form.scalars;
  const [longitudes, latitudes, columns, errors] = [longitude, latitude, xco2, uncertainty].map(scalar);
  const priors = prior === undefined ? undefined : scalar(prior);
  const profilesOf = readProfiles(file, form, soundings);
  const { times: readTimesOf = readCfTimes } = form;
  const times = readTimesOf(file, form.time);
  const ids = idsOf(file, form);
  const good = form.good?.(file);
  for (const [what, found] of [
    [form.time, times.length],
    [form.id ?? "", ids?.length ?? soundings],
    ["the quality flag", good?.length ?? soundings],
  ] as const) {
    if (found !== soundings) throw lengthFault(file, what, found, soundings);
  }
  return Array.from({ length: soundings }, (_, i) => ({
    id: numbered(ids?.[i]) ?? `${times[i]} ${longitudes[i]} ${latitudes[i]}`,
    time: times[i],
    longitude: longitudes[i],
    latitude: latitudes[i],
    xco2: columns[i],
    priorXco2: priors?.[i],
    uncertainty: errors[i],
    good: good?.[i] ?? true,
    ...(form.surfaces !== undefined && { surface: form.surfaces[i] }),
    ...profilesOf(i),
  }));
}

/** 0 and nothing stand for no number. */
function numbered(id: string | undefined): string | undefined {
  return id === "0" || id === "" ? undefined : id;
}

type Profiles = Readonly<Record<ProfileName, Float64Array>>;

function readProfiles(file: NetcdfFile, { profiles }: ColumnForm, soundings: number): (i: number) => Profiles {
  const boundaries = lastLength(file, profiles.pressure);
  const levels = lastLength(file, profiles.averagingKernel);
  const layered = boundaries === levels + 1;
  const at = (quantity: Quantity, length: number): ((i: number) => Float64Array) => {
    const values = readQuantity(file, quantity, [soundings, length], "the soundings and the levels are");
    return (i) => values.subarray(i * length, (i + 1) * length);
  };
  const pressure = at(profiles.pressure, layered ? boundaries : levels);
  const averagingKernel = at(profiles.averagingKernel, levels);
  const pressureWeight = at(profiles.pressureWeight, levels);
  const priorProfile = at(profiles.priorProfile, levels);
  return (i) => {
    const found = {
      pressure: pressure(i),
      averagingKernel: averagingKernel(i),
      pressureWeight: pressureWeight(i),
      priorProfile: priorProfile(i),
    };
    return layered ? levelsOfLayers(found) : found;
  };
}

/** Distance of a level from the boundary of its layer, as a share of the layer [1]. */
const INSIDE = 1e-6;

/** @param layers `pressure` of the boundaries, all else of the layers between them */
export function levelsOfLayers(layers: Profiles): Profiles {
  const { pressure } = layers;
  const last = layers.averagingKernel.length - 1;
  const twice = (values: Float64Array, factor = 1): Float64Array =>
    Float64Array.from({ length: 2 * values.length }, (_, k) => factor * values[k >> 1]);
  return {
    pressure: Float64Array.from({ length: 2 * (last + 1) }, (_, k) => {
      const layer = k >> 1;
      const [from, to] = k % 2 === 0 ? [pressure[layer], pressure[layer + 1]] : [pressure[layer + 1], pressure[layer]];
      // The outermost boundaries are the ground's and the top's own.
      const outermost = (layer === 0 && k % 2 === 0) || (layer === last && k % 2 === 1);
      return outermost ? from : from + INSIDE * (to - from);
    }),
    averagingKernel: twice(layers.averagingKernel),
    pressureWeight: twice(layers.pressureWeight, 1 / 2),
    priorProfile: twice(layers.priorProfile),
  };
}

function lastLength(file: NetcdfFile, { variable }: Quantity): number {
  return file.variable(variable).shape.at(-1) ?? 0;
}

/** Times by CF; one that is missing is NaN, and its sounding's matter. */
export function readCfTimes(file: NetcdfFile, name: string): Time[] {
  const variable = file.variable(name);
  const values = variable.read();
  const finite = { ...variable, read: () => values.map((value) => (Number.isFinite(value) ? value : 0)) };
  return readTimes(finite, file.path).map((at, i) => (Number.isFinite(values[i]) ? at : Number.NaN));
}

/** Numbers to the last digit, or texts. */
function idsOf(file: NetcdfFile, { id }: ColumnForm): readonly string[] | undefined {
  if (id === undefined) return undefined;
  const variable = file.variable(id);
  try {
    return Array.from(variable.readBigInts(), String);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return variable.readStrings();
  }
}

/** @returns a reader of a flag, of which one value says "good" */
export function goodWhere(variable: string, good: number): (file: NetcdfFile) => boolean[] {
  return (file) => Array.from(file.variable(variable).read(), (value) => value === good);
}

function lengthFault(file: NetcdfFile, what: string, found: number, soundings: number): InputError {
  return new InputError({
    where: file.path,
    found: `${found} values of ${what}, and ${soundings} soundings`,
    expected: "one a sounding",
    remedy: "give the file as its producer distributes it",
  });
}
