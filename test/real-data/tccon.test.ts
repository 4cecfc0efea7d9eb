/** One real day of TCCON: what the reader makes of its spectra, priors, kernels and integration operator. */
import { beforeAll, expect, it } from "vitest";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { hatIntegrals } from "../../src/observations/levelFunction.js";
import type { RetrievalSet } from "../../src/observations/observation.js";
import { readTccon } from "../../src/observations/sources/tccon.js";
import { toPpm } from "../../src/units.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const FILE = sharedData("reader-fixtures", "hw20230402_20230402.public.qc.nc");
const FIRST_HOUR = 24;

/** Means over the first hour, of values of the file, by the inverse square of the stated errors. */
async function hourMeans(): Promise<(of: (i: number) => number) => number> {
  const file = await openNetcdf(FILE);
  const weight = file
    .variable("xco2_error")
    .read()
    .slice(0, FIRST_HOUR)
    .map((error) => error ** -2);
  file.close();
  const sum = weight.reduce((total, one) => total + one, 0);
  return (of) => weight.reduce((total, one, i) => total + (one / sum) * of(i), 0);
}

describeWithShared("a TCCON file of Harwell", () => {
  let set: RetrievalSet;
  beforeAll(async () => {
    set = await readTccon([FILE], { scale: "X2007", validates: true });
  });

  it("becomes means by hour that validate", async () => {
    expect(set.title).toBe("TCCON Harwell, UK");
    expect(set.notKept).toEqual({ averaged: 64 });
    expect(set.remarks).toContain("TCCON columns on the scale WMO CO2 X2007");
    expect(set.observations).toHaveLength(2);
    expect(set.observations[0]).toMatchObject({ soundings: FIRST_HOUR, validates: true, good: true });
    const { time, latitude, longitude } = set.observations[1];
    expect(new Date(1000 * time).toISOString().slice(0, 13)).toBe("2023-04-02T16");
    expect([latitude, longitude].map((degrees) => degrees.toFixed(2))).toEqual(["51.57", "-1.32"]);
    const mean = await hourMeans();
    const file = await openNetcdf(FILE);
    const xco2 = file.variable("xco2").read();
    file.close();
    expect(toPpm(set.observations[0].xco2)).toBeCloseTo(
      mean((i) => xco2[i]),
      6,
    );
  });

  it("has the scale that is asked for: the two differ by 0.02 to 0.06 ppm", async () => {
    const other = await readTccon([FILE], { scale: "X2019", validates: false });
    other.observations.forEach(({ xco2 }, i) => {
      const difference = toPpm(xco2 - set.observations[i].xco2);
      expect(difference).toBeGreaterThan(0.02);
      expect(difference).toBeLessThan(0.06);
    });
    expect(other.observations[0].validates).toBe(false);
  });

  it("has weights that sum to 1 and are those of pressure to 2 %, from the measured pressure at the ground up", () => {
    for (const { pressure, pressureWeight } of set.observations) {
      const ground = pressure[pressure.length - 1];
      expect(ground / 100).toBeGreaterThan(1010);
      expect(ground / 100).toBeLessThan(1012);
      expect(pressureWeight.reduce((sum, h) => sum + h, 0)).toBeCloseTo(1, 12);
      const hats = hatIntegrals(pressure);
      for (let k = 0; k < pressure.length; k++) {
        expect(Math.abs(pressureWeight[k] - hats[k] / ground)).toBeLessThan(0.02 * pressureWeight[k] + 2e-4);
      }
    }
  });

  it("has the prior column that the file states, once that is freed of the oxygen column's departure", async () => {
    const mean = await hourMeans();
    const file = await openNetcdf(FILE);
    const [stated, operator, water] = ["prior_xco2", "integration_operator", "prior_h2o"].map((name) =>
      file.variable(name).read(),
    );
    file.close();
    const sumOf = (i: number): number => {
      let sum = 0;
      for (let k = 51 * i; k < 51 * (i + 1); k++) sum += operator[k] * (1 - water[k]);
      return sum;
    };
    const departures = Array.from({ length: FIRST_HOUR }, (_, i) => Math.abs(sumOf(i) - 1));
    expect(Math.max(...departures)).toBeGreaterThan(0.003);
    const expected = mean((i) => stated[i] / sumOf(i));
    expect(Math.abs(toPpm(set.observations[0].priorXco2) - expected)).toBeLessThan(0.03);
  });
});
