/** What the evaluation of a run leaves in its folder: its tables for people and for programs, and maps of the fluxes. */
import { writeTextAtomically } from "../io/atomicWrite.js";
import { writeFigure } from "../io/writeFigure.js";
import type { FileKind } from "./fileKind.js";

export const evaluationFiles: FileKind = {
  shown: "evaluation.txt, evaluation.json",
  known: /^evaluation\.(json|txt)$/,
  holds: "these tables",
};

export const tableFiles: FileKind = {
  shown: "table_NAME.csv",
  known: /^table_[a-z_]+\.csv$/,
  holds: "these tables as CSV, and series by day",
};

export const fluxMapFiles: FileKind = {
  shown: "flux_map.svg, flux_map.png",
  known: /^flux_map\.(svg|png)$/,
  holds: "maps of the natural flux",
};

/** @param tables `csv` by the NAME of its files @throws OutputError where they cannot be written */
export function writeEvaluationFiles(
  folder: string,
  tables: { readonly json: string; readonly text: string; readonly csv: ReadonlyMap<string, string> },
): void {
  writeTextAtomically(`${folder}/evaluation.json`, tables.json);
  writeTextAtomically(`${folder}/evaluation.txt`, tables.text);
  for (const [name, text] of tables.csv) writeTextAtomically(`${folder}/table_${name}.csv`, text);
}

/** @param svg of the map @throws OutputError where it cannot be written */
export function writeFluxMap(folder: string, svg: string): void {
  writeFigure(`${folder}/flux_map`, svg);
}
