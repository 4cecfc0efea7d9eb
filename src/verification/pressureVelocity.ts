/**
 * Vertical velocity in pressure, omega = dp/dt [Pa s-1], at the interfaces p = a + b ps of our layers. Ours is what the
 * interface itself does and what the air does through it:
 *
 *     omega = b (d(ps)/dt + V . grad ps) - g F / (A (1 - q))
 *
 * with F the dry-air flux through the interface [kg s-1], V the corrected wind. Theirs is the file's, bilinear in the
 * horizontal and linear in pressure between two of its levels above the ground; NaN elsewhere.
 */
import { GRAVITY, SECONDS_PER_HOUR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import { createStencils, interpolate } from "../grids/horizontalStencil.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { type PointField, openPoints } from "../io/cfPoints.js";
import { type LevelAxis, readLevelAxis } from "../io/cfLevels.js";
import type { NetcdfFile } from "../io/netcdf.js";
import { netcdfInputs } from "../io/netcdfInputs.js";
import { openNetcdfFiles } from "../io/openNetcdf.js";
import { plainUnits } from "../meteorology/sources/griddedQuantities.js";
import type { Time } from "../time.js";
import type { DiagnosedHour, KnownVerticalVelocity } from "./verticalVelocity.js";

/** Names in GRIB's tables, CMIP and NCEP files. Without units they are in Pa s-1, as the tables say. */
const NAMES = ["w", "wap", "omega", "VVEL"];

/** @param steady the only instant holds for ever @returns undefined where there is no omega in Pa s-1 on levels */
export async function openPressureVelocity(
  paths: readonly string[],
  grid: Grid,
  vertical: VerticalCoordinate,
  coverage: { readonly start: Time; readonly end: Time },
  steady: boolean,
): Promise<KnownVerticalVelocity | undefined> {
  const files = await openNetcdfFiles(await netcdfInputs(paths));
  const close = (): void => files.forEach((file) => file.close());
  const found = files.flatMap(holderIn)[0];
  const half = SECONDS_PER_HOUR / 2;
  const times = (found?.lattice.times ?? []).filter(
    (time) => steady || (time >= coverage.start + half && time <= coverage.end - half),
  );
  if (found === undefined || times.length === 0) {
    close();
    return undefined;
  }
  const { lattice, levels } = found;
  const { window, stencils } = createStencils(lattice.places, [grid], paths.join(", "));
  const read = (time: Time): Float64Array => {
    const values = lattice.step(lattice.times.indexOf(time), window);
    const out = new Float64Array(lattice.levels * grid.cells);
    for (let k = 0; k < lattice.levels; k++) {
      interpolate(values, k * window.rows * window.columns, stencils[0], out, k * grid.cells);
    }
    return out;
  };
  return {
    name: lattice.variable.name,
    unit: "Pa s-1",
    times,
    theirs: (time, { middle }) => toInterfaces(read(time), levels, vertical, middle.surfacePressure),
    ours: (hour) => pressureVelocity(grid, vertical, hour),
    close,
  };
}

interface Holder {
  readonly lattice: PointField;
  readonly levels: LevelAxis;
}

function holderIn(file: NetcdfFile): Holder[] {
  const name = NAMES.find((candidate) => file.has(candidate));
  if (name === undefined) return [];
  const lattice = openPoints(file, name);
  const { level } = lattice.axes;
  if (level === undefined || !["", "Pa s-1"].includes(plainUnits(lattice.units))) return [];
  return [{ lattice, levels: readLevelAxis(file, file.variable(level.name)) }];
}

/** @param field [source level][cell] @returns [level + 1][cell]; NaN below the lowest level and above the highest */
export function toInterfaces(
  field: Float64Array,
  { a, b }: LevelAxis,
  vertical: VerticalCoordinate,
  surfacePressure: Float64Array,
): Float64Array {
  const cells = surfacePressure.length;
  const out = new Float64Array((vertical.levels + 1) * cells).fill(Number.NaN);
  for (let cell = 0; cell < cells; cell++) {
    const ps = surfacePressure[cell];
    const levels = Array.from(a, (value, k) => ({ pressure: value + b[k] * ps, omega: field[k * cells + cell] }))
      .filter(({ pressure, omega }) => pressure <= ps && Number.isFinite(omega))
      .sort((x, y) => x.pressure - y.pressure);
    for (let k = 1; k < vertical.levels; k++) {
      const pressure = vertical.a[k] + vertical.b[k] * ps;
      const below = levels.findIndex((level) => level.pressure >= pressure);
      if (below < 1) continue;
      const [high, low] = [levels[below - 1], levels[below]];
      const share = (pressure - high.pressure) / (low.pressure - high.pressure);
      out[k * cells + cell] = high.omega + share * (low.omega - high.omega);
    }
  }
  return out;
}

/** Ours, [level + 1][cell], [Pa s-1]; at the edge of the grid the gradient is that of one side. */
export function pressureVelocity(
  grid: Grid,
  vertical: VerticalCoordinate,
  { flow, start, middle, end }: DiagnosedHour,
): Float64Array {
  const { columns, rows, cells, area } = grid;
  const { b, levels } = vertical;
  const ps = middle.surfacePressure;
  const moving = new Float64Array(levels * cells);
  for (let row = 0, c = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, c++) {
      const [west, east] = [Math.max(0, column - 1), Math.min(columns - 1, column + 1)];
      const [south, north] = [Math.max(0, row - 1), Math.min(rows - 1, row + 1)];
      // Flux through a cell over its mass, times the fall across it: no length is needed.
      const alongX = (ps[row * columns + east] - ps[row * columns + west]) / (east - west);
      const alongY = (ps[north * columns + column] - ps[south * columns + column]) / (north - south);
      for (let k = 0; k < levels; k++) {
        const x = (k * rows + row) * (columns + 1) + column;
        const y = (k * (rows + 1) + row) * columns + column;
        const throughX = (flow.xMassFlux[x] + flow.xMassFlux[x + 1]) / 2;
        const throughY = (flow.yMassFlux[y] + flow.yMassFlux[y + columns]) / 2;
        moving[k * cells + c] = (throughX * alongX + throughY * alongY) / flow.airMass[k * cells + c];
      }
    }
  }
  const out = new Float64Array((levels + 1) * cells);
  for (let k = 1; k < levels; k++) {
    for (let c = 0; c < cells; c++) {
      const [above, below] = [k * cells + c, (k - 1) * cells + c];
      const tendency = (end.surfacePressure[c] - start.surfacePressure[c]) / SECONDS_PER_HOUR;
      const humidity = (middle.specificHumidity[above] + middle.specificHumidity[below]) / 2;
      const through = (GRAVITY * flow.zMassFlux[above]) / (area[c] * (1 - humidity));
      out[above] = b[k] * (tendency + (moving[above] + moving[below]) / 2) - through;
    }
  }
  return out;
}
