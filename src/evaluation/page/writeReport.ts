/** Writes the page of a run, from what its folder holds and nothing else. */
import type { MapOverlays } from "../../drawing/mapOverlays.js";
import { readEvaluationText, readFigure } from "../../runs/evaluationFiles.js";
import { readRunRecord } from "../../runs/recordFile.js";
import { checkReportPlace, REPORT, writeReportFile } from "../../runs/reportFile.js";
import { figures } from "../figures/figures.js";
import { evaluateToDraw, pngOfFluxMap, writeEvaluated } from "../evaluate.js";
import { evaluationJson } from "../evaluation.js";
import type { Provenances } from "./about.js";
import { type PageAssets, renderPage } from "./page.js";
import { type ReportedRun, runPage } from "./runPage.js";

/** What a page needs that no run has. */
export interface ReportParts {
  readonly assets: PageAssets;
  readonly overlays: MapOverlays;
  readonly provenances: Provenances;
}

/**
 * Evaluates the run where that was not done since its files were written, then writes its page.
 * @param output in place of `report.html` in the run's folder
 * @returns the path of the page
 * @throws InputError where the folder holds no run or cannot be read; OutputError where the page cannot be written
 */
export async function writeReport(folder: string, parts: ReportParts, output?: string): Promise<string> {
  const path = output ?? `${folder}/${REPORT}`;
  checkReportPlace(path);
  const run = await reportedRun(folder, parts.overlays);
  writeReportFile(path, await renderPage(runPage(run, parts.overlays, parts.provenances), parts.assets));
  return path;
}

async function reportedRun(folder: string, overlays: MapOverlays): Promise<ReportedRun> {
  const run = await evaluateToDraw(folder, overlays);
  const { evaluation, fluxes } = run;
  const drawn = figures.filter(({ appliesTo }) => appliesTo(run));
  const isWritten = drawn.every(({ name }) => readFigure(folder, name).svg !== undefined);
  if (!isWritten || readEvaluationText(folder) !== evaluationJson(evaluation))
    await writeEvaluated(folder, run, { forms: pngOfFluxMap });
  return {
    record: readRunRecord(folder),
    evaluation,
    fluxes,
    figures: drawn.map(({ name, title, caption }) => ({
      name,
      title,
      caption: caption(run),
      ...readFigure(folder, name),
    })),
  };
}
