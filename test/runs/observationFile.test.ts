import { readdirSync, rmSync } from "node:fs";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fates } from "../../src/observations/fate.js";
import type { ScreenedObservation } from "../../src/observations/screenedObservation.js";
import {
  type ObservationColumn,
  observationColumns,
  type ObservationValues,
  readObservations,
  writeObservations,
} from "../../src/runs/observationFile.js";
import type { RunFolder } from "../../src/runs/runFolder.js";
import { DAY, temporaryFolder } from "../experiments/recording/folder.js";
import { exampleRetrieval } from "../observations/exampleRetrieval.js";
import { exampleSample } from "../observations/exampleSample.js";

let folder: RunFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder.path, { recursive: true }));

const moleFraction = fc.oneof(fc.double({ min: 0, max: 1e-3, noNaN: true }), fc.constant(Number.NaN));
const one = fc.record({
  isPoint: fc.boolean(),
  fate: fc.constantFrom(...fates),
  second: fc.integer({ min: 0, max: 86400 * 30 }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }).map((value) => value + 0),
  values: fc.array(moleFraction, {
    minLength: observationColumns.length + 1,
    maxLength: observationColumns.length + 1,
  }),
});

describe("observations.nc", () => {
  it("gives back what was known of every observation, mole fractions in ppm", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), async (given) => {
        const all = given.map(({ isPoint, fate, second, longitude }): ScreenedObservation => {
          const place = { time: DAY + second, longitude };
          return { observation: isPoint ? exampleSample(place) : exampleRetrieval(place), cell: 0, fate };
        });
        const values = Object.fromEntries(
          (["observed", ...observationColumns] as const).map((name, c) => [
            name,
            Float64Array.from(given, (observation) => observation.values[c]),
          ]),
        ) as unknown as ObservationValues;
        await writeObservations(folder, all, values);
        const found = (await readObservations(folder.path))!;
        expect(found.time).toEqual(all.map(({ observation }) => observation.time));
        expect([...found.longitude]).toEqual(given.map(({ longitude }) => longitude));
        expect(found.fate).toEqual(given.map(({ fate }) => fate));
        expect(found.kind).toEqual(all.map(({ observation }) => observation.kind));
        expect(found.observed).toEqual(values.observed.map((value) => 1e6 * value));
        expect([...found.uncertainty]).toEqual(all.map(({ observation }) => 1e6 * observation.uncertainty));
        const isBiased = values.bias_correction.some(Number.isFinite);
        for (const name of observationColumns) {
          const absent = !isBiased && (name === "bias_correction" || name === "biased_background_spread");
          expect(found[name]).toEqual(values[name].map((value) => (absent ? Number.NaN : 1e6 * value)));
        }
      }),
      { seed: 7, numRuns: 20 },
    );
  });

  it("is no file where there is no observation", async () => {
    const none = Object.fromEntries(
      ["observed", ...observationColumns].map((name) => [name, new Float64Array()]),
    ) as unknown as Record<ObservationColumn | "observed", Float64Array>;
    await writeObservations(folder, [], none);
    expect(readdirSync(folder.path)).toEqual([]);
    expect(await readObservations(folder.path)).toBeUndefined();
  });
});
