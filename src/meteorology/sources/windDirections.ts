/**
 * Whether the components of a wind go eastward and northward, or along the columns and rows of its lattice. On lines of
 * longitude and latitude both are the same; elsewhere the standard name tells (CF: eastward_wind, x_wind), or the flag of
 * GRIB (uvRelativeToGrid) that converters keep; nothing is guessed.
 */
import { InputError } from "../../errors.js";
import type { Faces } from "../../grids/grid.js";
import type { SourcePlane } from "../../grids/sourcePlane.js";
import type { GriddedFiles } from "./griddedFiles.js";
import type { FaceNormals, WindNormals } from "./griddedTarget.js";
import type { GriddedVariable } from "./griddedVariable.js";

type Directions = "of the Earth" | "of the grid";

/** The normals of faces in the directions of the files' winds. @throws InputError where the files do not tell these */
export function windNormals(files: GriddedFiles, faces: Faces): WindNormals {
  const { lattice } = files;
  if (!("locate" in lattice)) return { onLevels: faces, nearGround: faces };
  const [first] = files.times;
  const u = files.find("eastwardWind", first);
  const told = agreed(u, files.find("northwardWind", first));
  if (told === undefined) throw untold(u);
  const low = files.has("eastwardSurfaceWind") && files.has("northwardSurfaceWind");
  const toldLow = low
    ? agreed(files.find("eastwardSurfaceWind", first), files.find("northwardSurfaceWind", first))
    : undefined;
  const along = alongLattice(lattice, faces);
  const of = (directions: Directions): FaceNormals => (directions === "of the Earth" ? faces : along);
  return { onLevels: of(told), nearGround: of(toldLow ?? told) };
}

/** @throws InputError where the components say different things */
function agreed(u: GriddedVariable, v: GriddedVariable): Directions | undefined {
  const [one, other] = [directionsOf(u), directionsOf(v)];
  if (one === other) return one;
  throw new InputError({
    where: u.lattice.where,
    found: `a component along the directions ${one ?? "that it does not tell"}, and "${v.lattice.variable.name}" along those ${other ?? "that it does not tell"}`,
    expected: "both eastward and northward, or both along the grid",
  });
}

function directionsOf({ lattice: { variable } }: GriddedVariable): Directions | undefined {
  const { standard_name, GRIB_uvRelativeToGrid: relative } = variable.attributes;
  const name = String(standard_name ?? "");
  if (/^(eastward|northward)_wind$/.test(name)) return "of the Earth";
  if (/^(x|y|grid_eastward|grid_northward)_wind$/.test(name)) return "of the grid";
  if (typeof relative === "number") return relative === 1 ? "of the grid" : "of the Earth";
  return undefined;
}

function untold({ lattice: { where } }: GriddedVariable): InputError {
  return new InputError({
    where,
    found: "a wind on a projected grid that does not tell its directions",
    expected: 'the standard_name "eastward_wind" (and northward_wind), or "x_wind" (and y_wind) for one along the grid',
    remedy: "add it to both components, for example with `ncatted -a standard_name,u,o,c,eastward_wind`",
  });
}

/** With u and v along the columns and rows, u c + v r is the wind, so that its part along a normal n is u (c n) + v (r n). */
function alongLattice(plane: SourcePlane, faces: Faces): FaceNormals {
  const { normalEast, normalNorth, longitude, latitude } = faces;
  const out = { normalEast: new Float64Array(normalEast.length), normalNorth: new Float64Array(normalEast.length) };
  for (let f = 0; f < normalEast.length; f++) {
    const { column, row } = plane.directionsAt(longitude[f], latitude[f]);
    out.normalEast[f] = column[0] * normalEast[f] + column[1] * normalNorth[f];
    out.normalNorth[f] = row[0] * normalEast[f] + row[1] * normalNorth[f];
  }
  return out;
}
