/**
 * The covariance of regions, from the totals of every member:
 *     C_rs = 1 / (N - 1) sum_i (T_ri - mean T_r) (T_si - mean T_s)
 * With it the spread of any sum of regions is exactly that of the members' sums, sqrt(w' C w) for weights w, which no
 * list of spreads gives: neighbours are not independent. Written as `region_covariance.nc`.
 */
import { covariance } from "../fields/members.js";
import type { NumberVariable, OutputVariable } from "../io/outputDataset.js";
import { writeNetcdf } from "../io/writeNetcdf.js";
import { formatDay } from "../time.js";
import type { RunFluxes } from "./readFluxes.js";
import type { RunDescription } from "./readRun.js";
import type { Region } from "../regions/region.js";

/** Writes the members' totals over the scored period and their covariance; nothing where there are no totals. */
export async function writeRegionCovariance(
  folder: string,
  { title, remarks }: Pick<RunDescription, "title" | "remarks">,
  { whole, firstDay, lastDay }: RunFluxes,
  regions: readonly Region[],
): Promise<void> {
  const known = regions.filter(({ id }) => whole.posteriorMembers.has(id));
  if (known.length === 0) return;
  const of = (kind: string, long: string, members: ReadonlyMap<string, Float64Array>): NumberVariable[] => {
    const totals = known.flatMap(({ id }) => members.get(id) ?? []);
    if (totals.length < known.length) return [];
    const common = { type: "f8" } as const;
    return [
      {
        ...common,
        name: `total_${kind}`,
        dimensions: ["region", "member"],
        attributes: {
          long_name: `${long} natural flux of the region, mean of the period, each member`,
          units: "mol s-1",
        },
        data: totals.flatMap((values) => Array.from(values)),
      },
      {
        ...common,
        name: `covariance_${kind}`,
        dimensions: ["region", "other_region"],
        attributes: {
          long_name: `covariance of the ${long} totals of two regions over the members`,
          units: "mol2 s-2",
        },
        data: covariance(totals),
      },
    ];
  };
  const names = (name: string, dimension: string, long: string, data: readonly string[]): OutputVariable => ({
    name,
    type: "string",
    dimensions: [dimension],
    attributes: { long_name: long },
    data,
  });
  const ids = known.map(({ id }) => id);
  const members = whole.posteriorMembers.get(ids[0])?.length ?? 0;
  await writeNetcdf(`${folder}/region_covariance.nc`, {
    attributes: {
      title: `${title}: covariance of regional totals`,
      comment: [...remarks, `Mean of ${whole.days} days, ${formatDay(firstDay)} to ${formatDay(lastDay)}.`].join(" "),
    },
    dimensions: { region: ids.length, other_region: ids.length, member: members },
    variables: [
      names("region_name", "region", "region", ids),
      names(
        "region_title",
        "region",
        "name of the region for people",
        known.map(({ title: name }) => name),
      ),
      names("other_region_name", "other_region", "region of the columns of a covariance", ids),
      ...of("prior", "prior", whole.priorMembers),
      ...of("posterior", "posterior", whole.posteriorMembers),
    ],
  });
}
