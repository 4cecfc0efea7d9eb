/**
 * ObsPack data sets in netCDF (Masarie et al. 2014, doi:10.5194/essd-6-375-2014), such as those of GLOBALVIEWplus: one file a
 * site, species, way of sampling and laboratory. Times count seconds since 1970; those of means are the beginning of what was
 * averaged, where the file does not say otherwise or has `midpoint_time`. Units stand in each variable's attribute.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import { InputError } from "../../errors.js";
import type { NetcdfFile, NetcdfVariable } from "../../io/netcdf.js";
import type { SiteSeries, SiteValue } from "../sites/siteSeries.js";
import { isGood } from "./qualityFlags.js";
import { attributeText } from "./quantities.js";
import { checkSpecies, factorOf, lengthOf } from "./siteText.js";

/** `qcflag`: the laboratory's; `obs_flag` 0: local air; `CT_assim` 0: not assimilated in CarbonTracker. */
export const obspackFlags = ["qcflag", "obs_flag", "CT_assim"] as const;
export type ObspackFlag = (typeof obspackFlags)[number];

const EPOCH = /^\s*seconds since 1970-0?1-0?1([T ]0?0:00(:00(\.0+)?)?)?\s*(Z|UTC)?\s*$/;

/**
 * @param flags that make a value good, where the file has them
 * @throws InputError where the file is of another species, has no ObsPack's variables, or other units
 */
export function readObspack(file: NetcdfFile, flags: readonly ObspackFlag[], species = "co2"): SiteSeries {
  const { path } = file;
  const about = (name: string): string => attributeText(file.attributes[name]);
  checkSpecies(path, about("dataset_parameter"), species);
  const project = about("dataset_project").toLowerCase();
  const sampling = /flask|pfp|event|aircore/.test(project) ? "flask" : "continuous";
  const interval = intervalOf(about, sampling);
  const { good, foreign } = goodOf(file, flags);
  return {
    path,
    name: about("dataset_name"),
    site: siteOf(path, about("site_code")),
    sampling,
    platform: /aircraft|aircore|balloon/.test(project) ? "aircraft" : "surface",
    interval,
    remarks:
      foreign.length === 0
        ? []
        : [
            `quality flags of ${about("dataset_name")} are its laboratory's own and are not judged: ${foreign.join(", ")}`,
          ],
    values: valuesOf(file, interval, good),
  };
}

function siteOf(path: string, code: string): string {
  if (code !== "") return code.toUpperCase();
  throw new InputError({
    where: path,
    found: 'no attribute "site_code"',
    expected: "an ObsPack data set",
    remedy: "give the file as NOAA distributes it",
  });
}

/** Of what each value is a mean of [s]. */
function intervalOf(about: (name: string) => string, sampling: SiteSeries["sampling"]): number {
  if (sampling === "flask") return 0;
  const stated = lengthOf(about("dataset_data_frequency_unit"), Number(about("dataset_data_frequency") || "1"));
  const tagged = lengthOf(about("dataset_selection_tag"));
  return [stated, tagged].find((length) => length > 0) ?? SECONDS_PER_HOUR;
}

function* valuesOf(file: NetcdfFile, interval: number, good: (i: number) => boolean): Generator<SiteValue> {
  const time = middlesOf(file, interval);
  const count = time.length;
  const numbers = (name: string): Float64Array =>
    file.has(name) ? ofLength(file, file.variable(name), count) : new Float64Array(count).fill(Number.NaN);
  const moleFractions = (variable: NetcdfVariable): Float64Array => {
    const factor = factorOf(`${file.path}: variable "${variable.name}"`, attributeText(variable.attributes.units));
    return ofLength(file, variable, count).map((value) => factor * value);
  };
  const value = moleFractions(file.variable("value"));
  const [spread, error] = ["value_std_dev", "value_unc"].map((name) =>
    file.has(name) ? moleFractions(file.variable(name)) : numbers(name),
  );
  const [longitude, latitude] = [numbers("longitude"), numbers("latitude")];
  const [intakeHeight, elevation, altitude] = ["intake_height", "elevation", "altitude"].map(numbers);
  const ids = idsOf(file, count);
  const scale = attributeText(file.attributes.dataset_calibration_scale);
  for (let i = 0; i < count; i++) {
    yield {
      id: ids(i),
      time: time[i],
      longitude: longitude[i],
      latitude: latitude[i],
      intakeHeight: intakeHeight[i],
      elevation: elevation[i],
      altitude: altitude[i],
      moleFraction: value[i],
      deviation: bothOf(spread[i], error[i]),
      good: good(i),
      scale,
    };
  }
}

/** Variability and uncertainty, those that are stated. */
function bothOf(spread: number, error: number): number {
  const [first, second] = [spread, error].filter((one) => one > 0);
  return first === undefined ? Number.NaN : Math.hypot(first, second ?? 0);
}

/** @throws InputError where the shape is not [obs] */
function ofLength({ path }: NetcdfFile, variable: NetcdfVariable, count: number): Float64Array {
  if (variable.shape.length === 1 && variable.shape[0] === count) return variable.read();
  throw new InputError({
    where: `${path}: variable "${variable.name}"`,
    found: `shape [${variable.shape.join(", ")}]`,
    expected: `[${count}] as "time" has`,
  });
}

/** Middle of what each value is a mean of; NaN where the file has none. @throws InputError where times count otherwise */
function middlesOf(file: NetcdfFile, interval: number): Float64Array {
  const stated = file.has("midpoint_time");
  const variable = file.variable(stated ? "midpoint_time" : "time");
  const units = attributeText(variable.attributes.units);
  if (!EPOCH.test(units)) {
    throw new InputError({
      where: `${file.path}: variable "${variable.name}"`,
      found: `units "${units}"`,
      expected: '"seconds since 1970-01-01T00:00:00Z"',
    });
  }
  const isMiddle = stated || /\b(mid|cent)/i.test(attributeText(variable.attributes.comment));
  return variable.read().map((time) => time + (isMiddle ? 0 : interval / 2));
}

function idsOf(file: NetcdfFile, count: number): (i: number) => string {
  const own = ["obspack_id", "obs_id"].find((name) => file.has(name));
  const ids = own === undefined ? [] : file.variable(own).readStrings();
  const name = attributeText(file.attributes.dataset_name);
  return (i) => (ids.length === count && ids[i] !== "" ? ids[i] : `${name}~${i + 1}`);
}

/** @returns which values are good, and the flags of laboratories that are not understood */
function goodOf(
  file: NetcdfFile,
  flags: readonly ObspackFlag[],
): { readonly good: (i: number) => boolean; readonly foreign: readonly string[] } {
  const wanted = flags.filter((name) => file.has(name));
  const texts = wanted.includes("qcflag") ? file.variable("qcflag").readStrings() : [];
  const numbers = wanted.filter((name) => name !== "qcflag").map((name) => file.variable(name).read());
  const foreign = [...new Set(texts.filter((flag) => isGood(flag) === undefined))];
  return {
    good: (i) => (texts.length === 0 || isGood(texts[i]) !== false) && numbers.every((column) => column[i] !== 0),
    foreign,
  };
}
