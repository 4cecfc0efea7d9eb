/**
 * Named polygons of a GeoJSON file (RFC 7946): features of Polygon and MultiPolygon, longitude and latitude of WGS 84
 * [degrees]. Every fault of the file is told at once.
 */
import { type Fault, InputError } from "../errors.js";
import type { PolygonGeometry } from "../grids/polygons.js";
import { nearestNames } from "./nearestNames.js";
import { faultsOfOutline, TO_WGS84 } from "./outlineFaults.js";
import { textOfFile } from "./textOfFile.js";

export interface NamedPolygons {
  readonly name: string;
  readonly geometry: PolygonGeometry;
}

type Json = Readonly<Record<string, unknown>>;

const EXPECTED = "GeoJSON: a FeatureCollection of polygons";
const MOST_FAULTS = 10;
/** Names of WGS 84 in degrees, as the member "crs" of earlier GeoJSON writes them. */
const WGS84 = /(CRS84|EPSG:+(\d+(\.\d+)*:)?4326)$/i;

/**
 * @param property that holds the name of each feature
 * @throws InputError where it is no GeoJSON of named polygons in degrees
 */
export function readNamedPolygons(path: string, property: string): NamedPolygons[] {
  const content = contentOf(path);
  const features = featuresOf(path, content);
  checkProjection(path, content);
  if (!features.some(({ properties }) => isRecord(properties) && property in properties)) {
    throw new InputError(nameOf(path, features[0], property, "all features") as Fault);
  }
  const faults: Fault[] = [];
  const polygons = features.flatMap((feature, i) => {
    const name = nameOf(path, feature, property, `feature ${i + 1}`);
    const where = typeof name === "string" ? `${path}: feature "${name}"` : `${path}: feature ${i + 1}`;
    const geometry = geometryOf(where, feature.geometry);
    const wrong = [name, geometry].filter(isFault);
    faults.push(...wrong);
    if (wrong.length > 0) return [];
    const found = { name: name as string, geometry: geometry as PolygonGeometry };
    faults.push(...faultsOfOutline(where, found.geometry));
    return [found];
  });
  if (faults.length > 0) throw new InputError(firstOf(faults, path));
  return polygons;
}

/** Of a file with many faults the first tell enough. */
function firstOf(faults: readonly Fault[], path: string): readonly Fault[] {
  if (faults.length <= MOST_FAULTS) return faults;
  return [
    ...faults.slice(0, MOST_FAULTS),
    { where: path, found: `${faults.length - MOST_FAULTS} more faults like these`, expected: EXPECTED },
  ];
}

function contentOf(path: string): Json {
  const text = textOfFile(path, EXPECTED);
  try {
    const content: unknown = JSON.parse(text);
    if (isRecord(content)) return content;
  } catch (cause) {
    throw new InputError({ where: path, found: `no JSON: ${(cause as Error).message}`, expected: EXPECTED }, { cause });
  }
  throw new InputError({ where: path, found: "JSON without members", expected: EXPECTED });
}

function featuresOf(path: string, { type, features, ...rest }: Json): readonly Json[] {
  if (type === "Feature") return [rest];
  if (type === "FeatureCollection" && Array.isArray(features) && features.length > 0 && features.every(isRecord)) {
    return features;
  }
  const bare = typeof type === "string" && /Polygon|GeometryCollection/.test(type);
  throw new InputError({
    where: path,
    found:
      type === "FeatureCollection"
        ? "a FeatureCollection without features"
        : `"type": ${JSON.stringify(type) ?? "missing"}`,
    expected: EXPECTED,
    ...(type === "Topology" && { remedy: "turn TopoJSON into GeoJSON, for example with `topo2geo`" }),
    ...(bare && { remedy: "put it into a Feature, whose properties hold its name" }),
  });
}

/** @throws InputError where the file says that it is in something else than degrees of WGS 84 */
function checkProjection(path: string, { crs }: Json): void {
  if (crs === undefined || crs === null) return;
  const named = isRecord(crs) && isRecord(crs.properties) ? crs.properties.name : undefined;
  if (typeof named === "string" && WGS84.test(named)) return;
  throw new InputError({
    where: `${path}: "crs"`,
    found: typeof named === "string" ? named : JSON.stringify(crs),
    expected: "longitude and latitude of WGS 84 (CRS84, EPSG:4326)",
    remedy: TO_WGS84,
  });
}

function nameOf(path: string, { properties }: Json, property: string, which: string): string | Fault {
  const own = isRecord(properties) ? properties : {};
  const value = own[property];
  const name = typeof value === "number" ? String(value) : value;
  if (typeof name === "string" && name.trim() !== "") return name.trim().replace(/\s+/g, " ");
  const [nearest] = nearestNames(property, Object.keys(own), 1);
  return {
    where: `${path}: ${which}`,
    found: value === undefined ? `no property "${property}"` : `"${property}": ${JSON.stringify(value)}`,
    expected: "the name of the region",
    remedy:
      value !== undefined || nearest === undefined
        ? "give it one"
        : `say "name" in the experiment file, such as ${nearest}: it has ${Object.keys(own).slice(0, 8).join(", ")}`,
  };
}

function geometryOf(where: string, geometry: unknown): PolygonGeometry | Fault {
  const type = isRecord(geometry) ? geometry.type : undefined;
  if (!isRecord(geometry) || (type !== "Polygon" && type !== "MultiPolygon")) {
    const found = geometry === undefined || geometry === null ? "no geometry" : `a ${String(type)}`;
    return { where, found, expected: "a Polygon or a MultiPolygon", remedy: "take the feature out of the file" };
  }
  const polygons: unknown = type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const isRings = (rings: unknown): boolean =>
    Array.isArray(rings) && rings.length > 0 && rings.every((ring) => Array.isArray(ring) && ring.every(isPosition));
  if (Array.isArray(polygons) && polygons.length > 0 && polygons.every(isRings)) {
    return geometry as unknown as PolygonGeometry;
  }
  return { where, found: `a ${type} whose coordinates are no rings of numbers`, expected: EXPECTED };
}

function isPosition(value: unknown): boolean {
  return Array.isArray(value) && value.length >= 2 && value.slice(0, 2).every(Number.isFinite);
}

function isRecord(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isFault(value: unknown): value is Fault {
  return isRecord(value) && "found" in value;
}
