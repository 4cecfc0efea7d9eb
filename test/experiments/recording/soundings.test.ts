/** Soundings of a twin on their way into the file of their day. */
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { ObservationResult } from "../../../src/assimilation/analysisStep.js";
import type { HourRecord } from "../../../src/assimilation/recorder.js";
import { SECONDS_PER_DAY } from "../../../src/constants.js";
import { recordSoundings } from "../../../src/experiments/recording/soundings.js";
import { openNetcdf } from "../../../src/io/openNetcdf.js";
import type { Retrieval } from "../../../src/observations/retrieval.js";
import { readLite } from "../../../src/observations/sources/lite.js";
import { toPpm } from "../../../src/units.js";
import { aboutRun } from "../../evaluation/runFolder.js";
import { exampleRetrieval } from "../../observations/exampleRetrieval.js";
import { exampleSample } from "../../observations/exampleSample.js";

const path = mkdtempSync(join(tmpdir(), "openjdas-soundings-"));
afterAll(() => rmSync(path, { recursive: true }));

const DAY = Date.UTC(2016, 6, 1) / 1000;
const sounding = (id: string, hour: number, changes: Partial<Retrieval> = {}): Retrieval =>
  exampleRetrieval({ id, time: DAY + 3600 * hour + 0.25, xco2: Number.NaN, ...changes });
const all = [
  sounding("20160701050000", 5),
  exampleSample({ time: DAY + 6 * 3600 }),
  sounding("2016070107000099", 7),
  sounding("20160701080000", 8, { good: false }),
  sounding("20160703010000", 49),
];
const result = (i: number, ppm: number): ObservationResult =>
  ({ simulated: { screened: { observation: all[i] } }, value: ppm * 1e-6 }) as unknown as ObservationResult;
const hour = (...results: ObservationResult[]): HourRecord => ({ results }) as unknown as HourRecord;

it("keeps what was compared and what was not, over a stop, and writes a file for each day that has any", async () => {
  const folder = aboutRun(path);
  const before = recordSoundings(folder, all);
  await before.hour?.(hour(result(0, 401), result(1, 420)));
  before.take([result(2, 402.5)]);
  const recorder = recordSoundings(folder, all);
  recorder.resume(before.save());
  await recorder.endDay?.(DAY + SECONDS_PER_DAY);
  await recorder.endDay?.(DAY + 2 * SECONDS_PER_DAY);
  await recorder.hour?.(hour(result(4, 399)));
  await recorder.endDay?.(DAY + 3 * SECONDS_PER_DAY);
  expect(readdirSync(path).sort()).toEqual(["soundings_20160701.nc", "soundings_20160703.nc"]);

  const { observations, remarks } = await readLite(readdirSync(path).map((name) => join(path, name)));
  expect(observations.map(({ id }) => id)).toEqual([
    "20160701050000",
    "2016070107000099",
    "20160701080000",
    "20160703010000",
  ]);
  expect(observations.map(({ xco2 }) => toPpm(xco2))).toEqual([401, 402.5, Number.NaN, 399]);
  expect(observations.map(({ good, missing }) => [good, missing])).toEqual([
    [true, undefined],
    [true, undefined],
    [false, ["xco2"]],
    [true, undefined],
  ]);
  expect(remarks).toHaveLength(1);
  expect(remarks[0]).toContain("The samples of its surface sites are left out.");
  const [first] = observations;
  const { pressure, averagingKernel, pressureWeight, priorProfile, priorXco2, uncertainty } = exampleRetrieval();
  for (const [found, expected] of [
    [first.pressure, pressure],
    [first.averagingKernel, averagingKernel],
    [first.pressureWeight, pressureWeight],
    [first.priorProfile, priorProfile],
    [
      [first.priorXco2, first.uncertainty],
      [priorXco2, uncertainty],
    ],
  ] as const)
    expect(found.every((value, k) => Math.abs(value / expected[k] - 1) < 1e-7)).toBe(true);

  const file = await openNetcdf(join(path, "soundings_20160701.nc"));
  expect(file.variable("xco2").attributes).toMatchObject({ units: "ppm", _FillValue: -999999, missing_value: -999999 });
  expect([...file.variable("date").read()].slice(0, 6)).toEqual([2016, 7, 1, 5, 0, 0]);
  file.close();
});
