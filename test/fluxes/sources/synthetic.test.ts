import { describe, expect, it } from "vitest";
import { cellVector, createGrid, gridPreset, longitudeLatitudeGrid } from "../../../src/grids/grid.js";
import { landFraction } from "../../../src/grids/landFraction.js";
import { greatCircleDistance } from "../../../src/grids/sphere.js";
import { syntheticFlux } from "../../../src/fluxes/sources/synthetic.js";
import { syntheticFossil, timeFactors } from "../../../src/fluxes/sources/syntheticFossil.js";
import { fluxComponents, type FluxComponent, type FluxSource } from "../../../src/fluxes/fluxSource.js";
import { naturalEarthLand } from "../../../src/io/naturalEarth.js";
import { parseTime, type Time } from "../../../src/time.js";
import { toMicromoles, toPetagramsCarbonPerYear } from "../../../src/units.js";

const grid = createGrid(gridPreset("china-64km"));
const land = landFraction(grid, naturalEarthLand("50m"));
const sources = fluxComponents.map((component) => syntheticFlux(component, { grid, landFraction: land, seed: 1 }));
const source = (component: FluxComponent): FluxSource => sources.find((one) => one.component === component)!;

const at = (text: string): Time => parseTime(text)!;
const total = (flux: Float64Array): number =>
  toPetagramsCarbonPerYear(flux.reduce((sum, value, cell) => sum + value * grid.area[cell], 0));
const cellOf = (longitude: number, latitude: number): number => grid.cellAt(longitude, latitude);

/** Mean over the hours of a day, [umol m-2 s-1]. */
function dailyMean(day: string, flux: (time: Time) => Float64Array): Float64Array {
  const mean = new Float64Array(grid.cells);
  for (let hour = 0; hour < 24; hour++) {
    flux(at(day) + hour * 3600).forEach((value, cell) => {
      mean[cell] += toMicromoles(value) / 24;
    });
  }
  return mean;
}

/** Total of the year from the middle of each month [PgC yr-1], in steps of 3 hours. */
function annualTotal(flux: FluxSource): number {
  let sum = 0;
  for (let month = 1; month <= 12; month++) {
    const day = at(`2015-${String(month).padStart(2, "0")}-15`);
    for (let hour = 0; hour < 24; hour += 3) sum += total(flux.hourly(day + hour * 3600)) / 96;
  }
  return sum;
}

describe("synthetic biosphere", () => {
  const biosphere = source("biosphere");

  it("takes up 15 to 20 umol m-2 s-1 at a July noon and gives 3 to 8 at night over the productive parts", () => {
    const noon = biosphere.hourly(at("2016-07-15T04")).map(toMicromoles);
    const night = biosphere.hourly(at("2016-07-15T17")).map(toMicromoles);
    expect(Math.min(...noon)).toBeGreaterThan(-20);
    expect(Math.min(...noon)).toBeLessThan(-15);
    expect(Math.min(...night)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...night)).toBeGreaterThan(3);
    expect(Math.max(...night)).toBeLessThan(8);
    for (const [longitude, latitude] of [
      [113, 30],
      [126, 48],
    ]) {
      expect(noon[cellOf(longitude, latitude)]).toBeLessThan(-7);
    }
    expect(Math.abs(noon[cellOf(84, 40)])).toBeLessThan(2);
  });

  it("is a sink of 0.5 to 2 umol m-2 s-1 over land in July and a source of 0.2 to 1 in January", () => {
    const landArea = land.reduce((sum, share, cell) => sum + share * grid.area[cell], 0);
    const overLand = (day: string): number =>
      dailyMean(day, (time) => biosphere.hourly(time)).reduce((sum, value, cell) => sum + value * grid.area[cell], 0) /
      landArea;
    expect(overLand("2016-07-15")).toBeGreaterThan(-2);
    expect(overLand("2016-07-15")).toBeLessThan(-0.5);
    expect(overLand("2016-01-15")).toBeGreaterThan(0.2);
    expect(overLand("2016-01-15")).toBeLessThan(1);
  });

  it("has an annual sink of 0 to 1 PgC/yr over the domain", () => {
    expect(annualTotal(biosphere)).toBeGreaterThan(-1);
    expect(annualTotal(biosphere)).toBeLessThan(0);
  });

  it("knows its gross uptake: positive by day, zero at night and at sea; the rest is respiration", () => {
    for (const time of [at("2016-07-15T04"), at("2016-03-01T23"), at("2016-07-15T17")]) {
      const net = biosphere.hourly(time);
      const uptake = biosphere.grossUptake!(time);
      expect(Math.min(...uptake)).toBeGreaterThanOrEqual(0);
      expect(Math.min(...net.map((value, cell) => value + uptake[cell]))).toBeGreaterThan(-1e-18);
    }
    expect(biosphere.grossUptake!(at("2016-07-15T04"))[cellOf(113, 30)]).toBeGreaterThan(5e-6);
    expect(biosphere.grossUptake!(at("2016-07-15T17"))[cellOf(113, 30)]).toBe(0);
    expect(biosphere.hourly(at("2016-07-15T04"))[cellOf(130, 20)]).toBe(0);
  });

  it("keeps the tropics green in January, the north not", () => {
    const uptake = dailyMean("2016-01-15", (time) => biosphere.grossUptake!(time));
    expect(uptake[cellOf(102, 15)]).toBeGreaterThan(4);
    expect(uptake[cellOf(126, 50)]).toBeLessThan(0.1);
  });
});

