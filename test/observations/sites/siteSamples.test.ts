import { describe, expect, it } from "vitest";
import type { SiteSample } from "../../../src/observations/observation.js";
import type { SiteRules } from "../../../src/observations/sites/siteRules.js";
import { createSiteSampler, type SiteWorld } from "../../../src/observations/sites/siteSamples.js";
import type { SiteSeries } from "../../../src/observations/sites/siteSeries.js";
import { DAY, exampleSeries, exampleValue, flatWorld, usualRules } from "./exampleSeries.js";

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const wholeDay = (changes = {}): ReturnType<typeof exampleValue>[] => HOURS.map((hour) => exampleValue(hour, changes));

function sampled(series: readonly SiteSeries[], rules: Partial<SiteRules> = {}, world: SiteWorld = flatWorld) {
  const sampler = createSiteSampler({ ...usualRules, ...rules }, world);
  for (const one of series) sampler.take(one);
  const { observations, ...rest } = sampler.samples();
  return { ...rest, samples: observations as SiteSample[] };
}
/** UTC hours of the samples that nothing sets aside. */
const usedHours = (samples: readonly SiteSample[]): number[] =>
  samples.filter(({ setAside }) => setAside === undefined).map(({ time }) => Math.floor((time - DAY) / 3600));

describe("hours of the day", () => {
  it("are those of the afternoon by the sun of the site, on flat land", () => {
    // 120 E: local solar time is UTC + 8 h.
    const { samples } = sampled([exampleSeries(wholeDay())]);
    expect(samples).toHaveLength(24);
    expect(usedHours(samples)).toEqual([4, 5, 6, 7]);
    expect(samples.filter(({ setAside }) => setAside === "other_hour")).toHaveLength(20);
    const west = sampled([exampleSeries(wholeDay({ longitude: 135 }))]);
    expect(usedHours(west.samples)).toEqual([3, 4, 5, 6]);
  });

  it("are those after midnight on a mountain, all of flasks, and as the section says", () => {
    const peak = { elevation: 2500, altitude: 2540, intakeHeight: 40 };
    expect(usedHours(sampled([exampleSeries(wholeDay(peak))]).samples)).toEqual([16, 17, 18, 19]);
    const flasks = exampleSeries(wholeDay(), { sampling: "flask", interval: 0 });
    expect(usedHours(sampled([flasks]).samples)).toEqual(HOURS);
    const own = { ...usualRules.hours, ground: [23, 2] as const };
    expect(usedHours(sampled([exampleSeries(wholeDay())], { hours: own }).samples)).toEqual([15, 16, 17]);
  });
});

describe("where the model is sampled", () => {
  const heightOf = (value: object, rules: Partial<SiteRules> = {}): number =>
    sampled([exampleSeries([exampleValue(5, value)])], rules).samples[0].height;

  it("is the height of the intake above the ground, where the site stands near the model's", () => {
    expect(heightOf({})).toBe(100);
    expect(heightOf({ elevation: 500, altitude: 600 })).toBe(100);
    expect(heightOf({ elevation: -10, altitude: 90 })).toBe(100);
  });

  it("is that above the sea on a mountain that the model does not have", () => {
    expect(heightOf({ elevation: 3397, altitude: 3437, intakeHeight: 40 })).toBe(3437 - 30);
  });

  it("is what the section says of a site", () => {
    expect(heightOf({ elevation: 300, altitude: 400 }, { kinds: { tow: "mountain" } })).toBe(370);
    expect(heightOf({ elevation: 3397, altitude: 3437 }, { kinds: { TOW: "ground" } })).toBe(100);
    expect(() => heightOf({ elevation: NaN, altitude: NaN }, { kinds: { TOW: "mountain" } })).toThrow(
      /no elevation or altitude; expected the height of a mountain site/,
    );
  });

  it("is 10 m where no height is told, and that is said", () => {
    const { samples, remarks } = sampled([
      exampleSeries([exampleValue(5, { intakeHeight: -999.9, altitude: NaN, elevation: NaN })]),
    ]);
    expect(samples[0].height).toBe(10);
    expect(remarks.join()).toContain("the height of the intake is not told of TOW: 10 m is taken");
  });
});

describe("intakes of a tower", () => {
  const levels = (intakeHeight: number, hour = 5, changes = {}): ReturnType<typeof exampleValue> =>
    exampleValue(hour, { intakeHeight, altitude: 50 + intakeHeight, ...changes });
  const tower = [levels(22), levels(100), levels(300)];
  const used = (samples: readonly SiteSample[]): (number | undefined)[] =>
    samples.filter(({ setAside }) => setAside === undefined).map(({ measured }) => measured?.intakeHeight);

  it("are the highest alone, in one file or several", () => {
    expect(used(sampled([exampleSeries(tower)]).samples)).toEqual([300]);
    const files = tower.map((value, i) => exampleSeries([value], { name: `level ${i}`, path: `${i}.nc` }));
    const { samples } = sampled(files);
    expect(used(samples)).toEqual([300]);
    expect(samples.filter(({ setAside }) => setAside === "other_intake")).toHaveLength(2);
  });

  it("are the highest that works", () => {
    expect(used(sampled([exampleSeries([levels(22), levels(100), levels(300, 5, { good: false })])]).samples)).toEqual([
      100,
    ]);
  });

  it("are those listed, which must be there", () => {
    expect(used(sampled([exampleSeries(tower)], { intakes: { TOW: [22, 300] } }).samples)).toEqual([22, 300]);
    expect(() => sampled([exampleSeries(tower)], { intakes: { TOW: [50] } })).toThrow(
      /intakes of TOW: none at 50 m; expected of 22, 100, 300 m/,
    );
  });

  it("are all used of flasks", () => {
    expect(used(sampled([exampleSeries(tower, { sampling: "flask", interval: 0 })]).samples)).toEqual([22, 100, 300]);
  });
});

