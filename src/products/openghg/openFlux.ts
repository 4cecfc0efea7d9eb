/**
 * `flux` [mol m-2 s-1], positive to the atmosphere (a gross uptake is negative), (lat, lon, time) with times at the start
 * of their steps. A file of one month says so in its source, `co2-nemo-ocean-mth`.
 */
import { InputError } from "../../errors.js";
import type { FluxSource } from "../../fluxes/fluxSource.js";
import type { StepLength } from "../../fluxes/sources/fluxSteps.js";
import { openNetcdfFlux } from "../../fluxes/sources/netcdf.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { FluxContext } from "../product.js";
import { datesOf } from "../section.js";
import type { OpenghgFluxSection } from "./sections.js";

export function openFlux(
  { files, steps, dates }: OpenghgFluxSection,
  { grid, component }: FluxContext,
): Promise<FluxSource> {
  return openNetcdfFlux(grid, component, {
    files,
    variable: "flux",
    view: ofCarbonDioxide,
    steps: (file) => steps ?? monthly(file),
    stamp: "start",
    dates: dates === undefined ? undefined : datesOf(dates),
    title: `${component} fluxes in the form of OpenGHG`,
  });
}

function ofCarbonDioxide(file: NetcdfFile): NetcdfFile {
  const { species } = file.variable("flux").attributes;
  if (species === undefined || String(species).toLowerCase() === "co2") return file;
  throw new InputError({
    where: `${file.path}: variable "flux"`,
    found: `fluxes of "${String(species)}"`,
    expected: "of co2",
    remedy: "give the file of CO2",
  });
}

function monthly(file: NetcdfFile): StepLength | undefined {
  const { source } = file.variable("flux").attributes;
  return /-(mth|month|monthly)\b/i.test(`${String(source)} ${file.path}`) ? "monthly" : undefined;
}
