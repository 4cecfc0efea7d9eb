/** The fields of the maps as numbers, restored when they are first asked for. */
import type { MapData, MapQuantity } from "../src/evaluation/page/pageData.js";
import { restore } from "../src/evaluation/page/quantised.js";
import { type MapColours, mapColours } from "./mapColours.js";

export interface MapFields {
  /** @param quantity @param period index @returns [row][column], row 0 the southernmost [umol m-2 s-1] */
  field(quantity: number, period: number): Float64Array;
  colours(quantity: number): MapColours;
}

export function mapFields({ quantities, periods }: MapData): MapFields {
  const kept = new Map<string, Float64Array>();
  const colours = new Map<string, MapColours>();
  const byTitle = (title: string): number => quantities.findIndex((other) => other.title === title);
  const make = ({ of }: MapQuantity, period: number): Float64Array => {
    if (!("minuend" in of)) return restore(of[period]);
    const subtrahend = field(byTitle(of.subtrahend), period);
    return field(byTitle(of.minuend), period).map((value, cell) => value - subtrahend[cell]);
  };
  const field = (quantity: number, period: number): Float64Array => {
    const key = `${quantity} ${period}`;
    const known = kept.get(key) ?? make(quantities[quantity], period);
    kept.set(key, known);
    return known;
  };
  return {
    field,
    colours(quantity) {
      const { scale } = quantities[quantity];
      const alike = [...quantities.keys()].filter((other) => quantities[other].scale === scale);
      const known =
        colours.get(scale) ??
        mapColours(
          scale,
          alike.flatMap((other) => periods.map((_, period) => field(other, period))),
        );
      colours.set(scale, known);
      return known;
    },
  };
}
