/** The readers of columns on files in their layouts that other libraries wrote, made up from a seed. */
import { beforeAll, expect, it } from "vitest";
import { createGrid, gridPreset } from "../../../src/grids/grid.js";
import { InputError } from "../../../src/errors.js";
import { openNetcdf } from "../../../src/io/openNetcdf.js";
import type { Retrieval } from "../../../src/observations/retrieval.js";
import { readC3s } from "../../../src/observations/sources/c3s.js";
import { type ColumnNames, readColumns } from "../../../src/observations/sources/columns.js";
import { fromTai93, readL2Standard } from "../../../src/observations/sources/l2Standard.js";
import { readLite } from "../../../src/observations/sources/lite.js";
import { readNies } from "../../../src/observations/sources/nies.js";
import { readTccon } from "../../../src/observations/sources/tccon.js";
import { toPpm } from "../../../src/units.js";
import { describeWithH5py } from "../../io/tools.js";
import { writeColumnFile } from "./columnFile.js";

const FIVE = Date.UTC(2016, 6, 1, 5) / 1000;

/** One sounding in each file is impossible in one way: it is named so, and the others are used. */
function plausibleOf(observations: readonly Retrieval[], impossible: string): readonly Retrieval[] {
  expect(observations.flatMap(({ missing }) => (missing === undefined ? [] : [missing]))).toEqual([[impossible]]);
  return observations.filter(({ missing }) => missing === undefined);
}

/** What every sounding of these files has, whoever reads it. */
function expectColumn({ pressure, pressureWeight, averagingKernel, priorProfile, priorXco2, xco2 }: Retrieval): void {
  const last = pressure.length - 1;
  expect(pressure[last]).toBeGreaterThan(93000);
  expect(pressure[last]).toBeLessThan(101000);
  expect(pressureWeight.reduce((sum, h) => sum + h, 0)).toBeCloseTo(1, 5);
  expect(averagingKernel[0]).toBeLessThan(0.5);
  expect(averagingKernel[last]).toBeGreaterThan(0.95);
  expect(toPpm(priorProfile[0])).toBeLessThan(396);
  expect(toPpm(priorProfile[last])).toBeGreaterThan(402);
  const weighted = pressureWeight.reduce((sum, h, k) => sum + h * priorProfile[k], 0);
  expect(Math.abs(toPpm(priorXco2 - weighted))).toBeLessThan(0.01);
  expect(toPpm(xco2)).toBeGreaterThan(399);
  expect(toPpm(xco2)).toBeLessThan(405);
}

describeWithH5py("Level-2 Standard files", () => {
  it.each(["oco2std", "acosstd"] as const)(
    "%s are read in SI, good where outcome_flag is 1, times as UTC",
    async (kind) => {
      const { observations, title, remarks } = await readL2Standard([writeColumnFile(kind)]);
      expect(title).toBe(kind === "oco2std" ? "OCO Level-2 Standard" : "ACOS Level-2 Standard");
      expect(remarks).toContain("XCO2 of Level-2 Standard files is not corrected for its bias");
      expect(observations).toHaveLength(12);
      plausibleOf(observations, "pressureWeight").forEach(expectColumn);
      expect(observations.flatMap(({ good }, i) => (good ? [] : [i]))).toEqual([3]);
      expect(observations[3].time).toBeCloseTo(FIVE + 1, 6);
      expect(observations[3].id).toBe("2016070105000003");
    },
  );

  it("count leap seconds from 1993", () => {
    expect(fromTai93(0)).toBe(Date.UTC(1993, 0, 1) / 1000);
    const leap = Date.UTC(2017, 0, 1) / 1000;
    const elapsed = leap - Date.UTC(1993, 0, 1) / 1000;
    expect(fromTai93(elapsed + 10)).toBe(leap);
    expect(fromTai93(elapsed + 8)).toBe(leap - 1);
  });

  it("are told from Lite files", async () => {
    await expect(readL2Standard([writeColumnFile("c3s")])).rejects.toThrow(/for Lite files write "source: lite"/);
  });
});

