/**
 * The province-level regions of China as regions of a grid, by the area fraction of each cell, and
 * mainland China, which is 31 of them together. A province counts with what the grid covers of it, and only where that
 * is nearly all of it. A cell's flux is the mean of all of the cell, so a coastal province takes its share of it.
 */
import type { Grid } from "../grids/grid.js";
import { outlineArea } from "../grids/outlineArea.js";
import { type PolygonGeometry, polygonFractions } from "../grids/polygons.js";
import { type Region, titleOfPart } from "./region.js";

/** A province-level region and its outline [degrees]. */
export interface Province {
  /** In Chinese, such as "四川". */
  readonly name: string;
  readonly geometry: Extract<PolygonGeometry, { type: "MultiPolygon" }>;
}

/** Share of a province's area that a grid must cover: china-64km has 92 % of Xinjiang and 96 % of Tibet. */
const COVERED = 0.9;

/** Names as the file has them, and English ones. */
const NAMES: Readonly<Record<string, string>> = {
  北京: "Beijing",
  天津: "Tianjin",
  河北: "Hebei",
  山西: "Shanxi",
  内蒙古: "Inner Mongolia",
  辽宁: "Liaoning",
  吉林: "Jilin",
  黑龙江: "Heilongjiang",
  上海: "Shanghai",
  江苏: "Jiangsu",
  浙江: "Zhejiang",
  安徽: "Anhui",
  福建: "Fujian",
  江西: "Jiangxi",
  山东: "Shandong",
  河南: "Henan",
  湖北: "Hubei",
  湖南: "Hunan",
  广东: "Guangdong",
  广西: "Guangxi",
  海南: "Hainan",
  重庆: "Chongqing",
  四川: "Sichuan",
  贵州: "Guizhou",
  云南: "Yunnan",
  西藏: "Tibet",
  陕西: "Shaanxi",
  甘肃: "Gansu",
  青海: "Qinghai",
  宁夏: "Ningxia",
  新疆: "Xinjiang",
  台湾: "Taiwan",
  香港: "Hong Kong",
  澳门: "Macao",
};
export const NOT_MAINLAND: ReadonlySet<string> = new Set(["台湾", "香港", "澳门"]);

/**
 * @returns those of the provinces that the grid covers, in their order, then mainland China where it covers all of it
 * @example
 * import { createGrid, gridPreset, provincePolygons, provinceRegions } from "openjdas";
 *
 * const regions = provinceRegions(createGrid(gridPreset("china-64km")), provincePolygons());
 * regions.find(({ id }) => id === "province-sichuan")?.title; // => "Sichuan"
 */
export function provinceRegions(grid: Grid, provinces: readonly Province[]): Region[] {
  const covered = provinces.flatMap((province) => {
    const share = polygonFractions(grid, province.geometry);
    const area = share.reduce((sum, part, cell) => sum + part * grid.area[cell], 0);
    const covered = area / outlineArea(province.geometry);
    return covered >= COVERED ? [{ province, share, covered }] : [];
  });
  const regions = covered.map(({ province: { name }, share, covered: part }) => {
    const title = NAMES[name] ?? name;
    const id = `province-${title.toLowerCase().replaceAll(" ", "-")}`;
    return { id, title: titleOfPart(title, part), share };
  });
  const mainland = covered.filter(({ province }) => !NOT_MAINLAND.has(province.name));
  if (mainland.length < Object.keys(NAMES).length - NOT_MAINLAND.size) return regions;
  const share = new Float64Array(grid.cells);
  for (const part of mainland) for (let cell = 0; cell < share.length; cell++) share[cell] += part.share[cell];
  return [...regions, { id: "mainland-china", title: "Mainland China", share }];
}

/** Less of a cell than this counts as none [1]. */
const SLIVER = 1e-6;
/** Outlines of neighbouring provinces leave strips of up to half a kilometre between them; narrower ones are no land of others [m]. */
const STRIP = 1000;

export const chinaRegions = ["mainland-china", "china"] as const;
/** Mainland China, or all province-level regions. */
export type ChinaRegion = (typeof chinaRegions)[number];

/**
 * Share of the land of each cell that is of a region, [row][column] [1]: its area in the cell, against that and the land
 * that is left. A cell at the coast is wholly of the region that has all of its land; one without land is of none. What is
 * left is of others only if it is more than a strip of 1 km along a side of the cell: between two provinces nothing is.
 * @param landFraction [row][column] [1]
 */
export function shareOfLand(
  grid: Grid,
  landFraction: Float64Array,
  provinces: readonly Province[],
  region: ChinaRegion,
): Float64Array {
  const area = new Float64Array(grid.cells);
  for (const { name, geometry } of provinces) {
    if (region === "mainland-china" && NOT_MAINLAND.has(name)) continue;
    polygonFractions(grid, geometry).forEach((share, cell) => {
      area[cell] += share;
    });
  }
  return area.map((own, cell) => {
    const others = landFraction[cell] - own;
    return own < SLIVER ? 0 : others < STRIP / Math.sqrt(grid.area[cell]) ? 1 : own / (own + others);
  });
}
