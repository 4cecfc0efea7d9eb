/**
 * The header that the World Data Centre for Greenhouse Gases gave its text files until 2018 (GAW report 188) and ICOS has
 * taken over: one line a fact about the station, "STATION NAME: Ryori", with numbers that may carry units and hemispheres.
 */
import { SECONDS_PER_HOUR } from "../../constants.js";
import { InputError } from "../../errors.js";
import type { HeadedText } from "../../io/headedText.js";

export interface Station {
  /** Degrees east, degrees north. */
  readonly longitude: number;
  readonly latitude: number;
  /** Of its ground above the sea [m]; NaN where it is not told. */
  readonly elevation: number;
  /** Of the first sampling height above the ground [m]; NaN where none is told. */
  readonly intakeHeight: number;
  /** To be added to the times of the file [s]. */
  readonly toUtc: number;
}

/** What the header says under one of several keys. */
export function said({ header }: Pick<HeadedText, "header">, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = header.get(key);
    if (value !== undefined) return value;
  }
  return "";
}

/** @throws InputError where place or time zone cannot be told */
export function stationOf(text: HeadedText): Station {
  const { path } = text;
  const longitude = degreesOf(said(text, "longitude", "longitude (degree)"));
  const latitude = degreesOf(said(text, "latitude", "latitude (degree)"));
  if (Number.isNaN(longitude) || Number.isNaN(latitude)) {
    throw new InputError({
      where: path,
      found: "no latitude and longitude in its header",
      expected: "the place of the station",
      remedy: "give the file as its centre distributes it",
    });
  }
  return {
    longitude,
    latitude,
    elevation: Number.parseFloat(said(text, "altitude", "altitude (m)")),
    intakeHeight: Number.parseFloat(said(text, "sampling heights", "sampling heights (m)")),
    toUtc: checkedZone(path, toUtcOf(text), longitude),
  };
}

/** Clocks stand within some hours of the sun: a sign that was taken the other way is found by that. @param toUtc [s] */
export function checkedZone(path: string, toUtc: number, longitude: number): number {
  const hours = toUtc / SECONDS_PER_HOUR;
  const away = ((((hours + longitude / 15 + 12) % 24) + 24) % 24) - 12;
  if (hours === 0 || Number.isNaN(longitude) || Math.abs(away) <= 4) return toUtc;
  throw new InputError({
    where: path,
    found: `times that become UTC by adding ${hours} hours, at ${longitude} degrees east`,
    expected: `about ${Math.round(-longitude / 15)} hours`,
    remedy: "ask the station in which time it reports, and put it into the header",
  });
}

/** "-2.5399 E", "51.9975 N", "2.54 W" */
function degreesOf(words: string): number {
  const degrees = Number.parseFloat(words);
  return /[SW]\s*$/i.test(words) ? -Math.abs(degrees) : degrees;
}

/** What comments say of the times wins over the zone, which may be that of the station. */
function toUtcOf(text: HeadedText): number {
  if (text.lines.some((line) => /times? (are|is) (in )?UTC\b/i.test(line))) return 0;
  const zone = said(text, "time zone");
  const [, sign, hours, minutes = "0"] = /\b(?:UTC|GMT)\s*([+-]?)\s*(\d{1,2})?(?::(\d{2}))?/i.exec(zone) ?? [];
  if (sign !== undefined) {
    const offset = Number(hours ?? 0) + Number(minutes) / 60;
    return (sign === "-" ? 1 : -1) * offset * SECONDS_PER_HOUR + 0;
  }
  throw new InputError({
    where: text.path,
    found: zone === "" ? "no time zone" : `time zone "${zone}"`,
    expected: '"UTC", or local time with its difference, such as "UTC+9"',
    remedy: "ask the station in which time it reports, and put it into the header",
  });
}
