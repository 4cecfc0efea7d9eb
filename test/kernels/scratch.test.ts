/** The longest lines that a launcher takes: what a thread works in must hold them, as nothing behind it is guarded. */
import { beforeEach, describe, expect, it } from "vitest";
import { SCRATCH_BYTES } from "../../src/kernels/kernels.js";
import { launchAdvectX, launchAdvectY, launchMoveVertically } from "../../src/kernels/launchTransport.js";
import { kernelsForTests } from "./kernelsForTests.js";

const DT = 900;
const AIR = 1e11;
const WIDTH = 2;
/** What is behind the scratch memory of the only thread. */
const kernels = await kernelsForTests(1);
const { memory } = kernels;
const behind = memory.float64(SCRATCH_BYTES / 8);
beforeEach(() => behind.fill(7));

/** Of a line of so many lanes, by the launchers' own bound. */
function longest(lanes: number): number {
  const refused = (n: number): boolean => {
    try {
      launchAdvectX(kernels, { columns: n, rows: WIDTH, levels: WIDTH, lanes }, {} as never, DT);
    } catch (error) {
      return error instanceof RangeError && error.message.includes("does not fit");
    }
    return false;
  };
  let [fits, tooLong] = [2, SCRATCH_BYTES];
  while (tooLong - fits > 1) {
    const n = Math.floor((fits + tooLong) / 2);
    if (refused(n)) tooLong = n;
    else fits = n;
  }
  return fits;
}

describe.each([4, 1000])("lines of as many cells as fit, %i lanes", (lanes) => {
  const n = longest(lanes);
  const cells = n * WIDTH * WIDTH;
  const mass = memory.float64(cells);
  const state = memory.float32(cells * lanes);
  const boundary = memory.float32(WIDTH * 2 * (n + WIDTH) * lanes);
  // Air that flows 1.2 cells: two sub-steps.
  const flux = memory.float64(cells + WIDTH * WIDTH).fill((1.2 * AIR) / DT);
  const inflow = memory.float64(WIDTH * WIDTH * lanes);

  it.each([
    ["x", launchAdvectX, { columns: n, rows: WIDTH, levels: WIDTH, lanes }],
    ["y", launchAdvectY, { columns: WIDTH, rows: n, levels: WIDTH, lanes }],
  ] as const)("along %s stay in it", (_, launch, shape) => {
    mass.fill(AIR);
    launch(kernels, shape, { state, mass, flux, boundary, inflow }, DT);
    expect(behind.every((value) => value === 7)).toBe(true);
  });

  it("along z, with mixing by half of the columns, stay in it", () => {
    const shape = { columns: WIDTH, rows: WIDTH, levels: n, lanes };
    const interfaces = (value: number): Float64Array => memory.float64((n + 1) * WIDTH * WIDTH).fill(value);
    const nonLocal = interfaces(0);
    for (let cell = 0; cell < 2; cell++) nonLocal[WIDTH * WIDTH + cell] = 1e6;
    launchMoveVertically(
      kernels,
      shape,
      {
        state,
        mass: mass.fill(AIR),
        flux: interfaces(0),
        spacing: memory.float32(5 * n).fill(0.2),
        exchange: interfaces(1e6),
        nonLocal,
        emission: memory.float32(WIDTH * WIDTH * lanes),
        area: memory.float64(WIDTH * WIDTH).fill(1e9),
      },
      DT,
      0.029,
    );
    expect(behind.every((value) => value === 7)).toBe(true);
  });
});
