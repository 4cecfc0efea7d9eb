/** Writes small output of WRF by the layout of its registry, of known content: a project's own writer, for what no real file shows. */
import { createGrid, type Grid, type GridDefinition } from "../../../src/grids/grid.js";
import type { OutputVariable } from "../../../src/io/outputDataset.js";
import { writeNetcdf } from "../../../src/io/writeNetcdf.js";

export interface WrfOutput {
  readonly grid: GridDefinition;
  readonly attributes: Readonly<Record<string, string | number>>;
  /** "2016-07-01_00:00:00" */
  readonly times: readonly string[];
  /** Interfaces from 1 to 0. */
  readonly eta: readonly number[];
  readonly without?: readonly string[];
  /** Replaces the values of a variable. */
  readonly values?: Readonly<Record<string, (index: number) => number>>;
  readonly units?: Readonly<Record<string, string>>;
  /** Rain that has fallen until a step [mm], or buckets of it. */
  readonly rain?: Readonly<Record<string, number | ((step: number) => number)>>;
}

const TOP = 5000;
/** Dry mass of the column over g [Pa]. */
export const columnMass = (cell: number): number => 9e4 + 10 * cell;

export async function writeWrf(path: string, output: WrfOutput): Promise<void> {
  const grid = createGrid(output.grid);
  const { columns, rows, cells } = grid;
  const steps = output.times.length;
  const levels = output.eta.length - 1;
  const shapes = {
    layers: ["bottom_top", "south_north", "west_east"],
    x: ["bottom_top", "south_north", "west_east_stag"],
    y: ["bottom_top", "south_north_stag", "west_east"],
    ground: ["south_north", "west_east"],
    faces: ["bottom_top_stag"],
    once: [],
  } as const;
  const dimensions: Record<string, number> = {
    Time: steps,
    west_east: columns,
    south_north: rows,
    bottom_top: levels,
    west_east_stag: columns + 1,
    south_north_stag: rows + 1,
    bottom_top_stag: levels + 1,
    DateStrLen: 19,
  };
  const made = (
    name: string,
    on: keyof typeof shapes,
    units: string,
    value: (index: number, step: number) => number,
  ): OutputVariable => {
    const own = output.values?.[name] ?? value;
    const size = shapes[on].reduce((product, dimension) => product * dimensions[dimension], 1);
    const data = Array.from({ length: steps * size }, (_, i) => own(i % size, Math.floor(i / size)));
    return {
      name,
      type: "f8",
      dimensions: ["Time", ...shapes[on]],
      attributes: { units: output.units?.[name] ?? units },
      data,
    };
  };
  const middle = (level: number): number => (output.eta[level] + output.eta[level + 1]) / 2;
  const pressure = (i: number): number => middle(Math.floor(i / cells)) * columnMass(i % cells) + TOP;
  const variables: OutputVariable[] = [
    { name: "Times", type: "string", dimensions: ["Time"], attributes: {}, data: output.times },
    ...places(grid, made),
    made("ZNW", "faces", "", (k) => output.eta[k]),
    made("P_TOP", "once", "Pa", () => TOP),
    made("U", "x", "m s-1", (_, step) => 5 + step),
    made("V", "y", "m s-1", () => -3),
    made("T", "layers", "K", (i) => 10 + Math.floor(i / cells)),
    made("QVAPOR", "layers", "kg kg-1", () => 0.01),
    made("P", "layers", "Pa", () => 100),
    made("PB", "layers", "Pa", (i) => pressure(i) - 100),
    made("MU", "ground", "Pa", () => 1000),
    made("MUB", "ground", "Pa", (c) => columnMass(c) - 1000),
    made("PSFC", "ground", "Pa", (c) => columnMass(c) + TOP),
    made("PBLH", "ground", "m", () => 700),
    made("UST", "ground", "m s-1", () => 0.3),
    made("SWDOWN", "ground", "W m-2", (c) => c),
    made("HFX", "ground", "W m-2", () => 100),
    made("LH", "ground", "W m-2", () => 200),
    ...Object.entries(output.rain ?? {}).map(([name, fallen]) =>
      made(name, "ground", name.startsWith("I_") ? "" : "mm", (_, step) =>
        typeof fallen === "number" ? fallen : fallen(step),
      ),
    ),
  ];
  const used = Object.fromEntries(Object.entries(dimensions).filter(([name]) => name !== "DateStrLen"));
  await writeNetcdf(path, {
    attributes: { TITLE: " OUTPUT FROM WRF V4.5.1 MODEL", GRID_ID: 1, ...output.attributes },
    dimensions: used,
    variables: variables.filter(({ name }) => !(output.without ?? []).includes(name)),
  });
}

function places(
  grid: Grid,
  made: (name: string, on: "ground", units: string, value: (index: number) => number) => OutputVariable,
): OutputVariable[] {
  return [
    made("XLONG", "ground", "degree_east", (c) => Math.fround(grid.longitude[c])),
    made("XLAT", "ground", "degree_north", (c) => Math.fround(grid.latitude[c])),
  ];
}
