/** The mole fraction that an experiment starts from and that flows in at its sides. */
import type { Background } from "../../fields/background.js";
import { openRole } from "../../products/openRole.js";
import { type Observed, retrievalsOf } from "./observations.js";
import { late, type Part } from "./parts.js";
import type { Preparation } from "./preparation.js";
import type { Asked } from "./sections.js";

/** It must serve the whole period. */
export function makeBackground(
  { plan: { period }, registry, parts, known, keep }: Preparation,
  { key, section }: Asked,
  observed: Part<Observed> | "nothing",
): Promise<Part<Background>> {
  const context = late({
    ...known,
    retrievals: () => (observed === "nothing" ? undefined : retrievalsOf(observed.get().set)),
  });
  return parts.make(key, async () => {
    const found = section.get();
    const opened = keep(
      await openRole(registry, "background", found, async (role) => (await role.open())(found, context)),
    );
    opened.check(period.start, period.end);
    return opened;
  });
}
