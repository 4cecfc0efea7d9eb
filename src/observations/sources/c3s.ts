/**
 * Column retrievals in the common level-2 format of ESA's GHG-CCI and of C3S (GOSAT and GOSAT-2 of several algorithms, OCO-2
 * FOCAL, SCIAMACHY, the merged EMMA): flat netCDF, one file a day, levels from surface to space. A file names neither the
 * prior column nor, in some products, the soundings; the prior column is the weighted mean of the prior profile.
 */
import type { NetcdfFile } from "../../io/netcdf.js";
import type { RetrievalSet } from "../observation.js";
import { type ColumnForm, goodWhere, readSoundings } from "./columnForm.js";
import {
  attributeText,
  latitudeUnits,
  longitudeUnits,
  moleFractionUnits,
  pressureUnits,
  pureUnits,
} from "./quantities.js";
import { type Averaging, cellsFor, readRetrievalFiles } from "./retrievalFiles.js";

/** Names of a sounding, the first that a file has. */
const IDS = ["sounding_id", "exposure_id"];

/**
 * @throws InputError where a variable is absent or has other units or shape than expected
 */
export function readC3s(files: readonly string[], averaging: Averaging = {}): Promise<RetrievalSet> {
  return readRetrievalFiles(files, (file) => {
    const doi = attributeText(file.attributes.doi);
    return {
      title: titleOf(file),
      remarks: doi === "" ? [] : [`Retrievals: ${doi}`],
      soundings: readSoundings(file, formOf(file)),
      averageIn: cellsFor(averaging, attributeText(file.attributes.platform)),
    };
  });
}

function formOf(file: NetcdfFile): ColumnForm {
  const column = (variable: string) => ({ variable, units: moleFractionUnits });
  return {
    id: IDS.find((name) => file.has(name)),
    time: "time",
    scalars: {
      longitude: { variable: "longitude", units: longitudeUnits },
      latitude: { variable: "latitude", units: latitudeUnits },
      xco2: column("xco2"),
      priorXco2: undefined,
      uncertainty: column("xco2_uncertainty"),
    },
    profiles: {
      pressure: { variable: "pressure_levels", units: pressureUnits },
      averagingKernel: { variable: "xco2_averaging_kernel", units: pureUnits },
      pressureWeight: { variable: "pressure_weight", units: pureUnits },
      priorProfile: column("co2_profile_apriori"),
    },
    good: goodWhere("xco2_quality_flag", 0),
  };
}

/** "GOSAT TANSO-FTS v7.2" */
function titleOf(file: NetcdfFile): string {
  const parts = ["platform", "sensor", "product_version"].map((name) => attributeText(file.attributes[name]));
  return parts.filter((part) => part !== "").join(" ") || "XCO2 in the format of GHG-CCI";
}
