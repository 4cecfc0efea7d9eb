import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openFlux as openMeic } from "../../../src/products/meic/openFlux.js";
import { meicSection } from "../../../src/products/meic/section.js";
import { openFlux } from "../../../src/products/mosaic/openFlux.js";
import { mosaicSection } from "../../../src/products/mosaic/section.js";
import { openFlux as openReas } from "../../../src/products/reas/openFlux.js";
import { reasSection } from "../../../src/products/reas/section.js";
import { describeWithNetcdf4 } from "../../io/tools.js";
import { context, grid, overGrid, saidAfter, teragrams, writeInventory } from "../sources/inventories.js";

describeWithNetcdf4("MEIC inside China and REAS outside", () => {
  let [meic, reas]: [Record<string, unknown>, Record<string, unknown>] = [{}, {}];
  const folders: string[] = [];
  beforeAll(() => {
    const [first, second] = [writeInventory<object>("meic"), writeInventory<object>("reas")];
    folders.push(first.folder, second.folder);
    meic = { source: "meic", files: [join(first.folder, "2016_07__power__CO2.nc")], weekly: "power" };
    reas = { source: "reas", files: Object.keys(second.totals).map((name) => join(second.folder, name)) };
  });
  afterAll(() => {
    for (const folder of folders) rmSync(folder, { recursive: true });
  });
  const july = context("2016-07-01", "2016-07-03");

  it("is the one in China, the other elsewhere, and a share of both at the border", async () => {
    const flux = await openFlux(mosaicSection.parse({ source: "mosaic", inside: meic, outside: reas }), july);
    const [inside, outside] = [
      await openMeic(meicSection.parse(meic), july),
      await openReas(reasSection.parse(reas), july),
    ];
    const time = july.period.start + 7200;
    const [own, other, both] = [inside.hourly(time), outside.hourly(time), flux.hourly(time)];
    const at = (east: number, north: number): number => grid.cellAt(east, north);
    for (const cell of [at(112, 34), at(104, 31), at(117, 31)]) expect(both[cell]).toBe(own[cell]);
    for (const cell of [at(128, 36), at(138, 36), at(105, 15), at(125, 20)]) expect(both[cell]).toBe(other[cell]);
    const between = both.filter((value, cell) => value !== own[cell] && value !== other[cell]);
    expect(between.length).toBeGreaterThan(100);
  });

  it("accounts for all that each inventory has in the domain, to 1e-12", async () => {
    const flux = await openFlux(mosaicSection.parse({ source: "mosaic", inside: meic, outside: reas }), july);
    const { inside, outside } = flux.account;
    const [own, other] = [await openMeic(meicSection.parse(meic), july), await openReas(reasSection.parse(reas), july)];
    expect(Math.abs((inside.used + inside.cut) / own.totals.inside - 1)).toBeLessThan(1e-12);
    expect(Math.abs((outside.used + outside.cut) / other.totals.inside - 1)).toBeLessThan(1e-12);
    const steady = { ...meic, weekly: "none" };
    const same = await openFlux(mosaicSection.parse({ source: "mosaic", inside: steady, outside: reas }), july);
    const used = overGrid(same.hourly(july.period.start));
    expect(Math.abs(used / (inside.used + outside.used) - 1)).toBeLessThan(1e-12);
    const said = saidAfter("of that inside", flux.remarks);
    expect(said / teragrams(inside.used)).toBeCloseTo(1, 6);
    expect(flux.title).toMatch(/^in mainland China MEIC \(power\): .*; elsewhere REAS \(INDUSTRY.*; together/);
  });

  it("has Taiwan inside where the region is China", async () => {
    const taiwan = grid.cellAt(121, 23.7);
    const hourly = async (region: string) => {
      const flux = await openFlux(mosaicSection.parse({ source: "mosaic", region, inside: meic, outside: reas }), july);
      return flux.hourly(july.period.start)[taiwan];
    };
    const inside = await openMeic(meicSection.parse(meic), july);
    const outside = await openReas(reasSection.parse(reas), july);
    expect(await hourly("china")).toBe(inside.hourly(july.period.start)[taiwan]);
    expect(await hourly("mainland-china")).toBe(outside.hourly(july.period.start)[taiwan]);
  });
});
