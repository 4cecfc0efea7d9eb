/**
 * Row update of the LETKF (Hunt et al. 2007): the local ensemble transform of each cell, float64, then its use on the
 * rows of all levels there, float32, member innermost. Twin and equations: src/kernels/reference/letkfReference.ts. With
 * directions u_j and increments h_jm = gain_j + shrink_j u_jm, both zero in lanes that are no members,
 *     z_j = sum_m (x_m - x_0) u_jm,   x_m <- x_m + sum_j z_j h_jm.
 * A parallel loop has one cell as its unit. A cell with the tapers of the cell before it takes over its transform.
 */
import { symmetricEigen } from "./symmetricEigenKernel";
import { addScaled, dotProduct, setScaled } from "./vector64";

/** Cells whose transforms are made before their rows are moved level by level, so that rows follow in memory. */
const BATCH: i32 = 16;
const BATCH_BYTES: usize = 2 << 20;

/**
 * @param levels     one pointer a level, [cell][lane] float32
 * @param cells      int32, [index]
 * @param tapers     [index][observation] float32
 * @param scaled     y' / sqrt(R (N - 1)), [observation][lane] float64, zero in lanes that are no members
 * @param departures d / sqrt(R), [observation] float64
 * @param status     set to 1 where the sums of a row are not finite; such a row is left alone
 */
export function letkfUpdate(
  levels: usize,
  levelCount: i32,
  cells: usize,
  tapers: usize,
  observations: i32,
  members: i32,
  lanes: i32,
  scaled: usize,
  departures: usize,
  status: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const places = min(observations, members);
  const size = <usize>(2 * places) * row;
  const batch = max<i32>(1, min<i32>(BATCH, <i32>(BATCH_BYTES / max<usize>(size, 1))));
  const counts = scratch;
  const transforms = counts + <usize>BATCH * 4;
  const local = transforms + <usize>BATCH * 4;
  const sums = local + (<usize>(observations + 3) & ~3) * 4;
  const slots = sums + (<usize>(places + 3) & ~3) * 4;
  const work = slots + <usize>batch * size;
  const tapersOfCell = <usize>observations * 4;
  for (let start = first; start < last; start += batch) {
    const end = min(start + batch, last);
    for (let index = start; index < end; index++) {
      const i = <usize>(index - start) * 4;
      const here = tapers + <usize>index * tapersOfCell;
      if (index > start && memory.compare(here, here - tapersOfCell, tapersOfCell) === 0) {
        store<i32>(counts + i, load<i32>(counts + i - 4));
        store<u32>(transforms + i, load<u32>(transforms + i - 4));
        continue;
      }
      const slot = slots + <usize>(index - start) * size;
      const count = localTransform(
        here,
        observations,
        members,
        lanes,
        scaled,
        departures,
        local,
        slot,
        slot + <usize>places * row,
        work,
      );
      store<i32>(counts + i, count);
      store<u32>(transforms + i, <u32>slot);
    }
    for (let level = 0; level < levelCount; level++) {
      const base = <usize>load<u32>(levels + <usize>level * 4);
      for (let index = start; index < end; index++) {
        const i = <usize>(index - start) * 4;
        const x = base + <usize>load<i32>(cells + <usize>index * 4) * row;
        const slot = <usize>load<u32>(transforms + i);
        if (!moveRow(x, row, load<i32>(counts + i), slot, slot + <usize>places * row, sums)) {
          atomic.store<i32>(status, 1);
        }
      }
    }
  }
}

