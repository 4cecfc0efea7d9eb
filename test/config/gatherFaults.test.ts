import { describe, expect, it } from "vitest";
import { ConfigError, CoverageError, InputError } from "../../src/errors.js";
import { gatherFaults } from "../../src/config/gatherFaults.js";
import { thrownBy } from "../thrownBy.js";

const place = (key: readonly PropertyKey[]): string => `a.yaml:${key.length}:1`;
const places = { place, offset: (key: readonly PropertyKey[]) => key.length };
const failing = (error: Error) => (): never => {
  throw error;
};

describe("gatherFaults", () => {
  it("gives what succeeds and stays silent where nothing failed", async () => {
    const faults = gatherFaults(places);
    expect(await faults.try(["grid"], () => 5)).toBe(5);
    expect(await faults.try(["twin"], async () => Promise.resolve("later"))).toBe("later");
    expect(() => faults.check()).not.toThrow();
  });

  it("reports all faults at once, each with its place and key, the same one once", async () => {
    const faults = gatherFaults(places);
    const first = new ConfigError({ where: "grid.projection", found: "none", remedy: "name one" });
    expect(await faults.try(["grid"], failing(first))).toBeUndefined();
    const two = new CoverageError([
      { where: "x.nc", found: "ends early" },
      { where: "y.nc", found: "starts late", expected: "the period" },
    ]);
    await faults.try(["fluxes", "fire"], () => Promise.reject(two));
    await faults.try(["grid"], failing(first));
    const error = thrownBy(() => faults.check());
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).message.split("\n")).toEqual([
      "a.yaml:1:1: grid.projection: none; name one",
      "a.yaml:2:1: fluxes.fire: x.nc: ends early",
      "a.yaml:2:1: fluxes.fire: y.nc: starts late; expected the period",
    ]);
    expect((error as InputError).cause).toBe(first);
  });

  it("lets a defect of the program through", async () => {
    const broken = gatherFaults(places).try(["grid"], failing(new TypeError("undefined is not a grid")));
    await expect(broken).rejects.toThrow(TypeError);
  });
});