describeWithH5py("files of C3S and GHG-CCI", () => {
  it("are turned to run from space to surface; the prior column follows from the profile", async () => {
    const { observations, title } = await readC3s([writeColumnFile("c3s")]);
    expect(title).toBe("GOSAT TANSO-FTS v7.3");
    const whole = plausibleOf(observations, "pressure");
    whole.forEach(expectColumn);
    expect(observations.filter(({ good }) => !good)).toHaveLength(3);
    expect(whole[0].id).toMatch(/^2016070105000123456789/);
  });

  it("of layers become two levels a layer, whose weights are those of the layers", async () => {
    const { observations } = await readC3s([writeColumnFile("c3slayers")]);
    const [first] = observations;
    expectColumn(first);
    expect(first.pressure).toHaveLength(38);
    for (let k = 0; k < 38; k += 2) {
      expect(first.pressureWeight[k]).toBe(first.pressureWeight[k + 1]);
      const thickness = first.pressure[k + 1] - first.pressure[k];
      expect(2 * first.pressureWeight[k]).toBeCloseTo(thickness / first.pressure[37], 3);
    }
  });
});

describeWithH5py("SWIR level 2 of NIES", () => {
  it("has layers of equal pressure, and runs from space to surface whichever stands first", async () => {
    const { observations, remarks } = await readNies([writeColumnFile("nies")], { firstLayer: "at-the-ground" });
    expect(remarks.join()).toContain("the files do not tell");
    const whole = plausibleOf(observations, "averagingKernel");
    expect(whole).toHaveLength(8);
    whole.forEach(expectColumn);
    expect(whole[1].time).toBeCloseTo(FIVE + 4.251, 6);
    const [{ pressure, pressureWeight }] = whole;
    expect(pressure).toHaveLength(30);
    expect(pressure[0]).toBeCloseTo(10, 6);
    expect(pressure[2] - pressure[1]).toBeLessThan(1);
    expect(pressure[3] - pressure[2]).toBeCloseTo((pressure[29] - 10) / 15, 0);
    expect(pressureWeight.every((weight) => Math.abs(weight - 1 / 30) < 1e-12)).toBe(true);
  });

  it("of the other order has the other end first", async () => {
    const file = writeColumnFile("nies");
    const up = await readNies([file], { firstLayer: "at-the-ground" });
    const down = await readNies([file], { firstLayer: "at-the-top" });
    const [a, b] = [up.observations[0], down.observations[0]];
    expect(Array.from(b.pressure)).toEqual(Array.from(a.pressure));
    expect(Array.from(b.averagingKernel)).toEqual(Array.from(a.averagingKernel).reverse());
  });
});

const NAMES: ColumnNames = {
  time: "geo/t",
  longitude: { name: "geo/lon", units: "degrees" },
  latitude: { name: "geo/lat", units: "degrees" },
  xco2: "co2/x",
  uncertainty: { name: "co2/error", units: "ppm" },
  pressure: { name: "co2/p", units: "Pa" },
  averagingKernel: "co2/ak",
  pressureWeight: "co2/h",
  priorProfile: { name: "co2/prior", units: "ppm" },
};

describeWithH5py("columns by name", () => {
  it("are read with the units of the section where the file has none", async () => {
    const file = writeColumnFile("plain");
    const quality = { variable: "co2/flag", good: 1 };
    const { observations, title } = await readColumns([file], { title: "TanSat", variables: NAMES, quality });
    expect(title).toBe("TanSat");
    expect(observations).toHaveLength(12);
    plausibleOf(observations, "uncertainty").forEach(expectColumn);
    expect(observations.filter(({ good }) => good)).toHaveLength(10);
    expect(new Set(observations.map(({ id }) => id)).size).toBe(12);
  });

  it("of other units than named are an error of the file, not twelve bad soundings", async () => {
    const variables = { ...NAMES, pressure: { name: "co2/p", units: "hPa" } };
    const read = readColumns([writeColumnFile("plain")], { title: "TanSat", variables });
    await expect(read).rejects.toThrow(/no sounding has a possible value of pressure; .*check the units/);
    const bare = readColumns([writeColumnFile("plain")], {
      title: "TanSat",
      variables: { ...NAMES, pressure: "co2/p" },
    });
    await expect(bare).rejects.toThrow(InputError);
    await expect(bare).rejects.toThrow('variable "co2/p" has no units; expected "hPa" or "mbar" or "Pa" or "atm"');
  });
});

