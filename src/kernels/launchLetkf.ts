/** Checked launches of the LETKF's kernel (kernels/letkfKernel.ts), with the arrays in kernel memory that it reads. */
import { type Kernels, SCRATCH_BYTES } from "./kernels.js";

/** Local observations of many cells. `letkf.ts` in reference says what the arrays hold. */
export interface LetkfInput {
  readonly members: number;
  /** Multiple of 4. */
  readonly lanes: number;
  /** y' / sqrt(R (N - 1)), [observation][member] */
  readonly scaled: Float64Array;
  /** d / sqrt(R), [observation] */
  readonly departures: Float64Array;
}

/** What the kernel keeps of transforms at a time, where one is not more [bytes]. */
const BATCH_BYTES = 2 * 2 ** 20;

export interface LetkfLauncher {
  /** Takes the observations of an hour. @throws RangeError where members or observations are too many for the kernel */
  begin(input: LetkfInput): void;
  /**
   * Updates rows in place.
   * @param levels pointers to [cell][lane] float32, one a level
   * @param cells  cells to update
   * @param tapers [index in `cells`][observation]
   * @returns whether every row moved by finite numbers; rows that would not are left alone
   */
  update(levels: readonly number[], cells: Int32Array, tapers: Float32Array): boolean;
}

export function createLetkfLauncher(kernels: Kernels): LetkfLauncher {
  const { memory } = kernels;
  const status = memory.int32(1);
  let levelPointers = memory.int32(64);
  let cellList = memory.int32(0);
  let taperRows = memory.float32(0);
  let scaledRows = memory.float64(0);
  let departureList = memory.float64(64);
  let sizes = { observations: 0, members: 0, lanes: 0 };
  return {
    begin({ members, lanes, scaled, departures }) {
      const observations = departures.length;
      sizes = { observations, members, lanes };
      const bytes = scratchBytes(observations, members, lanes);
      if (bytes > SCRATCH_BYTES) {
        throw new RangeError(`${observations} observations of ${members} members need ${bytes} bytes a thread`);
      }
      if (scaledRows.length < observations * lanes) scaledRows = memory.float64(2 * observations * lanes);
      if (departureList.length < observations) departureList = memory.float64(2 * observations);
      scaledRows.fill(0);
      for (let o = 0; o < observations; o++) {
        scaledRows.set(scaled.subarray(o * members, (o + 1) * members), o * lanes);
      }
      departureList.set(departures);
    },
    update(levels, cells, tapers) {
      if (levels.length > levelPointers.length) levelPointers = memory.int32(2 * levels.length);
      if (cells.length > cellList.length) cellList = memory.int32(2 * cells.length);
      if (tapers.length > taperRows.length) taperRows = memory.float32(2 * tapers.length);
      levelPointers.set(levels);
      cellList.set(cells);
      taperRows.set(tapers);
      status[0] = 0;
      kernels.run(
        "letkfUpdate",
        cells.length,
        memory.pointer(levelPointers),
        levels.length,
        memory.pointer(cellList),
        memory.pointer(taperRows),
        sizes.observations,
        sizes.members,
        sizes.lanes,
        memory.pointer(scaledRows),
        memory.pointer(departureList),
        memory.pointer(status),
      );
      return status[0] === 0;
    },
  };
}

/** At most what the kernel takes of its thread's own memory [bytes]. */
function scratchBytes(observations: number, members: number, lanes: number): number {
  const directions = Math.min(observations, members);
  const transform = 8 * directions * lanes;
  const eigen = 16 * directions * (directions + 1) + 8 * (directions + 1) * (lanes + 4);
  const seen = 8 * Math.max(directions + 1, lanes);
  return 4 * (observations + directions) + Math.max(transform, BATCH_BYTES) + eigen + seen + 256;
}
