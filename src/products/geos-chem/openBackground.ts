/**
 * `SpeciesConcVV_CO2`, formerly `SpeciesConc_CO2` [mol mol-1 of dry air], on GEOS's hybrid layers from the ground. Pressure
 * at their edges is that of `Met_PEDGE` in files of LevelEdgeDiags where they are given, of a surface pressure in the same
 * file, or else of the model's own surface pressure with the coefficients `hyai` and `hybi`.
 */
import { netcdfBackground } from "../../backgrounds/sources/netcdf.js";
import { InputError } from "../../errors.js";
import type { Background } from "../../fields/background.js";
import { readTimes } from "../../io/cfTime.js";
import { firstVariable } from "../../io/firstVariable.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { keepNetcdfOpen } from "../../io/openNetcdf.js";
import { overlayNetcdf, withAttributes } from "../../io/overlayNetcdf.js";
import type { Context } from "../product.js";
import { datesOf } from "../section.js";
import type { GeosChemSection } from "./section.js";

const NAMES = ["SpeciesConcVV_CO2", "SpeciesConc_CO2"];

export function openBackground({ files, edgeFiles, dates }: GeosChemSection, { grid }: Context): Promise<Background> {
  return keepNetcdfOpen(edgeFiles ?? [], async (edges, close) => {
    const background = await netcdfBackground(grid, {
      files,
      dates: datesOf(dates),
      variable: (file) => firstVariable(file, NAMES, "take CO2 into the list of species of the collection"),
      view: (file) => (edges.length === 0 ? file : withEdges(file, edges)),
      surfacePressure: "of the model where the files have none",
    });
    return {
      ...background,
      files: [...background.files, ...edges.map(({ path }) => path)],
      close() {
        background.close();
        close();
      },
    };
  });
}

/** With the pressures of the file of the same times. @throws InputError where there is none */
function withEdges(file: NetcdfFile, edges: readonly NetcdfFile[]): NetcdfFile {
  const timesOf = (one: NetcdfFile): string => readTimes(one.variable("time"), one.path).join();
  const own = timesOf(file);
  const same = edges.find((one) => timesOf(one) === own);
  if (same === undefined) {
    throw new InputError({
      where: file.path,
      found: "none of the edge files has its times",
      expected: "a file of LevelEdgeDiags for each file, of the same frequency",
    });
  }
  return overlayNetcdf(file, [{ ...withAttributes(same.variable("Met_PEDGE"), {}), name: "pressure" }]);
}