describeWithH5py("a TCCON file with one prior for many spectra", () => {
  it("has of each hour the mean prior column that its integration operator makes of its wet prior, to 1e-9", async () => {
    const path = writeColumnFile("tccon");
    const { observations, notKept } = await readTccon([path], { scale: "X2019", validates: true });
    expect(notKept).toEqual({ averaged: 21 });
    expect(observations.map(({ soundings }) => soundings)).toEqual([4, 12, 5]);
    const file = await openNetcdf(path);
    const [operator, wet, water, index] = ["integration_operator", "prior_co2", "prior_h2o", "prior_index"].map(
      (name) => file.variable(name).read(),
    );
    file.close();
    const columnOf = (i: number): number => {
      let [column, air] = [0, 0];
      for (let k = 0; k < 51; k++) {
        column += operator[51 * i + k] * wet[51 * index[i] + k];
        air += operator[51 * i + k] * (1 - water[51 * index[i] + k]);
      }
      return column / air;
    };
    let next = 0;
    for (const { soundings = 0, priorXco2, pressure, pressureWeight, averagingKernel } of observations) {
      let mean = 0;
      for (let i = 0; i < soundings; i++) mean += columnOf(next++) / soundings;
      // The second hour has both priors: what they have in common with the kernels stands in the constant.
      expect(toPpm(priorXco2) / mean).toBeCloseTo(1, soundings === 12 ? 6 : 9);
      expect(pressure[50] / 101325).toBeCloseTo(Math.exp(-0.05 / 7.8), 5);
      expect(pressureWeight.reduce((sum, h) => sum + h, 0)).toBeCloseTo(1, 12);
      expect(averagingKernel[50]).toBeCloseTo(0.9995, 4);
      expect(Math.min(...pressureWeight)).toBeGreaterThan(0);
    }
  });
});

describeWithH5py("a day of OCO-2 Lite", () => {
  let path: string;
  const grid = createGrid(gridPreset("china-64km"));
  const cells = { grid, period: { start: FIVE - 5 * 3600, end: FIVE + 19 * 3600 } };
  beforeAll(() => {
    path = writeColumnFile("oco2");
  });

  it("is averaged by cell, pass and surface where there are cells, and not where that is refused", async () => {
    const single = await readLite([path], { cells, average: "none" });
    expect(single.observations).toHaveLength(3600);
    expect(single.notKept).toBeUndefined();
    const set = await readLite([path], { cells });
    expect(set.remarks.join()).toContain("averaged by model cell and pass");
    const usable = single.observations.filter(({ good, missing }) => good && missing === undefined);
    expect(set.notKept?.averaged).toBe(usable.length);
    expect(set.notKept?.missing_value).toBe(1);
    const groups = new Set(usable.map((one) => `${grid.cellAt(one.longitude, one.latitude)} ${one.surface}`));
    expect(set.observations).toHaveLength(groups.size);
    expect(set.observations.reduce((sum, { soundings = 0 }) => sum + soundings, 0)).toBe(usable.length);
    const largest = set.observations.reduce((most, one) => ((one.soundings ?? 0) > (most.soundings ?? 0) ? one : most));
    expect(largest.soundings).toBeGreaterThan(100);
    const c = largest.surface === "water" ? 0.6 : 0.3;
    expect(toPpm(largest.uncertainty)).toBeGreaterThan(Math.sqrt(c) * 0.4);
    expect(toPpm(largest.uncertainty)).toBeLessThan(Math.sqrt(c) * 0.7);
    set.observations.forEach(expectColumn);
  });

  it("has ways of looking that can be chosen, and two scales", async () => {
    const { observations } = await readLite([path], { views: ["land-nadir"] });
    const whole = (await readLite([path])).observations;
    const chosen = whole.filter(({ good, surface, latitude }) => good && surface === "land" && latitude <= 33);
    expect(chosen.length).toBeGreaterThan(500);
    expect(observations.filter(({ good }) => good).map(({ id }) => id)).toEqual(chosen.map(({ id }) => id));
    const other = (await readLite([path], { scale: "X2019" })).observations;
    expect(toPpm(other[0].xco2 - whole[0].xco2)).toBeCloseTo(402 * 0.00079 - 0.142, 2);
  });
});
