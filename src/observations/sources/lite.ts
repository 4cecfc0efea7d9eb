/**
 * ACOS (GOSAT), OCO-2 and OCO-3 Level-2 Lite files, unmodified netCDF-4: one file a day, 20 levels from space to
 * surface, ppm and hPa. Checked against ACOS v9 (doi:10.5067/VWSABTO7ZII4).
 * Quality, told by the variable's name: `xco2_quality_flag` 0 is good, `outcome_flag` 1 is good; or by the bits of a flag, one
 * for each filter (`xco2_qf_bitflag`), of which some may be let pass.
 */
import { InputError } from "../../errors.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { RetrievalSet } from "../observation.js";
import { type ColumnForm, goodWhere, readSoundings } from "./columnForm.js";
import { type BitQuality, goodByBits } from "./liteBits.js";
import { liteProfiles, liteQualityFlags, liteScalars, SYNTHETIC } from "./liteForm.js";
import { type LiteView, readViews } from "./liteViews.js";
import { attributeText } from "./quantities.js";
import { type Averaging, cellsFor, type RetrievalFile, readRetrievalFiles } from "./retrievalFiles.js";

export const liteScales = ["X2007", "X2019"] as const;

export interface LiteChoices extends Averaging {
  /** WMO scale of CO2; that of the variable `xco2` where nothing is said. */
  readonly scale?: (typeof liteScales)[number] | undefined;
  /** Ways of looking that are used; all where nothing is said. */
  readonly views?: readonly LiteView[] | undefined;
  /** Bits of a flag in the place of the producer's verdict. */
  readonly bits?: BitQuality | undefined;
}

/**
 * @param files paths, in any order
 * @throws InputError with the first fault of each file: a variable that is absent or has other units or shape than expected,
 *   a sounding that two files hold with different values
 * @example
 * import { readLite, toPpm } from "openjdas";
 *
 * const { observations } = await readLite(["acos.nc4"]);
 * observations.map(({ xco2 }) => toPpm(xco2).toFixed(1)); // => ["401.0", "400.0"]
 */
export function readLite(files: readonly string[], choices: LiteChoices = {}): Promise<RetrievalSet> {
  return readRetrievalFiles(files, (file) => readFile(file, choices));
}

function readFile(file: NetcdfFile, choices: LiteChoices): RetrievalFile {
  const { scale, views } = choices;
  const doi = attributeText(file.attributes.identifier_product_doi);
  const synthetic = attributeText(file.attributes[SYNTHETIC]);
  return {
    title: titleOf(file),
    remarks: [
      ...(doi === "" ? [] : [`Retrievals: doi:${doi}`]),
      ...(synthetic === "" ? [] : [synthetic]),
      ...(scale === undefined ? [] : [`XCO2 on the scale WMO CO2 ${scale}`]),
      ...(views === undefined ? [] : [`soundings of other modes than ${views.join(", ")} are counted as not good`]),
    ],
    soundings: readSoundings(file, formOf(file, choices)),
    averageIn: cellsFor(choices, attributeText(file.attributes.Platform)),
  };
}

function formOf(file: NetcdfFile, { scale, bits, views: wanted }: LiteChoices): ColumnForm {
  const { surfaces, views } = readViews(file, wanted !== undefined);
  const producers = bits === undefined ? qualityOf(file) : (of: NetcdfFile) => goodByBits(of, bits);
  const { longitude, latitude, xco2, priorXco2, uncertainty, time } = liteScalars;
  return {
    id: "sounding_id",
    time: time.variable,
    scalars: {
      longitude,
      latitude,
      priorXco2,
      uncertainty,
      xco2: { ...xco2, variable: columnOf(file, scale) },
    },
    profiles: liteProfiles,
    // Those of other ways of looking than asked for are as if not good.
    good:
      wanted === undefined || views === undefined
        ? producers
        : (of) => producers(of).map((good, i) => good && wanted.some((view) => view === views[i])),
    surfaces,
  };
}

/** @throws InputError where the file has no column on the scale */
function columnOf(file: NetcdfFile, scale: LiteChoices["scale"]): string {
  const name = scale === "X2019" ? "xco2_x2019" : "xco2";
  const found = file.has(name)
    ? /X20\d\d/.exec(attributeText(file.variable(name).attributes.long_name))?.[0]
    : undefined;
  if (file.has(name) && (scale === undefined || found === undefined || found === scale)) return name;
  throw new InputError({
    where: file.path,
    found: file.has(name) ? `variable "${name}" on the scale ${found ?? "of nobody"}` : `no variable "${name}"`,
    expected: `XCO2 on the scale WMO CO2 ${scale ?? "X2007"}`,
    remedy: "leave out observations.scale, or give files that have it (X2019: from v11 on)",
  });
}

function qualityOf(file: NetcdfFile): (file: NetcdfFile) => boolean[] {
  const flag = liteQualityFlags.find(({ variable }) => file.has(variable));
  if (flag !== undefined) return goodWhere(flag.variable, flag.good);
  throw new InputError({
    where: file.path,
    found: "no quality flag",
    expected: liteQualityFlags.map(({ variable, good }) => `"${variable}" (${good} is good)`).join(" or "),
    remedy: "give an ACOS, OCO-2 or OCO-3 Level-2 Lite file",
  });
}

/** "GOSAT ACOS L2 Lite Output B9.2.00" */
function titleOf(file: NetcdfFile): string {
  const parts = ["Platform", "title", "BuildId"].map((name) => attributeText(file.attributes[name]));
  return parts.filter((part) => part !== "").join(" ") || "Level-2 Lite retrievals";
}