describe("lists of sites", () => {
  const two = [
    exampleSeries([exampleValue(5)]),
    exampleSeries([exampleValue(5)], { site: "MLO", name: "mlo", path: "mlo.nc" }),
  ];
  const fates = (rules: Partial<SiteRules>): unknown =>
    sampled(two, rules).samples.map(({ site, setAside, validates }) => [site, setAside ?? (validates ? "v" : "used")]);

  it("say which are used, which not, and which validate", () => {
    expect(fates({})).toEqual([
      ["TOW", "used"],
      ["MLO", "used"],
    ]);
    expect(fates({ sites: ["mlo"] })).toEqual([
      ["TOW", "not_chosen"],
      ["MLO", "used"],
    ]);
    expect(fates({ exclude: ["MLO"], validation: ["TOW"] })).toEqual([
      ["TOW", "v"],
      ["MLO", "not_chosen"],
    ]);
  });

  it("name no site that no file has", () => {
    expect(() => fates({ validation: ["MLOO"], intakes: { XYZ: [1] } })).toThrow(
      /validation: site "MLOO", of which no file holds anything; expected one of MLO, TOW[^]*intakes: site "XYZ"/,
    );
  });

  it("leave out what was measured aboard aircraft, and say so", () => {
    const { samples, remarks } = sampled([exampleSeries([exampleValue(5)], { platform: "aircraft" })]);
    expect(samples[0].setAside).toBe("not_chosen");
    expect(remarks.join()).toContain("measurements aboard aircraft are left out: TOW");
  });
});

describe("what is read", () => {
  it("is kept in the period and the domain, and counted elsewhere", () => {
    const values = [exampleValue(-3), exampleValue(5), exampleValue(30), exampleValue(6, { longitude: 90 })];
    const { samples, notKept } = sampled([exampleSeries(values)]);
    expect(samples).toHaveLength(1);
    expect(notKept).toEqual({ outside_period: 2, outside_domain: 1 });
  });

  it("has a stated error, or the one that stands in, which is said", () => {
    const { samples, remarks } = sampled([exampleSeries([exampleValue(5), exampleValue(6, { deviation: 0 })])]);
    expect(samples.map(({ uncertainty }) => uncertainty)).toEqual([1e-6, 0.2e-6]);
    expect(remarks.join()).toContain("no error is stated of samples of TOW: 0.2 ppm is taken");
  });

  it("comes with altitude, intake and calibration scale", () => {
    const [{ measured }] = sampled([exampleSeries([exampleValue(5)])]).samples;
    expect(measured).toEqual({ intakeHeight: 100, altitude: 150, scale: "WMO CO2 X2019" });
  });

  it("is refused where most values are no CO2", () => {
    const methane = HOURS.map((hour) => exampleValue(hour, { moleFraction: 1900e-6 }));
    expect(() => sampled([exampleSeries(methane)])).toThrow(
      /24 of 24 values beyond what CO2 in air can be, such as 1900 ppm; expected 300 to 800 ppm/,
    );
    const one = wholeDay();
    one[5] = exampleValue(5, { moleFraction: 1900e-6 });
    expect(sampled([exampleSeries(one)]).samples[5].missing).toEqual(["mole fraction"]);
  });

  it("is refused as means over a day or a month", () => {
    expect(() => sampled([exampleSeries([], { interval: 86400 })])).toThrow(/means over a day; expected single/);
    expect(() => sampled([exampleSeries([], { interval: 12 * 3600 })])).toThrow(/means over 12 hours/);
  });

  it("says no hour twice, in one file or in two versions of it", () => {
    const again = exampleValue(5, { id: "again" });
    expect(() => sampled([exampleSeries([exampleValue(5), again])])).toThrow(
      /two values of the hour about 2016-07-01T05:30Z at one intake \(tower~5, again\)/,
    );
    const newer = exampleSeries([again], { path: "newer.nc" });
    expect(() => sampled([exampleSeries([exampleValue(5)]), newer])).toThrow(
      /newer.nc: sample again of data set "co2_tow_tower-insitu", which was already read from tower.nc/,
    );
    // Years of a record may lie in a file each.
    expect(sampled([exampleSeries([exampleValue(5)]), exampleSeries([exampleValue(6)])]).samples).toHaveLength(2);
  });

  it("gives one sample of a pair of flasks, none trusted more than one", () => {
    const flask = (ppm: number): ReturnType<typeof exampleValue> =>
      exampleValue(5, { moleFraction: 1e-6 * ppm, deviation: 0.1e-6 });
    const { samples } = sampled([exampleSeries([flask(404), flask(404.2)], { sampling: "flask", interval: 0 })]);
    expect(samples).toHaveLength(1);
    expect(samples[0].moleFraction).toBeCloseTo(404.1e-6, 12);
    expect(samples[0].uncertainty).toBeCloseTo(Math.hypot(0.1e-6, 0.2e-6 / Math.SQRT2), 12);
  });
});
