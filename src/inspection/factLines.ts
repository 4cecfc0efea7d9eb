/** What files are in a role, in lines: what it tells, and that. */
import type { ColumnFacts, ComponentFacts, Facts, FluxTotalFacts, OneSiteFacts, WeatherFacts } from "./inspection.js";
import { extentInWords, numberInWords } from "./numberInWords.js";

type Line = readonly [word: string, text: string];

export function factLines(facts: Facts): Line[] {
  switch (facts.kind) {
    case "fluxes":
      return facts.fluxes.flatMap(fluxLines);
    case "columns":
      return columnLines(facts);
    case "sites":
      return facts.sites.map((site): Line => ["site", siteInWords(site)]);
    case "meteorology":
      return weatherLines(facts);
    case "background":
      return [["CO2", `${facts.title}: ${ppm(facts.minimumPpm)} to ${ppm(facts.maximumPpm)} ppm at its first time`]];
  }
}

function fluxLines({ components, title, start, end, totals }: ComponentFacts): Line[] {
  return [
    ["flux", `${components.join(" or ")}: ${title}, ${start} to ${end}`],
    ...totals.map((total): Line => ["total", totalInWords(total)]),
  ];
}

function totalInWords({ of, PgCPerYear, days, ofDays }: FluxTotalFacts): string {
  const looked = days < ofDays ? ` (${days} of ${ofDays} days)` : "";
  return `${PgCPerYear === 0 ? "0" : PgCPerYear.toPrecision(3)} PgC yr-1 in ${of === "the file" ? "all of the file" : of}${looked}`;
}

function columnLines(facts: ColumnFacts): Line[] {
  const { soundings, good, incomplete, first, last } = facts;
  return [
    ["soundings", `${soundings}, ${good} of them good${incomplete === 0 ? "" : `, ${incomplete} without all values`}`],
    ["period", `${first} to ${last}`],
    ["places", extentInWords(facts)],
    ["XCO2", `${rangeInWords(facts)}, stated error ${ppm(facts.meanErrorPpm)} ppm`],
  ];
}

function siteInWords(facts: OneSiteFacts): string {
  const { site, longitude, latitude, intakes, altitude, scales, samples, good, first, last } = facts;
  const heights = intakes.length === 0 ? "height not told" : `intake ${intakes.join(", ")} m above the ground`;
  return [
    `${site} at ${numberInWords(longitude)} E ${numberInWords(latitude)} N`,
    heights,
    ...(altitude === null ? [] : [`${numberInWords(altitude)} m above the sea`]),
    scales.length === 0 ? "scale not told" : scales.join(" and "),
    `${good} good of ${samples} hours from ${first} to ${last}`,
    rangeInWords(facts),
  ].join(", ");
}

function rangeInWords(range: {
  readonly meanPpm: number;
  readonly minimumPpm: number;
  readonly maximumPpm: number;
}): string {
  return `mean ${ppm(range.meanPpm)} ppm, ${ppm(range.minimumPpm)} to ${ppm(range.maximumPpm)}`;
}

function ppm(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : "-";
}

function weatherLines({ title, first, last, layers, grid, found, absent, surfacePressureHPa }: WeatherFacts): Line[] {
  const [least, most] = surfacePressureHPa.map(numberInWords);
  const given = (word: string, text: string | undefined): Line[] => (text === undefined ? [] : [[word, text]]);
  return [
    ["weather", title],
    ["period", `${first} to ${last}`],
    ...given("layers", layers === null ? undefined : String(layers)),
    ...given("grid", grid),
    ...given("found", found?.join(", ")),
    ...given("not there", absent?.join(", ")),
    ["pressure", `${least} to ${most} hPa at the ground, at the first time`],
  ];
}