describe("synthetic ocean", () => {
  it("stays within 0.05 umol m-2 s-1, zero on land, a sink of 0.01 to 0.1 PgC/yr in this domain", () => {
    for (const day of ["2016-01-15", "2016-07-15"]) {
      const flux = source("ocean").hourly(at(day)).map(toMicromoles);
      expect(Math.max(...flux.map(Math.abs))).toBeLessThan(0.05);
      expect(Math.abs(flux[cellOf(110, 35)])).toBe(0);
      expect(flux[cellOf(150, 38)]).toBeLessThan(0);
      expect(flux[cellOf(130, 12)]).toBeGreaterThan(0);
    }
    expect(annualTotal(source("ocean"))).toBeLessThan(-0.01);
    expect(annualTotal(source("ocean"))).toBeGreaterThan(-0.1);
  });
});

describe("synthetic fossil emissions", () => {
  it("are 2.7 to 3.7 PgC/yr over the domain, positive, and largest around cities", () => {
    let week = 0;
    for (let hour = 0; hour < 168; hour += 3)
      week += total(source("fossil").hourly(at("2016-07-04") + hour * 3600)) / 56;
    expect(week).toBeGreaterThan(2.7);
    expect(week).toBeLessThan(3.7);
    const mean = dailyMean("2016-07-06", (time) => source("fossil").hourly(time));
    expect(Math.min(...mean)).toBeGreaterThanOrEqual(0);
    expect(mean[cellOf(121.5, 31.2)]).toBeGreaterThan(10);
    expect(mean[cellOf(116.4, 39.9)]).toBeGreaterThan(mean[cellOf(110, 43)] * 20);
  });

  it("follow factors of hour and weekday that average to 1 over a week", () => {
    const monday = at("2016-07-04");
    const longitude = 0;
    const factors = Array.from({ length: 168 }, (_, hour) => timeFactors([longitude])(monday + (hour + 0.5) * 3600)[0]);
    expect(factors.reduce((sum, factor) => sum + factor, 0) / 168).toBeCloseTo(1, 6);
    const day = (index: number): number => factors.slice(24 * index, 24 * index + 24).reduce((a, b) => a + b, 0);
    expect(day(6)).toBeLessThan(day(5));
    expect(day(5)).toBeLessThan(day(4));
    expect(factors[15]).toBeGreaterThan(1.1);
    expect(factors[3]).toBeLessThan(0.85);
  });
});

