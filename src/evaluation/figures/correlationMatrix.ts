/** How the errors of regions go together over the members, before and after the soundings. */
import { barBlock, below, beside, type Block, letters } from "../../drawing/block.js";
import { divergingColours } from "../../drawing/mapColours.js";
import { element, label } from "../../drawing/svg.js";
import { shortTitle } from "../combination.js";
import type { RegionCorrelation } from "../tables/regionCorrelations.js";
import { type FigureInput, runFigure } from "./runFigure.js";

const CELL = 52;
/** Room of names at the left and above a matrix [px]. */
const NAMES = { left: 110, top: 44 } as const;
/** Regions beyond which numbers and names have no room. */
const MOST = 12;
/** Letters that a name has room for above its column. */
const LONGEST = 8;

export const correlationFigure = runFigure({
  name: "figure_correlations",
  title: "Correlations of regions",
  appliesTo: ({ evaluation }) => (evaluation.fluxes?.correlations ?? []).length > 0,
  caption: () =>
    "Pearson's correlation over the members, of the totals of two regions in the mean of the scored days, before the soundings and after " +
    "them. Strongly negative ones after the analysis say that the soundings know the sum of two regions better than either.",
  body: drawMatrices,
});

function drawMatrices({ evaluation }: FigureInput): { body: Block } {
  const pairs = evaluation.fluxes?.correlations ?? [];
  const ids = [...new Set(pairs.flatMap(({ region, other }) => [region, other]))].slice(0, MOST);
  const names = ids.map((id) => {
    const row = evaluation.fluxes?.regions.find(({ region }) => region === id);
    return row === undefined ? id : shortTitle(row);
  });
  const colours = divergingColours([[-1, 1]], "difference");
  const letter = letters();
  const kinds = (
    [
      ["Prior", "prior"],
      ["Posterior", "posterior"],
    ] as const
  ).filter(([, key]) => pairs.some((pair) => Number.isFinite(pair[key])));
  const row = beside(
    kinds.map(([title, key]) =>
      matrix(letter(title), names, (i, j) => valueOf(pairs, ids[i], ids[j], key), colours.colour),
    ),
    24,
  );
  return { body: below([row, barBlock(row.width, colours.bar("correlation [1]"))], 10) };
}

function valueOf(pairs: readonly RegionCorrelation[], a: string, b: string, key: "prior" | "posterior"): number {
  if (a === b) return 1;
  return (
    pairs.find(({ region, other }) => (region === a && other === b) || (region === b && other === a))?.[key] ??
    Number.NaN
  );
}

function matrix(
  title: string,
  names: readonly string[],
  value: (row: number, column: number) => number,
  colour: (value: number) => string | undefined,
): Block {
  const size = CELL * names.length;
  const cells = names.flatMap((_, i) =>
    names.map((_name, j) => {
      const own = value(i, j);
      const [x, y] = [j * CELL, i * CELL];
      const dark = Math.abs(own) > 0.6 ? "#ffffff" : "#222222";
      return (
        element("rect", { x, y, width: CELL, height: CELL, fill: colour(own) ?? "#eeeeee", stroke: "#ffffff" }) +
        label(own.toFixed(2).replace("-", "\u2212"), x + CELL / 2, y + CELL / 2 + 4, {
          "text-anchor": "middle",
          fill: dark,
        })
      );
    }),
  );
  const named = names.flatMap((name, i) => [
    label(name, -8, i * CELL + CELL / 2 + 4, { "text-anchor": "end" }),
    label(name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name, i * CELL + CELL / 2, -7, {
      "text-anchor": "middle",
      "font-size": 10,
    }),
  ]);
  const heading = label(title, 0, -26, { "font-size": 13, "font-weight": "bold" });
  return {
    width: NAMES.left + size,
    height: NAMES.top + size,
    draw: (left, top) =>
      element(
        "g",
        { transform: `translate(${left + NAMES.left} ${top + NAMES.top})` },
        [heading, ...cells, ...named].join("\n"),
      ),
  };
}
