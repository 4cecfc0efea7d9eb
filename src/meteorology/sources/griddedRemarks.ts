/** What every output must say of gridded weather beyond its interpolation, and how its dates are used. */
import { SECONDS_PER_DAY } from "../../constants.js";
import { formatTime } from "../../time.js";
import type { GriddedFiles } from "./griddedFiles.js";
import { type QuantityName, quantities } from "./griddedQuantities.js";
import { unusableHeatFlux } from "./sensibleHeat.js";

/** How the dates of the files are used; `shift`: weather of t is given as that of t + seconds. */
export type WeatherDates =
  | { readonly kind: "as-is" }
  | { readonly kind: "held-steady" }
  | { readonly kind: "shift"; readonly seconds: number };

export function griddedRemarks(
  files: GriddedFiles,
  dates: WeatherDates,
  boundaryLayer: "source" | "diurnal",
): string[] {
  const remarks: string[] = [];
  const [first] = files.times;
  switch (dates.kind) {
    case "held-steady":
      remarks.push(`one instant, ${formatTime(first)}, held steady`);
      break;
    case "shift":
      remarks.push(`dates shifted by ${shiftInDays(dates.seconds)} days`);
      break;
    case "as-is":
      break;
  }
  if (files.withoutUnits.length > 0) {
    remarks.push(`no units in the files for ${files.withoutUnits.join(", ")}: those of GRIB taken`);
  }
  remarks.push(...unused(files));
  for (const [quantity, why] of files.notShown) remarks.push(`${quantities[quantity].label} is not shown: ${why}`);
  if (!files.has("specificHumidity")) remarks.push("specific humidity made from relative humidity");
  if (boundaryLayer === "diurnal") {
    remarks.push("diurnal boundary layer imposed: height, friction velocity and stability are made up");
    return remarks;
  }
  if (!files.has("boundaryLayerHeight")) remarks.push("boundary-layer height diagnosed (bulk Richardson number 0.25)");
  if (!files.has("frictionVelocity")) remarks.push("friction velocity diagnosed (log law)");
  if (files.has("sensibleHeat")) {
    const why = unusableHeatFlux(files.find("sensibleHeat", first));
    if (why === undefined) return remarks;
    remarks.push(`sensible heat flux not used: ${why}`);
  }
  const ground = files.has("skinTemperature") || files.has("surfaceTemperature");
  remarks.push(ground ? "Obukhov length from the bulk Richardson number" : "surface layer taken as neutral");
  return remarks;
}

/** With a sign, and no more digits than needed. */
function shiftInDays(seconds: number): string {
  const days = Number((seconds / SECONDS_PER_DAY).toFixed(4));
  return days > 0 ? `+${days}` : `${days}`;
}

/** Quantities that some files have and others lack. */
function unused(files: GriddedFiles): string[] {
  return (Object.keys(quantities) as QuantityName[]).flatMap((quantity) => {
    const without = files.lackedBy(quantity);
    if (without.length === 0) return [];
    return `${quantities[quantity].label} of the files not used: instants of ${without.map(fileName).join(", ")} have none`;
  });
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}
