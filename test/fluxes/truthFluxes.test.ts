import { describe, expect, it } from "vitest";
import { syntheticBiosphere } from "../../src/fluxes/sources/syntheticBiosphere.js";
import { truthFluxes } from "../../src/fluxes/truthFluxes.js";
import { createGrid, gridPreset } from "../../src/grids/grid.js";
import { landFraction } from "../../src/grids/landFraction.js";
import { naturalEarthLand } from "../../src/io/naturalEarth.js";
import { parseTime } from "../../src/time.js";

const grid = createGrid(gridPreset("china-64km"));
const land = landFraction(grid, naturalEarthLand("110m"));
const prior = syntheticBiosphere(grid, land);
const errors = { seed: 3, uptakeError: 0.3, respirationError: 0.25, weatherDriven: 0 };
const day = parseTime("2016-07-15T04")!;
const night = parseTime("2016-07-15T17")!;

describe("truthFluxes", () => {
  const truth = truthFluxes(grid, prior, errors);

  it("scales uptake and respiration by their factors, on land only", () => {
    const net = truth.hourly(day);
    const uptake = truth.grossUptake!(day);
    const priorNet = prior.hourly(day);
    const priorUptake = prior.grossUptake!(day);
    for (let cell = 0; cell < grid.cells; cell += 11) {
      expect(uptake[cell]).toBeCloseTo(priorUptake[cell] * truth.uptakeFactor[cell], 15);
      const respiration = (priorNet[cell] + priorUptake[cell]) * truth.respirationFactor[cell];
      expect(net[cell] + uptake[cell]).toBeCloseTo(respiration, 15);
    }
    expect(net.filter((value, cell) => land[cell] === 0 && value !== 0)).toHaveLength(0);
    expect(truth.hourly(night)[grid.cellAt(113, 30)]).toBeGreaterThan(0);
  });

  it("draws factors of the asked size that stay above zero", () => {
    const spread = (factor: Float64Array): number =>
      Math.sqrt(factor.reduce((sum, value) => sum + (value - 1) ** 2, 0) / factor.length);
    // some 60 independent patches in a draw: 20 draws hold the spread to about 3 %
    const draws = Array.from({ length: 20 }, (_, seed) => truthFluxes(grid, prior, { ...errors, seed }));
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(draws.map((one) => spread(one.uptakeFactor)))).toBeCloseTo(0.3, 1);
    expect(mean(draws.map((one) => spread(one.respirationFactor)))).toBeCloseTo(0.25, 1);
    for (const one of draws) {
      expect(Math.min(...one.uptakeFactor)).toBeGreaterThanOrEqual(0.1 - 1e-12);
      expect(Math.max(...one.respirationFactor)).toBeLessThanOrEqual(1.9 + 1e-12);
    }
    const wide = truthFluxes(grid, prior, { ...errors, uptakeError: 3 });
    expect(Math.min(...wide.uptakeFactor)).toBeCloseTo(0.1, 12);
  });

  it("depends on the seed alone, uptake and respiration apart; zero error is the prior", () => {
    expect(truthFluxes(grid, prior, errors).hourly(day)).toEqual(truth.hourly(day));
    expect(truthFluxes(grid, prior, { ...errors, seed: 4 }).hourly(day)).not.toEqual(truth.hourly(day));
    const same = truthFluxes(grid, prior, { ...errors, uptakeError: 0.3, respirationError: 0.3 });
    expect(same.uptakeFactor).not.toEqual(same.respirationFactor);
    const none = truthFluxes(grid, prior, { ...errors, uptakeError: 0, respirationError: 0 }).hourly(day);
    prior.hourly(day).forEach((value, cell) => expect(none[cell]).toBeCloseTo(value, 18));
  });

  it("works without a known gross uptake", () => {
    const { component, title, remarks, files } = prior;
    const net = { component, title, remarks, files, hourly: (time: number) => prior.hourly(time), close() {} };
    const truthOfNet = truthFluxes(grid, net, errors);
    const cell = grid.cellAt(113, 30);
    expect(truthOfNet.hourly(day)[cell]).toBeCloseTo(prior.hourly(day)[cell] * truthOfNet.uptakeFactor[cell], 15);
  });

  describe("in weather that the prior does not follow", () => {
    const driven = truthFluxes(grid, prior, { ...errors, weatherDriven: 0.15 });
    const spreadOf = (factor: Float64Array): number =>
      Math.sqrt(factor.reduce((sum, value) => sum + (value - 1) ** 2, 0) / factor.length);

    it("varies from day to day by the size that is asked for, respiration by two thirds of it", () => {
      const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
      // Some 50 independent patches a day: 60 days hold the spread to about 1.5 %, the mean to 0.003.
      const uptakes: number[] = [];
      const respirations: number[] = [];
      const means: number[] = [];
      for (let i = 0; i < 60; i++) {
        const { uptake, respiration } = driven.weatherFactors(day + 10 * i * 86400);
        uptakes.push(spreadOf(uptake) ** 2);
        respirations.push(spreadOf(respiration) ** 2);
        means.push(mean([...uptake]));
      }
      expect(Math.sqrt(mean(uptakes))).toBeCloseTo(0.15, 1);
      expect(Math.abs(Math.sqrt(mean(uptakes)) / 0.15 - 1)).toBeLessThan(0.08);
      expect(Math.abs(Math.sqrt(mean(respirations)) / 0.1 - 1)).toBeLessThan(0.08);
      expect(Math.abs(mean(means) - 1)).toBeLessThan(0.01);
    });

    it("multiplies uptake and respiration on top of the lasting errors", () => {
      const net = driven.hourly(day);
      const uptake = driven.grossUptake!(day);
      const { uptake: weather, respiration } = driven.weatherFactors(day);
      const [priorNet, priorUptake] = [prior.hourly(day), prior.grossUptake!(day)];
      for (let cell = 0; cell < grid.cells; cell += 11) {
        expect(uptake[cell]).toBeCloseTo(priorUptake[cell] * truth.uptakeFactor[cell] * weather[cell], 15);
        const rest = (priorNet[cell] + priorUptake[cell]) * truth.respirationFactor[cell] * respiration[cell];
        expect(net[cell] + uptake[cell]).toBeCloseTo(rest, 15);
      }
      expect(spreadOf(weather)).toBeGreaterThan(0.03);
      expect(weather).not.toEqual(respiration.map((value) => 1 + 1.5 * (value - 1)));
    });

    it("changes within days and hardly within an hour, and follows from the seed", () => {
      const now = driven.weatherFactors(day).uptake.slice();
      const differenceAfter = (seconds: number): number =>
        spreadOf(driven.weatherFactors(day + seconds).uptake.map((value, cell) => 1 + value - now[cell]));
      expect(differenceAfter(3600)).toBeLessThan(0.004);
      expect(differenceAfter(6 * 86400)).toBeGreaterThan(0.1);
      const again = truthFluxes(grid, prior, { ...errors, weatherDriven: 0.15 });
      expect(again.weatherFactors(day).uptake).toEqual(now);
    });
  });
});
