/**
 * The map of a run: period-mean natural flux before and after the analysis, what the analysis changed and, where the
 * truth is known, what it should have changed. Panels that are compared share a colour scale.
 */
import type { Grid } from "../../grids/grid.js";
import { barBlock, below, beside, mapBlock, letters } from "../../drawing/block.js";
import { colourBar } from "../../drawing/colourBar.js";
import { classOf, type ColourScale, divergingScale, type Palette } from "../../drawing/colourScale.js";
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import { mapDefinitions, mapFrame, type MapPanel } from "../../drawing/mapPanel.js";
import { page } from "../../drawing/page.js";

export interface FluxMapInput extends MapOverlays {
  readonly title: string;
  /** Lines under the title: run, period. */
  readonly subtitles: readonly string[];
  /** Said below the maps. */
  readonly caption?: string;
  readonly grid: Grid;
  /** Period-mean natural fluxes [row][column] [mol m-2 s-1]; a panel that lacks its fields is left out. */
  readonly prior: ArrayLike<number>;
  readonly posterior?: ArrayLike<number>;
  readonly truth?: ArrayLike<number>;
  /** Places of assimilated observations [degrees], drawn on the map of changes. */
  readonly observations?: { readonly longitude: ArrayLike<number>; readonly latitude: ArrayLike<number> };
  /** Said above the maps, such as totals: `change` posterior minus prior, `wanted` truth minus prior. */
  readonly notes?: {
    readonly prior?: string;
    readonly posterior?: string;
    readonly change?: string;
    readonly wanted?: string;
  };
}

/** Panels that share a colour scale and its bar. */
interface Group {
  readonly panels: readonly MapPanel[];
  readonly scale: ColourScale;
  readonly legend: string;
}

interface Values {
  /** [row][column], in the unit of the legend. */
  readonly values: Float64Array;
}

const UNIT = "µmol m\u207b² s\u207b¹";

/**
 * @returns an SVG picture, about 1100 px wide with three panels
 * @example
 * import { createGrid, fluxMap, gridPreset, standardOverlays } from "openjdas";
 *
 * const grid = createGrid(gridPreset("china-64km"));
 * const svg = fluxMap({
 *   title: "A prior",
 *   subtitles: ["the same everywhere"],
 *   grid,
 *   prior: new Float64Array(grid.cells).fill(-1e-6),
 *   ...standardOverlays(),
 * });
 * svg.startsWith("<svg"); // => true
 */
export function fluxMap(input: FluxMapInput): string {
  const groups = panelGroups(input);
  // Two groups of two stand one above the other, anything else side by side.
  const stacked = groups.length === 2 && groups.every(({ panels }) => panels.length === 2);
  const across = stacked ? 2 : groups.reduce((count, { panels }) => count + panels.length, 0);
  const frame = mapFrame(input.grid, across === 3 ? 340 : 460, input.coastline, input.borders ?? []);
  const letter = letters();
  const blocks = groups.map(({ panels, scale, legend }) => {
    const maps = beside(panels.map((panel) => mapBlock(frame, { ...panel, title: letter(panel.title) })));
    return below([maps, barBlock(maps.width, (x, y, width) => colourBar(scale, legend, x, y, width))], 8);
  });
  return page({
    title: input.title,
    subtitles: input.subtitles,
    body: stacked ? below(blocks) : beside(blocks),
    caption: input.caption ?? "",
    definitions: mapDefinitions(frame),
  });
}

function panelGroups({ prior, posterior, truth, observations, notes = {} }: FluxMapInput): Group[] {
  const micromoles = (flux: ArrayLike<number>): Float64Array => Float64Array.from(flux, (value) => value * 1e6);
  const minusPrior = (flux: ArrayLike<number>): Float64Array =>
    Float64Array.from(flux, (value, i) => (value - prior[i]) * 1e6);
  const note = (text: string | undefined): { note?: string } => (text === undefined ? {} : { note: text });
  const fluxes = [
    { title: "Prior", values: micromoles(prior), ...note(notes.prior) },
    ...(posterior === undefined
      ? []
      : [{ title: "Posterior", values: micromoles(posterior), ...note(notes.posterior) }]),
  ];
  const changes = [
    ...(posterior === undefined
      ? []
      : [
          {
            title: "Posterior \u2212 prior",
            values: minusPrior(posterior),
            ...note(notes.change),
            ...(observations === undefined ? {} : { points: observations }),
          },
        ]),
    ...(truth === undefined ? [] : [{ title: "Truth \u2212 prior", values: minusPrior(truth), ...note(notes.wanted) }]),
  ];
  const group = (
    panels: (Omit<MapPanel, "classes" | "colours"> & Values)[],
    palette: Palette,
    legend: string,
  ): Group => {
    const scale = divergingScale(
      panels.flatMap(({ values }) => Array.from(values)),
      palette,
    );
    const drawn = panels.map(({ values, ...panel }) => {
      const classes = Array.from(values, (value) => classOf(scale, value));
      return { ...panel, classes, colours: scale.colours };
    });
    return { panels: drawn, scale, legend };
  };
  return [
    group(fluxes, "flux", `natural CO₂ flux [${UNIT}], uptake negative`),
    ...(changes.length === 0 ? [] : [group(changes, "difference", `change of the flux [${UNIT}]`)]),
  ];
}
