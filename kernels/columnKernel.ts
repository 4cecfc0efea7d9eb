/**
 * Vertical step of each column: advection as in x and y, on layers of unequal thickness between closed ends (line.ts),
 * then turbulent mixing and emission (verticalMixingKernel.ts, convectiveMixingKernel.ts). A parallel loop has one column
 * as its unit; lane innermost. Twin of the advection: src/kernels/reference/advectionReference.ts.
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
  const slots = scratch + <usize>(levels + 1) * SLOT;
  const mixing = slots + <usize>levels * SPACING;
  const work = aligned(mixing + <usize>levels * MIXING);
  const rounding = work + workBytes(lanes);
  const amounts = rounding + 2 * row;
  layerSpacing(levels, spacing, slots);
  for (let cell = first; cell < last; cell++) {
    const q = state + <usize>cell * row;
    const top = q + <usize>(levels - 1) * stride;
    const m = mass + <usize>cell * 8;
    const f = flux + <usize>cell * 8;
    const substeps = countSubsteps(levels, m, massStride, f, massStride, dt);
    clear(rounding, row);
    for (let s = 0; s < substeps; s++) {
      lineCoefficients(levels, true, m, massStride, f, massStride, dt / substeps, scratch);
      advectLine(levels, lanes, true, q, stride, q, stride, scratch, slots, SPACING, q, top, work);
      addRemainder(lanes, work, rounding);
    }
    const g = exchange + <usize>cell * 8;
    const far = nonLocal ? nonLocal + <usize>cell * 8 : 0;
    const convective = far !== 0 && load<f64>(far + massStride) > 0;
    const emitted = <f32>((load<f64>(area + <usize>cell * 8) * dt * molarMass) / load<f64>(m));
    mixingCoefficients(levels, m, g, convective ? far : 0, massStride, dt, mixing);
    emit(row, q, emission + <usize>cell * row, emitted, rounding + row);
    if (convective) convect(levels, row, q, stride, mixing, amounts);
    else lift(levels, row, q, stride, mixing, amounts);
    settle(levels, row, q, stride, mixing, amounts, rounding);
  }
}
