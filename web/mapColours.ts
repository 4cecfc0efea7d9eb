/** Colours of the maps: classes as in the figures, the same for all quantities that are compared, in all periods. */
import { colourBar, drawBar, tickLabel } from "../src/drawing/colourBar.js";
import { classOf, divergingScale } from "../src/drawing/colourScale.js";
import { linearClass, linearScale } from "../src/drawing/linearScale.js";
import type { MapQuantity } from "../src/evaluation/page/pageData.js";

export interface MapColours {
  /** @returns undefined where the value is not known */
  colourOf(value: number): string | undefined;
  /** @returns SVG of the bar in its own coordinates, from (0, 0) [px] */
  bar(title: string, width: number): string;
}

/** Values that a scale is made of, at most: of more a regular part, and the extremes. */
const MOST_VALUES = 200_000;

export function mapColours(scale: MapQuantity["scale"], fields: readonly Float64Array[]): MapColours {
  const values = sample(fields);
  if (scale === "spread") {
    const linear = linearScale(values);
    const { from, step, colours } = linear;
    const every = Math.max(1, Math.ceil(colours.length / 6));
    const ticks = Array.from({ length: Math.floor(colours.length / every) + 1 }, (_, i) => ({
      share: (i * every) / colours.length,
      text: tickLabel(from + i * every * step),
    }));
    return {
      colourOf: (value) => colours[linearClass(linear, value)],
      bar: (title, width) => drawBar({ colours, beyond: [false, false], ticks }, title, 0, 0, width),
    };
  }
  const diverging = divergingScale(values, scale === "difference" ? "difference" : "flux");
  return {
    colourOf: (value) => diverging.colours[classOf(diverging, value)],
    bar: (title, width) => colourBar(diverging, title, 0, 0, width),
  };
}

function sample(fields: readonly Float64Array[]): number[] {
  const every = Math.ceil(fields.reduce((sum, { length }) => sum + length, 0) / MOST_VALUES);
  const values: number[] = [];
  for (const field of fields) {
    let [least, most] = [0, 0];
    field.forEach((value, i) => {
      if (i % every === 0) values.push(value);
      if (value < field[least]) least = i;
      if (value > field[most]) most = i;
    });
    values.push(field[least], field[most]);
  }
  return values;
}
