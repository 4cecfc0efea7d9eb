import { describe, expect, it } from "vitest";
import { outlineArea } from "../../src/grids/outlineArea.js";
import { countryOutlines } from "../../src/io/countryOutlines.js";
import { provincePolygons } from "../../src/io/provincePolygons.js";
import { thrownBy } from "../thrownBy.js";

const provinces = provincePolygons();
const named = (...asked: readonly string[]): string[] => countryOutlines(asked, provinces).map(({ name }) => name);
const area = (asked: string): number => outlineArea(countryOutlines([asked], provinces)[0].geometry) / 1e9;

describe("countries", () => {
  it("are found by name, however it is written, and by code", () => {
    expect(named("Mongolia", "mongolia", "MN", "MNG")).toEqual(Array(4).fill("Mongolia"));
    expect(named("KOR", "KR", "South Korea", "Republic of Korea")).toEqual(Array(4).fill("South Korea"));
    expect(named("COD", "Democratic Republic of the Congo", "Dem. Rep. Congo")).toEqual(
      Array(3).fill("Dem. Rep. Congo"),
    );
    expect(named("Congo", "CG")).toEqual(["Congo", "Congo"]);
    expect(named("CIV", "Cote d'Ivoire", "NO", "Kosovo")).toEqual([
      "Côte d'Ivoire",
      "Côte d'Ivoire",
      "Norway",
      "Kosovo",
    ]);
  });

  it("have their areas, in thousands of square kilometres", () => {
    const known = { Mongolia: 1564, Japan: 378, Kenya: 583, Germany: 357, Fiji: 18.3, Australia: 7690, RU: 17098 };
    const off = Object.entries(known).filter(([name, expected]) => Math.abs(area(name) / expected - 1) > 0.03);
    expect(off).toEqual([]);
  });

  it("of China are its provinces", () => {
    const sum = (...names: readonly string[]): number =>
      provinces
        .filter(({ name }) => names.length === 0 || names.includes(name))
        .reduce((total, { geometry }) => total + outlineArea(geometry) / 1e9, 0);
    expect(area("CHN")).toBeCloseTo(sum() - sum("台湾", "香港", "澳门"), 6);
    expect(area("Taiwan")).toBeCloseTo(sum("台湾"), 9);
    expect(named("China", "TWN", "HK", "Macao")).toEqual(["China (mainland)", "Taiwan", "Hong Kong", "Macao"]);
  });

  it("that are none are all named, with what may be meant", () => {
    const message = String(thrownBy(() => named("Mongolai", "Kenya", "Atlantis")));
    expect(message).toMatch(
      /^InputError: country "Mongolai": no country of Natural Earth.*did you mean one of Mongolia/,
    );
    expect(message).toContain('country "Atlantis"');
    expect(message).not.toContain('"Kenya"');
  });
});
