/**
 * REAS v3, the Regional Emission inventory in ASia (Kurokawa & Ohara 2020, doi:10.5194/acp-20-12761-2020), as text: one file
 * a sector and year, of each box its south-western corner and twelve monthly masses; power stations as points, with a word
 * for their country. The first line counts the lines of the header, the fourth names species and unit. The year in the
 * header is that of another version's file: the one in the file's name counts.
 */
import { type Fault, InputError } from "../../errors.js";
import { nameOfFile } from "../../io/fileNames.js";
import { textOfFile } from "../../io/textOfFile.js";
import { monthOf } from "../inventories/calendar.js";
import type { EmissionPart, Inventory, PlacedEmissions } from "../inventories/emissionPart.js";
import {
  type EmissionMass,
  type EmissionUnits,
  molesPerSecond,
  parseEmissionUnits,
} from "../inventories/emissionUnits.js";
import { sparseLattice } from "../inventories/sparseBoxes.js";

export interface ReasName {
  readonly version: string;
  readonly species: string;
  readonly sector: string;
  readonly year: number;
  readonly points: boolean;
}

const NAME = /^REASv([\d.]+)_([A-Z0-9.]+?)_+([A-Z0-9].*?)_(\d{4})(?:_[\d.]+x[\d.]+)?(?:\.txt)?$/i;

/** @param name of a file, without folders @returns undefined where it is none of REAS's */
export function reasName(name: string): ReasName | undefined {
  const match = NAME.exec(name);
  if (match === null) return undefined;
  const [, version, species, sector, year] = match;
  return { version, species, sector, year: Number(year), points: /(^|_)POINT$/i.test(sector) };
}

export interface ReasChoice {
  readonly files: readonly string[];
  /** What its masses are of, where the unit does not say. */
  readonly mass: EmissionMass;
  /** In place of the header's. */
  readonly units?: string | undefined;
}

interface ReasFile {
  readonly units: EmissionUnits;
  /** As the header has it. */
  readonly year: number;
  /** Size of the boxes [degrees]. */
  readonly size: number;
  readonly x: readonly number[];
  readonly y: readonly number[];
  /** [line][month] */
  readonly masses: readonly (readonly number[])[];
  readonly headerLines: number;
}

