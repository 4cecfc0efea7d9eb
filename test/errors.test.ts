import { describe, expect, it } from "vitest";
import { ConfigError, describeFault, InputError, JdasError } from "../src/errors.js";

const fault = { where: "a.nc, variable xco2", found: 'units "1"', expected: '"ppm"', remedy: "mend the file" };

describe("a fault", () => {
  it("is one sentence: the place, what was found, what was expected, the remedy", () => {
    expect(describeFault(fault)).toBe('a.nc, variable xco2: units "1"; expected "ppm"; mend the file');
    expect(describeFault({ where: "a.nc", found: "empty" })).toBe("a.nc: empty");
    expect(describeFault({ where: "a.nc", found: "empty", remedy: "fetch it again" })).toBe(
      "a.nc: empty; fetch it again",
    );
  });
});

describe("an error", () => {
  it("holds one fault or several, a line each", () => {
    expect(new InputError(fault).faults).toEqual([fault]);
    const both = new ConfigError([fault, { where: "b", found: "c" }]);
    expect(both.faults).toHaveLength(2);
    expect(both.message.split("\n")).toEqual([describeFault(fault), "b: c"]);
  });

  it("has the name of its kind, and its cause", () => {
    const cause = new Error("disk");
    const error = new InputError(fault, { cause });
    expect(error).toBeInstanceOf(JdasError);
    expect(error).not.toBeInstanceOf(ConfigError);
    expect(error.name).toBe("InputError");
    expect(String(error)).toMatch(/^InputError: a\.nc/);
    expect(error.cause).toBe(cause);
  });
});
