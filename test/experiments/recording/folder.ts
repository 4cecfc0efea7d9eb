/** A folder to record into, on a small grid, an hour to record, and a reader of what was recorded. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type HourRecord, type Recorder, recordHour } from "../../../src/assimilation/recorder.js";
import type { RunFolder } from "../../../src/runs/runFolder.js";
import { createGrid, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { sigmaCoordinate } from "../../../src/grids/verticalCoordinate.js";
import type { NetcdfFile } from "../../../src/io/netcdf.js";
import { openNetcdf } from "../../../src/io/openNetcdf.js";

export const DAY = Date.UTC(2016, 6, 1) / 1000;
export const HOUR = 3600;

export function temporaryFolder(remarks: readonly string[] = ["made up"]): RunFolder {
  const grid = createGrid(longitudeLatitudeGrid("small", 100, 20, 5, 5, 4, 3));
  return {
    path: mkdtempSync(join(tmpdir(), "openjdas-recording-")),
    grid,
    vertical: sigmaCoordinate("two layers", [1, 0.6, 0], 5000),
    landFraction: Float64Array.from({ length: grid.cells }, (_, cell) => (cell % 4) / 3),
    title: "a small run",
    remarks,
    program: "openjdas 0.1.0",
    history: "started by a test",
  };
}

/** Opens a file of the folder, reads from it and closes it. */
export async function reading<T>(folder: RunFolder, name: string, read: (file: NetcdfFile) => T): Promise<T> {
  const file = await openNetcdf(join(folder.path, name));
  try {
    return read(file);
  } finally {
    file.close();
  }
}

/** Hands an hour to a recorder as the cycle does. @param record what it looks at, `time` at least */
export function takeHour(recorder: Recorder, record: Partial<HourRecord> & { readonly time: number }): Promise<void> {
  return recordHour([recorder], {
    results: [],
    diagnostics: [],
    surfacePressure: new Float64Array(),
    ...record,
    end: record.time + HOUR,
  } as HourRecord);
}
