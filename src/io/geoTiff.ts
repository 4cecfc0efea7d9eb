/**
 * Rasters of numbers on longitude and latitude in GeoTIFF (OGC 19-008r4), read in bands of rows so that one of a kilometre
 * over the whole world needs little memory; also compressed by gzip as a whole.
 */
import { createReadStream, createWriteStream, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { InputError } from "../errors.js";

/** Some rows of a raster, from the north. */
export interface RasterBand {
  /** Number of the first row, from the north. */
  readonly row: number;
  readonly rows: number;
  /** [row][column], NaN where the file has no value */
  readonly values: Float64Array;
}

export interface GeoRaster {
  readonly columns: number;
  readonly rows: number;
  /** Sides of the whole raster [degrees]. */
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
  /** In order from the north. */
  bands(): AsyncIterable<RasterBand>;
}

/** Values in one band, at least one row. */
const BAND = 1 << 22;

/**
 * @param use gets the raster, which can be read only as long as that runs
 * @throws InputError where the file is no GeoTIFF of one layer on longitude and latitude
 */
export async function* fromGeoTiff<T>(path: string, use: (raster: GeoRaster) => AsyncIterable<T>): AsyncIterable<T> {
  if (!/\.gz$/i.test(path)) {
    yield* opened(path, path, use);
    return;
  }
  const folder = mkdtempSync(join(tmpdir(), "openjdas-tiff-"));
  try {
    const file = join(folder, "raster.tif");
    await damagedAs(path, () => pipeline(createReadStream(path), createGunzip(), createWriteStream(file)));
    yield* opened(file, path, use);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param where the file as it was named */
async function* opened<T>(path: string, where: string, use: (raster: GeoRaster) => AsyncIterable<T>): AsyncIterable<T> {
  const { fromFile } = await import("geotiff");
  const tiff = await damagedAs(where, () => fromFile(path));
  try {
    const image = await damagedAs(where, () => tiff.getImage());
    const [columns, rows] = [image.getWidth(), image.getHeight()];
    const [west, south, east, north] = await damagedAs(where, () => image.getBoundingBox());
    const model: unknown = image.getGeoKeys()?.GTModelTypeGeoKey;
    const onEarth = west >= -180.001 && east <= 360.001 && south >= -90.001 && north <= 90.001;
    if (image.getSamplesPerPixel() !== 1 || (model !== undefined && model !== 2) || !onEarth) {
      throw new InputError({
        where,
        found: `${image.getSamplesPerPixel()} layers from ${west} to ${east} and ${south} to ${north}`,
        expected: "one layer on longitude and latitude [degrees]",
      });
    }
    const missing = image.getGDALNoData();
    const height = Math.max(1, Math.floor(BAND / columns));
    yield* use({
      columns,
      rows,
      west,
      east,
      south: Math.max(-90, south),
      north: Math.min(90, north),
      async *bands() {
        for (let row = 0; row < rows; row += height) {
          const count = Math.min(height, rows - row);
          const window = [0, row, columns, row + count];
          const read = await damagedAs(where, () => image.readRasters({ window, interleave: true }));
          const values = Float64Array.from(read, (value) => (value === missing ? Number.NaN : value));
          yield { row, rows: count, values };
        }
      },
    });
  } finally {
    await tiff.close();
  }
}

async function damagedAs<T>(where: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof InputError) throw cause;
    const found = `it cannot be read as GeoTIFF: ${cause instanceof Error ? cause.message : String(cause)}`;
    throw new InputError({ where, found, expected: "a whole GeoTIFF", remedy: "fetch it again" }, { cause });
  }
}
