import { describe, expect, it } from "vitest";
import { gatherFaults } from "../../../src/config/gatherFaults.js";
import { InputError } from "../../../src/errors.js";
import { gatherParts, late } from "../../../src/experiments/setup/parts.js";
import { thrownBy } from "../../thrownBy.js";

const parts = () => gatherParts(gatherFaults({ place: () => "case.yaml:1:1", offset: () => 0 }));
const fault = new InputError({ where: "a.nc", found: "nothing" });

describe("parts of a run", () => {
  it("are there where nothing failed, also where they are made of each other", async () => {
    const run = parts();
    const grid = await run.make(["grid"], () => 3);
    const weather = await run.make(["meteorology"], async () => 2 * grid.get());
    run.check();
    expect(weather.get()).toBe(6);
  });

  it("tell each reason once: those that need a failed part fail without a word", async () => {
    const run = parts();
    const grid = await run.make<number>(["grid"], () => {
      throw fault;
    });
    const weather = await run.make(["meteorology"], () => grid.get());
    await run.make(["background"], () => weather.get());
    const error = thrownBy(() => run.check());
    expect(error).toBeInstanceOf(InputError);
    expect((error as InputError).faults).toEqual([{ where: "case.yaml:1:1: grid: a.nc", found: "nothing" }]);
  });

  it("let a defect of the program through", async () => {
    const run = parts();
    const defect = new TypeError("a defect");
    await expect(run.make(["grid"], () => Promise.reject(defect))).rejects.toBe(defect);
  });
});

it("a late property is worked out when it is asked for", () => {
  const asked: string[] = [];
  const context = late<{ near: number; far: number }>({
    near: () => asked.push("near"),
    far: () => asked.push("far"),
  });
  expect(asked).toEqual([]);
  expect(context.far).toBe(1);
  expect(asked).toEqual(["far"]);
});
