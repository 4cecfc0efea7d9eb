/** The analytic background mole fraction. */
import { type Background, onGrid, syntheticBackground } from "../../fields/background.js";
import type { Context } from "../product.js";
import type { Section } from "../section.js";

export function openBackground(_: Section, { grid }: Context): Background {
  return onGrid(syntheticBackground(), grid);
}
