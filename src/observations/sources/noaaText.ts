/**
 * Text files of NOAA's Global Monitoring Laboratory: single flasks (event), monthly means of flasks, hourly and daily in situ
 * means. Headers of two styles: the older ("# number_of_header_lines: N", the columns in `data_fields`) tells no unit, which
 * is ppm of CO2 and ppb of the others; the newer ("# header_lines : N") has attributes like those of ObsPack and names the
 * columns in its last line, without the mark. Times are UTC, those of means the beginning of what was averaged.
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { InputError } from "../../errors.js";
import { type HeadedText, readHeadedText } from "../../io/headedText.js";
import type { SiteSeries, SiteValue } from "../sites/siteSeries.js";
import { isOfNoaa } from "./qualityFlags.js";
import { checkSpecies, factorOf, lengthOf, type SiteText, siteText, timeOf } from "./siteText.js";

const FORM = { mark: /^#/, separator: /\s+/, count: /^# *(?:number_of_)?header_lines *: *(\d+)/m };
/** Units of the older files, by species. */
const OLDER_UNITS: Readonly<Record<string, string>> = { co2: "ppm", ch4: "ppb", co: "ppb", n2o: "ppb" };
const MONTH = 30 * SECONDS_PER_DAY;

/** @throws InputError where the file is of another species or form */
export function readNoaaText(path: string, species = "co2"): SiteSeries {
  const text = readHeadedText(path, FORM);
  const columns = siteText(text);
  const about = (key: string): string => text.header.get(key) ?? "";
  checkColumns(text, columns);
  // "CO2 CCGG (Individual Flasks)"
  checkSpecies(path, about("dataset_parameter") || about("contact_parameter").split(" ")[0], species);
  const factor = factorOf(path, about("value:units") || (OLDER_UNITS[species] ?? ""));
  const name = about("dataset_name") || about("description_site-code") || path;
  const interval = intervalOf(about, columns);
  return {
    path,
    name: about("dataset_name") === "" ? `${species}_${name}_${about("description_strategy-abbr")}` : name,
    site: siteOf(text, columns),
    sampling: interval === 0 || interval === MONTH ? "flask" : "continuous",
    platform: "surface",
    interval,
    values: valuesOf(text, columns, { factor, interval, species, name, scale: about("dataset_calibration_scale") }),
  };
}

function checkColumns({ path, columns: found }: HeadedText, columns: SiteText): void {
  const has = (...names: string[]): boolean => names.some((name) => columns.has(name));
  if (has("sample_site_code", "site_code", "site") && has("sample_year", "year") && has("analysis_value", "value"))
    return;
  throw new InputError({
    where: path,
    found: `columns ${found.slice(0, 6).join(", ") || "none"}`,
    expected: "those of NOAA: site_code, year, month, ..., value",
    remedy: "give an event or hourly file of NOAA's Global Monitoring Laboratory as it is distributed",
  });
}

/** The code that the first row has: headers of some flask files name a bin of latitude there. */
function siteOf(text: HeadedText, columns: SiteText): string {
  for (const row of text.rows()) return columns.text(row, "sample_site_code", "site_code", "site").toUpperCase();
  return (text.header.get("site_code") ?? "").toUpperCase();
}

/** Of what each value is a mean of [s]; 0 of flasks. */
function intervalOf(about: (key: string) => string, columns: SiteText): number {
  if (!columns.has("sample_day") && !columns.has("day")) return MONTH;
  const project = about("dataset_project");
  if (columns.has("analysis_value") || project.includes("flask") || project.includes("pfp")) return 0;
  const stated = lengthOf(about("dataset_data_frequency_unit"), Number(about("dataset_data_frequency") || "1"));
  const tagged = lengthOf(about("dataset_selection_tag"));
  return [stated, tagged].find((length) => length > 0) ?? SECONDS_PER_HOUR;
}

interface Meaning {
  readonly factor: number;
  readonly interval: number;
  readonly species: string;
  readonly name: string;
  readonly scale: string;
}

function* valuesOf(text: HeadedText, columns: SiteText, meaning: Meaning): Generator<SiteValue> {
  const { factor, interval, species, name, scale } = meaning;
  for (const row of text.rows()) {
    const number = (...names: string[]): number => columns.number(row, ...names);
    const formula = columns.text(row, "parameter_formula");
    if (formula !== "") checkSpecies(`${text.path}, line ${row.number}`, formula, species);
    const parts = ["year", "month", "day", "hour", "minute", "second"].map((part) =>
      number(part, `sample_${part}`, `sample_${part}s`),
    );
    const flag = columns.text(row, "analysis_flag", "qcflag");
    yield {
      id: `${name}~${columns.text(row, "event_number") || row.number}`,
      time: timeOf(Number.isNaN(parts[2]) ? [parts[0], parts[1], 1] : parts, text.path, row) + interval / 2,
      longitude: number("sample_longitude", "longitude"),
      latitude: number("sample_latitude", "latitude"),
      intakeHeight: number("sample_intake_height", "intake_height"),
      elevation: number("sample_elevation", "elevation"),
      altitude: number("sample_altitude", "altitude"),
      moleFraction: factor * number("analysis_value", "value"),
      deviation: factor * number("analysis_uncertainty", "value_unc", "value_std_dev"),
      good: !isOfNoaa(flag) || flag.startsWith("."),
      scale,
    };
  }
}
