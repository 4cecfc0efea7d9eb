/**
 * One inventory inside a region and another outside, cell by cell: s of the one and 1 - s of the other, with s the share of
 * a cell's land that is of the region. What of each is used and what is cut adds up to what each has in the domain.
 */
import type { Grid } from "../../grids/grid.js";
import { inTeragrams } from "./emissionTotals.js";
import type { FluxAloft } from "../heightProfile.js";
import type { FluxSource } from "../fluxSource.js";
import type { InventoryFlux } from "./inventoryFlux.js";

export interface MosaicChoice {
  /** "mainland China" */
  readonly region: string;
  /** s, [row][column] [1] */
  readonly share: Float64Array;
}

export interface MosaicFlux extends FluxSource {
  /** Of each inventory over the period [mol s-1]. */
  readonly account: Readonly<Record<"inside" | "outside", { readonly used: number; readonly cut: number }>>;
}

/** What is given off above the ground, times a share of each cell. */
function timesOf(aloft: readonly FluxAloft[] = [], share: (cell: number) => number): FluxAloft[] {
  return aloft.map(({ profile, flux }) => ({ profile, flux: flux.map((value, cell) => share(cell) * value) }));
}

/** @param inside,outside of the same component and period */
export function mosaicFlux(
  grid: Grid,
  inside: InventoryFlux,
  outside: InventoryFlux,
  { region, share }: MosaicChoice,
): MosaicFlux {
  const blend = (a: Float64Array, b: Float64Array): Float64Array =>
    a.map((value, cell) => share[cell] * value + (1 - share[cell]) * b[cell]);
  const total = (flux: Float64Array, weight: (cell: number) => number): number =>
    flux.reduce((sum, value, cell) => sum + weight(cell) * value * grid.area[cell], 0);
  const ofShare = (cell: number): number => share[cell];
  const ofRest = (cell: number): number => 1 - share[cell];
  const account = {
    inside: { used: total(inside.mean, ofShare), cut: total(inside.mean, ofRest) },
    outside: { used: total(outside.mean, ofRest), cut: total(outside.mean, ofShare) },
  };
  const used = account.inside.used + account.outside.used;
  const words = (which: "inside" | "outside"): string =>
    `${inTeragrams(account[which].used)} used and ${inTeragrams(account[which].cut)} cut`;
  return {
    component: inside.component,
    title: `in ${region} ${inside.title}; elsewhere ${outside.title}; together ${inTeragrams(used)}`,
    remarks: [
      ...inside.remarks,
      ...outside.remarks,
      `The ${inside.component} emissions are of two inventories, joined at the border of ${region} by the share of each cell's land: of that inside ${words("inside")}, of that outside ${words("outside")}, over the period of the run.`,
    ],
    files: [...new Set([...inside.files, ...outside.files])],
    account,
    hourly: (time) => blend(inside.hourly(time), outside.hourly(time)),
    aloft: (time) => [...timesOf(inside.aloft?.(time), ofShare), ...timesOf(outside.aloft?.(time), ofRest)],
    close() {
      inside.close();
      outside.close();
    },
  };
}
