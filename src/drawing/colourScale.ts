/**
 * Diverging colours in classes of equal width, symmetric at zero. The two classes next to zero share a neutral grey, so
 * that what is near nothing looks like nothing.
 * Palettes are those of Brewer (colorbrewer2.org), safe for the colour-blind.
 */
import { interpolateBrBG, interpolateRdBu } from "d3-scale-chromatic";

export interface ColourScale {
  /** Width of a class; classes end at -n step, ..., 0, ..., n step. */
  readonly step: number;
  /** Classes on each side of zero. */
  readonly classes: number;
  /** From the most negative to the most positive, 2 * classes; the outer two also take what lies beyond. */
  readonly colours: readonly string[];
  /** Whether values lie beyond the outer classes, below and above. */
  readonly beyond: readonly [boolean, boolean];
}

/** Both show uptake (negative) in cool and release (positive) in warm colours. */
export type Palette = "flux" | "difference";

/** Share of the values that the inner part of the scale must reach; the rest may lie in the outer classes. */
const REACH = 0.985;
export const NEUTRAL = "#f5f5f5";

/** @param values in the unit shown; what is not finite is left out. All zero gives a scale of +-1. */
export function divergingScale(values: Iterable<number>, palette: Palette): ColourScale {
  const finite = Array.from(values).filter(Number.isFinite);
  const sizes = finite.map(Math.abs).sort((a, b) => a - b);
  const reach = sizes[Math.min(sizes.length - 1, Math.floor(REACH * sizes.length))] || sizes[sizes.length - 1] || 1;
  const step = niceStep(reach / 10);
  const classes = Math.max(1, Math.ceil(reach / step - 1e-9));
  const limit = classes * step * (1 + 1e-12);
  const interpolate = palette === "flux" ? interpolateBrBG : interpolateRdBu;
  const colours = Array.from({ length: 2 * classes }, (_, i) => {
    const position = (i + 0.5) / classes - 1;
    return Math.abs(position) < 1 / classes ? NEUTRAL : hex(interpolate(0.5 - 0.44 * position));
  });
  const beyond = [finite.some((value) => value < -limit), finite.some((value) => value > limit)] as const;
  return { step, classes, colours, beyond };
}

/** @returns index into `colours`, or -1 where the value is not finite */
export function classOf(scale: ColourScale, value: number): number {
  if (!Number.isFinite(value)) return -1;
  const position = Math.floor(value / scale.step) + scale.classes;
  return Math.min(2 * scale.classes - 1, Math.max(0, position));
}

/** The smallest of 1, 2, 2.5, 5, 10 times a power of ten that is not less than `value`. */
export function niceStep(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= value * (1 - 1e-9)) ?? 10) * power;
}

/** d3 gives "rgb(r, g, b)". */
export function hex(colour: string): string {
  const channels = colour.match(/\d+/g) ?? [];
  return `#${channels.map((channel) => Number(channel).toString(16).padStart(2, "0")).join("")}`;
}
