/** The weather of an experiment: that of the product which its section names, and the model's, which may be in error. */
import { CoverageError } from "../../errors.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { openRole } from "../../products/openRole.js";
import type { Context } from "../../products/product.js";
import type { Registry } from "../../products/registry.js";
import type { Section } from "../../products/section.js";
import type { Time } from "../../time.js";
import { modelWeather } from "./modelErrors.js";
import { late, type Part } from "./parts.js";
import type { Preparation } from "./preparation.js";
import type { Asked } from "./sections.js";

export interface WeatherParts {
  /** What the configuration says of it, its files found. */
  readonly section: Part<Section>;
  /** As its product has it: a twin's truth has this one. */
  readonly source: Part<MeteorologySource>;
  /** That of CTRL, AN and FC: the same, but where a twin's model has weather in error. */
  readonly model: Part<MeteorologySource>;
  /** Of the source at a time of the period, [row][column] [Pa] */
  readonly surfacePressure: Part<(time: Time) => Float64Array>;
}

/** @param section its files found @throws InputError, CoverageError where they cannot serve */
export function openWeather(registry: Registry, section: Section, context: Context): Promise<MeteorologySource> {
  return openRole(registry, "meteorology", section, async (role) => (await role.open())(section, context));
}

export async function makeWeather(
  { plan, registry, parts, known, keep, prepared }: Preparation,
  { key, section }: Asked,
): Promise<WeatherParts> {
  const source = await parts.make(key, async () => keep(await openWeather(registry, section.get(), late(known))));
  const model = await parts.make(key, () => modelWeather(plan, source.get(), known.grid()));
  const surfacePressure = await parts.make(key, async () => {
    await prepared.weather({ key, role: "meteorology", section: section.get() }, known, model.get());
    return surfacePressureOf(source.get());
  });
  await parts.make(["urbanFraction"], () => {
    const { urbanFraction, title } = model.get();
    if (plan.urbanFraction !== "meteorology" || urbanFraction !== undefined) return;
    throw new CoverageError({
      where: "urbanFraction",
      found: `no urban fraction in ${title}`,
      expected: "weather that has one: PURB in GRIDCRO2D of MCIP",
      remedy: "use cities or none",
    });
  });
  return { section, source, model, surfacePressure };
}

/** That of the last time is kept: who asks for it goes through observations in the order of time. */
function surfacePressureOf(source: MeteorologySource): (time: Time) => Float64Array {
  let last: { readonly time: Time; readonly field: Float64Array } | undefined;
  return (time) => {
    if (last?.time !== time) {
      last = { time, field: source.surfacePressureAt?.(time) ?? source.airAt(time).surfacePressure };
    }
    return last.field;
  };
}
