/** What the evaluation of a run leaves in its folder: its tables for people and for programs, and maps of the fluxes. */
import { writeTextAtomically } from "../io/atomicWrite.js";
import { writeFigure } from "../io/writeFigure.js";
import type { FileKind } from "./fileKind.js";

export const evaluationFiles: FileKind = {
  shown: "evaluation.txt, evaluation.json",
  known: /^evaluation\.(json|txt)$/,
  holds: "these tables",
};

export const fluxMapFiles: FileKind = {
  shown: "flux_map.svg, flux_map.png",
  known: /^flux_map\.(svg|png)$/,
  holds: "maps of the natural flux",
};

/** @throws OutputError where they cannot be written */
export function writeEvaluationFiles(folder: string, tables: { readonly json: string; readonly text: string }): void {
  writeTextAtomically(`${folder}/evaluation.json`, tables.json);
  writeTextAtomically(`${folder}/evaluation.txt`, tables.text);
}

/** @param svg of the map @throws OutputError where it cannot be written */
export function writeFluxMap(folder: string, svg: string): void {
  writeFigure(`${folder}/flux_map`, svg);
}
