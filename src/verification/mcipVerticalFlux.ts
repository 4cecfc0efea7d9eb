/**
 * MCIP's own vertical mass flux WHAT_JD, rho J / m^2 d(sigma)/dt [kg m-2 s-1], upward through the upper face of each
 * layer, per area of the map; MCIP makes it of WRF's vertical wind.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { openNetcdfFiles } from "../io/openNetcdf.js";
import type { MeteorologySource } from "../meteorology/meteorology.js";
import { ioapiRecord, ioapiTimes } from "../meteorology/sources/ioapi.js";
import type { KnownVerticalVelocity } from "./verticalVelocity.js";

const NAME = "WHAT_JD";

/** @returns undefined where the files have no WHAT_JD */
export async function openMcipVerticalFlux(
  paths: readonly string[],
  grid: Grid,
  { levels }: VerticalCoordinate,
  { start, end }: MeteorologySource["coverage"],
): Promise<KnownVerticalVelocity | undefined> {
  const files = await openNetcdfFiles(paths);
  const close = (): void => files.forEach((file) => file.close());
  const holders = files.filter((file) => file.has(NAME)).map((file) => ({ file, times: ioapiTimes(file) }));
  const times = [...new Set(holders.flatMap((holder) => holder.times))]
    .filter((time) => time >= start + SECONDS_PER_HOUR / 2 && time <= end - SECONDS_PER_HOUR / 2)
    .sort((x, y) => x - y);
  if (times.length === 0) {
    close();
    return undefined;
  }
  const { cells } = grid;
  const mapArea = grid.dx * grid.dy;
  return {
    name: NAME,
    unit: "kg m-2 s-1",
    times,
    theirs(time) {
      const out = new Float64Array((levels + 1) * cells);
      for (const holder of holders) {
        const record = holder.times.indexOf(time);
        if (record < 0) continue;
        out.set(ioapiRecord(holder.file, NAME, record), cells);
        break;
      }
      return out;
    },
    ours: ({ flow }) => flow.zMassFlux.map((flux) => flux / mapArea),
    close,
  };
}
