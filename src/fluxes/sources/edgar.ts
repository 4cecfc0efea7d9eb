/**
 * EDGAR's maps of a year (v4.3.2 to v8.0 and EDGAR_2024): netCDF with `emi_co2` [kg m-2 s-1] (v6 and before), `fluxes`
 * [kg m-2 s-1] or `emissions` [Tonnes] of each cell, texts of tonnes by south-western corner, and the zip archives that hold
 * them. Gas, year and sector stand in the names. Carbon of short cycles (biofuel: `org_short-cycle_C`, `CO2bio`) is no
 * fossil carbon and is never added to it unless that is asked for.
 */
import { type Fault, InputError } from "../../errors.js";
import { nameOfFile } from "../../io/fileNames.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { openLattice } from "../../io/cfLattice.js";
import { withNetcdf } from "../../io/withNetcdf.js";
import { withUnpacked, zipMembers } from "../../io/zipArchive.js";
import { boxAreas } from "../../grids/regrid.js";
import { monthOf, yearOf } from "../inventories/calendar.js";
import type { EmissionPart, Inventory, PlacedEmissions } from "../inventories/emissionPart.js";
import { type EmissionMass, molesPerSecond, parseEmissionUnits } from "../inventories/emissionUnits.js";
import type { Interval } from "./fluxSteps.js";
import { type EdgarName, edgarName } from "./edgarName.js";
import { readEdgarText } from "./edgarText.js";

export interface EdgarChoice {
  readonly files: readonly string[];
  readonly mass: EmissionMass;
  /** In place of the files' own. */
  readonly units?: string | undefined;
  /** Adds carbon of short cycles to that of fossils. */
  readonly biofuel: boolean;
}

/** A map, in a file or in an archive. */
interface EdgarMap extends EdgarName {
  readonly path: string;
  /** Its name in the archive. */
  readonly entry: string | undefined;
}

/** @throws InputError with the faults of all files */
export function edgarInventory(choice: EdgarChoice): Inventory {
  const faults: Fault[] = [];
  const maps = choice.files.flatMap((path) => mapsOf(path, faults));
  faults.push(...cycleFaults(maps, choice.biofuel), ...totalsBesideSectors(maps));
  if (faults.length > 0) throw new InputError(faults);
  const remarks = choice.biofuel
    ? [
        "EDGAR: carbon of short cycles (biofuel) is added to fossil carbon, as the experiment asks; each stands by itself in the totals.",
      ]
    : [];
  return { parts: maps.map((map) => partOf(map, choice)), mass: choice.mass, remarks };
}

function mapsOf(path: string, faults: Fault[]): EdgarMap[] {
  const own = edgarName(nameOfFile(path));
  if (!/\.zip$/i.test(path)) {
    if (own === undefined) faults.push(unnamed(path, nameOfFile(path)));
    else if (own.gas !== "CO2") faults.push(otherGas(path, own.gas));
    return own?.gas === "CO2" ? [{ ...own, path, entry: undefined }] : [];
  }
  const entries = zipMembers(path)
    .map(({ name }) => name)
    .filter((name) => /\.(nc|txt)$/i.test(name));
  if (entries.length === 0) faults.push({ where: path, found: "no .nc or .txt in it", expected: "maps of EDGAR" });
  return entries.flatMap((entry) => {
    const name = edgarName(nameOfFile(entry)) ?? own;
    if (name === undefined) faults.push(unnamed(`${path}: ${entry}`, nameOfFile(entry)));
    else if (name.gas !== "CO2") faults.push(otherGas(`${path}: ${entry}`, name.gas));
    return name?.gas === "CO2" ? [{ ...name, path, entry }] : [];
  });
}

function unnamed(where: string, name: string): Fault {
  return {
    where,
    found: `the name "${name}"`,
    expected: 'EDGAR\'s own, which says gas, year and sector: "v8.0_FT2022_GHG_CO2_2022_ENE_flx.nc"',
    remedy: "give the files the names they were downloaded with",
  };
}

function otherGas(where: string, gas: string): Fault {
  return { where, found: `emissions of ${gas}`, expected: "of CO2", remedy: "download the maps of CO2" };
}

