/**
 * ODIAC, fossil CO2 by month, as carbon: of 1 degree in netCDF, `land` and `intl_bunker` (month, lat, lon) [gC m-2 d-1] of
 * the year that the name says, `odiac2019_1x1d_2018.nc`; or of a kilometre as GeoTIFF, tonnes of carbon of each cell and
 * month without international bunkers, `odiac2022_1km_excl_intl_1607.tif` of July 2016, also compressed (`.tif.gz`).
 */
import { type Fault, InputError } from "../../errors.js";
import { openLattice } from "../../io/cfLattice.js";
import { nameOfFile } from "../../io/fileNames.js";
import { fromGeoTiff, type GeoRaster } from "../../io/geoTiff.js";
import { evenly, fromTheSouth } from "../../io/raster.js";
import { withNetcdf } from "../../io/withNetcdf.js";
import { boxAreas } from "../../grids/regrid.js";
import { monthOf } from "../inventories/calendar.js";
import type { EmissionPart, Inventory, PlacedEmissions } from "../inventories/emissionPart.js";
import { type EmissionMass, molesPerSecond, parseEmissionUnits } from "../inventories/emissionUnits.js";
import type { Interval } from "./fluxSteps.js";

export type OdiacName =
  | { readonly kind: "1 degree"; readonly year: number }
  | { readonly kind: "1 km"; readonly year: number; readonly month: number };

/** @param name of a file, without folders @returns undefined where it is none of ODIAC's */
export function odiacName(name: string): OdiacName | undefined {
  const degree = /^odiac\d{4}\w?_1x1d_(\d{4})\.nc$/i.exec(name);
  if (degree !== null) return { kind: "1 degree", year: Number(degree[1]) };
  const kilometre = /^odiac\d{4}\w?_1km_excl_intl_(\d{2})(0[1-9]|1[0-2])\.tif(?:\.gz)?$/i.exec(name);
  if (kilometre === null) return undefined;
  return { kind: "1 km", year: 2000 + Number(kilometre[1]), month: Number(kilometre[2]) };
}

export interface OdiacChoice {
  readonly files: readonly string[];
  readonly mass: EmissionMass;
  /** In place of the files' own. */
  readonly units?: string | undefined;
}

/** @throws InputError for all files whose names say nothing */
export function odiacInventory(choice: OdiacChoice): Inventory {
  const faults: Fault[] = [];
  const parts = choice.files.flatMap((path): EmissionPart[] => {
    const name = odiacName(nameOfFile(path));
    switch (name?.kind) {
      case "1 degree":
        return Array.from({ length: 12 }, (_, month) => monthOf(name.year, month + 1)).flatMap((interval, month) =>
          SECTORS.map((sector) => degreePart(path, sector, interval, month, choice)),
        );
      case "1 km":
        return [kilometrePart(path, monthOf(name.year, name.month), choice)];
      case undefined:
        faults.push({
          where: path,
          found: `the name "${nameOfFile(path)}"`,
          expected:
            'ODIAC\'s own, which alone says the year: "odiac2019_1x1d_2018.nc", "odiac2022_1km_excl_intl_1607.tif.gz"',
          remedy: "give the files the names they were downloaded with",
        });
        return [];
    }
  });
  if (faults.length > 0) throw new InputError(faults);
  const bunkers = choice.files.some((path) => odiacName(nameOfFile(path))?.kind === "1 degree");
  const remarks = [
    bunkers
      ? "ODIAC: international bunkers, ships and aircraft, are emitted at the ground with all else."
      : "ODIAC: international bunkers are not in maps of a kilometre.",
  ];
  return { parts, mass: choice.mass, remarks };
}

const SECTORS = ["land", "intl_bunker"] as const;

function degreePart(
  path: string,
  sector: string,
  interval: Interval,
  month: number,
  { mass, units }: OdiacChoice,
): EmissionPart {
  const read = (): Promise<PlacedEmissions> =>
    withNetcdf(path, (file) => {
      const lattice = openLattice(file, sector);
      const { level, time, longitude, latitude } = lattice.axes;
      const months = Math.max(lattice.levels, time?.size ?? 1);
      if (months !== 12 || (level !== undefined && lattice.levels > 1 && (time?.size ?? 1) > 1)) {
        throw new InputError({ where: lattice.where, found: `${months} months`, expected: "the 12 of a year" });
      }
      const edges = { longitudeEdges: longitude.edges(), latitudeEdges: latitude.edges() };
      const area = boxAreas(edges);
      const parsed = parseEmissionUnits(units ?? (lattice.units || "gC m-2 d-1"), lattice.where);
      const factor = molesPerSecond(parsed, mass, interval, lattice.where);
      const ofBox = (box: number): number => (parsed.of === "cell" ? factor : factor * area[box]);
      const values =
        lattice.levels === 12
          ? lattice.step(0).subarray(month * area.length, (month + 1) * area.length)
          : lattice.step(month);
      return { places: { kind: "boxes", ...edges }, rates: values.map((value, box) => value * ofBox(box)) };
    });
  return {
    ...interval,
    path,
    sector,
    async *read() {
      yield await read();
    },
  };
}

/** Up to so many cells are taken as boxes; more, of a kilometre, as points in their middles. */
const MOST_BOXES = 4e6;

function kilometrePart(path: string, interval: Interval, { mass, units = "tC/month" }: OdiacChoice): EmissionPart {
  const factor = molesPerSecond(parseEmissionUnits(units, path), mass, interval, path);
  return {
    ...interval,
    path,
    sector: "land",
    read: () =>
      fromGeoTiff(path, (raster) =>
        raster.columns * raster.rows > MOST_BOXES ? asPoints(raster, factor) : asBoxes(raster, factor),
      ),
  };
}

async function* asBoxes(raster: GeoRaster, factor: number): AsyncIterable<PlacedEmissions> {
  const { columns, rows, west, east, south, north } = raster;
  const values = new Float64Array(columns * rows);
  for await (const band of raster.bands()) values.set(band.values, band.row * columns);
  yield {
    places: { kind: "boxes", longitudeEdges: evenly(west, east, columns), latitudeEdges: evenly(south, north, rows) },
    rates: fromTheSouth(values, columns, rows, undefined).map((value) => value * factor),
  };
}

async function* asPoints(raster: GeoRaster, factor: number): AsyncIterable<PlacedEmissions> {
  const { columns, rows, west, east, south, north } = raster;
  const [dx, dy] = [(east - west) / columns, (north - south) / rows];
  for await (const { row, values } of raster.bands()) {
    const some: number[] = [];
    values.forEach((value, i) => {
      if (value !== 0 && !Number.isNaN(value)) some.push(i);
    });
    yield {
      places: {
        kind: "points",
        longitude: Float64Array.from(some, (i) => west + ((i % columns) + 0.5) * dx),
        latitude: Float64Array.from(some, (i) => north - (row + Math.floor(i / columns) + 0.5) * dy),
      },
      rates: Float64Array.from(some, (i) => values[i] * factor),
    };
  }
}
