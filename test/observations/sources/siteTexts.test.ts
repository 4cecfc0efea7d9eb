/** Text files of surface sites: NOAA, ICOS and WDCGG; real ones where they are at hand, else in their documented layouts. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { withNetcdf } from "../../../src/io/withNetcdf.js";
import { readIcosNetcdf } from "../../../src/observations/sources/icosNetcdf.js";
import { readIcosText } from "../../../src/observations/sources/icosText.js";
import { readNoaaText } from "../../../src/observations/sources/noaaText.js";
import { readWdcggText } from "../../../src/observations/sources/wdcggText.js";
import type { SiteSeries, SiteValue } from "../../../src/observations/sites/siteSeries.js";
import { formatTime } from "../../../src/time.js";
import { describeWithShared, sharedData } from "../../sharedData.js";

const folder = mkdtempSync(join(tmpdir(), "site-texts-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const write = (name: string, lines: readonly string[]): string => {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
};
const all = ({ values }: SiteSeries): SiteValue[] => [...values];
const ppm = ({ moleFraction }: SiteValue): number => Number((1e6 * moleFraction).toFixed(3));

describeWithShared("real files of NOAA", () => {
  const flask = (name: string): string => sharedData("products", "NOAA-flask", name);

  it("in situ, daily: the newer header, 14273 good days of 17532, one after another", () => {
    const path = sharedData("products", "NOAA-insitu", "co2_mlo_surface-insitu_1_ccgg_DailyData.txt");
    const series = readNoaaText(path);
    expect(series).toMatchObject({ site: "MLO", sampling: "continuous", interval: 86400 });
    const values = all(series);
    expect(values).toHaveLength(17532);
    expect(values.filter(({ good }) => good)).toHaveLength(14273);
    // -999.99 where the header declares -999.999.
    expect(values[0].moleFraction).toBeLessThan(0);
    const last = values[values.length - 1];
    expect([formatTime(last.time), ppm(last), last.scale]).toEqual(["2020-12-31T12:00Z", 415.41, "WMO CO2 X2019"]);
    expect(last).toMatchObject({ elevation: 3397, intakeHeight: 40, altitude: 3437, latitude: 19.536 });
    expect(1e6 * last.deviation).toBeCloseTo(0.11, 9);
  });

  it("monthly means of flasks, which tell no place", () => {
    const series = readNoaaText(flask("co2_cgo_surface-flask_1_ccgg_month.txt"));
    expect(series).toMatchObject({ site: "CGO", interval: 30 * 86400 });
    expect(all(series)[0].longitude).toBeNaN();
  });

  it("single flasks: the older header, flags and positions by row, the species checked", () => {
    const ship = readNoaaText(flask("co_pocn25_surface-flask_1_ccgg_event.txt"), "co");
    expect(ship).toMatchObject({ site: "POC", sampling: "flask", interval: 0 });
    const values = all(ship);
    expect([values.length, values.filter(({ good }) => good).length]).toEqual([67, 57]);
    expect(values[0].deviation).toBeLessThan(0);
    expect(new Set(values.map(({ longitude }) => longitude)).size).toBeGreaterThan(20);
    const methane = flask("ch4_scsn06_surface-flask_1_ccgg_event.txt");
    const [first] = all(readNoaaText(methane, "ch4"));
    expect([formatTime(first.time), 1e9 * first.moleFraction]).toEqual([
      "1991-07-05T17:00Z",
      expect.closeTo(1713.21, 6),
    ]);
    expect(first).toMatchObject({ intakeHeight: 20, elevation: 0, altitude: 20 });
    expect(() => readNoaaText(methane)).toThrow(/measurements of CH4; expected CO2/);
  });
});

describe("hourly means of NOAA", () => {
  const lines = (rows: readonly string[]): string[] => {
    const header = [
      "# dataset_name: co2_brw_surface-insitu_1_ccgg_HourlyData",
      "# site_code : BRW",
      "# dataset_parameter : co2",
      "# dataset_project : surface-insitu",
      "# dataset_selection_tag : HourlyData",
      "# dataset_calibration_scale : WMO CO2 X2019",
      "# value:units : micromol mol-1",
      "# VARIABLE ORDER",
      "site_code year month day hour minute second time_decimal value value_std_dev nvalue latitude longitude altitude elevation intake_height qcflag",
    ];
    return [`# header_lines : ${header.length + 1}`, ...header, ...rows];
  };
  const row = (hour: number, value: string, flag: string): string =>
    `BRW 2016 7 1 ${hour} 0 0 2016.5 ${value} 0.21 6 71.323 -156.611 27.0 11.0 16.0 ${flag}`;

  it("are those of the hours that begin at their times", () => {
    const series = readNoaaText(write("hours.txt", lines([row(3, "402.11", "..."), row(4, "-999.99", "*..")])));
    expect(series).toMatchObject({ interval: 3600, site: "BRW" });
    const [first, second] = all(series);
    expect([formatTime(first.time), ppm(first), first.good, second.good]).toEqual([
      "2016-07-01T03:30Z",
      402.11,
      true,
      false,
    ]);
  });

  it("are refused with a date that is none, a unit that is none, and the columns of others", () => {
    const wrong = write("wrong.txt", lines([row(3, "402.11", "...").replace(" 7 1 ", " 13 1 ")]));
    expect(() => all(readNoaaText(wrong))).toThrow(/line 11: 2016 13 1 3 0 0, which is no date/);
    const unit = write(
      "unit.txt",
      lines([row(3, "402.11", "...")]).map((line) => line.replace("micromol mol-1", "g")),
    );
    expect(() => readNoaaText(unit)).toThrow(/unit "g"; expected mol mol-1, micromol mol-1 or ppm/);
    const commas = write("commas.txt", lines([row(3, "402.11", "..."), row(4, "402,2", "...")]));
    expect(() => all(readNoaaText(commas))).toThrow(/line 12: "402,2"; expected a number with a decimal point.*commas/);
    expect(all(readNoaaText(write("none.txt", lines([row(3, "n.a.", "...")]))))[0].moleFraction).toBeNaN();
    const other = write("other.txt", ["# header_lines : 2", "a b", "1 2"]);
    expect(() => readNoaaText(other)).toThrow(/columns a, b; expected those of NOAA/);
  });
});

describeWithShared("real files of ICOS", () => {
  const icos = (name: string): string => sharedData("products", "ICOS", name);

  it("of methane have 13 valid hours of 49, the scale that of each instrument", () => {
    const path = icos("ICOS_ATC_L2_L2-2024.1_RGL_90.0_CTS.CH4");
    const series = readIcosText(path, "ch4");
    expect(series).toMatchObject({ site: "RGL", sampling: "continuous", interval: 3600 });
    const values = all(series);
    const good = values.filter((value) => value.good);
    expect([values.length, good.length]).toEqual([49, 13]);
    expect(values[0]).toMatchObject({ longitude: -2.5399, latitude: 51.9975, altitude: 297, scale: "WMO X2004A" });
    expect([formatTime(good[0].time), 1e9 * good[0].moleFraction]).toEqual([
      "2021-02-26T12:30Z",
      expect.closeTo(2045.79, 6),
    ]);
    expect(1e9 * good[0].deviation).toBeCloseTo(9.801, 6);
    expect(() => readIcosText(path)).toThrow(/measurements of CH4; expected CO2/);
  });

  it("in netCDF have an hour of 419.56 ppm first, and tell their place", async () => {
    const series = await withNetcdf(icos("test_toh_co2_147m.nc"), (file) => {
      const { values, ...about } = readIcosNetcdf(file);
      return { ...about, values: [...values] };
    });
    expect(series).toMatchObject({ site: "TOH", sampling: "continuous", interval: 3600 });
    const [first] = series.values;
    expect(first).toMatchObject({ longitude: 10.535, latitude: 51.8088, intakeHeight: 147, altitude: 948, scale: "" });
    expect([formatTime(first.time), ppm(first), first.good]).toEqual([
      "2017-12-13T01:30Z",
      expect.closeTo(419.564, 3),
      true,
    ]);
    expect(1e6 * first.deviation).toBeCloseTo(1.044, 6);
    await withNetcdf(icos("test_toh_co2_147m.nc"), (file) => {
      expect(() => readIcosNetcdf(file, "ch4")).toThrow(/measurements of co2; expected CH4/);
      expect(() =>
        readIcosNetcdf({ ...file, attributes: { ...file.attributes, inlet: "", sampling_height: "" } }),
      ).toThrow(/intake at NaN m/);
    });
  });

  it("of radiocarbon are refused, and minutes of a tower without a word on its place", () => {
    expect(() => readIcosText(icos("ICOS_ATC_L2_L2-2024.1_CBW_207.0_1480_FLASK.14C"))).toThrow(/measurements of 14C/);
    expect(() => readIcosText(icos("tta.co2.1minute.222m.min.dat"))).toThrow(/no header/);
  });
});

describe("a file of CO2 of ICOS", () => {
  const lines = (...rows: string[]): string[] => [
    "# TITLE: CO2 - continuous time series for Continuous air",
    "# STATION CODE: SAC",
    "# LATITUDE: 48.7227 N",
    "# LONGITUDE: 2.142 E",
    "# ALTITUDE: 160 m asl",
    "# SAMPLING HEIGHTS: 100.0 m agl",
    "# PARAMETER: CO2",
    "# TIME INTERVAL: hourly",
    "# MEASUREMENT UNIT: µmol.mol-¹",
    "# TIME ZONE: UTC +0",
    "# MEASUREMENT SCALE: WMO CO2 X2019",
    "#",
    "#Site;SamplingHeight;Year;Month;Day;Hour;Minute;DecimalDate;co2;Stdev;NbPoints;Flag;InstrumentId;QualityId",
    ...rows,
  ];
  const row = (value: string, flag: string): string => `SAC;100;2016;07;01;12;00;2016.5;${value};0.500;50;${flag};1;2`;

  it("has U, O and R as valid flags and no others", () => {
    const flags = ["U", "O", "R", "K", "N", "", "X"];
    const values = all(readIcosText(write("a.CO2", lines(...flags.map((flag) => row("405.5", flag))))));
    expect(values.map(({ good }) => good)).toEqual([true, true, true, false, false, false, false]);
    expect([formatTime(values[0].time), ppm(values[0]), values[0].scale]).toEqual([
      "2016-07-01T12:30Z",
      405.5,
      "WMO CO2 X2019",
    ]);
  });

  it("may be of flasks, which have a start, an end and uncertainties", () => {
    const flasks = lines().filter((line) => !line.startsWith("#Site"));
    const columns =
      "#Site;SamplingHeight;FlaskId;SamplerId;FlaskSamplingId;SamplingStart;SamplingEnd;co2;MeasUnc;EstRep;ScalLink;CombUnc;NbPoints;Flag;InstrumentId";
    const flask = (span: string): string => `SAC;100;F1;9;7;${span};405.5;0.04;0.03;-999.990;-999.990;1;O;3`;
    const written = (span: string): string => write("c_FLASK.CO2", [...flasks, columns, flask(span)]);
    const series = readIcosText(written("2016-07-01T13:00:00Z;2016-07-01T14:00:00Z"));
    const [value] = all(series);
    expect([series.sampling, series.interval, formatTime(value.time)]).toEqual(["flask", 0, "2016-07-01T13:30Z"]);
    expect([ppm(value), value.good, value.id]).toEqual([405.5, true, "SAC_100~2016-07-01T13:00~F1"]);
    expect(1e6 * value.deviation).toBeCloseTo(0.04, 9);
    const turned = readIcosText(written("2016-07-01T14:00:00Z;2016-07-01T13:00:00Z"));
    expect(() => all(turned)).toThrow(/sampling from "2016-07-01T14:00:00Z" to/);
  });

  it("is no table of the Carbon Portal, which lacks the place", () => {
    const path = write("d.csv", ["Flag,NbPoints,Stdev,TIMESTAMP,co2", "O,10,0.5,2016-07-01T12:00:00Z,405.5"]);
    expect(() => readIcosText(path)).toThrow(/does not tell the place.*download the object itself/);
  });

  it("must tell its place", () => {
    const nowhere = lines(row("405.5", "O")).filter((line) => !line.includes("LATITUDE"));
    expect(() => readIcosText(write("b.CO2", nowhere))).toThrow(/no latitude and longitude in its header/);
  });
});

describe("older files of WDCGG", () => {
  const header = (zone: string, interval = "hourly"): string[] => [
    "C01 TITLE: Carbon dioxide Hourly Data",
    "C02 FILE NAME: ryo239n00.jma.as.cn.co2.nl.hr2016.dat",
    "C07 STATION NAME: Ryori",
    "C12 LATITUDE: 39.03",
    "C13 LONGITUDE: 141.82",
    "C14 ALTITUDE: 260",
    "C16 SAMPLING HEIGHTS: 20",
    "C18 PARAMETER: Carbon dioxide",
    `C20 TIME INTERVAL: ${interval}`,
    "C21 MEASUREMENT UNIT: ppm",
    "C23 SAMPLING TYPE: continuous",
    `C24 TIME ZONE: ${zone}`,
    "C25 MEASUREMENT SCALE: WMO X2007",
    "C32   DATE  TIME       DATE  TIME         CO2    ND      SD     F CS       REM",
  ];
  const row = (time: string, value: string, status = "0"): string =>
    `2016-07-01 ${time} 9999-99-99 99:99 ${value} 6 0.50 -9999 ${status} -99999999`;

  it("have hours of local time, what the centre has calculated is not good", () => {
    const path = write("ryo.dat", [...header("local time (UTC+9)"), row("13:00", "402.50"), row("14:00", "403", "1")]);
    const series = readWdcggText(path);
    expect(series).toMatchObject({ site: "RYO", interval: 3600, sampling: "continuous" });
    const [first, second] = all(series);
    expect([formatTime(first.time), ppm(first), first.good, second.good]).toEqual([
      "2016-07-01T04:30Z",
      402.5,
      true,
      false,
    ]);
    expect(first).toMatchObject({ altitude: 280, intakeHeight: 20, scale: "WMO X2007" });
  });

  it("name hours by their ends where they count from 01:00 to 24:00, and that is said", () => {
    const series = readWdcggText(write("ends.dat", [...header("UTC+9"), row("13:00", "402"), row("24:00", "404")]));
    expect(all(series).map(({ time }) => formatTime(time))).toEqual(["2016-07-01T03:30Z", "2016-07-01T14:30Z"]);
    expect(series.remarks?.join()).toContain("are taken as the ends of hours");
  });

  it("are refused where the zone is not told or cannot be that of the place, and as monthly means", () => {
    const zone = (words: string): (() => unknown) => {
      const path = write("zone.dat", [...header(words), row("13:00", "402")]);
      return () => all(readWdcggText(path));
    };
    expect(zone("local time")).toThrow(/time zone "local time"; expected "UTC", or local time with its difference/);
    expect(zone("UTC-9")).toThrow(/adding 9 hours, at 141.82 degrees east; expected about -9 hours/);
    const monthly = write("month.dat", [...header("UTC", "monthly"), row("00:00", "402")]);
    expect(readWdcggText(monthly).interval).toBe(30 * 86400);
  });
});

describe("newer files of WDCGG", () => {
  const columns =
    "site_wdcgg_id st_year st_month st_day st_hour st_minute st_second end_year end_month end_day end_hour end_minute " +
    "end_second value value_wmo_scale value_sd nvalue latitude longitude altitude elevation intake_height ORG_QCflag QCflag scale";
  const lines = (zone: string, ...rows: string[]): string[] => [
    "# header_lines : 8",
    "# dataset_name: co2_amy_surface-insitu_kma_9999-9999_hourly",
    "# dataset_parameter : CO2",
    "# site_longitude : 126.330",
    "# value:units : ppm",
    zone,
    "# VARIABLE ORDER",
    `# ${columns}`,
    ...rows,
  ];
  const row = (hour: number, value: string, flag: number, end = "-999 -9 -9 -9 -9 -9"): string =>
    `1005 2016 7 1 ${hour} 0 0 ${end} ${value} -999.999 0.9 6 36.54 126.33 87 47 40 1 ${flag} X2019`;
  const zone = "# dataset_lst2utc : -9";

  it("have local or universal time, as the header says, and QCflag 1 and 2 valid", () => {
    const rows = [row(13, "404.5", 1), row(14, "404.6", 2), row(15, "404.7", 3)];
    const series = readWdcggText(write("amy.txt", lines(zone, ...rows)));
    expect(series).toMatchObject({ site: "AMY", interval: 3600, sampling: "continuous" });
    const values = all(series);
    expect(values.map(({ good }) => good)).toEqual([true, true, false]);
    expect([formatTime(values[0].time), ppm(values[0]), values[0].scale]).toEqual([
      "2016-07-01T04:30Z",
      404.5,
      "X2019",
    ]);
    const [universal] = all(readWdcggText(write("utc.txt", lines("# dataset_time_zone : UTC", ...rows))));
    expect(formatTime(universal.time)).toBe("2016-07-01T13:30Z");
  });

  it("have the middle of beginning and end where both are told", () => {
    const [value] = all(readWdcggText(write("span.txt", lines(zone, row(13, "404.5", 1, "2016 7 1 13 40 0")))));
    expect(value.time).toBe(Date.UTC(2016, 6, 1, 4, 20) / 1000);
  });

  it("are refused without a word on their times, and with a difference of the wrong sign", () => {
    expect(() => readWdcggText(write("no.txt", lines("# nothing : 1", row(13, "404.5", 1))))).toThrow(
      /no word on the time zone/,
    );
    expect(() => readWdcggText(write("sign.txt", lines("# dataset_lst2utc : 9", row(13, "404.5", 1))))).toThrow(
      /adding 9 hours, at 126.33 degrees east; expected about -8 hours/,
    );
  });
});
