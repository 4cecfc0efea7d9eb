/** Writes small sets of MCIP by the layout of the I/O API, of known content: for maps and faults that no real set at hand has. */
import { join } from "node:path";
import { createGrid, type GridDefinition } from "../../../src/grids/grid.js";
import type { OutputVariable } from "../../../src/io/outputDataset.js";
import { writeNetcdf } from "../../../src/io/writeNetcdf.js";

export interface McipSet {
  readonly grid: GridDefinition;
  /** GDTYP, P_ALP, P_BET, P_GAM, XCENT, YCENT. */
  readonly map: Readonly<Record<string, number>>;
  /** YYYYDDD, from 00:00 UTC. */
  readonly day: number;
  readonly hours: number;
  /** Replaces a value: variable, hour, value. */
  readonly spoiled?: { readonly name: string; readonly hour: number; readonly value: number };
}

const TOP = 5000;
const SIGMA = [1, 0.95, 0.8, 0.5, 0];
const GRAVITY = 9.81;
/** Dry mass of the columns over g [Pa]. */
const MASS = 9e4;

/** @returns paths of METCRO3D, METDOT3D, METCRO2D and GRIDCRO2D */
export async function writeMcip(folder: string, set: McipSet): Promise<string[]> {
  const { columns, rows, x0, y0, dx, dy, projection } = set.grid;
  const grid = createGrid(set.grid);
  const layers = SIGMA.length - 1;
  const squared = (cell: number): number => (set.map.GDTYP === 1 ? 1 : (dx * dy) / grid.area[cell]);
  const centre = set.map.GDTYP === 1 ? [0, 0] : projection.forward(set.map.XCENT, set.map.YCENT);
  const write = async (
    name: string,
    hours: number,
    dot: number,
    variables: Readonly<Record<string, readonly [layers: number, value: (layer: number, cell: number) => number]>>,
  ): Promise<string> => {
    const cells = (rows + dot) * (columns + dot);
    const made = Object.entries(variables).map(([key, [deep, value]]): OutputVariable => {
      const data = Float64Array.from({ length: hours * deep * cells }, (_, i) =>
        value(Math.floor(i / cells) % deep, i % cells),
      );
      const { spoiled } = set;
      if (spoiled?.name === key) data[spoiled.hour * deep * cells + 3] = spoiled.value;
      return {
        name: key,
        type: "f8",
        dimensions: ["TSTEP", `LAY${deep}`, "ROW", "COL"],
        attributes: { units: "SI" },
        data,
      };
    });
    const flags = Array.from({ length: hours }, (_, hour) => [set.day, 10000 * hour]).flat();
    const path = join(folder, name);
    await writeNetcdf(path, {
      attributes: {
        ...set.map,
        NCOLS: columns + dot,
        NROWS: rows + dot,
        XCELL: dx,
        YCELL: dy,
        XORIG: x0 - dx / 2 - centre[0],
        YORIG: y0 - dy / 2 - centre[1],
        TSTEP: hours > 1 ? 10000 : 0,
        VGTOP: TOP,
        VGLVLS: SIGMA,
        GDNAM: "TEST",
      },
      dimensions: {
        TSTEP: hours,
        VAR: 1,
        "DATE-TIME": 2,
        LAY1: 1,
        [`LAY${layers}`]: layers,
        ROW: rows + dot,
        COL: columns + dot,
      },
      variables: [
        {
          name: "TFLAG",
          type: "i4",
          dimensions: ["TSTEP", "VAR", "DATE-TIME"],
          attributes: { units: "1" },
          data: flags,
        },
        ...made,
      ],
    });
    return path;
  };
  const pressure = (layer: number): number => TOP + ((SIGMA[layer] + SIGMA[layer + 1]) / 2) * MASS;
  return [
    await write("METCRO3D", set.hours, 0, {
      TA: [layers, (layer) => 290 - 15 * layer],
      QV: [layers, () => 0],
      PRES: [layers, pressure],
      DENSA_J: [layers, (_, cell) => MASS / GRAVITY / squared(cell)],
    }),
    await write("METDOT3D", set.hours, 1, { UWINDC: [layers, () => 5], VWINDC: [layers, () => -3] }),
    await write("METCRO2D", set.hours, 0, {
      PRSFC: [1, () => MASS + TOP],
      PBL: [1, () => 700],
      USTAR: [1, () => 0.3],
      MOLI: [1, () => 0],
      RGRND: [1, () => 400],
      RN: [1, () => 0.2],
      RC: [1, () => 0.1],
    }),
    await write("GRIDCRO2D", 1, 0, {
      MSFX2: [1, (_, cell) => squared(cell)],
      LAT: [1, (_, cell) => grid.latitude[cell]],
      LON: [1, (_, cell) => grid.longitude[cell]],
    }),
  ];
}
