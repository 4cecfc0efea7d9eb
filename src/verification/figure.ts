/** Pictures of the closed flows: each shape at the start, in the middle and at the end, and the error, end - start. */
import { barBlock, below, beside, lattice, mapBlock } from "../drawing/block.js";
import { colourBar } from "../drawing/colourBar.js";
import { classOf, type ColourScale, divergingScale } from "../drawing/colourScale.js";
import { mapDefinitions, mapFrame, type MapPanel } from "../drawing/mapPanel.js";
import { page } from "../drawing/page.js";
import { CLOSED_HOURS } from "./closedFlows.js";
import type { RoundTrip } from "./roundTrip.js";

const MAP_WIDTH = 200;
const NAMES = { rotation: "Rotation", swirl: "Swirl" } as const;
/** What the errors of a shape are drawn times, to be seen on one scale. */
const MAGNIFICATION = { Gaussian: 10, "slotted cylinder": 1 } as const;

/**
 * @param trips on grids of the same size @returns an SVG picture, four maps a row, two rows a flow
 * @example
 * import { closedFlowFigure, createGrid, createProjection, centredGrid, obliqueStereographic } from "openjdas";
 *
 * const projection = createProjection(obliqueStereographic(116, 35));
 * const grid = createGrid(centredGrid("closed", projection, 25, 25, 256e3, [116, 35]));
 * const field = new Float64Array(grid.cells);
 * field[312] = 1;
 * const norms = { l1: 0, l2: 0, linf: 0 };
 * const shapes = [{ name: "Gaussian", start: field, half: field, end: field, norms }] as const;
 * const svg = closedFlowFigure([{ flow: "rotation", grid, fields: shapes, residual: 0, overshoot: 0 }]);
 * svg.startsWith("<svg"); // => true
 */
export function closedFlowFigure(trips: readonly RoundTrip[]): string {
  const { grid } = trips[0];
  const frame = mapFrame(grid, MAP_WIDTH, undefined, []);
  const fields = trips.flatMap(({ flow, fields: shapes }) => shapes.map((field) => ({ flow, ...field })));
  const errors = fields.map(({ name, start, end }) =>
    end.map((value, cell) => MAGNIFICATION[name] * (value - start[cell])),
  );
  const values = divergingScale(
    fields.flatMap(({ start }) => Array.from(start)),
    "flux",
  );
  const differences = divergingScale(
    errors.flatMap((error) => Array.from(error)).filter((error) => Math.abs(error) > 1e-3),
    "difference",
  );
  const panels = fields.flatMap(({ flow, name, start, half, end, norms }, field) => {
    const maps: MapPanel[] = [
      { title: NAMES[flow], note: name, ...coloured(start, values) },
      { title: `After ${CLOSED_HOURS / 2} h`, ...coloured(half, values) },
      { title: `After ${CLOSED_HOURS} h`, ...coloured(end, values) },
      {
        title: MAGNIFICATION[name] === 1 ? "Error" : `Error x ${MAGNIFICATION[name]}`,
        note: `l2 ${norms.l2.toFixed(3)}`,
        ...coloured(errors[field], differences),
      },
    ];
    return maps.map((map) => mapBlock(frame, map));
  });
  const maps = lattice(panels, 4);
  const subtitle =
    "Solid-body rotation and the swirl of LeVeque (1996), " +
    `${grid.columns} x ${grid.rows} cells of ${grid.dx / 1000} km, oblique stereographic with its map factor`;
  const bars = beside([
    barBlock(0.72 * maps.width, (x, y, width) =>
      colourBar(values, "mole fraction [1]; what is green would be negative", x, y, width),
    ),
    barBlock(0.25 * maps.width, (x, y, width) => colourBar(differences, "end \u2212 start [1]", x, y, width)),
  ]);
  return page({
    title: "Two flows that end where they began",
    subtitles: [subtitle],
    body: below([maps, bars]),
    caption: "",
    definitions: mapDefinitions(frame),
  });
}

function coloured(values: Float64Array, scale: ColourScale): Pick<MapPanel, "classes" | "colours"> {
  return { classes: Array.from(values, (value) => classOf(scale, value)), colours: scale.colours };
}
