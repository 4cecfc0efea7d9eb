/** Vertical motion of the GFS instant beside what continuity makes of its winds, and why the two agree so little. */
import { expect, it } from "vitest";
import { verticalPreset } from "../../src/grids/verticalCoordinate.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import { chinaGrid } from "../../src/verification/summer.js";
import { compareVerticalVelocity } from "../../src/verification/verticalVelocity.js";
import { openWeather } from "../../src/verification/weatherFile.js";
import { describeWithShared, sharedData } from "../sharedData.js";

const FILE = sharedData("gfs", "gfs_2p5_20111011T00.nc");

describeWithShared("omega of the GFS instant", () => {
  it("is followed weakly, between 100 hPa and the ground", async () => {
    const { grid, vertical, weather, velocity } = await openWeather(
      { source: "gridded", files: [FILE] },
      chinaGrid(128e3),
      verticalPreset("jdas-15"),
      3,
    );
    if (velocity === undefined) throw new Error("no omega in the file");
    const rows = compareVerticalVelocity("GFS", grid, vertical, weather, velocity);
    weather.close();
    velocity.close();
    expect([velocity.name, velocity.unit, velocity.times.length]).toEqual(["w", "Pa s-1", 1]);
    const all = rows[rows.length - 1];
    // Measured: correlation 0.371, slope 0.312 over 23374 values; 0.27 to 0.49 by interface.
    expect(Math.abs(all.values - 23374)).toBeLessThan(50);
    expect(Math.abs(all.correlation - 0.371)).toBeLessThan(0.03);
    expect(Math.abs(all.slope - 0.312)).toBeLessThan(0.03);
    for (const row of rows.slice(0, 13)) expect(row.correlation).toBeGreaterThan(0.2);
    expect(rows[13].values).toBe(0);
  });

  it("is that of points, which do not know their neighbours", async () => {
    const file = await openNetcdf(FILE);
    const [omega] = ["w"].map((name) => file.variable(name).read([0, 13, 12, 0], [1, 1, 49, 144]));
    expect(file.variable("level").read()[13]).toBe(500);
    file.close();
    let [xx, xy] = [0, 0];
    omega.forEach((value, i) => {
      const east = i % 144 === 143 ? i - 143 : i + 1;
      xx += value * value;
      xy += value * omega[east];
    });
    // Measured, 60 S to 60 N at 500 hPa, from one point to the next 2.5 degrees east: 0.23.
    expect(xy / xx).toBeLessThan(0.3);
  });
});
