/** What the scripts of the page get: maps and series. Fluxes in umol m-2 s-1, totals in TgC a day. */
import type { Quantised } from "./quantised.js";

export interface PageData {
  readonly maps?: MapData;
  readonly series?: SeriesData;
}

/** Fields on the shown cells, [row][column], row 0 the southernmost. */
export interface MapData {
  /** Of shown cells. */
  readonly columns: number;
  readonly rows: number;
  /** Size of the picture and of a shown cell [px]; cells at the northern and eastern side may reach beyond it. */
  readonly width: number;
  readonly height: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** Centres of shown cells [degrees]. */
  readonly longitude: Quantised;
  readonly latitude: Quantised;
  /** Paths of SVG [px]. */
  readonly coast: string;
  readonly borders: string;
  readonly graticule: string;
  readonly periods: readonly { readonly title: string; readonly days: number }[];
  readonly quantities: readonly MapQuantity[];
}

/** Quantities with the same scale are coloured alike: diverging for fluxes and differences, from zero for spreads. */
export interface MapQuantity {
  readonly title: string;
  readonly scale: "flux" | "difference" | "spread" | "fossil" | "fire";
  /** A field for each period, or the titles of the quantities that it is the difference of. */
  readonly of: readonly Quantised[] | { readonly minuend: string; readonly subtrahend: string };
}

/** Of two runs that are compared. */
export type RunName = "A" | "B";

/** Totals of regions. */
export interface SeriesData {
  readonly step: "day" | "month";
  /** `2016-07-01`, or `2016-07`. */
  readonly times: readonly string[];
  readonly regions: readonly { readonly title: string; readonly lines: readonly SeriesLine[] }[];
}

export interface SeriesLine {
  /** Where two are compared and both have not the same. */
  readonly run?: RunName;
  readonly flux: "prior" | "posterior" | "truth" | "fossil" | "fire";
  /** [time] [TgC d-1] */
  readonly values: Quantised;
  /** Standard deviation of the members' totals, where it is known. */
  readonly spread?: Quantised;
}
