/**
 * All kinds of files in a run folder, in the order in which they are shown. Each is described, written and read in the file
 * of this room that bears its name; a new one is one such file and one line here.
 */
import { budgetFile } from "./budgetFile.js";
import { checkpointFile } from "./checkpointFile.js";
import { concentrationFile, posteriorConcentrationFile } from "./concentrationFile.js";
import { evaluationFiles, figureFiles, tableFiles } from "./evaluationFiles.js";
import { fluxFile, hourlyFluxFile } from "./fluxFile.js";
import { gridFile } from "./gridFile.js";
import { monthlyFluxFile } from "./monthlyFluxFile.js";
import { observationFile } from "./observationFile.js";
import { parameterFile } from "./parameterFile.js";
import { recordFile } from "./recordFile.js";
import { regionCovarianceFile } from "./regionCovarianceFile.js";
import { regionTotalsFile } from "./regionTotalsFile.js";
import { reportFile } from "./reportFile.js";
import { regionWeatherFile } from "./regionWeatherFile.js";
import { logFile } from "./logFile.js";
import { lockFile } from "./runLock.js";
import { soundingFile } from "./soundingFile.js";
import type { FileKind } from "./fileKind.js";

export const runFiles: readonly FileKind[] = [
  evaluationFiles,
  tableFiles,
  figureFiles,
  reportFile,
  fluxFile,
  hourlyFluxFile,
  monthlyFluxFile,
  regionTotalsFile,
  regionWeatherFile,
  concentrationFile,
  posteriorConcentrationFile,
  observationFile,
  parameterFile,
  soundingFile,
  gridFile,
  regionCovarianceFile,
  budgetFile,
  checkpointFile,
  recordFile,
  logFile,
  lockFile,
];
