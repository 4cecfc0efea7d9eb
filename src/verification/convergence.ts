/** The closed flows at several resolutions: errors, orders of convergence, and the bounds that both must keep. */
import { type ErrorRow, orderOf } from "./errorRow.js";
import { atLeast, atMost, type Finding } from "./finding.js";
import type { RoundTrip } from "./roundTrip.js";

/** Cells along a side at which the errors have bounds: 64 km. */
export const BOUNDED_CELLS = 100;

/** Least order of convergence and largest error at 64 km. The limiter clips every extremum, so linf falls slowest. */
const BOUNDS = {
  Gaussian: { orders: { l1: 1.8, l2: 1.6, linf: 1.2 }, error: { l1: 0.012, l2: 0.018, linf: 0.045 } },
  "slotted cylinder": { orders: { l1: 0.5 }, error: { l1: 0.15, l2: 0.2 } },
} as const;

const NAMES = {
  rotation: "rotation on the stereographic grid",
  swirl: "LeVeque's swirl on the stereographic grid",
} as const;

/** @param trips of one flow, coarse to fine, two or more */
export function convergence(trips: readonly RoundTrip[]): { findings: Finding[]; errors: ErrorRow[] } {
  const subject = NAMES[trips[0].flow];
  const errors = trips[0].fields.flatMap(({ name }, shape) =>
    trips.map(
      ({ grid, fields }): ErrorRow => ({
        problem: `${trips[0].flow}, ${name}`,
        scheme: "openjdas",
        cells: grid.columns,
        norms: fields[shape].norms,
      }),
    ),
  );
  const findings = [
    atMost(subject, "overshoot beyond the range", Math.max(...trips.map(({ overshoot }) => overshoot)), 1e-6),
    atMost(subject, "residual of the budget", Math.max(...trips.map(({ residual }) => residual)), 1e-7),
    ...trips[0].fields.flatMap(({ name }, shape) => {
      const { orders, error } = BOUNDS[name];
      const finest = orderOf(errors, shape * trips.length + trips.length - 1);
      const bounded = trips.find(({ grid }) => grid.columns === BOUNDED_CELLS);
      return [
        ...entries(orders).map(([norm, least]) =>
          atLeast(subject, `order of ${norm}, ${name}, finest pair`, finest?.[norm] ?? NaN, least),
        ),
        ...(bounded === undefined
          ? []
          : entries(error).map(([norm, most]) =>
              atMost(subject, `${norm}, ${name}, 64 km`, bounded.fields[shape].norms[norm], most),
            )),
      ];
    }),
  ];
  return { findings, errors };
}

function entries<K extends string>(bounds: Partial<Readonly<Record<K, number>>>): [K, number][] {
  return Object.entries(bounds) as [K, number][];
}
