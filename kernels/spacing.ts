/**
 * Constants of the parabolas along a line, one slot of 5 float32 a cell, from those of src/kernels/parabolicSpacing.ts:
 *     [half of the slope's two of the next cell, twice the first of the edge, four times its other two],
 * as line.ts works with half slopes and twice the heights of edges.
 */

/** Bytes of a slot, there and here. */
export const SPACING: usize = 20;

/** The slot of all cells of a line with equal cells. */
export function equalSpacing(slot: usize): void {
  store<f32>(slot, 0.25);
  store<f32>(slot, 0.25, 4);
  store<f32>(slot, 1, 8);
  store<f32>(slot, <f32>(2.0 / 3), 12);
  store<f32>(slot, <f32>(2.0 / 3), 16);
}

/** @param constants [n][5] float32; the last cell, which is flat, has no next one */
export function layerSpacing(n: i32, constants: usize, slots: usize): void {
  for (let k = 0; k < n; k++) {
    const next = k + 1 < n ? constants + SPACING : constants;
    store<f32>(slots, 0.5 * load<f32>(next));
    store<f32>(slots, 0.5 * load<f32>(next, 4), 4);
    store<f32>(slots, 2 * load<f32>(constants, 8), 8);
    store<f32>(slots, 4 * load<f32>(constants, 12), 12);
    store<f32>(slots, 4 * load<f32>(constants, 16), 16);
    constants += SPACING;
    slots += SPACING;
  }
}
