/** Emissions of power stations above the ground, through the command line: as much as at the ground, and less of it there. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { writeInventory } from "../fluxes/sources/inventories.js";
import { describeWithNetcdf4 } from "../io/tools.js";
import { readNumbers, runVariant, smallTwin, temporaryFolder } from "./jdas.js";

describeWithNetcdf4("heights of an inventory", () => {
  const folder = temporaryFolder();

  it("leave the budget as it is, and the lowest layer with less", async () => {
    const inventory = writeInventory("meic").folder;
    const { twin: _t, observations: _o, ensemble: _e, ...small } = smallTwin;
    const run = async (name: string, heights: string) => {
      const fossil = { source: "meic", files: join(inventory, "2016_07__*.nc"), heights };
      const out = await runVariant(folder, name, {
        ...small,
        title: name,
        period: { start: "2016-07-01", end: "2016-07-02" },
        runs: ["control"],
        fluxes: { biosphere: "none", ocean: "none", fire: "none", fossil },
        outputs: { concentration: "hourly" },
      });
      const { emission, residual, end } = await readNumbers(join(out, "budget.nc"), "emission", "residual", "end");
      const { co2 } = await readNumbers(join(out, "concentration_20160701.nc"), "co2");
      return { emission: emission[0], rounding: Math.abs(residual[0] / end[0]), co2 };
    };
    const [ground, aloft] = [await run("ground", "none"), await run("aloft", "sector")];
    expect(aloft.emission / ground.emission).toBeCloseTo(1, 7);
    expect(aloft.rounding).toBeLessThan(1e-9);
    // Of the second hour of the night, on 20 x 16 cells: the lowest layer, and all of the air.
    const cells = 320;
    const hour = ground.co2.length / 24;
    const change = ground.co2.map((value, i) => aloft.co2[i] - value).subarray(hour, 2 * hour);
    const [lowest, aboveIt] = [change.subarray(0, cells), change.subarray(cells, 4 * cells)];
    expect(Math.min(...lowest)).toBeLessThan(-0.02);
    expect(lowest.reduce((sum, value) => sum + value, 0)).toBeLessThan(-0.1);
    expect(Math.max(...aboveIt)).toBeGreaterThan(0.005);
  });
});
