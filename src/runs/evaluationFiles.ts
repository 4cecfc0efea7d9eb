/** What the evaluation of a run leaves in its folder: its tables for people and for programs, and figures. */
import { existsSync, readFileSync, rmSync } from "node:fs";
import { writeTextAtomically } from "../io/atomicWrite.js";
import { unreadable } from "../io/unreadable.js";
import { writePicture } from "../io/writeFigure.js";
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

export const figureFiles: FileKind = {
  shown: "flux_map.svg, flux_map.png, figure_NAME.svg, figure_NAME.png",
  known: /^(flux_map|figure_[a-z_]+)\.(svg|png|pdf)$/,
  holds: "figures",
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

/** Beside SVG; a PNG takes some tenths of a second, a PDF some seconds. */
export type FigureForm = "png" | "pdf";

/**
 * What an earlier evaluation drew and this one does not goes.
 * @param name of the figure, that of its files without suffix
 * @param svg undefined where the run has nothing to draw
 * @throws OutputError where they cannot be written
 */
export async function writeRunFigure(
  folder: string,
  name: string,
  svg: string | undefined,
  forms: readonly FigureForm[],
): Promise<void> {
  for (const form of ["svg", "png", "pdf"] as const) {
    const path = `${folder}/${name}.${form}`;
    if (svg !== undefined && (form === "svg" || forms.includes(form))) await writePicture(path, svg);
    else rmSync(path, { force: true });
  }
}

/** @returns `evaluation.json` as it is; undefined where the run was not evaluated @throws InputError where it cannot be read */
export function readEvaluationText(folder: string): string | undefined {
  return contentOf(`${folder}/evaluation.json`)?.toString("utf8");
}

/** A figure as the evaluation left it. */
export interface WrittenFigure {
  readonly svg: string | undefined;
  readonly png: Uint8Array | undefined;
}

/** @param name without suffix, such as `flux_map` @throws InputError where it is there and cannot be read */
export function readFigure(folder: string, name: string): WrittenFigure {
  return { svg: contentOf(`${folder}/${name}.svg`)?.toString("utf8"), png: contentOf(`${folder}/${name}.png`) };
}

function contentOf(path: string): Buffer | undefined {
  if (!existsSync(path)) return undefined;
  try {
    return readFileSync(path);
  } catch (cause) {
    throw unreadable(path, cause, "what an evaluation has written");
  }
}
