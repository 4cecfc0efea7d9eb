/** The mole fraction that an experiment starts from and that flows in at its sides. */
import type { Background } from "../../fields/background.js";
import { openRole } from "../../products/openRole.js";
import { retrievalsOf, type ObservationParts } from "./observations.js";
import { late, type Part } from "./parts.js";
import type { Preparation } from "./preparation.js";
import type { Asked } from "./sections.js";

/** It must serve the whole period. */
export function makeBackground(
  { config: { period }, registry, parts, known, keep }: Preparation,
  { key, section }: Asked,
  observations: ObservationParts | undefined,
): Promise<Part<Background>> {
  const context = late({ ...known, retrievals: () => observations && retrievalsOf(observations.opened.get().set) });
  return parts.make(key, async () => {
    const found = section.get();
    const opened = keep(
      await openRole(registry, "background", found, async (role) => (await role.open())(found, context)),
    );
    opened.check(period.start, period.end);
    return opened;
  });
}
