/** What a figure of a run is: when a run has it, how it is drawn, and what is said below it. */
import { type Page, page } from "../../drawing/page.js";
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import type { Evaluation } from "../evaluation.js";
import type { RunContents } from "../runContents.js";
import type { SurfaceConcentration } from "../surfaceConcentration.js";

/** All that figures are drawn from. */
export interface FigureInput extends RunContents {
  readonly evaluation: Evaluation;
  readonly overlays: MapOverlays;
  /** Undefined where the run wrote no mole fractions. */
  readonly surface: SurfaceConcentration | undefined;
}

export interface RunFigure {
  /** Of its files in the run folder, without suffix. */
  readonly name: string;
  /** Of the figure of any run, in a few words. */
  readonly title: string;
  readonly appliesTo: (run: FigureInput) => boolean;
  /** What the panels show, in which units, and how to read them; the picture has it too. Only where the figure applies. */
  readonly caption: (run: FigureInput) => string;
  /** @returns an SVG picture @throws where the figure does not apply */
  readonly draw: (run: FigureInput) => string;
}

/** What a figure is made of, beside what all have. */
export interface FigureParts extends Omit<RunFigure, "draw"> {
  readonly body: (run: FigureInput) => Pick<Page, "body" | "definitions">;
}

/** A figure with head and caption: its title says what is made up, the line under it names run and days. */
export function runFigure({ body, ...about }: FigureParts): RunFigure {
  return {
    ...about,
    draw: (run) =>
      page({
        title: titleOf(about.title, run),
        subtitles: [aboutRun(run)],
        caption: about.caption(run),
        ...body(run),
      }),
  };
}

/** "Provinces (twin experiment, synthetic weather)": what is made up stands in every title. */
export function titleOf(title: string, { evaluation, description }: FigureInput): string {
  const madeUp = [
    ...(evaluation.twin ? ["twin experiment"] : []),
    ...(description.syntheticWeather ? ["synthetic weather"] : []),
  ];
  return madeUp.length === 0 ? title : `${title} (${madeUp.join(", ")})`;
}

/** The run and its scored days. */
export function aboutRun({ evaluation: { title, period } }: FigureInput): string {
  const days = `${period.scoredDays} day${period.scoredDays === 1 ? "" : "s"}`;
  return `${title}; ${days} from ${period.scoredFrom} to ${period.end}, end excluded, UTC`;
}
