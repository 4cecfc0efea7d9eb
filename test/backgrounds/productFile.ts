/**
 * Writes small CO2 files in the layouts of products: CarbonTracker (levels upward, pressure at boundaries, three-hourly
 * means stamped in their middle), a CAMS inversion (a and b of interfaces, a longitude that stands twice), pressure
 * levels from the top with north first, in mass mixing ratio.
 */
import type { NumberVariable } from "../../src/io/outputDataset.js";
import { writeNetcdf } from "../../src/io/writeNetcdf.js";

export type Layout = "carbontracker" | "components" | "cams" | "pressure-levels" | "moist";

export interface ProductFile {
  readonly layout: Layout;
  /** Hours since 2016-07-01 00:00 UTC. */
  readonly hours: readonly number[];
  /** ppm of dry air. */
  readonly co2: (longitude: number, latitude: number, pressure: number, hour: number) => number;
  readonly humidity?: boolean;
  /** West, east, south, north of a regional file; global where absent. */
  readonly region?: readonly [number, number, number, number];
}

const SURFACE = 1e5;
const A = [0, 0, 1000, 4000, 6000, 3000, 500, 0];
const B = [1, 0.95, 0.8, 0.5, 0.2, 0.02, 0, 0];
const Q = 0.01;

export async function writeProduct(path: string, file: ProductFile): Promise<void> {
  const { layout, hours, co2, region } = file;
  const [west, east, south, north] = region ?? [-180, 180, -88, 88];
  const steps = (from: number, to: number, by: number): number[] =>
    Array.from({ length: Math.round((to - from) / by) + 1 }, (_, i) => from + i * by);
  const twice = layout === "cams" && region === undefined;
  const longitude = steps(west, region === undefined && !twice ? east - 6 : east, 6);
  const latitude = steps(south, north, 4);
  const down = layout === "pressure-levels";
  if (down) latitude.reverse();
  const edges = A.map((a, k) => a + B[k] * SURFACE);
  const middles = edges.slice(1).map((p, k) => (p + edges[k]) / 2);
  const levels = down ? [...middles].reverse() : middles;
  const names = { time: "time", level: "level", latitude: "latitude", longitude: "longitude" };
  const shape = Object.values(names);
  const fill = (pressures: number[], value: (lon: number, lat: number, p: number, h: number) => number): Float64Array =>
    Float64Array.from(
      hours.flatMap((h) =>
        pressures.flatMap((p) => latitude.flatMap((lat) => longitude.map((lon) => value(lon, lat, p, h)))),
      ),
    );
  const variable = (
    name: string,
    units: string,
    data: ArrayLike<number>,
    dimensions: string[] = shape,
    more: Record<string, string> = {},
  ): NumberVariable => ({ name, type: "f8", dimensions, attributes: { units, ...more }, data });
  const plain = fill(levels, co2);
  const edge = ["time", "boundary", "latitude", "longitude"];
  const pressure = (): NumberVariable =>
    variable(
      "pressure",
      "Pa",
      fill(edges, (_lon, _lat, p) => p),
      edge,
    );
  const own = (): NumberVariable[] => {
    switch (layout) {
      case "carbontracker":
        return [variable("co2", "micromol mol-1", plain), pressure()];
      case "components":
        return [
          variable(
            "bg",
            "micromol mol-1",
            plain.map((value) => value - 6),
          ),
          ...["bio", "ff", "fires", "ocean"].map((name, i) =>
            variable(
              name,
              "micromol mol-1",
              plain.map(() => i),
            ),
          ),
          pressure(),
        ];
      case "cams":
        return [
          variable("CO2", "ppm", plain),
          variable("ap", "Pa", A, ["boundary"]),
          variable("bp", "1", B, ["boundary"]),
          variable(
            "Psurf",
            "hPa",
            fill([SURFACE], () => SURFACE / 100),
            ["time", "latitude", "longitude"],
          ),
        ];
      case "pressure-levels":
        return [
          variable(
            "co2",
            "kg kg**-1",
            plain.map((value) => (1e-6 * value * 44.0095) / 28.9644),
          ),
        ];
      case "moist":
        return [
          variable(
            "co2",
            "ppm",
            plain.map((x) => (x * (1 - Q)) / (1 - Q + (Q * 461.5) / 287.0471)),
            shape,
            {
              long_name: "mole fraction in moist air",
            },
          ),
          pressure(),
          ...(file.humidity === true
            ? [
                variable(
                  "q",
                  "kg kg-1",
                  plain.map(() => Q),
                ),
              ]
            : []),
        ];
    }
  };
  await writeNetcdf(path, {
    attributes: { title: "made up by a test" },
    dimensions: {
      time: hours.length,
      level: levels.length,
      boundary: edges.length,
      latitude: latitude.length,
      longitude: longitude.length,
    },
    variables: [
      variable(
        "time",
        "days since 2016-07-01 00:00:00 UTC",
        hours.map((h) => h / 24),
        ["time"],
      ),
      variable("level", down ? "hPa" : "1", down ? levels.map((p) => p / 100) : levels.map((_, k) => k + 1), ["level"]),
      variable("latitude", "degrees_north", latitude, ["latitude"]),
      variable("longitude", "degrees_east", longitude, ["longitude"]),
      ...own(),
    ],
  });
}
