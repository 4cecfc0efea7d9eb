import { rmSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  addOffsets,
  heightShares,
  offsetNames,
  sides,
  sideWeights,
} from "../../../src/assimilation/boundaryOffsets.js";
import { posteriorOffsets } from "../../../src/experiments/setup/posteriorOffsets.js";
import { laneLayout } from "../../../src/fields/ensemble.js";
import { writeParameters } from "../../../src/runs/parameterFile.js";
import type { RunFolder } from "../../../src/runs/runFolder.js";
import { DAY, HOUR, temporaryFolder } from "../recording/folder.js";

const layout = laneLayout(1);
let folder: RunFolder;
beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(() => rmSync(folder.path, { recursive: true }));

describe("the boundary offsets of a forward run", () => {
  it("are those that the analysis had estimated at the end of the day of each hour", async () => {
    const mean = Float64Array.from({ length: 16 }, (_, i) => (i < 8 ? i + 1 : 7 - i));
    await writeParameters(folder, {
      times: [DAY + 86400, DAY + 2 * 86400],
      boundary_offset: { mean, spread: mean.map(Math.abs), parts: offsetNames },
    });
    const offsets = posteriorOffsets(folder, layout);
    const [weights, shares] = [sideWeights(folder.grid), heightShares(folder.vertical)];
    for (const [time, day] of [
      [DAY, 0],
      [DAY + 23 * HOUR, 0],
      [DAY + 24 * HOUR, 1],
    ]) {
      await offsets.beginHour(time);
      const anomalies = new Float32Array((folder.vertical.levels * weights.length * layout.lanes) / sides.length);
      const expected = anomalies.slice();
      offsets.addTo(anomalies);
      const ofDay = Float64Array.from({ length: offsetNames.length * layout.lanes }, (_, i) => {
        return 1e-6 * mean[day * offsetNames.length + Math.floor(i / layout.lanes)];
      });
      addOffsets(expected, weights, shares, ofDay, layout);
      expect(anomalies).toEqual(expected);
      expect(anomalies.some((value) => value !== 0)).toBe(true);
    }
  });

  it("are asked for in vain on a day that the analysis has not written", async () => {
    await expect(posteriorOffsets(folder, layout).beginHour(DAY)).rejects.toThrow(
      /estimated boundary offsets: none of 2016-07-01; expected those of every day/,
    );
  });
});
