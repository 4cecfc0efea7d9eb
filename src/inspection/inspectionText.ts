/** An inspection as text for a terminal: what each file is, then what the files of each product are together. */
import { showControls } from "../drawing/controlCharacters.js";
import { factLines } from "./factLines.js";
import type {
  FileInspection,
  GridFacts,
  Inspection,
  LevelFacts,
  NetcdfContents,
  TimeFacts,
  UseInspection,
  VariableFacts,
} from "./inspection.js";
import { extentInWords, numberInWords } from "./numberInWords.js";

/** Of variables, and of what a product says, that are shown. */
const MOST_VARIABLES = 20;
const MOST_TEXT = 160;
/** Names of the one that all know. */
const USUAL_CALENDARS: ReadonlySet<string> = new Set(["standard", "gregorian", "proleptic_gregorian"]);
/** Attributes of a file that say what it is. */
const TELLING = ["title", "source", "institution", "Conventions", "history"];

/** @param products all there are: named where none knows a file */
export function renderInspection(
  { files, uses }: Inspection,
  products: readonly { readonly name: string; readonly title: string }[],
): string {
  const blocks = [...files.map(fileLines), ...uses.map(useLines)];
  const stranger = files.some((file) => file.products.length === 0 && file.format !== "unreadable");
  return [...blocks, ...(stranger ? [strangerLines(products)] : [])].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

/** On one line, without what a terminal would obey, and not too long. */
function shown(text: string): string {
  const line = showControls(text.replace(/\s+/g, " ").trim());
  return line.length > MOST_TEXT ? `${line.slice(0, MOST_TEXT - 3)}...` : line;
}

function row(word: string, text: string): string {
  return `  ${word.padEnd(12)} ${whole(text)}`;
}

/** As `shown`, whole. */
function whole(text: string): string {
  return showControls(text.replace(/\s+/g, " ").trim());
}

function fileLines({ path, format, products, contents, suspicions, faults }: FileInspection): string[] {
  const known =
    products.length === 0
      ? "none knows it"
      : products.map(({ name, title, roles }) => `${title} (source ${name}: ${roles.join(", ")})`).join("; or ");
  return [
    whole(path),
    ...(format === "unreadable" ? [] : [row("format", format), row("product", known)]),
    ...(contents === undefined ? [] : contentLines(contents)),
    ...suspicions.map((suspicion) => `  ? ${whole(suspicion)}`),
    ...faults.map((fault) => `  ! ${whole(fault)}`),
  ];
}

function contentLines({ attributes, variables, grids, levels, times }: NetcdfContents): string[] {
  const told = TELLING.flatMap((name) => {
    const key = Object.keys(attributes).find((other) => other.toLowerCase() === name.toLowerCase());
    const text = key === undefined ? "" : shown(attributes[key]);
    return text === "" ? [] : [row(name.toLowerCase(), text)];
  });
  const more = variables.length - MOST_VARIABLES;
  return [
    ...told,
    ...grids.map((grid) => row("grid", gridInWords(grid))),
    ...levels.map((level) => row("levels", levelsInWords(level))),
    ...times.map((time) => row("time", timeInWords(time))),
    ...(variables.length === 0 ? [] : ["  variables"]),
    ...variables.slice(0, MOST_VARIABLES).flatMap(variableLines),
    ...(more > 0 ? [`    and ${more} more: see --json`] : []),
  ];
}

function gridInWords({ kind, dimensions, columns, rows, spacing, rowOrder, projection, ...extent }: GridFacts): string {
  const number = kind === "points" || kind === "unstructured" ? `${columns}` : `${columns} x ${rows}`;
  const unit =
    kind === "longitude-latitude"
      ? " degrees"
      : projection?.includes("+units=m ") === true
        ? " m"
        : " of the projection's units";
  const size = spacing === undefined ? "" : ` of ${spacing.map(numberInWords).join(" x ")}${unit}`;
  const place = Number.isFinite(extent.west) ? extentInWords(extent) : "longitudes and latitudes not told";
  return [
    `${kind} (${dimensions.map(shown).join(", ")}): ${number}${size}, ${place}`,
    ...(rowOrder === undefined ? [] : [`${rowOrder.replace(" first", "")} first`]),
    ...(projection === undefined ? [] : [shown(projection)]),
  ].join(", ");
}

function levelsInWords({ dimension, count, kind, order, from, to }: LevelFacts): string {
  const unit = kind === "height" ? "m" : "hPa";
  const range =
    from === undefined || to === undefined ? "" : `, ${numberInWords(from)} to ${numberInWords(to)} ${unit}`;
  return `${shown(dimension)}: ${count} of ${kind === "not told" ? "a kind that is not told" : kind}${range}, order ${order}`;
}

function timeInWords({ variable, steps, first, last, spacing, gaps, calendar, stamps }: TimeFacts): string {
  return [
    `${shown(variable)}: ${steps === 1 ? `1 at ${first}` : `${steps} from ${first} to ${last}`}`,
    ...(spacing === undefined
      ? []
      : [
          `${spacing === "irregular" ? "at irregular times" : `every ${spacing.replace(/^an? /, "")}`}${gaps.length === 0 ? "" : ` with ${gaps.length} gaps`}`,
        ]),
    ...(stamps === undefined ? [] : [`named by the ${stamps} of each interval`]),
    ...(USUAL_CALENDARS.has(calendar) ? [] : [`calendar ${shown(calendar)}`]),
  ].join(", ");
}

function variableLines({ name, dimensions, shape, units, longName, statistics }: VariableFacts): string[] {
  const axes = dimensions.map((dimension, i) => `${shown(dimension)} ${shape[i]}`).join(", ");
  const head = `    ${shown(name)}${axes === "" ? "" : ` (${axes})`}${units === undefined ? "" : ` [${shown(units)}]`}`;
  if (statistics === undefined) return [head + (longName === undefined ? "" : ` ${shown(longName)}`)];
  const { looked, of, missing, minimum, maximum, mean } = statistics;
  const values =
    minimum === undefined || maximum === undefined || mean === undefined
      ? "no values"
      : minimum === maximum
        ? `${numberInWords(minimum)} everywhere`
        : `${numberInWords(minimum)} to ${numberInWords(maximum)}, mean ${numberInWords(mean)}`;
  const absent = missing === 0 ? "" : `; ${missing} of ${looked} missing`;
  const part = looked < of ? `; ${looked} of ${of} values were looked at` : "";
  return [`${head}${longName === undefined ? "" : ` ${shown(longName)}`}`, `      ${values}${absent}${part}`];
}

function useLines({ title, role, files, sections, needs, facts, remarks, suspicions }: UseInspection): string[] {
  const number = files.length === 1 ? whole(files[0]) : `${files.length} files`;
  return [
    `${title} as ${role}: ${number}`,
    ...sections.map((section, i) => row(i === 0 ? "write" : "or", section)),
    ...(needs.length === 0 ? [] : [row("and say", needs.join(", "))]),
    ...(facts === undefined ? [] : factLines(facts).map(([word, text]) => row(word, text))),
    ...remarks.map((remark) => `  - ${whole(remark)}`),
    ...suspicions.map((suspicion) => `  ? ${whole(suspicion)}`),
  ];
}

function strangerLines(products: readonly { readonly name: string; readonly title: string }[]): string[] {
  return [
    "Products whose files are known, by the name that `source` takes:",
    ...products.map(({ name, title }) => `  ${name.padEnd(20)} ${title}`),
    "Fluxes and CO2 of other netCDF files are read with `source: netcdf`, their variable named; columns with `source: columns`.",
  ];
}
