/** From when to when weather is, on which layers, and which quantities its files have. */
import { createGrid, type GridDefinition } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { quantities, type Quantity } from "../meteorology/sources/griddedQuantities.js";
import { openRole } from "../products/openRole.js";
import type { Registry } from "../products/registry.js";
import type { Section } from "../products/section.js";
import { formatTime } from "../time.js";
import { orFaultLater } from "./orFault.js";
import { contextOn, middleDomain } from "./domains.js";
import type { WeatherFacts } from "./inspection.js";
import type { Opened, UsedFiles } from "./opened.js";

/** Levels of pressure are no layers: they come on those of the model. */
async function layersOf(open: () => Promise<VerticalCoordinate>): Promise<Pick<Brought, "vertical" | "remarks">> {
  const remarks: string[] = [];
  const vertical = await orFaultLater(remarks, open);
  return vertical === undefined
    ? { remarks: remarks.map((remark) => `its layers cannot be taken ("vertical: source"): ${remark}`) }
    : { vertical };
}

interface Brought {
  readonly kind: "nothing" | "layers" | "grid and layers";
  readonly grid?: GridDefinition;
  readonly vertical?: VerticalCoordinate;
  /** Why it brings no layers, where others of its kind do. */
  readonly remarks?: readonly string[];
}

export async function weatherFacts(
  registry: Registry,
  section: Section,
  { grids, variables }: UsedFiles,
): Promise<Opened<WeatherFacts>> {
  const brought = await openRole(registry, "meteorology", section, async ({ domain }): Promise<Brought> => {
    switch (domain.brings) {
      case "nothing":
        return { kind: "nothing" };
      case "layers":
        return { kind: "layers", ...(await layersOf(async () => (await domain.open())(section))) };
      case "grid and layers":
        return { kind: "grid and layers", ...(await (await domain.open())(section)) };
    }
  });
  const grid = brought.grid === undefined ? middleDomain(grids) : createGrid(brought.grid);
  const { vertical } = brought;
  const context = contextOn(grid, { start: 0, end: 0 }, vertical === undefined ? {} : { vertical });
  const source = await openRole(registry, "meteorology", section, async (role) =>
    (await role.open())(section, context),
  );
  try {
    const { start, end } = source.coverage;
    const { surfacePressure } = source.at(start);
    const pressures = surfacePressure.toSorted();
    return {
      facts: {
        kind: "meteorology",
        title: source.title,
        first: formatTime(start),
        last: formatTime(end),
        layers: vertical?.levels ?? null,
        ...(brought.grid !== undefined && { grid: gridInWords(brought.grid) }),
        ...(brought.kind === "layers" && variables.length > 0 && quantitiesOf(variables)),
        surfacePressureHPa: [pressures[0] / 100, pressures[pressures.length - 1] / 100],
      },
      remarks: [...source.remarks, ...(brought.remarks ?? [])],
      suspicions: [],
    };
  } finally {
    source.close();
  }
}

function gridInWords({ columns, rows, dx, dy, projection }: GridDefinition): string {
  const { definition } = projection;
  const spacing = definition === "longlat" ? `${dx} x ${dy} degrees` : `${dx / 1000} x ${dy / 1000} km`;
  return `${columns} x ${rows} cells of ${spacing}, ${definition}`;
}

/** @param variables names in the files */
function quantitiesOf(variables: readonly string[]): Required<Pick<WeatherFacts, "found" | "absent">> {
  const all: readonly Quantity[] = Object.values(quantities);
  const has = ({ names }: Quantity): boolean => names.some((name) => variables.includes(name));
  return {
    found: all.filter(has).map(({ label }) => label),
    absent: all.filter((quantity) => !has(quantity)).map(({ label }) => label),
  };
}
