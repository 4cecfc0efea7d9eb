/**
 * Monthly fluxes of the CAMS inversions [kgC m-2 month-1], one month a file and without a time: the month stands in the name,
 * `cams73_..._mm_201807.nc` or `z_cams_l_cams55_201807_..._mm_co2_flux.nc`. What the biosphere exchanges holds fire.
 */
import { InputError } from "../../errors.js";
import type { FluxSource } from "../../fluxes/fluxSource.js";
import { calendarMonth, type Interval } from "../../fluxes/sources/fluxSteps.js";
import { openNetcdfFlux } from "../../fluxes/sources/netcdf.js";
import { withCheckedAreas } from "../../io/checkedAreas.js";
import { estimateOf, type EstimateNames, estimateTitle } from "../../fluxes/sources/estimates.js";
import type { FluxContext } from "../product.js";
import { datesOf } from "../section.js";
import type { CamsFluxSection } from "./sections.js";

const NAMES: EstimateNames = {
  biosphere: { optimized: ["flux_apos_bio"], prior: ["flux_apri_bio"] },
  ocean: { optimized: ["flux_apos_ocean"], prior: ["flux_apri_ocean"] },
  fossil: { imposed: ["flux_foss"] },
  fire: {},
};

export async function openFlux(
  { files, estimate, dates }: CamsFluxSection,
  { grid, component }: FluxContext,
): Promise<FluxSource> {
  const source = await openNetcdfFlux(grid, component, {
    files,
    variable: estimateOf(NAMES, component, estimate),
    view: (file) => withCheckedAreas(file, "area"),
    interval: ({ path }) => monthOfName(path),
    steps: "monthly",
    dates: dates === undefined ? undefined : datesOf(dates),
    title: `CAMS inversion, ${estimateTitle(NAMES, component, estimate)}`,
  });
  if (component !== "biosphere") return source;
  const remark = "the biosphere fluxes of the CAMS inversion hold fires: further fire fluxes would count them twice";
  return { ...source, remarks: [...source.remarks, remark] };
}

function monthOfName(path: string): Interval {
  const name = path.slice(path.lastIndexOf("/") + 1);
  const [, year, month] = /_(\d{4})(0[1-9]|1[0-2])(?=[_.])/.exec(name) ?? [];
  if (year !== undefined) return calendarMonth(Date.UTC(Number(year), Number(month) - 1, 15) / 1000);
  throw new InputError({
    where: path,
    found: "no month in the name of the file, and no time in it",
    expected: "a name such as cams73_latest_co2_flux_surface_mm_201807.nc",
    remedy: "give the file the name back that it had",
  });
}
