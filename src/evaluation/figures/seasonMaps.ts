/** Posterior natural flux and what the analysis changed, by season, with the boxes of regions: figure 2 of Kou et al. (2023). */
import { barBlock, below, beside, type Block, headline, letters, mapBlock } from "../../drawing/block.js";
import { divergingColours } from "../../drawing/mapColours.js";
import { mapDefinitions } from "../../drawing/mapPanel.js";
import { SECONDS_PER_DAY } from "../../constants.js";
import { regionTotals } from "../../regions/region.js";
import { toMicromoles, toPetagramsCarbon } from "../../units.js";
import { digits } from "../digits.js";
import type { MeanFluxes, RunFluxes } from "../readFluxes.js";
import { seasonMeans } from "../seasonMeans.js";
import { boxMarks } from "./boxMarks.js";
import { mapOfRun } from "./mapOfRun.js";
import { type FigureInput, runFigure } from "./runFigure.js";
import { inOrderOfSeasons, periodName } from "./seasonNames.js";

export const seasonMapFigure = runFigure({
  name: "figure_seasons",
  title: "Natural CO₂ flux by season",
  appliesTo: ({ fluxes }) => fluxes !== undefined && isWhole(fluxes.whole),
  caption: ({ fluxes }) =>
    "Posterior natural flux (biosphere and ocean), uptake negative, and posterior minus prior, in the mean of the days of each season that " +
    "the run has" +
    (fluxes !== undefined && periodsOf(fluxes).length === 1 ? " (one alone)" : "") +
    "; numbers above the maps are totals of the land in these days. Boxes are regions of the literature, those named and six ecological " +
    "areas. Claims hold for regions of 1000 km and three weeks and more, not for single cells.",
  body: drawMaps,
});

interface Period {
  readonly name: string;
  readonly days: number;
  readonly fields: MeanFluxes["fields"];
}

function isWhole({ fields }: Pick<MeanFluxes, "fields">): boolean {
  return fields.natural_prior !== undefined && fields.natural_posterior !== undefined;
}

/** The seasons, or all days where there is one season. */
function periodsOf(fluxes: RunFluxes): Period[] {
  const means = seasonMeans(fluxes).filter(isWhole);
  if (means.length < 2) return [{ name: periodName("whole"), ...fluxes.whole }];
  const order = inOrderOfSeasons(means.map(({ season }) => season));
  return means
    .toSorted((a, b) => order.indexOf(a.season) - order.indexOf(b.season))
    .map(({ season, ...mean }) => ({ name: periodName(season), ...mean }));
}

function drawMaps(run: FigureInput): { body: Block; definitions: string } {
  const { fluxes } = run;
  if (fluxes === undefined) throw new Error("a run without fluxes has no maps of them");
  const { grid, regions } = fluxes;
  const periods = periodsOf(fluxes);
  const frame = mapOfRun(run, periods.length > 1 ? 4 : 2);
  const marks = boxMarks(frame, regions);
  const land = regions.filter(({ id }) => id === "land");
  const letter = letters();
  const rowOf = (title: string, palette: "flux" | "difference", legend: string, values: readonly Float64Array[]) => {
    const colours = divergingColours(
      values.map((field) => field.map(toMicromoles)),
      palette,
    );
    const maps = values.map((field, p) => {
      const { name, days } = periods[p];
      const total = regionTotals(land, grid.area, field)[0] * days * SECONDS_PER_DAY;
      const amount = 1e3 * toPetagramsCarbon(total);
      const note = `land ${digits(amount, amount).replace("-", "\u2212")} TgC`;
      const panel = colours.panel(field.map(toMicromoles));
      return mapBlock(frame, { title: letter(periods.length > 1 ? name : title), note, marks, ...panel });
    });
    const row = beside(maps);
    return below([...(periods.length > 1 ? [headline(title)] : []), row, barBlock(row.width, colours.bar(legend))], 6);
  };
  const unit = "[µmol m⁻² s⁻¹]";
  const posterior = periods.map(({ fields }) => fields.natural_posterior ?? new Float64Array());
  const changes = periods.map(({ fields }, p) =>
    posterior[p].map((value, cell) => value - (fields.natural_prior?.[cell] ?? Number.NaN)),
  );
  const rows = [
    rowOf("Posterior", "flux", `natural CO₂ flux ${unit}, uptake negative`, posterior),
    rowOf("Posterior − prior", "difference", `change of the flux ${unit}`, changes),
  ];
  return { body: periods.length > 1 ? below(rows) : beside(rows), definitions: mapDefinitions(frame) };
}
