/** `region_covariance.nc`: totals of regions over the scored period for every member, and their covariance. */
import type { NumberVariable, OutputVariable } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import type { FileKind } from "./fileKind.js";

const NAME = "region_covariance.nc";

export const regionCovarianceFile: FileKind = {
  shown: NAME,
  known: /^region_covariance\.nc$/,
  holds: "covariance of the totals of regions and provinces",
};

export interface TotalsAndCovariance {
  /** Mean of the period, [region][member], [mol s-1]. */
  readonly totals: Float64Array;
  /** [region][region], [mol2 s-2] */
  readonly covariance: Float64Array;
}

export interface RegionCovariance {
  /** Names of the regions for programs, and for people. */
  readonly ids: readonly string[];
  readonly titles: readonly string[];
  readonly members: number;
  readonly prior?: TotalsAndCovariance;
  readonly posterior: TotalsAndCovariance;
}

/** @param about title and comment of the run's @throws OutputError where it cannot be written */
export async function writeRegionCovariance(
  folder: string,
  about: { readonly title: string; readonly comment: string },
  { ids, titles, members, prior, posterior }: RegionCovariance,
): Promise<void> {
  await writeNetcdf(`${folder}/${NAME}`, {
    attributes: {
      title: `${about.title}: covariance of regional totals`,
      comment: about.comment,
      coordinates: "region_name region_title other_region_name",
    },
    dimensions: { region: ids.length, other_region: ids.length, member: members },
    variables: [
      names("region_name", "region", "region", ids),
      names("region_title", "region", "name of the region for people", titles),
      names("other_region_name", "other_region", "region of the columns of a covariance", ids),
      ...(prior === undefined ? [] : variablesOf("prior", prior)),
      ...variablesOf("posterior", posterior),
    ],
  });
}

function names(name: string, dimension: string, long_name: string, data: readonly string[]): OutputVariable {
  return { name, type: "string", dimensions: [dimension], attributes: { long_name }, data };
}

function variablesOf(kind: "prior" | "posterior", { totals, covariance }: TotalsAndCovariance): NumberVariable[] {
  return [
    {
      name: `total_${kind}`,
      type: "f8",
      dimensions: ["region", "member"],
      attributes: {
        long_name: `${kind} natural flux of the region, mean of the period, each member`,
        units: "mol s-1",
      },
      data: totals,
    },
    {
      name: `covariance_${kind}`,
      type: "f8",
      dimensions: ["region", "other_region"],
      attributes: {
        long_name: `covariance of the ${kind} totals of two regions over the members`,
        units: "mol2 s-2",
      },
      data: covariance,
    },
  ];
}
