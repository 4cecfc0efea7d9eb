/** A footprint from an experiment file to its files: the numbers agree with each other and with the prior fluxes. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { soundingFootprint } from "../../../src/experiments/footprint/footprint.js";
import { writeFootprint } from "../../../src/experiments/footprint/write.js";
import type { TwinInputs } from "../../../src/experiments/setup/inputs.js";
import { silent } from "../../../src/experiments/progress.js";
import { openNetcdf } from "../../../src/io/openNetcdf.js";
import { gatherSmall, gridOf, sixLayers } from "../smallAnalysis.js";

const gather = (more = ""): Promise<TwinInputs> =>
  gatherSmall(`remarks: [a remark of the user]
period: { start: 2016-07-01, end: 2016-07-04 }
${gridOf(16, 14, 240, 112)}
${sixLayers}
background: { source: synthetic }
observations: { source: synthetic }
twin: {}
${more}`);
const folder = mkdtempSync(join(tmpdir(), "openjdas-footprint-"));
afterAll(() => rmSync(folder, { recursive: true }));

let inputs: TwinInputs;
let id: string;
beforeAll(async () => {
  inputs = await gather();
  const late = inputs.observed.set.observations.filter(({ time }) => time > Date.UTC(2016, 6, 3) / 1000);
  id = late[0].id;
});

describe("the footprint of a sounding", () => {
  it("holds with the forward model, and is written with what was computed", async () => {
    const footprint = await soundingFootprint(inputs, { id }, 1, silent);
    const { total, hourly, background, mismatch, contributions } = footprint;
    expect(mismatch).toBeLessThan(1e-12);
    expect(Math.abs(contributions.natural)).toBeGreaterThan(1e-8);
    expect(contributions.fossil).toBeGreaterThan(0);
    expect(background.initial + background.boundary).toBeCloseTo(background.column, 12);
    const [path, svg] = await writeFootprint(
      {
        path: folder,
        grid: inputs.grid,
        vertical: inputs.vertical,
        landFraction: inputs.landFraction,
        title: inputs.plan.title,
        remarks: footprint.remarks,
        program: "test",
        history: "test",
      },
      footprint,
    );
    expect(path).toBe(`${folder}/footprint_${id}.nc`);
    const file = await openNetcdf(path);
    const read = (name: string): Float64Array => file.variable(name).read();
    expect(file.variable("footprint").shape).toEqual([24, 14, 16]);
    expect(Array.from(read("footprint"))).toEqual(Array.from(hourly));
    expect(Array.from(read("footprint_total"))).toEqual(Array.from(total));
    expect(read("time")[23]).toBe(footprint.end - 3600);
    expect(read("boundary_sensitivity")[0]).toBe(background.boundary);
    expect(read("xco2_from_fossil")[0]).toBeCloseTo(1e6 * contributions.fossil, 12);
    file.close();
    const summed = hourly.reduce((sum, value) => sum + value, 0);
    expect(summed / total.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    const picture = readFileSync(svg, "utf8");
    expect(picture).toContain(`Footprint of sounding ${id}`);
    expect(picture).toContain("A remark of the user.");
  });

  it("may be that of a sounding that no satellite made, at night too", async () => {
    const time = Date.UTC(2016, 6, 3, 17) / 1000;
    const { retrieval, end, remarks, mismatch } = await soundingFootprint(
      inputs,
      { longitude: 110, latitude: 33, time },
      1,
      silent,
    );
    expect(retrieval.id).toBe("20160703T1700Z_110.00E_33.00N");
    expect(end).toBe(time);
    expect(remarks[0]).toContain("No satellite made this sounding");
    expect(mismatch).toBeLessThan(1e-12);
  });

  it("follows the mixing of the experiment", async () => {
    const other = await gather("mixing: acm2\n");
    const [local, acm2] = [
      await soundingFootprint(inputs, { id }, 1, silent),
      await soundingFootprint(other, { id }, 1, silent),
    ];
    expect(acm2.mismatch).toBeLessThan(1e-12);
    const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
    const apart = acm2.total.reduce((total, value, cell) => total + Math.abs(value - local.total[cell]), 0);
    expect(apart / sum(local.total)).toBeGreaterThan(0.005);
    expect(sum(acm2.total) / sum(local.total)).toBeCloseTo(1, 1);
  });

  it("holds with the forward model with deep convection and horizontal diffusion too", async () => {
    const other = await gather("mixing: acm2\ndeepConvection: bulk\nhorizontalDiffusion: multiscale\n");
    const [plain, subgrid] = [
      await soundingFootprint(inputs, { id }, 1, silent),
      await soundingFootprint(other, { id }, 1, silent),
    ];
    expect(subgrid.mismatch).toBeLessThan(1e-12);
    expect(subgrid.contributions.natural).not.toBe(plain.contributions.natural);
  });

  it("is refused where it cannot be right, with the reason", async () => {
    const refused = (target: Parameters<typeof soundingFootprint>[1], days: number) =>
      soundingFootprint(inputs, target, days, silent);
    await expect(refused({ id: "1" }, 1)).rejects.toThrow(/not among the \d+ of the experiment; choose one of/);
    await expect(refused({ id }, 5)).rejects.toThrow("expected days within the experiment, 2016-07-01T00:00Z");
    const time = Date.UTC(2016, 6, 3) / 1000;
    await expect(refused({ longitude: 10, latitude: 33, time }, 1)).rejects.toThrow("a place in the domain");
  });
});
