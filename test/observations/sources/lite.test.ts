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
    expect(retrievals[1].missing).toEqual(["xco2", "co2_profile_apriori"]);
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

  it("refuses levels from surface to space, other shapes and files without a flag", async () => {
    const { pressure_levels, pressure_weight } = liteVariables();
    const reversed = { ...pressure_levels, values: Float32Array.of(1000, 500, 0.125, 800, 400, 0.125) };
    expect((await failure({ pressure_levels: reversed })).message).toContain("expected levels from space to surface");
    const short = { ...pressure_weight, values: Float32Array.of(0.5, 0.5, 0.5, 0.5), shape: [2, 2] };
    expect((await failure({ pressure_weight: short })).message).toContain(
      'variable "pressure_weight" has shape [2, 2]',
    );
    expect((await failure({ xco2_quality_flag: undefined })).message).toContain(
      'no quality flag; expected "xco2_quality_flag" (0 is good) or "outcome_flag" (1 is good)',
    );
    expect((await failure({ xco2: undefined })).message).toContain('no variable "xco2"');
  });

  it("refuses a sounding that comes twice", async () => {
    const path = await writeLite(liteVariables());
    await expect(readLite([path, path])).rejects.toThrow(/sounding 2015013112345678 was already read from .*lite\.nc4/);
  });
});
