/**
 * Mole fractions of dry air of the CAMS inversions, on the hybrid layers of LMDZ between interfaces p = ap + bp Psurf. Those
 * of v21 and later lie on an icosahedral mesh, which must be regridded first.
 */
import { netcdfBackground } from "../../backgrounds/sources/netcdf.js";
import { CoverageError } from "../../errors.js";
import type { Background } from "../../fields/background.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { Context } from "../product.js";
import { datesOf } from "../section.js";
import type { CamsBackgroundSection } from "./sections.js";

export function openBackground({ files, dates }: CamsBackgroundSection, { grid }: Context): Promise<Background> {
  return netcdfBackground(grid, { files, dates: datesOf(dates), variable: "CO2", view: onLattice });
}

function onLattice(file: NetcdfFile): NetcdfFile {
  const mesh = file.variables.find((name) => /^mesh/i.test(name));
  if (mesh === undefined) return file;
  throw new CoverageError({
    where: file.path,
    found: `an unstructured mesh ("${mesh}")`,
    expected: "a longitude-latitude lattice",
    remedy: "regrid it, for example with `cdo remapcon`, with Psurf, ap and bp beside CO2",
  });
}
