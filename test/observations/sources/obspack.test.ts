import { expect, it } from "vitest";
import { withNetcdf } from "../../../src/io/withNetcdf.js";
import { type ObspackFlag, readObspack } from "../../../src/observations/sources/obspack.js";
import type { SiteSeries, SiteValue } from "../../../src/observations/sites/siteSeries.js";
import { describeWithNetcdf4 } from "../../io/tools.js";
import { describeWithShared, sharedData } from "../../sharedData.js";
import { hourlyContent, type ObspackContent, writeObspack } from "./obspackFile.js";

const read = (
  path: string,
  species?: string,
  flags: readonly ObspackFlag[] = ["qcflag", "obs_flag"],
): Promise<Omit<SiteSeries, "values"> & { readonly values: readonly SiteValue[] }> =>
  withNetcdf(path, (file) => {
    const series = readObspack(file, flags, species);
    return { ...series, values: [...series.values] };
  });

describeWithShared("ObsPack files of methane", () => {
  const tower = sharedData("products", "ObsPack", "ch4_bao_tower-insitu_1_ccgg_all.nc");
  const flask = sharedData("products", "ObsPack", "ch4_esp_surface-flask_2_representative.nc");

  it("are refused as CO2", async () => {
    await expect(read(tower)).rejects.toThrow(/bao.*: measurements of ch4; expected CO2; take the file of CO2/);
  });

  it("of a tower have hourly means in nanomol mol-1 at three heights, times at the middle", async () => {
    const { values, ...about } = await read(tower, "ch4");
    expect(about).toMatchObject({ site: "BAO", sampling: "continuous", interval: 3600, platform: "surface" });
    expect(values).toHaveLength(4190);
    expect(new Set(values.map(({ intakeHeight }) => intakeHeight))).toEqual(new Set([22, 100, 300]));
    expect(values[0].time).toBe(Date.UTC(2012, 4, 4, 0, 30) / 1000);
    expect(1e9 * values[0].moleFraction).toBeCloseTo(1969.01, 3);
    expect(1e9 * values[0].deviation).toBeCloseTo(78.326, 3);
    expect(values[0]).toMatchObject({ elevation: 1584, altitude: 1606, good: true, scale: "NOAA 2004A CH4" });
    expect(values[0].longitude).toBeCloseTo(-105.004, 3);
    expect(values[0].id).toMatch(/^obspack_multi-species.*~2218018$/);
  });

  it("of flasks have mol mol-1 and the times at which they were taken", async () => {
    const { values, ...about } = await read(flask, "ch4");
    expect(about).toMatchObject({ site: "ESP", sampling: "flask", interval: 0 });
    expect(values).toHaveLength(109);
    expect(values[0].time).toBe(740275950);
    expect(1e9 * values[0].moleFraction).toBeCloseTo(1767.63, 2);
    expect(1e9 * values[0].deviation).toBeCloseTo(1.66877, 5);
    expect(values.every(({ good }) => good)).toBe(true);
  });
});

describeWithNetcdf4("an ObsPack file of CO2 in the layout of GLOBALVIEWplus", () => {
  const place = { site: "AMY", project: "surface-insitu", longitude: 126.33, latitude: 36.54, elevation: 47 };
  const day = Date.UTC(2016, 6, 1) / 1000;
  const content = (changes: Partial<ObspackContent> = {}): ObspackContent => ({
    ...hourlyContent(day, 1, place),
    ...changes,
  });
  const change = <T>(list: readonly T[], ...changes: (readonly [number, T])[]): T[] =>
    list.map((own, i) => changes.find(([index]) => index === i)?.[1] ?? own);

  it("has its flags: a rejected sample and a local one are not good, a selected one is", async () => {
    const usual = content();
    const path = writeObspack(
      content({
        qcflag: change(usual.qcflag, [3, "N.."], [4, ".X."], [5, "..P"]),
        obs_flag: change(usual.obs_flag, [7, 0], [8, -9]),
      }),
    );
    const bad = ({ values }: { values: readonly SiteValue[] }): number[] =>
      values.flatMap(({ good }, i) => (good ? [] : [i]));
    expect(bad(await read(path))).toEqual([3, 7]);
    expect(bad(await read(path, "co2", ["qcflag"]))).toEqual([3]);
    expect(bad(await read(path, "co2", []))).toEqual([]);
  });

  it("has flags that are its laboratory's own, which are not judged, and said", async () => {
    const usual = content();
    const { values, remarks } = await read(writeObspack(content({ qcflag: change(usual.qcflag, [3, "110"]) })));
    expect(values[3].good).toBe(true);
    expect(remarks?.join()).toContain("are its laboratory's own and are not judged: 110");
  });

  it("has fill values, declared and not, where numbers are missing", async () => {
    const { values } = await read(writeObspack(content({ fills: [2], undeclared: [3] })));
    expect(values[2].moleFraction).toBeNaN();
    expect(values[3].deviation).toBeNaN();
    expect(1e6 * values[4].deviation).toBeCloseTo(0.8, 6);
    expect(1e6 * values[4].moleFraction).toBeCloseTo(405, 3);
  });

  it("is refused where its species is another", async () => {
    await expect(read(writeObspack(content({ parameter: "ch4" })))).rejects.toThrow(/measurements of ch4/);
  });
});
