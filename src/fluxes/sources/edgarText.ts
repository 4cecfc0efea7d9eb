/**
 * EDGAR's texts: lines of a header, then latitude, longitude and emission of each box of 0.1 degree that has any, parted by
 * semicolons or blanks. Places are south-western corners, emissions tonnes in the year (readme of EDGAR_2024).
 */
import { InputError } from "../../errors.js";
import { textOfFile } from "../../io/textOfFile.js";
import type { PlacedEmissions } from "../inventories/emissionPart.js";
import { type EmissionMass, molesPerSecond, parseEmissionUnits } from "../inventories/emissionUnits.js";
import { sparseLattice } from "../inventories/sparseBoxes.js";
import type { Interval } from "./fluxSteps.js";

const SIZE = 0.1;
const NUMBER = /^\s*[-+.\d]/;

interface TextChoice {
  readonly mass: EmissionMass;
  readonly units?: string | undefined;
}

/** @param where for messages @throws InputError where a line is not three numbers, or a place is not on the lattice */
export function readEdgarText(
  path: string,
  where: string,
  interval: Interval,
  { mass, units = "t" }: TextChoice,
): PlacedEmissions {
  const lines = textOfFile(path, "a text of EDGAR").split(/\r?\n/);
  const first = lines.findIndex((line) => NUMBER.test(line));
  const header = lines.slice(0, Math.max(0, first)).join(" ");
  if (first < 0)
    throw new InputError({ where, found: "no line of numbers", expected: "latitude, longitude, emission" });
  if (/\b(CH4|N2O)\b/.test(header) && !/\bCO2\b/.test(header)) {
    throw new InputError({ where, found: `a header "${header.slice(0, 80)}"`, expected: "emissions of CO2" });
  }
  if (/\blon\w*[;,\s]+lat/i.test(header)) {
    throw new InputError({ where, found: `columns "${header.slice(-60)}"`, expected: "latitude before longitude" });
  }
  const [south, west, emission, row]: number[][] = [[], [], [], []];
  for (let i = first; i < lines.length; i++) {
    if (lines[i].trim() === "") continue;
    const words = lines[i]
      .trim()
      .replace(/\s*[;,]$/, "")
      .split(/\s*[;,]\s*|\s+/);
    const numbers = words.map(Number);
    if (numbers.length !== 3 || words.includes("") || !numbers.every(Number.isFinite)) {
      throw new InputError({
        where: `${where}: line ${i + 1}`,
        found: `"${lines[i].slice(0, 60)}"`,
        expected: "latitude, longitude and emission, with decimal points",
      });
    }
    south.push(numbers[0]);
    west.push(numbers[1]);
    emission.push(numbers[2]);
    row.push(i + 1);
  }
  const { places, box } = sparseLattice({ west, south }, SIZE, (line) => `${where}: line ${row[line]}`);
  const factor = molesPerSecond(parseEmissionUnits(units, where), mass, interval, where);
  const rates = new Float64Array((places.longitudeEdges.length - 1) * (places.latitudeEdges.length - 1));
  const known = new Map<number, number>();
  for (let line = 0; line < box.length; line++) {
    const earlier = known.get(box[line]);
    if (earlier !== undefined) throw twice(where, row[line], earlier);
    known.set(box[line], row[line]);
    rates[box[line]] = emission[line] * factor;
  }
  return { places, rates };
}

function twice(where: string, line: number, earlier: number): InputError {
  return new InputError({
    where: `${where}: line ${line}`,
    found: `the box of line ${earlier} again`,
    expected: "each box once",
    remedy: "fetch the file again",
  });
}
