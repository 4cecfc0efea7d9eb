import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shareBelow } from "../../../src/fluxes/heightProfile.js";
import { heightProfileOf, heightWords } from "../../../src/fluxes/inventories/heightProfiles.js";
import { profileNames } from "../../../src/fluxes/inventories/timeProfiles.js";
import { openFlux as openMeic } from "../../../src/products/meic/openFlux.js";
import { meicSection } from "../../../src/products/meic/section.js";
import { openFlux as openMosaic } from "../../../src/products/mosaic/openFlux.js";
import { mosaicSection } from "../../../src/products/mosaic/section.js";
import { describeWithNetcdf4 } from "../../io/tools.js";
import { context, grid, writeInventory } from "../sources/inventories.js";

describe("profiles of heights", () => {
  it.each(profileNames)("have a sum of 1: %s", (name) => {
    const { upTo, share } = heightProfileOf(name, "")!;
    expect(share.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 14);
    expect(shareBelow({ upTo, share }, 0)).toBe(0);
    expect(shareBelow({ upTo, share }, 1107)).toBe(1);
  });

  it("are even between two heights, and scaled where numbers are given", () => {
    const own = heightProfileOf({ upTo: [100, 300], share: [1, 3] }, "anything")!;
    expect([50, 100, 200, 300, 1e4].map((height) => shareBelow(own, height))).toEqual([0.125, 0.25, 0.625, 1, 1]);
    expect(heightWords({ upTo: [100, 300], share: [1, 3] })).toContain("up to 300 m");
  });

  it("put power stations above industry, and traffic at the ground", () => {
    const below100 = ["POWER_PLANTS_POINT", "industry", "transportation"].map((sector) =>
      shareBelow(heightProfileOf("sector", sector)!, 184),
    );
    expect(below100[0]).toBeCloseTo(0.0025, 12);
    expect(below100[1]).toBeCloseTo(0.97, 12);
    expect(below100[2]).toBe(1);
    expect(heightProfileOf("sector", "agriculture")).toBeUndefined();
    expect(heightProfileOf("none", "power")).toBeUndefined();
  });

  it.each([
    [{ upTo: [100, 50], share: [1, 1] }, "ascending"],
    [{ upTo: [100], share: [1, 1] }, "2 shares"],
    [{ upTo: [100], share: [0] }, "above 0"],
  ])("are refused where they cannot be: %o", (heights, words) => {
    const { error } = meicSection.safeParse({ source: "meic", files: "a.nc", heights });
    expect(error?.message).toContain(words);
  });
});

describeWithNetcdf4("heights of MEIC's sectors", () => {
  let [folder, files]: [string, string[]] = ["", []];
  beforeAll(() => {
    ({ folder } = writeInventory("meic"));
    files = ["power", "industry"].map((sector) => join(folder, `2016_07__${sector}__CO2.nc`));
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const july = context("2016-07-01", "2016-07-03");
  const time = july.period.start + 7200;
  const sum = (fields: readonly Float64Array[], cell: number): number =>
    fields.reduce((all, one) => all + one[cell], 0);

  it("give all of their flux to profiles, with its factors of time", async () => {
    const section = { source: "meic", files, heights: "sector", diurnal: "sector", clock: 8 };
    const flux = await openMeic(meicSection.parse(section), july);
    const [hourly, aloft] = [flux.hourly(time), flux.aloft!(time)];
    expect(aloft.map(({ profile }) => profile.share[3])).toEqual([0.51, 0.03]);
    const fields = aloft.map((one) => one.flux);
    hourly.forEach((value, cell) => expect(sum(fields, cell)).toBeCloseTo(value, 18));
    expect(hourly.some((value) => value > 1e-9)).toBe(true);
    expect(flux.remarks.join(" ")).toContain("heights of each sector in Europe (Bieser et al. 2011)");
  });

  it("go with the share of a mosaic", async () => {
    const inside = { source: "meic", files, heights: "power" };
    const outside = { source: "meic", files: [files[0]] };
    const section = mosaicSection.parse({ source: "mosaic", inside, outside });
    const [flux, own] = [await openMosaic(section, july), await openMeic(meicSection.parse(inside), july)];
    const [all, alone] = [flux.aloft!(time), own.hourly(time)];
    const [beijing, kyoto] = [grid.cellAt(116.4, 39.9), grid.cellAt(135.8, 35)];
    expect(all).toHaveLength(1);
    expect(all[0].flux[beijing]).toBe(alone[beijing]);
    expect(all[0].flux[kyoto]).toBe(0);
    expect(alone[kyoto]).toBeGreaterThan(0);
  });
});
