/** The mean of the retrievals' own prior profiles by latitude. */
import { CoverageError } from "../../errors.js";
import { type Background, onGrid } from "../../fields/background.js";
import { priorBackground } from "../../observations/priorBackground.js";
import type { BackgroundContext } from "../product.js";
import type { Section } from "../section.js";

/** @throws CoverageError where there are no retrievals, or none with a usable profile */
export function openBackground(_: Section, { grid, retrievals }: BackgroundContext): Background {
  if (retrievals === undefined) {
    throw new CoverageError({
      where: "retrieval-priors",
      found: "no retrievals",
      expected: "those whose prior profiles make the background",
      remedy: 'add the section "observations"',
    });
  }
  return onGrid(priorBackground(retrievals), grid);
}
