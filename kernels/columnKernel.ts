/**
 * Vertical step of each column: advection as in x and y, on layers of unequal thickness between closed ends (line.ts),
 * then turbulent mixing and emission (verticalMixingKernel.ts, convectiveMixingKernel.ts). A parallel loop has one column
 * as its unit, and two of the same number of sub-steps share the computing of their coefficients (pair.ts); lane innermost. Twin of the advection: src/kernels/reference/advectionReference.ts.
 */
import { convect } from "./convectiveMixingKernel";
import { addRemainder, advectLine, aligned, workBytes } from "./line";
import { countSubsteps, lineCoefficients, SLOT } from "./lineCoefficients";
import { emit, lift, MIXING, mixingCoefficients, settle } from "./verticalMixingKernel";
import { layerSpacing, SPACING } from "./spacing";
import { clear } from "./vector";

/**
 * @param cells    columns * rows
 * @param spacing  [level][5] float32
 * @param exchange [level + 1][cell] float64 [kg s-1]
 * @param nonLocal the same, air that sinks through the interface while as much of level 0 rises; 0 where there is none
 * @param emission [cell][lane] float32 [mol m-2 s-1]; `area` [cell] float64 [m2]; `molarMass` of air [kg mol-1]
 */
export function moveVertically(
  cells: i32,
  levels: i32,
  lanes: i32,
  dt: f64,
  molarMass: f64,
  state: usize,
  mass: usize,
  flux: usize,
  spacing: usize,
  exchange: usize,
  nonLocal: usize,
  emission: usize,
  area: usize,
  first: i32,
  last: i32,
  scratch: usize,
): void {
  const row = <usize>lanes * 4;
  const stride = <usize>cells * row;
  const massStride = <usize>cells * 8;
  const sharesApart = <usize>(levels + 1) * SLOT;
  const mixingApart = <usize>levels * MIXING;
  const slots = scratch + 2 * sharesApart;
  const mixing = slots + <usize>levels * SPACING;
  const work = aligned(mixing + 2 * mixingApart);
  const rounding = work + workBytes(lanes);
  const amounts = rounding + 4 * row;
  layerSpacing(levels, spacing, slots);
  let cell = first;
  while (cell < last) {
    const m = mass + <usize>cell * 8;
    const f = flux + <usize>cell * 8;
    let next: usize = cell + 1 < last ? 8 : 0;
    const counts = countSubsteps(levels, m, massStride, next, f, massStride, next, dt);
    const substeps = <i32>f64x2.extract_lane(counts, 0);
    if (substeps !== <i32>f64x2.extract_lane(counts, 1)) next = 0;
    const columns = next ? 2 : 1;
    clear(rounding, 4 * row);
    for (let s = 0; s < substeps; s++) {
      lineCoefficients(levels, true, m, massStride, next, f, massStride, next, dt / substeps, scratch, sharesApart);
      for (let c = 0; c < columns; c++) {
        const q = state + <usize>(cell + c) * row;
        const top = q + <usize>(levels - 1) * stride;
        const shares = scratch + <usize>c * sharesApart;
        advectLine(levels, lanes, true, q, stride, q, stride, shares, slots, SPACING, q, top, work);
        addRemainder(lanes, work, rounding + 2 * <usize>c * row);
      }
    }
    const far = nonLocal ? nonLocal + <usize>cell * 8 : 0;
    const g = exchange + <usize>cell * 8;
    mixingCoefficients(levels, m, g, far, massStride, next, dt, mixing, mixingApart);
    for (let c = 0; c < columns; c++) {
      const q = state + <usize>(cell + c) * row;
      const own = mixing + <usize>c * mixingApart;
      const lost = rounding + 2 * <usize>c * row;
      const at = <usize>(cell + c) * 8;
      const emitted = <f32>((load<f64>(area + at) * dt * molarMass) / load<f64>(mass + at));
      emit(row, q, emission + <usize>(cell + c) * row, emitted, lost + row);
      if (far !== 0 && load<f64>(far + massStride + <usize>c * 8) > 0) convect(levels, row, q, stride, own, amounts);
      else lift(levels, row, q, stride, own, amounts);
      settle(levels, row, q, stride, own, amounts, lost);
    }
    cell += columns;
  }
}
