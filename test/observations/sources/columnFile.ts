/** Files of column retrievals in the layouts of their producers, written by Python's netCDF4 and h5py (columnFiles.py). */
import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { python } from "../../io/tools.js";

const SCRIPT = readFileSync(new URL("columnFiles.py", import.meta.url), "utf8");

export type ColumnFileKind = "oco2" | "oco2std" | "acosstd" | "c3s" | "c3slayers" | "plain" | "tccon" | "nies";

/** @returns the path of a new file in a folder of its own under the system's temporary one */
export function writeColumnFile(kind: ColumnFileKind): string {
  return python(SCRIPT, kind, join(mkdtempSync(join(tmpdir(), "columns-")), `${kind}.nc`));
}
