/** A transport model's setup as plain data, and back. */
import type { TransportSetup } from "../../transport/transportModel.js";
import type { PlainSetup } from "./orders.js";

export function plainSetup({ grid, vertical, referenceMoleFraction, timeStep }: TransportSetup): PlainSetup {
  const { columns, rows, area } = grid;
  const { name, levels, a, b } = vertical;
  return {
    columns,
    rows,
    area: [...area],
    vertical: { name, levels, a: [...a], b: [...b] },
    referenceMoleFraction,
    timeStep,
  };
}

export function fullGrid({ columns, rows, area }: PlainSetup): TransportSetup["grid"] {
  return { columns, rows, cells: columns * rows, area: Float64Array.from(area) };
}
