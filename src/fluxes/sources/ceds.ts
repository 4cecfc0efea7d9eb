/**
 * CEDS and other inventories of input4MIPs: `CO2_em_anthro` [kg m-2 s-1] by month and sector, whose names stand in the
 * attribute `ids` of the coordinate `sector`. A month is that of the calendar that its time lies in.
 */
import { type Fault, InputError } from "../../errors.js";
import { type Lattice, openLattice } from "../../io/cfLattice.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { recentSteps } from "../../io/recentSteps.js";
import { withNetcdf } from "../../io/withNetcdf.js";
import { boxAreas } from "../../grids/regrid.js";
import type { EmissionPart, Inventory, PlacedEmissions } from "../inventories/emissionPart.js";
import { type EmissionMass, molesPerSecond, parseEmissionUnits } from "../inventories/emissionUnits.js";
import { calendarMonth } from "./fluxSteps.js";

export const CEDS_VARIABLE = "CO2_em_anthro";

export interface CedsChoice {
  readonly files: readonly string[];
  readonly mass: EmissionMass;
  /** In place of the files' own. */
  readonly units?: string | undefined;
}

/** @throws InputError with the faults of all files */
export async function cedsInventory(choice: CedsChoice): Promise<Inventory> {
  const faults: Fault[] = [];
  const parts: EmissionPart[] = [];
  for (const path of choice.files) {
    try {
      const { times, sectors } = await withNetcdf(path, (file) => {
        const lattice = openCeds(file);
        return { times: lattice.times, sectors: sectorsOf(file, lattice) };
      });
      // All sectors of a month are read together.
      const monthAt = recentSteps(1, (step: number) => readMonth(path, step, choice));
      times.forEach((time, step) => {
        parts.push(...sectors.map((sector, i) => partOf(path, time, sector, async () => (await monthAt(step))[i])));
      });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      faults.push(...error.faults);
    }
  }
  if (faults.length > 0) throw new InputError(faults);
  return { parts, mass: choice.mass, remarks: [] };
}

function partOf(path: string, time: number, sector: string, read: () => Promise<PlacedEmissions>): EmissionPart {
  return {
    ...calendarMonth(time),
    path,
    sector,
    mayBeNegative: /negative/i.test(sector),
    async *read() {
      yield await read();
    },
  };
}

function openCeds(file: NetcdfFile): Lattice {
  if (file.has(CEDS_VARIABLE)) return openLattice(file, CEDS_VARIABLE);
  throw new InputError({
    where: file.path,
    found: `variables ${file.variables.join(", ")}`,
    expected: `${CEDS_VARIABLE}, emissions at the ground`,
    remedy: "name the files of CO2-em-anthro; aircraft (CO2-em-AIR-anthro) have layers of their own and are not read",
  });
}

/** "0: Agriculture; 1: Energy; ..." @returns in the order of the file */
function sectorsOf(file: NetcdfFile, { levels, axes }: Lattice): string[] {
  const { level } = axes;
  if (level === undefined) return ["all"];
  const coordinate = file.has(level.name) ? file.variable(level.name) : undefined;
  const numbers = coordinate?.read() ?? Float64Array.from({ length: levels }, (_, i) => i);
  const ids = String(coordinate?.attributes.ids ?? "");
  const names = new Map(
    [...ids.matchAll(/(\d+)\s*:\s*([^;]+)/g)].map(([, number, name]) => [Number(number), name.trim()]),
  );
  return Array.from(numbers, (number) => names.get(number) ?? `sector ${number}`);
}

function readMonth(path: string, step: number, { mass, units }: CedsChoice): Promise<PlacedEmissions[]> {
  return withNetcdf(path, (file) => {
    const lattice = openCeds(file);
    const edges = { longitudeEdges: lattice.axes.longitude.edges(), latitudeEdges: lattice.axes.latitude.edges() };
    const parsed = parseEmissionUnits(units ?? lattice.units, lattice.where);
    const factor = molesPerSecond(parsed, mass, calendarMonth(lattice.times[step]), lattice.where);
    const area = boxAreas(edges);
    const values = lattice.step(step);
    return Array.from({ length: lattice.levels }, (_, level): PlacedEmissions => {
      const own = values.subarray(level * area.length, (level + 1) * area.length);
      const ofBox = (box: number): number => (parsed.of === "cell" ? factor : factor * area[box]);
      return { places: { kind: "boxes", ...edges }, rates: own.map((value, box) => value * ofBox(box)) };
    });
  });
}
