/** Writes the page of two runs, from what their folders hold; nothing is written into these. */
import { checkReportPlace, writeReportFile } from "../../runs/reportFile.js";
import { comparisonPage } from "./comparisonPage.js";
import { readComparedRuns } from "./comparedRuns.js";
import { renderPage } from "./page.js";
import type { ReportParts } from "./writeReport.js";

/**
 * @param path of the page
 * @throws InputError where one holds no run or cannot be read; CoverageError where they cannot be compared; OutputError where
 * the page cannot be written
 */
export async function writeComparison(
  folderA: string,
  folderB: string,
  { assets, overlays }: Omit<ReportParts, "provenances">,
  program: string,
  path: string,
): Promise<void> {
  checkReportPlace(path);
  const runs = await readComparedRuns(folderA, folderB);
  writeReportFile(path, await renderPage(comparisonPage(runs, overlays, program), assets));
}
