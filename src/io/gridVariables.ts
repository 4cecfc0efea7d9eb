/**
 * The horizontal grid as CF-1.11 writes it (sections 4 and 5.6): the axes x and y of the projection, longitude and
 * latitude of the cell centres, and the grid mapping `crs`. Axes and mapping are exact; longitudes and latitudes, which
 * follow from them and stand in every file of every day, are 32-bit floats, to a metre.
 */
import type { Grid } from "../grids/grid.js";
import { coordinateUnits, earthOnly, gridMapping } from "./gridMapping.js";
import type { NumberVariable, OutputAttributes, OutputPart } from "./outputDataset.js";

/**
 * @returns dimensions `x` and `y` [m or degrees], `longitude` and `latitude` [row][column] in degrees, and `crs`. A
 *   projection that CF does not name is given by its proj4 string; x and y then are plain distances.
 */
export function gridVariables(grid: Grid): OutputPart {
  const { definition } = grid.projection;
  const mapping = gridMapping(definition);
  const axes = axisAttributes(definition, mapping);
  const axis = (
    name: string,
    size: number,
    first: number,
    step: number,
    attributes: OutputAttributes,
  ): NumberVariable => {
    const data = Float64Array.from({ length: size }, (_, i) => first + i * step);
    return { name, type: "f8", dimensions: [name], attributes, data };
  };
  const centre = (name: string, units: string, data: Float64Array): NumberVariable => {
    const attributes = { standard_name: name, long_name: `${name} of the cell centre`, units };
    return { name, type: "f4", dimensions: ["y", "x"], attributes, data };
  };
  return {
    dimensions: { y: grid.rows, x: grid.columns },
    variables: [
      axis("y", grid.rows, grid.y0, grid.dy, { ...axes.y, axis: "Y" }),
      axis("x", grid.columns, grid.x0, grid.dx, { ...axes.x, axis: "X" }),
      centre("longitude", "degrees_east", grid.longitude),
      centre("latitude", "degrees_north", grid.latitude),
      { name: "crs", type: "i4", dimensions: [], attributes: mapping ?? earthOnly(definition), data: [0] },
    ],
  };
}

/** @returns attributes that tie a variable on (y, x) to the grid: `grid_mapping` and `coordinates` */
export function onGrid(grid: Grid): OutputAttributes {
  const named = gridMapping(grid.projection.definition) !== undefined;
  return { grid_mapping: named ? "crs" : "crs: longitude latitude", coordinates: "longitude latitude" };
}

function axisAttributes(
  definition: string,
  mapping: OutputAttributes | undefined,
): { x: OutputAttributes; y: OutputAttributes } {
  if (mapping?.grid_mapping_name === "latitude_longitude") {
    return {
      x: { standard_name: "longitude", units: "degrees_east" },
      y: { standard_name: "latitude", units: "degrees_north" },
    };
  }
  const units = coordinateUnits(definition);
  const along = (name: "x" | "y"): OutputAttributes => ({
    ...(mapping !== undefined && { standard_name: `projection_${name}_coordinate` }),
    long_name: `${name} in the plane of the projection`,
    units,
  });
  return { x: along("x"), y: along("y") };
}