describe("synthetic fires", () => {
  it("are 0.03 to 0.3 PgC/yr over the domain, in a few places, in season", () => {
    const year = annualTotal(source("fire"));
    expect(year).toBeGreaterThan(0.03);
    expect(year).toBeLessThan(0.3);
    const january = total(source("fire").hourly(at("2016-01-01T06")));
    const spring = total(source("fire").hourly(at("2016-03-20T06")));
    expect(january).toBeLessThan(0.1 * spring);
    const burning = source("fire")
      .hourly(at("2016-03-20T06"))
      .filter((flux) => flux > 1e-9).length;
    expect(burning).toBeGreaterThan(10);
    expect(burning / grid.cells).toBeLessThan(0.2);
  });

  it("move with the seed", () => {
    const other = syntheticFlux("fire", { grid, landFraction: land, seed: 2 });
    expect(other.hourly(at("2016-03-20T06"))).not.toEqual(source("fire").hourly(at("2016-03-20T06")));
  });
});

describe("every synthetic source", () => {
  it("says that it is synthetic, gives finite numbers and a field of its own each time", () => {
    expect(sources.map(({ component }) => component)).toEqual([...fluxComponents]);
    for (const one of sources) {
      expect(one.remarks.join()).toContain("synthetic");
      const field = one.hourly(at("2016-07-15T04"));
      expect(field).toHaveLength(grid.cells);
      expect(field.every(Number.isFinite)).toBe(true);
      const copy = field.slice();
      one.hourly(at("2016-07-15T05"));
      expect(field).toEqual(copy);
    }
  });
});

describe("synthetic fluxes", () => {
  // As the formulae give them written out, hour by hour and city by city: [mol m-2 s-1] in three cells, and the sum of all.
  it.each([
    ["biosphere", [-1.034068755668173e-5, -1.0257308782139752e-5, -9.867896332704408e-6], -4.367732961511319e-4],
    ["ocean", [-2.708857710328239e-9, -4.208008495557199e-9, -5.5740825999502036e-9], -2.085499131161491e-7],
    ["fossil", [1.0047151462115602e-6, 1.4311525209550926e-6, 1.2981160330816401e-6], 6.461006877147912e-5],
    ["fire", [6.193623803782268e-8, 1.083431054748927e-7, 8.645079014806881e-8], 3.415429505003013e-6],
  ] as const)("are what their formulae say: %s", (component, values, sum) => {
    const small = createGrid(longitudeLatitudeGrid("east", 104, 28, 2, 2, 8, 6));
    const mostlyLand = new Float64Array(small.cells).fill(0.7);
    const made = syntheticFlux(component, { grid: small, landFraction: mostlyLand, seed: 3 });
    const flux = made.hourly(at("2016-07-01T05"));
    [0, 20, 47].forEach((cell, i) => expect(flux[cell] / values[i]).toBeCloseTo(1, 9));
    expect(flux.reduce((total, value) => total + value, 0) / sum).toBeCloseTo(1, 9);
  });

  it("spread each city as a Gaussian that ends at three widths", () => {
    const small = createGrid(longitudeLatitudeGrid("east", 104, 28, 2, 2, 8, 6));
    const mostlyLand = new Float64Array(small.cells).fill(0.7);
    const cities = { country: ["XX"], inhabitants: [1e6], longitude: [112.1], latitude: [34.2] };
    const made = syntheticFossil(small, mostlyLand, cities);
    const flux = made.hourly(at("2016-07-01T05"));
    const time = at("2016-07-01T05:30");
    const [factors, centre] = [timeFactors(small.longitude)(time), cellVector(small, small.cellAt(112.1, 34.2))];
    const mean = flux.map((value, cell) => value / factors[cell]);
    const spacing = Math.sqrt(small.area.reduce((sum, area) => sum + area, 0) / small.cells);
    const parts = [
      [0.7, 0.8 * spacing],
      [0.3, 250e3],
    ].map(([share, width]) => {
      const bump = mean.map((_, cell) => {
        const distance = greatCircleDistance(centre, cellVector(small, cell));
        return distance > 3 * width ? 0 : Math.exp(-0.5 * (distance / width) ** 2);
      });
      const total = bump.reduce((sum, value, cell) => sum + value * small.area[cell], 0);
      return bump.map((value) => (share * value) / total);
    });
    const emitted = mean.reduce((sum, value, cell) => sum + value * small.area[cell], 0);
    mean.forEach((value, cell) => expect(value / emitted).toBeCloseTo(parts[0][cell] + parts[1][cell], 24));
    expect(Math.max(...parts[0])).toBeGreaterThan(1e-12);
  });
});
