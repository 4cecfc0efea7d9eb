/** Colours of map panels that share a scale and its bar. */
import { colourBar, drawBar, tickLabel } from "./colourBar.js";
import { classOf, divergingScale, type Palette } from "./colourScale.js";
import { linearClass, linearScale } from "./linearScale.js";
import type { MapPanel } from "./mapPanel.js";

export interface MapColours {
  /** @param values [row][column], in the unit of the bar */
  readonly panel: (values: ArrayLike<number>) => Pick<MapPanel, "classes" | "colours">;
  /** Of one value; undefined where it is not known. */
  readonly colour: (value: number) => string | undefined;
  /** @param title quantity and unit */
  readonly bar: (title: string) => (x: number, y: number, width: number) => string;
}

/** About zero. @param fields all that are drawn with it, in the unit of the bar */
export function divergingColours(fields: readonly ArrayLike<number>[], palette: Palette): MapColours {
  const scale = divergingScale(
    fields.flatMap((values) => Array.from(values)),
    palette,
  );
  return {
    ...coloured(scale.colours, (value) => classOf(scale, value)),
    bar: (title) => (x, y, width) => colourBar(scale, title, x, y, width),
  };
}

/** Share of the values that may lie beyond either end of a sequential scale, so that single ones do not wash out the rest. */
const BEYOND = 0.005;

/** From the least to the most, but for a few. */
export function sequentialColours(fields: readonly ArrayLike<number>[]): MapColours {
  const sorted = Float64Array.from(fields.flatMap((values) => Array.from(values)).filter(Number.isFinite)).sort();
  const cut = Math.floor(BEYOND * sorted.length);
  const scale = linearScale(sorted.subarray(cut, sorted.length - cut));
  const { colours, from, step } = scale;
  const beyond = [sorted[0] < from, sorted[sorted.length - 1] > from + colours.length * step] as const;
  const every = Math.ceil(colours.length / 7);
  const ticks = Array.from({ length: colours.length + 1 }, (_, i) => i)
    .filter((i) => i % every === 0)
    .map((i) => ({ share: i / colours.length, text: tickLabel(from + i * step) }));
  return {
    ...coloured(colours, (value) => linearClass(scale, value)),
    bar: (title) => (x, y, width) => drawBar({ colours, beyond, ticks }, title, x, y, width),
  };
}

function coloured(colours: readonly string[], index: (value: number) => number): Pick<MapColours, "panel" | "colour"> {
  return {
    panel: (values) => ({ classes: Array.from(values, index), colours }),
    colour: (value) => colours[index(value)],
  };
}