function cycleFaults(maps: readonly EdgarMap[], biofuel: boolean): Fault[] {
  const short = maps.filter(({ shortCycle }) => shortCycle);
  if (!biofuel) {
    return short.map(({ path }) => ({
      where: path,
      found: "carbon of short cycles (biofuel)",
      expected: "fossil carbon alone (CO2_excl_short-cycle_org_C, or CO2 from v8.0)",
      remedy: 'leave the file out, or write "biofuel: true" to add it, which every output then says',
    }));
  }
  if (short.length > 0 || maps.length === 0) return [];
  return [
    {
      where: "EDGAR: biofuel",
      found: "true, but no file of it",
      expected: "a file of CO2_org_short-cycle_C or CO2bio",
      remedy: "add the file, or take the key out",
    },
  ];
}

function totalsBesideSectors(maps: readonly EdgarMap[]): Fault[] {
  const totals = maps.find(({ sector }) => sector === "TOTALS");
  const other = maps.find((map) => map.sector !== "TOTALS" && map.shortCycle === totals?.shortCycle);
  if (totals === undefined || other === undefined) return [];
  return [
    {
      where: `${totals.path}, ${other.path}`,
      found: `the sum of all sectors beside sector ${other.sector}`,
      expected: "the one or the other",
      remedy: "name the files of totals, or those of sectors",
    },
  ];
}

function partOf(map: EdgarMap, choice: EdgarChoice): EmissionPart {
  const { path, entry, sector, shortCycle, year, month } = map;
  const interval = month === undefined ? yearOf(year) : monthOf(year, month);
  const readFile = async (file: string): Promise<PlacedEmissions> => {
    const where = entry === undefined ? path : `${path}: ${entry}`;
    if (/\.txt$/i.test(file)) return readEdgarText(file, where, interval, choice);
    return withNetcdf(file, (netcdf) => readMap(netcdf, where, map, interval, choice));
  };
  return {
    ...interval,
    path,
    sector: shortCycle ? `${sector} (short cycle)` : sector,
    async *read() {
      yield entry === undefined ? await readFile(path) : await withUnpacked(path, entry, readFile);
    },
  };
}

/** Variables of its maps, but for the name of a gas. */
const VARIABLE = /^(emi_.*|fluxes|emissions)$/;

function readMap(
  file: NetcdfFile,
  where: string,
  { year }: EdgarMap,
  interval: Interval,
  { mass, units }: EdgarChoice,
): PlacedEmissions {
  const name = file.variables.find((one) => VARIABLE.test(one));
  if (name === undefined) {
    const found = `variables ${file.variables.join(", ")}`;
    throw new InputError({ where, found, expected: "emi_co2, fluxes or emissions" });
  }
  const lattice = openLattice(file, name);
  const { substance, year: told } = lattice.variable.attributes;
  const gas = name.startsWith("emi_") ? name.slice(4) : substance;
  if (gas !== undefined && !/^CO2/i.test(String(gas))) throw new InputError(otherGas(where, String(gas).toUpperCase()));
  if (told !== undefined && Number(told) !== year) {
    throw new InputError({ where, found: `the year ${String(told)} in it`, expected: `${year}, as its name says` });
  }
  if (lattice.times.length > 1 || lattice.levels > 1) {
    throw new InputError({
      where: `${where}: variable "${name}"`,
      found: `dimensions (${lattice.variable.dimensions.join(", ")}) of ${lattice.variable.shape.join(" x ")}`,
      expected: "one map, of a year or of the month that its name says",
      remedy: "split it by month, and put the month after the year in the names: ..._CO2_2022_7_ENE.nc",
    });
  }
  const edges = { longitudeEdges: lattice.axes.longitude.edges(), latitudeEdges: lattice.axes.latitude.edges() };
  const parsed = parseEmissionUnits(units ?? lattice.units, `${where}: variable "${name}"`);
  const factor = molesPerSecond(parsed, mass, interval, where);
  const area = boxAreas(edges);
  const ofBox = (box: number): number => (parsed.of === "cell" ? factor : factor * area[box]);
  return { places: { kind: "boxes", ...edges }, rates: lattice.step(0).map((value, box) => value * ofBox(box)) };
}