/** @throws InputError with the faults of all files */
export function reasInventory({ files, mass, units }: ReasChoice): Inventory {
  const faults: Fault[] = [];
  const otherYears: string[] = [];
  const parts: EmissionPart[] = [];
  const masses = new Set<EmissionMass>();
  for (const path of files) {
    try {
      const name = nameOrFault(path);
      const file = readReas(path, name, units);
      if (file.year !== name.year) otherYears.push(`${file.year} in that of ${nameOfFile(path)}`);
      masses.add(file.units.mass ?? mass);
      parts.push(...monthsOf(path, name, file, mass));
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (masses.size > 1) {
    faults.push({
      where: files.join(", "),
      found: "masses of CO2 in some and of carbon in others",
      expected: "the same in all",
      remedy: "name the unit of those of one kind in a section of their own",
    });
  }
  if (faults.length > 0) throw new InputError(faults);
  const remarks =
    otherYears.length === 0
      ? []
      : [`REAS: the years in the headers are not those of the file names (${otherYears.join(", ")}); the names count.`];
  return { parts, mass: [...masses][0] ?? mass, remarks };
}

function nameOrFault(path: string): ReasName {
  const name = reasName(nameOfFile(path));
  if (name !== undefined && /^CO2$/i.test(name.species)) return name;
  throw new InputError({
    where: path,
    found: name === undefined ? `the name "${nameOfFile(path)}"` : `emissions of ${name.species}`,
    expected: 'a file of CO2 with REAS\'s own name, which alone says the year: "REASv3.2_CO2_INDUSTRY_2015_0.25x0.25"',
    remedy: "give the files the names they were downloaded with, and name those of CO2 alone",
  });
}

function monthsOf(path: string, name: ReasName, file: ReasFile, mass: EmissionMass): EmissionPart[] {
  const { x, y, size, masses, units, headerLines } = file;
  // The boxes of all months are the same, worked out when the first is read.
  let lattice: ReturnType<typeof sparseLattice> | undefined;
  const placed = (rates: Float64Array): PlacedEmissions => {
    if (name.points) {
      return { places: { kind: "points", longitude: Float64Array.from(x), latitude: Float64Array.from(y) }, rates };
    }
    lattice ??= sparseLattice({ west: x, south: y }, size, (line) => `${path}: line ${headerLines + line + 1}`);
    const boxes = (lattice.places.longitudeEdges.length - 1) * (lattice.places.latitudeEdges.length - 1);
    const whole = new Float64Array(boxes);
    for (let line = 0; line < rates.length; line++) whole[lattice.box[line]] += rates[line];
    return { places: lattice.places, rates: whole };
  };
  return Array.from({ length: 12 }, (_, month): EmissionPart => {
    const interval = monthOf(name.year, month + 1);
    return {
      ...interval,
      path,
      sector: name.sector,
      async *read() {
        const factor = molesPerSecond(units, mass, interval, path);
        yield placed(Float64Array.from(masses, (months) => months[month] * factor));
      },
    };
  });
}

const SPECIES_LINE = /^\s*(\S+?)_*\s*\[([^\]]+)\]\s*,\s*(\d{4})/;
const SIZE = /([\d.]+)\s*degree/i;

function readReas(path: string, name: ReasName, units: string | undefined): ReasFile {
  const lines = textOfFile(path, "a text of REAS").split(/\r?\n/);
  const headerLines = Number(lines[0]);
  const fourth = SPECIES_LINE.exec(lines[3] ?? "");
  if (!Number.isInteger(headerLines) || headerLines < 4 || fourth === null) {
    throw new InputError({
      where: path,
      found: `lines 1 and 4 "${lines[0]}" and "${lines[3] ?? ""}"`,
      expected: 'the number of header lines, and species, unit and year such as "CO2[t/mon],2008,monthly,..."',
    });
  }
  const [, species, unit, year] = fourth;
  if (species.toUpperCase() !== name.species.toUpperCase()) {
    throw new InputError({
      where: `${path}: line 4`,
      found: `emissions of ${species}`,
      expected: `of ${name.species}, as its name says`,
    });
  }
  const above = lines.slice(0, headerLines).findIndex((line) => rowOf(line) !== undefined);
  if (above >= 0) {
    throw new InputError({
      where: `${path}: line 1`,
      found: `a header of ${headerLines} lines, of which line ${above + 1} holds emissions`,
      expected: "the number of lines before the first emissions",
      remedy: "fetch the file again",
    });
  }
  const [x, y]: number[][] = [[], []];
  const masses: number[][] = [];
  for (let i = headerLines; i < lines.length; i++) {
    if (lines[i].trim() === "") continue;
    const numbers = rowOf(lines[i]);
    if (numbers === undefined) {
      throw new InputError({
        where: `${path}: line ${i + 1}`,
        found: `"${lines[i].slice(0, 60)}"`,
        expected: "longitude, latitude and twelve monthly values",
      });
    }
    x.push(numbers[0]);
    y.push(numbers[1]);
    masses.push(numbers.slice(2));
  }
  const size = Number(SIZE.exec(lines[1])?.[1] ?? SIZE.exec(lines[3])?.[1] ?? 0.25);
  const parsed = parseEmissionUnits(units ?? unit, `${path}: line 4`);
  return { units: parsed, year: Number(year), size, x, y, masses, headerLines };
}

/** Longitude, latitude and twelve values, whatever stands behind them. */
function rowOf(line: string): number[] | undefined {
  const numbers = line.trim().split(/\s+/, 14).map(Number);
  return numbers.length === 14 && numbers.every(Number.isFinite) ? numbers : undefined;
}
