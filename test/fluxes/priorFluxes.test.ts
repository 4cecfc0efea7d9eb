import { describe, expect, it } from "vitest";
import type { FluxComponent, FluxSource } from "../../src/fluxes/fluxSource.js";
import { priorFluxes } from "../../src/fluxes/priorFluxes.js";
import { createGrid, longitudeLatitudeGrid } from "../../src/grids/grid.js";

const grid = createGrid(longitudeLatitudeGrid("small", 100, 30, 1, 1, 3, 2));

const sixTimes = (value: number): number[] => Array.from({ length: 6 }, () => value);

function steady(component: FluxComponent, value: number, more: Partial<FluxSource> = {}): FluxSource {
  return {
    component,
    title: component,
    remarks: ["steady"],
    files: [`${component}.nc`],
    hourly: () => new Float64Array(grid.cells).fill(value),
    close() {},
    ...more,
  };
}

describe("priorFluxes", () => {
  it("adds sources of a component, and biosphere and ocean to the natural flux", () => {
    const prior = priorFluxes(grid, [steady("biosphere", -3), steady("biosphere", 1), steady("ocean", 0.5)]);
    expect([...prior.natural(0)]).toEqual(sixTimes(-1.5));
    expect([...prior.component("biosphere", 0)]).toEqual(sixTimes(-2));
    expect([...prior.component("fire", 0)]).toEqual(sixTimes(0));
  });

  it("takes the gross uptake a source knows, else the uptake of its net exchange", () => {
    const knowing = steady("biosphere", -3, { grossUptake: () => new Float64Array(grid.cells).fill(8) });
    expect(priorFluxes(grid, [knowing, steady("biosphere", -2)]).grossUptake(0)[0]).toBe(10);
    expect(priorFluxes(grid, [steady("biosphere", 2)]).grossUptake(0)[0]).toBe(0);
  });

  it("says each remark once, names absent components, and closes its sources", () => {
    let closed = 0;
    const counting = { close: () => closed++ };
    const prior = priorFluxes(grid, [steady("biosphere", 1, counting), steady("ocean", 1, counting)]);
    expect(prior.remarks).toEqual([
      "steady",
      "There are no fossil fluxes in this run.",
      "There are no fire fluxes in this run.",
    ]);
    expect(prior.files).toEqual(["biosphere.nc", "ocean.nc"]);
    prior.close();
    expect(closed).toBe(2);
  });
});
