/** Which mole fractions a background has. */
import { openRole } from "../products/openRole.js";
import type { BackgroundContext } from "../products/product.js";
import type { Registry } from "../products/registry.js";
import type { Section } from "../products/section.js";
import { toPpm } from "../units.js";
import { contextOn, middleDomain } from "./domains.js";
import type { BackgroundFacts } from "./inspection.js";
import type { Opened, UsedFiles } from "./opened.js";

/** Of the standard atmosphere at the sea [Pa]. */
const GROUND = 101325;

/** @throws JdasError where it cannot serve */
export async function backgroundFacts(
  registry: Registry,
  section: Section,
  { grids, periods, times }: UsedFiles,
): Promise<Opened<BackgroundFacts>> {
  const grid = middleDomain(grids);
  const [period] = periods;
  const context: BackgroundContext = contextOn(grid, period, { retrievals: undefined });
  const background = await openRole(registry, "background", section, async (role) =>
    (await role.open())(section, context),
  );
  try {
    const cells = Int32Array.from({ length: grid.cells }, (_, cell) => cell);
    const layers = new Float64Array(context.vertical.levels * grid.cells);
    const surfacePressure = new Float64Array(grid.cells).fill(GROUND);
    background.layers(cells, times[0] ?? period.start, context.vertical, surfacePressure, layers);
    const sorted = layers.toSorted();
    return {
      facts: {
        kind: "background",
        title: background.title,
        minimumPpm: toPpm(sorted[0]),
        maximumPpm: toPpm(sorted[sorted.length - 1]),
      },
      remarks: background.remarks,
      suspicions: [],
    };
  } finally {
    background.close();
  }
}
