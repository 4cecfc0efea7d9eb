/** What stands on the page of a run, and in which order. */
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import type { RunRecord } from "../../runs/recordFile.js";
import type { RunFluxes } from "../readFluxes.js";
import type { Evaluation } from "../evaluation.js";
import type { Check } from "../checks/check.js";
import {
  kindOfRun,
  madeOfTables,
  METHOD_CITATION,
  type Provenances,
  settingsTable,
  usedSources,
  whatWasDone,
} from "./about.js";
import { figureElements, type PageFigure } from "./figureElement.js";
import { balanceTables, fluxTables } from "./fluxTables.js";
import { type Content, dataElement, join, list, paragraph, tag } from "./html.js";
import { coarsenessInWords } from "./maps.js";
import { observationTables } from "./observationTables.js";
import type { Page, Section } from "./page.js";
import type { PageData, SeriesData } from "./pageData.js";
import { type PageTable, shortened, tableHtml } from "./pageTable.js";
import { runMaps } from "./runMaps.js";
import { seriesOf } from "./series.js";

/** A run as its folder has it. */
export interface ReportedRun {
  readonly record: RunRecord;
  readonly evaluation: Evaluation;
  readonly fluxes: RunFluxes | undefined;
  readonly figures: readonly PageFigure[];
}

/** Characters of a page but its script, style and licences: what the rest leaves of it figures may take. */
export const PAGE_BYTES = 9.5e6;

export function runPage(run: ReportedRun, overlays: MapOverlays, provenances: Provenances): Page {
  const { record, evaluation, fluxes } = run;
  const { title, period, finished, damage = [], summary } = evaluation;
  const mapped = fluxes && runMaps(fluxes, overlays);
  const series = fluxes && evaluation.fluxes && seriesOf({ fluxes, rows: evaluation.fluxes.regions });
  const data: PageData = { ...(mapped && { maps: mapped.maps }), ...(series && { series }) };
  const days = `${period.start} to ${period.end} (UTC, the end not included), scored from ${period.scoredFrom}`;
  const before: Section[] = [
    { id: "damage", title: "This folder is not whole", content: [list(damage)] },
    { id: "summary", title: "In short", content: [list(summary.map(typeset), "ol")] },
    ...aboutSections(run, provenances),
    {
      id: "maps",
      title: "Maps",
      content: mapped === undefined ? [] : mapContent(coarsenessInWords(mapped.coarseness)),
    },
    {
      id: "series",
      title: "Series of regions",
      content: seriesContent(series),
    },
    ...tableSections(evaluation),
  ];
  const after: Section[] = [
    { id: "checks", title: "Checks", content: checkContent(evaluation.checks) },
    { id: "limits", title: "Limits", content: [list(evaluation.statements.map(typeset)), ...missing(evaluation)] },
    { id: "settings", title: "Settings", content: settings(record) },
    { id: "cite", title: "How to cite", content: citations(record, provenances) },
  ];
  const dataText = dataElement("data", data);
  const taken = [dataText, ...[...before, ...after].map(({ content }) => join(content))].reduce(
    (sum, { text }) => sum + text.length,
    0,
  );
  const figures = { id: "figures", title: "Figures", content: figureElements(run.figures, PAGE_BYTES - taken) };
  return {
    title: shortened(title),
    kind: kindOfRun(evaluation, record),
    subtitles: [
      days,
      ...(finished ? [] : ["This run is not finished: what stands here is of the days that are done."]),
    ],
    sections: [...before, figures, ...after],
    data: dataText,
    program: record.versions.program,
  };
}

