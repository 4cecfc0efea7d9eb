/**
 * Text files of the ICOS Atmosphere Thematic Centre (Hazan et al. 2016, doi:10.5194/amt-9-4719-2016): "*.CO2", one station and
 * sampling height each, columns after semicolons, the calibration scale by instrument. Times are UTC, the beginning of what
 * was averaged; -999.99 is missing. Stdev is the variability within it. Those of flasks name the start and the end of
 * sampling, and have uncertainties.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import { InputError } from "../../errors.js";
import { type HeadedText, readHeadedText, type TextRow } from "../../io/headedText.js";
import { textOfFile } from "../../io/textOfFile.js";
import type { Time } from "../../time.js";
import type { SiteSeries, SiteValue } from "../sites/siteSeries.js";
import { isGood } from "./qualityFlags.js";
import { checkSpecies, factorOf, lengthOf, type SiteText, siteText, timeOf } from "./siteText.js";
import { said, type Station, stationOf } from "./stationText.js";

const FORM = { mark: /^# ?/, separator: /;/ };

/** @throws InputError where the file is of another species or form */
export function readIcosText(path: string, species = "co2"): SiteSeries {
  checkOrigin(path);
  const text = readHeadedText(path, FORM);
  const columns = siteText(text);
  checkSpecies(path, said(text, "parameter"), species);
  const ofFlasks = columns.has("samplingstart");
  const times = ofFlasks ? ["samplingstart", "samplingend"] : ["year", "month", "day", "hour"];
  const needed = ["site", ...times, species, "flag"].filter((name) => !columns.has(name));
  if (needed.length > 0) {
    throw new InputError({
      where: path,
      found: `no column ${needed.join(", ")}`,
      expected:
        "the columns Site;SamplingHeight;Year;Month;Day;Hour;Minute;...;Flag, or SamplingStart;SamplingEnd of flasks",
      remedy: "take the release of continuous measurements (CTS) or of flasks (FLASK) of ICOS",
    });
  }
  const station = stationOf(text);
  const site = said(text, "station code").toUpperCase();
  const told = lengthOf(said(text, "time interval"));
  const interval = told > 0 ? told : SECONDS_PER_HOUR;
  return {
    path,
    name: `${site} ${station.intakeHeight} m, ICOS`,
    site,
    sampling: ofFlasks ? "flask" : "continuous",
    platform: "surface",
    interval: ofFlasks ? 0 : interval,
    values: valuesOf(text, columns, station, {
      species,
      spanOf: ofFlasks ? flaskSpans(columns, text.path) : hourSpans(columns, text.path, station.toUtc, interval),
      factor: factorOf(path, said(text, "measurement unit")),
    }),
  };
}

/** @throws InputError for the table of an object as the Carbon Portal gives it */
function checkOrigin(path: string): void {
  const [first] = textOfFile(path, "a text file").split(/\r?\n/, 1);
  if (!/(^|,)TIMESTAMP(,|$)/.test(first)) return;
  throw new InputError({
    where: path,
    found: "a table (CSV) of the Carbon Portal, which does not tell the place of the station",
    expected: "the text file of the Atmosphere Thematic Centre, or netCDF that tells it",
    remedy: "download the object itself (ICOS_ATC_..._CTS.CO2)",
  });
}

interface Meaning {
  readonly species: string;
  /** Beginning and end of what a row is of, UTC. */
  readonly spanOf: (row: TextRow) => readonly [start: Time, end: Time];
  readonly factor: number;
}

function hourSpans(columns: SiteText, path: string, toUtc: number, interval: number): Meaning["spanOf"] {
  return (row) => {
    const parts = ["year", "month", "day", "hour", "minute"].map((name) => columns.number(row, name));
    const start = timeOf([...parts, 0], path, row) + toUtc;
    return [start, start + interval];
  };
}

/** "2022-01-13T13:00:00Z", whatever the time zone of the header. */
function flaskSpans(columns: SiteText, path: string): Meaning["spanOf"] {
  return (row) => {
    const [start, end] = ["samplingstart", "samplingend"].map((name) => Date.parse(columns.text(row, name)) / 1000);
    if (end >= start) return [start, end];
    throw new InputError({
      where: `${path}, line ${row.number}`,
      found: `sampling from "${columns.text(row, "samplingstart")}" to "${columns.text(row, "samplingend")}"`,
      expected: "times such as 2022-01-13T13:00:00Z, the end not before the start",
      remedy: "fetch the file again",
    });
  };
}

function* valuesOf(
  text: HeadedText,
  columns: SiteText,
  station: Station,
  { species, spanOf, factor }: Meaning,
): Generator<SiteValue> {
  const scaleOf = scalesOf(said(text, "measurement scale"));
  for (const row of text.rows()) {
    const number = (name: string): number => columns.number(row, name);
    const height = number("samplingheight");
    const intakeHeight = Number.isNaN(height) ? station.intakeHeight : height;
    const [start, end] = spanOf(row);
    const flask = columns.text(row, "flaskid");
    const errors = ["stdev", "combunc", "measunc"].map(number).filter((error) => error > 0);
    yield {
      id: `${columns.text(row, "site")}_${intakeHeight}~${new Date(1000 * start).toISOString().slice(0, 16)}${flask === "" ? "" : `~${flask}`}`,
      time: (start + end) / 2,
      longitude: station.longitude,
      latitude: station.latitude,
      intakeHeight,
      elevation: station.elevation,
      altitude: station.elevation + intakeHeight,
      moleFraction: factor * number(species),
      deviation: factor * (errors[0] ?? Number.NaN),
      // A letter that this program does not know is no reason to trust the value.
      good: isGood(columns.text(row, "flag") || "?") === true,
      scale: scaleOf(columns.text(row, "instrumentid")),
    };
  }
}

/** "530: Unknown; 115: WMO X2004A" by instrument; one scale of all where there are no numbers. */
function scalesOf(words: string): (instrument: string) => string {
  const parts = words.split(";").map((part) => /^\s*(\d+)\s*:\s*(.*?)\s*$/.exec(part));
  if (parts.some((part) => part === null)) return () => words;
  const scales = new Map(parts.map((part) => [part?.[1] ?? "", part?.[2] ?? ""]));
  return (instrument) => scales.get(instrument) ?? "";
}
