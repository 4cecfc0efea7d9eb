import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { readLite } from "../../../src/observations/sources/lite.js";
import { type LiteVariable, liteVariables, writeLite } from "./liteFile.js";

async function failure(changes: Record<string, LiteVariable | undefined>): Promise<Error> {
  const path = await writeLite({ ...liteVariables(), ...changes });
  const error = await readLite([path]).then(
    () => new Error("no error"),
    (caught: Error) => caught,
  );
  expect(error).toBeInstanceOf(InputError);
  expect(error.message).toContain(path);
  return error;
}

describe("readLite", () => {
  it("reads SI, in order of time, with identifiers to the last digit", async () => {
    const path = await writeLite(liteVariables());
    const set = await readLite([path]);
    expect(set).toMatchObject({ title: "OCO-2 test", files: [path] });
    expect(set.observations.map(({ id }) => id)).toEqual(["2015013112345671", "2015013112345678"]);
    const [first, second] = set.observations;
    expect(first).toMatchObject({ time: 1422707680.25, longitude: 116, latitude: 36, good: false });
    expect(second).toMatchObject({ longitude: -170, good: true });
    expect(second.xco2).toBeCloseTo(400e-6, 15);
    expect(second.priorXco2).toBeCloseTo(399e-6, 15);
    expect(second.uncertainty).toBeCloseTo(0.5e-6, 15);
    expect([...second.pressure]).toEqual([12.5, 50000, 100000]);
    expect([...first.averagingKernel]).toEqual([0.25, 1, 1]);
    expect([...first.pressureWeight]).toEqual([0.25, 0.5, 0.25]);
    expect(first.priorProfile[0]).toBeCloseTo(391e-6, 15);
    expect(first.missing).toBeUndefined();
  });

  it("takes outcome_flag 1 as good where there is no xco2_quality_flag", async () => {
    const outcome = { values: Int8Array.of(2, 1), shape: [2] };
    const path = await writeLite({ ...liteVariables(), xco2_quality_flag: undefined, outcome_flag: outcome });
    const { observations: retrievals } = await readLite([path]);
    expect(retrievals.map(({ id, good }) => [id.slice(-1), good])).toEqual([
      ["1", true],
      ["8", false],
    ]);
  });

  it("names the variables that hold a missing value", async () => {
    const variables = liteVariables();
    variables.xco2.values[0] = -999999;
    variables.co2_profile_apriori.values[1] = -999999;
    const { observations: retrievals } = await readLite([await writeLite(variables)]);
    expect(retrievals[0].missing).toBeUndefined();
    expect(retrievals[1].missing).toEqual(["xco2", "priorProfile"]);
  });

  it("refuses other units", async () => {
    const { xco2, pressure_levels } = liteVariables();
    expect((await failure({ xco2: { ...xco2, units: "1" } })).message).toMatch(
      /lite\.nc4: variable "xco2" has units "1"; expected "ppm"; /,
    );
    expect((await failure({ pressure_levels: { ...pressure_levels, units: "Pa" } })).message).toContain(
      'variable "pressure_levels" has units "Pa"; expected "hPa"',
    );
    const { units: _, ...bare } = xco2;
    expect((await failure({ xco2: bare })).message).toContain('variable "xco2" has no units; expected "ppm"');
  });

  it("turns levels that run from surface to space", async () => {
    const { pressure_levels, pressure_weight } = liteVariables();
    const reversed = { ...pressure_levels, values: Float32Array.of(1000, 500, 0.125, 800, 400, 0.125) };
    const weights = { ...pressure_weight, values: Float32Array.of(0.125, 0.5, 0.375, 0.25, 0.5, 0.25) };
    const path = await writeLite({ ...liteVariables(), pressure_levels: reversed, pressure_weight: weights });
    const [, second] = (await readLite([path])).observations;
    expect([...second.pressure]).toEqual([12.5, 50000, 100000]);
    expect([...second.pressureWeight]).toEqual([0.375, 0.5, 0.125]);
    expect([...second.averagingKernel]).toEqual([1, 1, 0.5]);
  });

  it("refuses other shapes and files without a flag", async () => {
    const { pressure_weight } = liteVariables();
    const short = { ...pressure_weight, values: Float32Array.of(0.5, 0.5, 0.5, 0.5), shape: [2, 2] };
    expect((await failure({ pressure_weight: short })).message).toContain(
      'variable "pressure_weight" has shape [2, 2]',
    );
    expect((await failure({ xco2_quality_flag: undefined })).message).toContain(
      'no quality flag; expected "xco2_quality_flag" (0 is good) or "outcome_flag" (1 is good)',
    );
    expect((await failure({ xco2: undefined })).message).toContain('no variable "xco2"');
  });

  it("takes a sounding once that stands in two files, and refuses two versions of it", async () => {
    const path = await writeLite(liteVariables());
    const { observations, remarks } = await readLite([path, path]);
    expect(observations).toHaveLength(2);
    expect(remarks).toEqual(["2 soundings that stand in two files were taken once"]);
    const changed = liteVariables();
    changed.xco2.values[0] = 403;
    await expect(readLite([path, await writeLite(changed)])).rejects.toThrow(
      /sounding 2015013112345678 was already read from .*lite\.nc4, with another value; expected one version/,
    );
  });

  it("takes the first of those that stand twice in one file with other values, and says so", async () => {
    const variables = liteVariables();
    const ids = variables.sounding_id.values as BigUint64Array;
    ids[1] = ids[0];
    const { observations, remarks } = await readLite([await writeLite(variables)]);
    expect(observations).toHaveLength(1);
    expect(remarks.join()).toContain("twice in one file with other values, all but the first: 1");
  });

  it("counts soundings that cannot be, and reads the rest", async () => {
    const variables = liteVariables();
    variables.pressure_weight.values[1] = -999999;
    const { observations: one } = await readLite([await writeLite(variables)]);
    expect(one.map(({ missing }) => missing)).toEqual([undefined, ["pressureWeight"]]);
    const { xco2_uncertainty, pressure_levels } = liteVariables();
    xco2_uncertainty.values[0] = 0;
    pressure_levels.values[4] = pressure_levels.values[3];
    const { observations: both } = await readLite([
      await writeLite({ ...liteVariables(), xco2_uncertainty, pressure_levels }),
    ]);
    expect(both.map(({ missing }) => missing)).toEqual([["pressure"], ["uncertainty"]]);
  });

  it("takes the column on the scale that is asked for, and says so", async () => {
    const variables = {
      ...liteVariables(),
      xco2_x2019: { ...liteVariables().xco2, values: Float32Array.of(400.5, 401.5) },
    };
    const path = await writeLite(variables);
    const { observations, remarks } = await readLite([path], { scale: "X2019" });
    expect(observations.map(({ xco2 }) => (xco2 * 1e6).toFixed(2))).toEqual(["401.50", "400.50"]);
    expect(remarks).toEqual(["XCO2 on the scale WMO CO2 X2019"]);
    const old = readLite([await writeLite(liteVariables())], { scale: "X2019" });
    await expect(old).rejects.toThrow('no variable "xco2_x2019"; expected XCO2 on the scale WMO CO2 X2019');
  });

  it("goes by the bits of a flag, without filters that are let pass", async () => {
    const bits = { values: BigUint64Array.of(0b101n, 1n << 40n), shape: [2] };
    const path = await writeLite({ ...liteVariables(), xco2_qf_bitflag: bits });
    const goodOf = async (ignore: readonly number[]): Promise<boolean[]> => {
      const { observations } = await readLite([path], { bits: { flag: "xco2_qf_bitflag", ignore } });
      return observations.map(({ good }) => good);
    };
    expect(await goodOf([])).toEqual([false, false]);
    expect(await goodOf([0, 2])).toEqual([false, true]);
    expect(await goodOf([40])).toEqual([true, false]);
    await expect(readLite([path], { bits: { flag: "xco2_qf_bitflag", ignore: ["albedo"] } })).rejects.toThrow(
      'no filter "albedo"; expected numbers, as it does not name its filters',
    );
  });
});