/** Sentences of the evaluation, which are made for a terminal, with the signs that a page has. */
export function typeset(sentence: string): string {
  return sentence
    .replaceAll("+-", "±")
    .replaceAll("->", "→")
    .replaceAll("umol m-2 s-1", "µmol m⁻² s⁻¹")
    .replace(/(^|[\s(])-(?=\d)/g, "$1\u2212");
}

const NEEDS_SCRIPT = tag("noscript", {}, paragraph("This part needs JavaScript. The figures below do not."));

export function seriesContent(series: SeriesData | undefined): Content[] {
  return series === undefined ? [] : [tag("div", { id: "series-view" }, NEEDS_SCRIPT)];
}

/** Where maps are shown, and how to read them. @param coarse as coarsenessInWords says it */
export function mapContent(coarse: string): Content[] {
  return [
    tag("div", { id: "map-view" }, NEEDS_SCRIPT),
    tag(
      "p",
      { class: "note" },
      "Natural flux (biosphere and ocean), positive to the atmosphere. A spread is the mean of those of the days, of one cell: never add " +
        `spreads of cells; regions have their own in the tables. ${coarse}`,
    ),
  ];
}

function aboutSections({ record, evaluation, fluxes }: ReportedRun, provenances: Provenances): Section[] {
  const tables = madeOfTables(record, provenances);
  const of = (id: string): Content[] => tables.filter((table) => table.id === id).map(tableHtml);
  const files = of("files");
  return [
    {
      id: "done",
      title: "What was done",
      content: [
        paragraph(whatWasDone(evaluation, record, fluxes?.grid, provenances).join(" ")),
        evaluation.remarks.length > 0 && paragraph("What it is made of:"),
        list(evaluation.remarks),
      ],
    },
    {
      id: "inputs",
      title: "Inputs",
      content: [
        ...of("sources"),
        ...(files.length > 0 ? files : [paragraph("No input file was read: all is made by the program.")]),
      ],
    },
    { id: "prior", title: "Prior totals", content: of("prior-totals") },
  ];
}

function tableSections(evaluation: Evaluation): Section[] {
  const of = (tables: readonly PageTable[]): Content[] => tables.map(tableHtml);
  const { observations, fluxes } = evaluation;
  return [
    { id: "fluxes", title: "Fluxes", content: fluxes === undefined ? [] : of(fluxTables(fluxes)) },
    {
      id: "observations",
      title: "Observations",
      content: observations === undefined ? [] : of(observationTables(observations)),
    },
    { id: "balance", title: "Budget and estimates", content: of(balanceTables(evaluation)) },
  ];
}

const STATES = { warn: "Warns", pass: "Passes", untested: "Not tested" } as const;

function checkContent(checks: readonly Check[]): Content[] {
  return (["warn", "pass", "untested"] as const).flatMap((state) =>
    checks
      .filter((check) => check.state === state)
      .map(({ title, found, meaning, advice }) =>
        tag(
          "div",
          { class: `check ${state}` },
          tag("h3", {}, tag("span", { class: "state" }, STATES[state]), ` ${title}`),
          paragraph(typeset(found.charAt(0).toUpperCase() + found.slice(1))),
          tag("p", { class: "note" }, meaning),
          state === "warn" && paragraph(tag("b", {}, "To try: "), `${advice}.`),
        ),
      ),
  );
}

function missing({ missing: parts }: Evaluation): Content[] {
  return parts.length === 0 ? [] : [paragraph("Not in this run:"), list(parts)];
}

function settings(record: RunRecord): Content[] {
  return [
    tag("details", {}, tag("summary", {}, "All settings, defaults filled in"), ...settingsTable(record).map(tableHtml)),
  ];
}

function citations(record: RunRecord, provenances: Provenances): Content[] {
  const names = [...new Set(usedSources(record.configuration).map(({ name }) => name))];
  const products = names.flatMap((name) => {
    const known = provenances.get(name);
    return known === undefined || name === "synthetic" ? [] : [`${known.title}: ${known.citation}.`];
  });
  return [
    list([`The program: ${record.versions.program}, Apache-2.0.`, `The method: ${METHOD_CITATION}.`, ...products]),
    paragraph(
      `Say with it the seed (${record.seed})${record.inputs.length > 0 ? " and the hashes of the input files" : ""}: with the settings they make the run again.`,
    ),
  ];
}
