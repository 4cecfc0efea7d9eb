/**
 * Text files of the World Data Centre for Greenhouse Gases, of both forms. Until 2018 (GAW report 188): header lines C01, C02,
 * ..., then beginning, end, value, number, standard deviation, flag, status and remark, in the time zone that the header
 * names; CS 1 marks values that the centre has calculated. Since: "# header_lines : N", attributes, the columns after
 * VARIABLE ORDER, local or universal time as the header says; QCflag 1 and 2 are valid, 3 is not.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import { InputError } from "../../errors.js";
import { type HeadedText, readHeadedText } from "../../io/headedText.js";
import { textOfFile } from "../../io/textOfFile.js";
import type { SiteSeries, SiteValue } from "../sites/siteSeries.js";
import { checkSpecies, factorOf, lengthOf, numberIn, type SiteText, siteText, timeOf } from "./siteText.js";
import { checkedZone, said, stationOf } from "./stationText.js";

const OLDER = { mark: /^C\d\d ?/, separator: /\s+/ };
const NEWER = { mark: /^#/, separator: /\s+/, count: /^# *header_lines *: *(\d+)/m };

/** @throws InputError where the file is of another species or form, or does not tell its time zone */
export function readWdcggText(path: string, species = "co2"): SiteSeries {
  return OLDER.mark.test(textOfFile(path, "a text file").slice(0, 4))
    ? olderSeries(readHeadedText(path, OLDER), species)
    : newerSeries(readHeadedText(path, NEWER), species);
}

function olderSeries(text: HeadedText, species: string): SiteSeries {
  const { path } = text;
  checkSpecies(path, said(text, "parameter"), species);
  const [code, name] = [fileName(text).slice(0, 3).toUpperCase(), fileName(text)];
  const sampling = /flask|discrete|event/i.test(`${said(text, "sampling type")} ${said(text, "time interval")}`)
    ? "flask"
    : "continuous";
  const interval = intervalOf(path, said(text, "time interval"), sampling);
  const station = stationOf(text);
  const factor = factorOf(path, said(text, "measurement unit"));
  const scale = said(text, "measurement scale", "reference scale");
  const isEnd = interval === SECONDS_PER_HOUR && stampsAreEnds(text);
  const half = isEnd ? -interval / 2 : interval / 2;
  const values = function* (): Generator<SiteValue> {
    for (const row of text.rows()) {
      const [date, clock, endDate, endClock, value, , deviation, , status] = row.fields;
      const start = timeOf([...partsOf(date, "-"), ...partsOf(clock, ":"), 0], path, row);
      const end = timeOf([...partsOf(endDate, "-"), ...partsOf(endClock, ":"), 0], path, row);
      yield {
        id: `${name}~${row.number}`,
        time: station.toUtc + (end > start ? (start + end) / 2 : start + half),
        longitude: station.longitude,
        latitude: station.latitude,
        intakeHeight: station.intakeHeight,
        elevation: station.elevation,
        altitude: station.elevation + station.intakeHeight,
        moleFraction: factor * numberIn(value, `${path}, line ${row.number}`),
        deviation: factor * numberIn(deviation, `${path}, line ${row.number}`),
        good: status !== "1",
        scale,
      };
    }
  };
  const remarks = [
    `data flags of ${name} are its contributor's own and are not judged`,
    ...(isEnd ? [`times of ${name} run from 01:00 to 24:00 and are taken as the ends of hours`] : []),
  ];
  return { path, name, site: code, sampling, platform: "surface", interval, remarks, values: values() };
}

/** Whoever counts hours from 01:00 to 24:00 names each by its end. */
function stampsAreEnds(text: HeadedText): boolean {
  for (const { fields } of text.rows()) {
    if (fields[1] === "24:00") return true;
    if (fields[1] === "00:00") return false;
  }
  return false;
}

/** "ryo239n00.jma.as.cn.co2.nl.hr2009.dat" */
function fileName(text: HeadedText): string {
  return said(text, "file name").toLowerCase() || (text.path.split("/").at(-1) ?? "").toLowerCase();
}

function partsOf(words: string, separator: string): number[] {
  return words.split(separator).map(Number);
}

