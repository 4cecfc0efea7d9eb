/** `report.html`: the page of a run, or of two, that may be handed on. */
import { closeSync, existsSync, openSync, readSync, statSync } from "node:fs";
import { OutputError } from "../errors.js";
import { writeTextAtomically } from "../io/atomicWrite.js";
import type { FileKind } from "./fileKind.js";

export const REPORT = "report.html";

export const reportFile: FileKind = {
  shown: REPORT,
  known: /^report\.html$/,
  holds: "one page with all of it, to hand on (jdas report)",
};

/** What stands near the beginning of every such page. */
export const REPORT_MARK = '<meta name="generator" content="openjdas';
const BEGINNING = 4096;

/** @throws OutputError where something else has the name of a report, which only an older report gives way to */
export function checkReportPlace(path: string): void {
  if (!existsSync(path) || isReport(path)) return;
  throw new OutputError({
    where: path,
    found: "a file or folder that is no report of this program",
    expected: "a new file, or an older report, which gives way",
    remedy: "choose another name (-o), or move what is there away",
  });
}

/** @param text with the mark near its beginning @throws OutputError where it cannot be written */
export function writeReportFile(path: string, text: string): void {
  checkReportPlace(path);
  writeTextAtomically(path, text);
}

function isReport(path: string): boolean {
  if (!statSync(path).isFile()) return false;
  const buffer = Buffer.alloc(BEGINNING);
  const file = openSync(path, "r");
  try {
    return buffer.toString("utf8", 0, readSync(file, buffer)).includes(REPORT_MARK);
  } finally {
    closeSync(file);
  }
}
