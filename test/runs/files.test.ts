/** The one list of files of a run folder, beside what the program writes and what the documentation says. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { createCheckpointWriter } from "../../src/runs/checkpointFile.js";
import { writeEvaluationFiles, writeRunFigure } from "../../src/runs/evaluationFiles.js";
import { appendToLog } from "../../src/runs/logFile.js";
import { lockRunFolder } from "../../src/runs/runLock.js";
import { writeMonthlyFluxes } from "../../src/runs/monthlyFluxFile.js";
import { runFiles } from "../../src/runs/files.js";
import { REPORT_MARK, writeReportFile } from "../../src/runs/reportFile.js";
import { writeParameters } from "../../src/runs/parameterFile.js";
import { writeSoundings } from "../../src/runs/soundingFile.js";
import { writeRegionWeather } from "../../src/runs/regionWeatherFile.js";
import { writeRegionCovariance } from "../../src/runs/regionCovarianceFile.js";
import { exampleRetrieval } from "../observations/exampleRetrieval.js";
import { aboutRun, START, writeRun } from "../evaluation/runFolder.js";
import { writeConcentrations } from "../../src/runs/concentrationFile.js";

const base = mkdtempSync(join(tmpdir(), "openjdas-files-"));
afterAll(() => rmSync(base, { recursive: true }));
const documentation = readFileSync(fileURLToPath(new URL("../../docs/output.md", import.meta.url)), "utf8");

const kindsOf = (name: string): string[] => runFiles.filter(({ known }) => known.test(name)).map(({ shown }) => shown);

describe("the files of a run folder", () => {
  it("are each known as one kind, as they are written", async () => {
    const { folder } = await writeRun();
    const about = aboutRun(folder);
    const cells = new Float32Array(about.grid.cells);
    const field = new Float32Array(about.grid.cells * about.vertical.levels).fill(400);
    await writeConcentrations(about, START, 86400, [
      { start: START, fields: new Map([["co2", field]]), surfacePressure: cells },
    ]);
    await writeConcentrations(about, START, 86400, [
      { start: START, fields: new Map([["co2_posterior", field]]), surfacePressure: cells },
    ]);
    const month = { start: START, end: START + 86400, days: 1, fields: { fire: cells } };
    await writeMonthlyFluxes(folder, { title: "", comment: "" }, about.grid, [month]);
    await writeRegionWeather(about, START, [{ id: "land" }], { temperature: Float64Array.of(290) });
    await writeParameters(about, {
      times: [START],
      boundary_offset: { mean: [1], spread: [1], parts: ["west, low"] },
    });
    await writeSoundings(about, START, [exampleRetrieval({})], false);
    const posterior = { totals: Float64Array.of(1), covariance: Float64Array.of(1) };
    const regions = { ids: ["land"], titles: ["Land"], members: 1, posterior };
    await writeRegionCovariance(folder, { title: "", comment: "" }, regions);
    const checkpoints = createCheckpointWriter(folder);
    const header = { time: START, program: "test", configuration: "abc", parts: new Map() };
    for (const stage of ["truth", "analysis"] as const) await checkpoints.write({ stage, ...header });
    await checkpoints.settle();
    writeEvaluationFiles(folder, { json: "{}", text: "", csv: new Map([["regions", ""]]) });
    await writeRunFigure(folder, "flux_map", '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', [
      "png",
      "pdf",
    ]);

    writeReportFile(join(folder, "report.html"), REPORT_MARK);
    appendToLog(folder, "2016-07-01T00:00:00Z", { event: "finished" });
    const lock = await lockRunFolder(folder, () => {});

    const names = readdirSync(folder);
    lock.release();
    expect(names.filter((name) => kindsOf(name).length !== 1)).toEqual([]);
    expect([...new Set(names.flatMap(kindsOf))].sort()).toEqual(runFiles.map(({ shown }) => shown).sort());
  });

  it("are none of others", () => {
    for (const name of ["flux_2016070.nc", "flux_20160701.nc.1.partial", "my_budget.nc", "notes.txt", "run.json.old"])
      expect(kindsOf(name)).toEqual([]);
  });

  it("all stand in the table of the documentation", () => {
    const [, table] = /\n\| file \|[^\n]*\n\| --- [^\n]*\n((?:\|[^\n]*\n)+)/.exec(documentation) ?? [];
    const documented = (table ?? "")
      .split("\n")
      .flatMap((line) => [...(line.split("|")[1] ?? "").matchAll(/`([^`]+)`/g)]);
    const listed = runFiles.flatMap(({ shown }) => shown.split(", "));
    expect(documented.map(([, name]) => name).sort()).toEqual(listed.sort());
  });
});