function newerSeries(text: HeadedText, species: string): SiteSeries {
  const { path } = text;
  const columns = siteText(text);
  checkSpecies(path, said(text, "dataset_parameter"), species);
  const needed = ["value", "latitude", "longitude", "qcflag"].filter((name) => !columns.has(name));
  if (needed.length > 0 || !(columns.has("st_year") || columns.has("year"))) {
    throw new InputError({
      where: path,
      found: `no column ${[...needed, ...(needed.length > 0 ? [] : ["st_year"])].join(", ")}`,
      expected: "the columns of WDCGG: site_wdcgg_id, st_year, ..., value, ..., QCflag, ...",
      remedy: "give the file as WDCGG distributes it",
    });
  }
  const own = (path.split("/").at(-1) ?? "").replace(/\.txt$/, "");
  const name = said(text, "dataset_name") || own;
  const project = `${said(text, "dataset_project")} ${name}`;
  const sampling = /flask|event/i.test(project) ? "flask" : "continuous";
  const words = said(text, "dataset_time_interval", "dataset_data_frequency") || `${/_([a-z]+)$/i.exec(name)?.[1]}`;
  return {
    path,
    name,
    site: (said(text, "site_code", "site_gaw_id") || (name.split("_")[1] ?? "")).toUpperCase(),
    sampling,
    platform: /aircraft/i.test(project) ? "aircraft" : "surface",
    interval: intervalOf(path, words, sampling),
    values: newerValues(text, columns, name, {
      factor: factorOf(path, said(text, "value:units")),
      interval: intervalOf(path, words, sampling),
      toUtc: newerToUtc(text),
    }),
  };
}

function* newerValues(
  text: HeadedText,
  columns: SiteText,
  name: string,
  { factor, interval, toUtc }: { readonly factor: number; readonly interval: number; readonly toUtc: number },
): Generator<SiteValue> {
  const parts = ["year", "month", "day", "hour", "minute", "second"];
  const headScale = said(text, "dataset_calibration_scale");
  for (const row of text.rows()) {
    const number = (...names: string[]): number => columns.number(row, ...names);
    const start = timeOf(
      parts.map((part) => number(`st_${part}`, part)),
      text.path,
      row,
    );
    const end = timeOf(
      parts.map((part) => number(`end_${part}`)),
      text.path,
      row,
    );
    const own = columns.text(row, "scale");
    yield {
      id: `${name}~${row.number}`,
      time: toUtc + (end > start ? (start + end) / 2 : start + interval / 2),
      longitude: number("longitude"),
      latitude: number("latitude"),
      intakeHeight: number("intake_height"),
      elevation: number("elevation"),
      altitude: number("altitude"),
      moleFraction: factor * number("value"),
      deviation: factor * number("value_sd"),
      good: ["1", "2"].includes(columns.text(row, "qcflag")),
      scale: headScale !== "" ? headScale : /^-?\d*$/.test(own) ? "" : own,
    };
  }
}

/** Hours that turn the times of the file into UTC, as seconds. */
function newerToUtc(text: HeadedText): number {
  const difference = said(text, "dataset_lst2utc", "site_lst2utc");
  const zone = said(text, "dataset_time_zone", "time_zone");
  if (/^(UTC|GMT|Z)\b/i.test(zone) || /^UTC$/i.test(difference)) return 0;
  if (/^[+-]?\d+(\.\d+)?$/.test(difference)) {
    return checkedZone(text.path, Number(difference) * SECONDS_PER_HOUR, Number(said(text, "site_longitude") || "NaN"));
  }
  throw new InputError({
    where: text.path,
    found: "no word on the time zone",
    expected: '"dataset_lst2utc", the hours from its times to UTC, or "dataset_time_zone : UTC" in the header',
    remedy: "ask the station in which time it reports, and put it into the header",
  });
}

/** @throws InputError where it is not told what a value is a mean of */
function intervalOf(path: string, words: string, sampling: SiteSeries["sampling"]): number {
  const length = lengthOf(words);
  if (length > 0) return length;
  if (sampling === "flask" || /event/i.test(words)) return 0;
  throw new InputError({
    where: path,
    found: `time interval "${words}"`,
    expected: "event, hourly or the like",
    remedy: "give the file under the name that its centre gave it",
  });
}
