/** A case from the field: a factor on the spread, hour by hour, at the fringe of a short localization. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeWithShared, sharedCase } from "../sharedData.js";
import { jdasSucceeds, readNumbers, temporaryFolder } from "./jdas.js";

const folder = temporaryFolder();

describeWithShared("multiplicative inflation at the fringe of a taper", () => {
  it("fades with what the analysis took: nowhere 1.5 times the spread without it, after 48 analyses at one place", async () => {
    cpSync(sharedCase("multiplicative-inflation-at-the-fringe"), folder, { recursive: true });
    const text = readFileSync(join(folder, "experiment.yaml"), "utf8");
    writeFileSync(join(folder, "without.yaml"), text.replace("multiplicative: 1.05", "multiplicative: 1"));
    const spreadOf = async (experiment: string): Promise<Float64Array> => {
      await jdasSucceeds(folder, "run", experiment, "-o", `out-${experiment}`);
      const { co2_spread: hours } = await readNumbers(
        join(folder, `out-${experiment}`, "concentration_20090902.nc"),
        "co2_spread",
      );
      return hours.slice(-hours.length / 24);
    };
    const [inflated, plain] = [await spreadOf("experiment.yaml"), await spreadOf("without.yaml")];
    const ratios = inflated.map((spread, i) => spread / plain[i]);
    expect(Math.max(...ratios)).toBeLessThan(1.5);
    expect(Math.max(...ratios)).toBeGreaterThan(1.02);
  });
});
