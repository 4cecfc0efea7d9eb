/** Synthetic weather of the run's seed. */
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { syntheticMeteorology } from "../../meteorology/sources/synthetic.js";
import type { Context } from "../product.js";
import type { Section } from "../section.js";

export function openWeather(_: Section, { grid, vertical, landFraction, seed }: Context): MeteorologySource {
  return syntheticMeteorology({ grid, vertical, landFraction, seed });
}
