/**
 * Countries by name or ISO 3166-1 code: the outlines of Natural Earth at 1:50 million, as the npm package world-atlas
 * carries them (TopoJSON with numeric codes), codes and English names of i18n-iso-countries. What is Chinese has the outlines
 * of the provinces instead (provincePolygons.ts), the one convention of borders that regions of China have in this program;
 * neighbours keep those of Natural Earth, so that they may overlap. For totals alone: no map draws these borders.
 */
import { createRequire } from "node:module";
import type { LocaleData } from "i18n-iso-countries";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { type Fault, InputError } from "../errors.js";
import { NOT_MAINLAND, type Province } from "../regions/provinceRegions.js";
import type { NamedPolygons } from "./geoJson.js";
import { nearestNames } from "./nearestNames.js";

type Polygons = Extract<NamedPolygons["geometry"], { type: "MultiPolygon" }>["coordinates"];

interface Country {
  readonly name: string;
  /** All that it goes by, as `plain` writes them. */
  readonly known: ReadonlySet<string>;
  readonly polygons: Polygons;
}

/** Those of China by numeric code: which provinces they are. */
const CHINESE: Readonly<Record<string, { name: string; holds: (province: string) => boolean }>> = {
  "156": { name: "China (mainland)", holds: (province) => !NOT_MAINLAND.has(province) },
  "158": { name: "Taiwan", holds: (province) => province === "台湾" },
  "344": { name: "Hong Kong", holds: (province) => province === "香港" },
  "446": { name: "Macao", holds: (province) => province === "澳门" },
};

/**
 * @param asked names or ISO codes of two or three letters
 * @returns each under the name that Natural Earth gives it
 * @throws InputError naming all that are no country
 */
export function countryOutlines(asked: readonly string[], provinces: readonly Province[]): NamedPolygons[] {
  const countries = allCountries(provinces);
  const faults: Fault[] = [];
  const found = asked.flatMap((name): NamedPolygons[] => {
    const wanted = plain(name);
    const country =
      countries.find((one) => plain(one.name) === wanted) ?? countries.find(({ known }) => known.has(wanted));
    if (country !== undefined) {
      return [{ name: country.name, geometry: { type: "MultiPolygon", coordinates: country.polygons } }];
    }
    const all = countries.map((one) => one.name);
    faults.push({
      where: `country "${name}"`,
      found: "no country of Natural Earth",
      expected: "its English name, or its ISO 3166-1 code of two or three letters",
      remedy: `did you mean one of ${nearestNames(name, all, 3).join(", ")}?`,
    });
    return [];
  });
  if (faults.length > 0) throw new InputError(faults);
  return found;
}

function allCountries(provinces: readonly Province[]): Country[] {
  const require = createRequire(import.meta.url);
  const topology = require("world-atlas/countries-50m.json") as Topology;
  const { features } = feature(topology, topology.objects.countries as GeometryCollection<{ name: string }>);
  const codes = require("i18n-iso-countries/codes.json") as readonly (readonly [string, string, string])[];
  const { countries: names } = require("i18n-iso-countries/langs/en.json") as LocaleData;
  const ofCode = new Map<string, Country>();
  const withoutCode: Country[] = [];
  for (const { id, properties, geometry } of features) {
    const polygons: Polygons =
      geometry.type === "Polygon"
        ? [geometry.coordinates]
        : geometry.type === "MultiPolygon"
          ? geometry.coordinates
          : [];
    if (id === undefined) {
      withoutCode.push({ name: properties.name, known: new Set([plain(properties.name)]), polygons });
      continue;
    }
    const numeric = String(id);
    const [two = "", three = ""] = codes.find(([, , code]) => code === numeric) ?? [];
    const own = [properties.name, two, three, ...[names[two] ?? []].flat()].filter((name) => name !== "").map(plain);
    const earlier = ofCode.get(numeric);
    const chinese = CHINESE[numeric];
    // What Natural Earth draws apart under one code, such as islands of Australia, is of one country.
    ofCode.set(numeric, {
      name: chinese?.name ?? earlier?.name ?? properties.name,
      known: new Set([...(earlier?.known ?? []), ...own]),
      polygons:
        chinese === undefined
          ? [...(earlier?.polygons ?? []), ...polygons]
          : provinces.filter(({ name }) => chinese.holds(name)).flatMap((province) => province.geometry.coordinates),
    });
  }
  return [...ofCode.values(), ...withoutCode];
}

/** Letters alone, small and without accents. */
function plain(name: string): string {
  return name
    .normalize("NFD")
    .replace(/[^\p{Letter}]/gu, "")
    .toLowerCase();
}
