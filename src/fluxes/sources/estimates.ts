/** Products of inversions hold several estimates of one flux: which variable is meant, by component and estimate. */
import { InputError } from "../../errors.js";
import type { FluxComponent } from "../fluxSource.js";
import { firstVariable } from "../../io/firstVariable.js";
import type { NetcdfFile } from "../../io/netcdf.js";

export type Estimate = "optimized" | "prior";

/** Names of each, those of the newest version first; what is imposed has one estimate alone. */
export type EstimateNames = Readonly<
  Record<
    FluxComponent,
    {
      readonly optimized?: readonly string[];
      readonly prior?: readonly string[];
      readonly imposed?: readonly string[];
    }
  >
>;

/** @returns the variable of a file @throws InputError where there is no choice of estimates, or the file lacks the one */
export function estimateOf(
  names: EstimateNames,
  component: FluxComponent,
  estimate: Estimate | undefined,
): (file: NetcdfFile) => string {
  const { imposed, ...estimates } = names[component];
  if (imposed !== undefined && estimate !== undefined) {
    throw new InputError({
      where: `fluxes.${component}.estimate`,
      found: `"${estimate}"`,
      expected: `no choice: the ${component} flux of this product is imposed`,
      remedy: 'leave out "estimate"',
    });
  }
  const wanted = imposed ?? estimates[estimate ?? "optimized"] ?? [];
  const remedy = estimate === "prior" ? 'these files do not hold both estimates: leave out "estimate"' : undefined;
  return (file) => firstVariable(file, wanted, remedy);
}

/** For titles: "optimized ocean fluxes". */
export function estimateTitle(names: EstimateNames, component: FluxComponent, estimate: Estimate | undefined): string {
  return `${names[component].imposed === undefined ? (estimate ?? "optimized") : "imposed"} ${component} fluxes`;
}