/** @returns the number of directions */
function localTransform(
  tapers: usize,
  observations: i32,
  members: i32,
  lanes: i32,
  scaled: usize,
  departures: usize,
  local: usize,
  directions: usize,
  increments: usize,
  work: usize,
): i32 {
  let found = 0;
  for (let o = 0; o < observations; o++) {
    if (!(load<f32>(tapers + <usize>o * 4) > 0)) continue;
    store<i32>(local + <usize>found * 4, o);
    found++;
  }
  const row = <usize>lanes * 8;
  const few = found <= members;
  const n = few ? found : members;
  const stride = (<usize>n * 8 + 15) & ~15;
  const matrix = work;
  const vectors = matrix + <usize>n * stride;
  const values = vectors + <usize>n * stride;
  const seen = values + stride;
  const spare = seen + max(stride, row);
  const members64 = spare + 3 * stride;
  const direction = members64 + (few ? <usize>n * row : 0);
  memory.fill(matrix, 0, <usize>n * stride);
  memory.fill(seen, 0, max(stride, row));
  if (few) {
    for (let i = 0; i < n; i++) {
      const o = <usize>load<i32>(local + <usize>i * 4);
      const root = sqrt(<f64>load<f32>(tapers + o * 4));
      setScaled(members64 + <usize>i * row, root, scaled + o * row, row);
      store<f64>(seen + <usize>i * 8, root * load<f64>(departures + o * 8));
      for (let j = 0; j <= i; j++) {
        const product = dotProduct(members64 + <usize>i * row, members64 + <usize>j * row, row);
        store<f64>(matrix + <usize>i * stride + <usize>j * 8, product);
        store<f64>(matrix + <usize>j * stride + <usize>i * 8, product);
      }
    }
  } else {
    for (let i = 0; i < found; i++) {
      const o = <usize>load<i32>(local + <usize>i * 4);
      const taper = <f64>load<f32>(tapers + o * 4);
      const y = scaled + o * row;
      for (let m = 0; m < n; m++) addScaled(matrix + <usize>m * stride, taper * load<f64>(y + <usize>m * 8), y, stride);
      addScaled(seen, taper * load<f64>(departures + o * 8), y, stride);
    }
  }
  symmetricEigen(n, stride, matrix, vectors, values, spare);
  const degrees = sqrt(<f64>(members - 1));
  for (let j = 0; j < n; j++) {
    const vector = vectors + <usize>j * stride;
    const value = load<f64>(values + <usize>j * 8);
    const root = sqrt(1 + value);
    const gain = dotProduct(vector, seen, stride) / (1 + value) / degrees;
    const shrink = (few ? -1 : -value) / (root * (1 + root));
    memory.fill(direction, 0, row);
    if (few) {
      for (let i = 0; i < n; i++) {
        addScaled(direction, load<f64>(vector + <usize>i * 8), members64 + <usize>i * row, row);
      }
    } else {
      memory.copy(direction, vector, <usize>n * 8);
    }
    for (let m = 0; m < lanes; m++) {
      const at = <usize>(j * lanes + m) * 4;
      const u = load<f64>(direction + <usize>m * 8);
      store<f32>(directions + at, <f32>u);
      store<f32>(increments + at, m < members ? <f32>(gain + shrink * u) : 0);
    }
  }
  return n;
}

/** @returns whether the sums were finite */
// @ts-ignore: decorator
@inline
function moveRow(x: usize, row: usize, count: i32, directions: usize, increments: usize, sums: usize): bool {
  const pivot = v128.load32_splat(x);
  let size = f32x4.splat(0);
  let j = 0;
  for (; j + 4 <= count; j += 4) {
    const u = directions + <usize>j * row;
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    for (let o: usize = 0; o < row; o += 16) {
      const departure = f32x4.sub(v128.load(x + o), pivot);
      a = f32x4.add(a, f32x4.mul(departure, v128.load(u + o)));
      b = f32x4.add(b, f32x4.mul(departure, v128.load(u + row + o)));
      c = f32x4.add(c, f32x4.mul(departure, v128.load(u + 2 * row + o)));
      d = f32x4.add(d, f32x4.mul(departure, v128.load(u + 3 * row + o)));
    }
    const ab = f32x4.add(v128.shuffle<f32>(a, b, 0, 4, 1, 5), v128.shuffle<f32>(a, b, 2, 6, 3, 7));
    const cd = f32x4.add(v128.shuffle<f32>(c, d, 0, 4, 1, 5), v128.shuffle<f32>(c, d, 2, 6, 3, 7));
    const sum = f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
    v128.store(sums + <usize>j * 4, sum);
    size = f32x4.add(size, f32x4.abs(sum));
  }
  for (; j < count; j++) {
    const u = directions + <usize>j * row;
    let a = f32x4.splat(0);
    for (let o: usize = 0; o < row; o += 16) {
      a = f32x4.add(a, f32x4.mul(f32x4.sub(v128.load(x + o), pivot), v128.load(u + o)));
    }
    const sum =
      f32x4.extract_lane(a, 0) + f32x4.extract_lane(a, 1) + (f32x4.extract_lane(a, 2) + f32x4.extract_lane(a, 3));
    store<f32>(sums + <usize>j * 4, sum);
    size = f32x4.add(size, f32x4.abs(f32x4.splat(sum)));
  }
  const total =
    f32x4.extract_lane(size, 0) +
    f32x4.extract_lane(size, 1) +
    f32x4.extract_lane(size, 2) +
    f32x4.extract_lane(size, 3);
  if (!(total < f32.MAX_VALUE)) return false;
  for (let o: usize = 0; o < row; o += 16) {
    let move = f32x4.splat(0);
    for (j = 0; j < count; j++) {
      const h = v128.load(increments + <usize>j * row + o);
      move = f32x4.add(move, f32x4.mul(v128.load32_splat(sums + <usize>j * 4), h));
    }
    v128.store(x + o, f32x4.add(v128.load(x + o), move));
  }
  return true;
}
