/**
 * The projection that a CF grid mapping describes (CF-1.11, appendix F), as a proj4 definition: the other way round than
 * `gridMapping`. Longitude and latitude are those of the file's own figure of the Earth, taken as they are.
 */
import type { NetcdfAttribute, NetcdfFile, NetcdfVariable } from "./netcdf.js";

type Attributes = Readonly<Record<string, NetcdfAttribute>>;

/** Where files have a proj4 string under a name of their own. */
const TEXTS = ["proj4", "proj4_params", "proj_params", "proj4text", "proj4string"];

/**
 * @returns undefined where the variable names no mapping, or one that is not among these; a rotated pole has its
 *   coordinates in degrees
 */
export function mappingProjection(file: NetcdfFile, variable: NetcdfVariable): string | undefined {
  // "crs: x y" names the coordinates as well.
  const name = String(variable.attributes.grid_mapping ?? "").split(/[:\s]/)[0];
  if (name === "" || !file.has(name)) return undefined;
  const { attributes } = file.variable(name);
  if (attributes.grid_mapping_name === "rotated_latitude_longitude") return rotatedPole(attributes);
  const own = projectionOf(attributes);
  if (own !== undefined) return `${own} ${figureOf(attributes)} +units=m +no_defs`;
  const text = TEXTS.map((key) => attributes[key]).find((value) => typeof value === "string" && /\+proj=/.test(value));
  return typeof text === "string" && !/\+proj=l(at)?ong/.test(text) ? text : undefined;
}

function rotatedPole(attributes: Attributes): string {
  const number = (key: string): number => numbersOf(attributes[key])[0] ?? 0;
  const meridian = number("grid_north_pole_longitude") + 180;
  const pole = `+o_lon_p=${number("north_pole_grid_longitude")} +o_lat_p=${number("grid_north_pole_latitude")}`;
  return `+proj=ob_tran +o_proj=longlat ${pole} +lon_0=${meridian} ${figureOf(attributes)} +no_defs`;
}

function projectionOf(attributes: Attributes): string | undefined {
  const number = (key: string, otherwise = 0): number => numbersOf(attributes[key])[0] ?? otherwise;
  const parallels = numbersOf(attributes.standard_parallel);
  const latitude = number("latitude_of_projection_origin");
  const shifts = `+x_0=${number("false_easting")} +y_0=${number("false_northing")}`;
  const centre = (longitude: number): string => `+lat_0=${latitude} +lon_0=${longitude} ${shifts}`;
  const origin = number("longitude_of_projection_origin");
  const meridian = number("longitude_of_central_meridian");
  const cone = `+lat_1=${parallels[0]} +lat_2=${parallels[1] ?? parallels[0]} ${centre(meridian)}`;
  switch (String(attributes.grid_mapping_name)) {
    case "albers_conical_equal_area":
      return parallels.length === 0 ? undefined : `+proj=aea ${cone}`;
    case "lambert_conformal_conic":
      return parallels.length === 0 ? undefined : `+proj=lcc ${cone}`;
    case "lambert_azimuthal_equal_area":
      return `+proj=laea ${centre(origin)}`;
    case "stereographic":
      return `+proj=stere ${centre(origin)} +k_0=${number("scale_factor_at_projection_origin", 1)}`;
    case "polar_stereographic": {
      const pole = `+proj=stere ${centre(number("straight_vertical_longitude_from_pole", origin))}`;
      if (parallels.length > 0) return `${pole} +lat_ts=${parallels[0]}`;
      return `${pole} +k_0=${number("scale_factor_at_projection_origin", 1)}`;
    }
    case "mercator":
      return parallels.length > 0
        ? `+proj=merc +lat_ts=${parallels[0]} +lon_0=${origin} ${shifts}`
        : `+proj=merc +k_0=${number("scale_factor_at_projection_origin", 1)} +lon_0=${origin} ${shifts}`;
    case "transverse_mercator":
      return `+proj=tmerc ${centre(meridian)} +k_0=${number("scale_factor_at_central_meridian", 1)}`;
    default:
      return undefined;
  }
}

/** WGS 84 where none is told. */
function figureOf(attributes: Attributes): string {
  const [radius, major, minor, flattening] = [
    "earth_radius",
    "semi_major_axis",
    "semi_minor_axis",
    "inverse_flattening",
  ].map((key) => numbersOf(attributes[key])[0]);
  if (radius !== undefined) return `+R=${radius}`;
  if (major !== undefined && minor !== undefined) return `+a=${major} +b=${minor}`;
  // A sphere has no flattening, written as 0.
  if (major !== undefined && flattening !== undefined) {
    return flattening === 0 ? `+R=${major}` : `+a=${major} +rf=${flattening}`;
  }
  return major === undefined ? "+a=6378137 +rf=298.257223563" : `+R=${major}`;
}

function numbersOf(value: NetcdfAttribute | undefined): number[] {
  return [value ?? []].flat().map(Number).filter(Number.isFinite);
}
