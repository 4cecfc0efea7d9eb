/**
 * A product in one file, as CONTRIBUTING.md shows it: a steady breeze on flat ground, and a flux that is the same
 * everywhere, read from a file.
 */
import { z } from "zod";
import { CoverageError } from "../../src/errors.js";
import type { FluxSource } from "../../src/fluxes/fluxSource.js";
import { openNetcdf } from "../../src/io/openNetcdf.js";
import type { MeteorologySource } from "../../src/meteorology/meteorology.js";
import type { Context, FluxContext, Product } from "../../src/products/product.js";
import { fluxRole, meteorologyRole } from "../../src/products/role.js";
import { files, sectionSchema } from "../../src/products/section.js";

const weatherSection = sectionSchema("toy", {
  /** Of the wind, to the east [m s-1] */
  speed: z.number().min(0).max(20).default(5),
});
const fluxSection = sectionSchema("toy", { files });

export const toy = {
  name: "toy",
  title: "toy product",
  versions: ["1"],
  citation: "nobody",
  licence: "public domain",
  recognise: ({ netcdf }) => netcdf?.attributes.producer === "toy",
  roles: {
    meteorology: meteorologyRole({
      schema: weatherSection,
      files: [],
      domain: { brings: "nothing" },
      open: async () => openBreeze,
    }),
    fluxes: fluxRole({
      schema: fluxSection,
      files: ["files"],
      components: ["fossil"],
      open: async () => openFlux,
    }),
  },
} as const satisfies Product;

function openBreeze({ speed }: z.output<typeof weatherSection>, { grid, vertical }: Context): MeteorologySource {
  const { cells, columns, rows } = grid;
  const { levels } = vertical;
  const airAt = (time: number) => ({
    time,
    surfacePressure: new Float64Array(cells).fill(1e5),
    specificHumidity: new Float64Array(levels * cells).fill(5e-3),
  });
  return {
    title: "a toy breeze",
    remarks: [`the wind blows at ${speed} m s-1 for ever`],
    coverage: { start: -Infinity, end: Infinity },
    files: [],
    check() {},
    airAt,
    at: (time) => ({
      ...airAt(time),
      temperature: new Float64Array(levels * cells).fill(280),
      xWind: new Float64Array(levels * rows * (columns + 1)).fill(speed),
      yWind: new Float64Array(levels * (rows + 1) * columns),
      boundaryLayerHeight: new Float64Array(cells).fill(800),
      frictionVelocity: new Float64Array(cells).fill(0.3),
      inverseObukhovLength: new Float64Array(cells),
    }),
    close() {},
  };
}

async function openFlux(
  { files: [path] }: z.output<typeof fluxSection>,
  { grid, component }: FluxContext,
): Promise<FluxSource> {
  const file = await openNetcdf(path);
  const [flux] = file.variable("flux").read();
  file.close();
  if (!Number.isFinite(flux)) throw new CoverageError({ where: path, found: `${flux}`, expected: "a flux" });
  return {
    component,
    title: "a toy flux",
    remarks: [],
    files: [path],
    hourly: () => new Float64Array(grid.cells).fill(flux),
    close() {},
  };
}
