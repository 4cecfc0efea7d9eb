/** The frame of the maps of a run, made once for all figures that have maps of one size. */
import { type MapFrame, mapFrame } from "../../drawing/mapPanel.js";
import type { FigureInput } from "./runFigure.js";

const known = new WeakMap<FigureInput, Map<number, MapFrame>>();

/** Largest widths of a map by how many stand beside each other [px]. */
const WIDTHS = { 2: 460, 3: 340, 4: 320 } as const;

/** @param across maps beside each other @throws where the run has no grid */
export function mapOfRun(run: FigureInput, across: keyof typeof WIDTHS): MapFrame {
  const { fluxes, overlays } = run;
  if (fluxes === undefined) throw new Error("a run without fluxes has no map");
  const frames = known.get(run) ?? new Map<number, MapFrame>();
  known.set(run, frames);
  const frame = frames.get(across) ?? mapFrame(fluxes.grid, WIDTHS[across], overlays.coastline, overlays.borders ?? []);
  frames.set(across, frame);
  return frame;
}
