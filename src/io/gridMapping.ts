/**
 * A proj4 definition in the words of CF-1.11 Appendix F (grid mappings): polar and oblique stereographic, Lambert
 * conformal conic, Mercator, longitude-latitude. The definition itself always rides along as the attribute `proj4`.
 */
import { EARTH_RADIUS } from "../constants.js";
import type { OutputAttributes } from "./outputDataset.js";

type Parameters = ReadonlyMap<string, string>;

/** @returns attributes of the mapping; undefined for a projection that is not among these */
export function gridMapping(definition: string): OutputAttributes | undefined {
  const parameters = parseDefinition(definition);
  const mapping = mappingOf(parameters);
  return mapping === undefined ? undefined : { ...mapping, ...figureOfEarth(parameters), proj4: asProj(definition) };
}

/** @returns attributes that say only on which figure of the Earth longitude and latitude are given */
export function earthOnly(definition: string): OutputAttributes {
  return {
    grid_mapping_name: "latitude_longitude",
    ...figureOfEarth(parseDefinition(definition)),
    proj4: asProj(definition),
  };
}

/** @returns unit of the projection's coordinates, as udunits knows it */
export function coordinateUnits(definition: string): string {
  return parseDefinition(definition).get("units") ?? "m";
}

/** What PROJ takes: the bare word for longitude and latitude is this program's own. */
function asProj(definition: string): string {
  return definition === "longlat" ? `+proj=longlat +R=${EARTH_RADIUS} +no_defs` : definition;
}

function parseDefinition(definition: string): Parameters {
  const pairs = [...definition.matchAll(/\+(\w+)(?:=(\S+))?/g)].map(([, key, value]): [string, string] => [
    key,
    value ?? "",
  ]);
  return pairs.length === 0 ? new Map([["proj", definition]]) : new Map(pairs);
}

function mappingOf(parameters: Parameters): OutputAttributes | undefined {
  const number = (key: string, otherwise = 0): number => Number(parameters.get(key) ?? otherwise);
  const scale = number("k", number("k_0", 1));
  const shifts = { false_easting: number("x_0"), false_northing: number("y_0") };
  const latitude = number("lat_0");
  const longitude = number("lon_0");
  switch (parameters.get("proj") ?? "") {
    case "longlat":
    case "latlong":
      return { grid_mapping_name: "latitude_longitude" };
    case "stere":
    case "sterea":
      if (Math.abs(latitude) === 90) {
        return {
          grid_mapping_name: "polar_stereographic",
          straight_vertical_longitude_from_pole: longitude,
          latitude_of_projection_origin: latitude,
          ...(parameters.has("lat_ts")
            ? { standard_parallel: number("lat_ts") }
            : { scale_factor_at_projection_origin: scale }),
          ...shifts,
        };
      }
      return {
        grid_mapping_name: "stereographic",
        longitude_of_projection_origin: longitude,
        latitude_of_projection_origin: latitude,
        scale_factor_at_projection_origin: scale,
        ...shifts,
      };
    case "lcc": {
      const parallels = [number("lat_1", latitude), number("lat_2", number("lat_1", latitude))];
      return {
        grid_mapping_name: "lambert_conformal_conic",
        standard_parallel: parallels[0] === parallels[1] ? parallels[0] : parallels,
        longitude_of_central_meridian: longitude,
        latitude_of_projection_origin: latitude,
        ...shifts,
      };
    }
    case "merc":
      return {
        grid_mapping_name: "mercator",
        longitude_of_projection_origin: longitude,
        ...(parameters.has("k") || parameters.has("k_0")
          ? { scale_factor_at_projection_origin: scale }
          : { standard_parallel: number("lat_ts") }),
        ...shifts,
      };
    default:
      return undefined;
  }
}

function figureOfEarth(parameters: Parameters): OutputAttributes {
  const [radius, major, minor] = ["R", "a", "b"].map((key) => parameters.get(key));
  if (radius !== undefined) return { earth_radius: Number(radius) };
  if (major !== undefined && major === minor) return { earth_radius: Number(major) };
  if (major !== undefined && minor !== undefined) {
    return { semi_major_axis: Number(major), semi_minor_axis: Number(minor) };
  }
  const ellipsoid = parameters.get("ellps") ?? parameters.get("datum") ?? "WGS84";
  if (ellipsoid !== "WGS84") return { reference_ellipsoid_name: ellipsoid };
  // Longitude-latitude grids lie on the sphere on which areas are measured; proj4 takes WGS 84 where none is named.
  if (parameters.size === 1) return { earth_radius: EARTH_RADIUS };
  return { semi_major_axis: 6378137, inverse_flattening: 298.257223563 };
}
