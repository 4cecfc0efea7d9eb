/** Files of surface sites are known by their looks, each as of one product. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { lookAt } from "../../src/io/fileLooks.js";
import { recogniseFile, standardRegistry } from "../../src/products/registry.js";
import { describeWithShared, sharedData } from "../sharedData.js";

async function productsOf(path: string): Promise<string[]> {
  const file = await lookAt(path);
  const names = recogniseFile(standardRegistry, file).map(({ name }) => name);
  file.close();
  return names;
}

describeWithShared("a real file", () => {
  it.each([
    ["ObsPack", "ch4_bao_tower-insitu_1_ccgg_all.nc", "obspack"],
    ["ObsPack", "ch4_esp_surface-flask_2_representative.nc", "obspack"],
    ["NOAA-insitu", "co2_mlo_surface-insitu_1_ccgg_DailyData.txt", "noaa"],
    ["NOAA-flask", "co2_mhd_surface-flask_1_ccgg_month.txt", "noaa"],
    ["NOAA-flask", "co_pocn25_surface-flask_1_ccgg_event.txt", "noaa"],
    ["ICOS", "ICOS_ATC_L2_L2-2024.1_RGL_90.0_CTS.CH4", "icos"],
    ["ICOS", "test_toh_co2_147m.nc", "icos"],
  ])("%s/%s is of one product", async (folder, name, product) => {
    expect(await productsOf(sharedData("products", folder, name))).toEqual([product]);
  });
});

it("a file of WDCGG is of one product, in either form", async () => {
  const folder = mkdtempSync(join(tmpdir(), "wdcgg-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, "a.txt");
  writeFileSync(path, "C01 TITLE: Carbon dioxide Hourly Data\nC02 FILE NAME: ryo239n00.jma.as.cn.co2.nl.hr2016.dat\n");
  expect(await productsOf(path)).toEqual(["wdcgg"]);
  writeFileSync(path, "# header_lines : 3\n# VARIABLE ORDER\n# site_wdcgg_id st_year value QCflag\n");
  expect(await productsOf(path)).toEqual(["wdcgg"]);
});
