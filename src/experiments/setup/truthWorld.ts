/**
 * What the truth of a twin is made in: its grid, layers, weather and mole fraction at the start and the sides. They are the
 * model's but for weather in error, unless `twin.transport` cuts its cells or names other layers.
 */
import type { TruthTransport, TwinPlan } from "../../config/plan.js";
import type { Background } from "../../fields/background.js";
import { createGrid, type Grid } from "../../grids/grid.js";
import { landFraction as landFractionOf } from "../../grids/landFraction.js";
import { finerGrid } from "../../grids/nestedGrid.js";
import type { VerticalCoordinate } from "../../grids/verticalCoordinate.js";
import { naturalEarthLand } from "../../io/naturalEarth.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import type { Registry } from "../../products/registry.js";
import type { Section } from "../../products/section.js";
import type { Forcing } from "../../transport/hourlyForcing.js";
import { makeBackground } from "./background.js";
import { type DomainParts, definitionOfVertical, sourceDomain } from "./domain.js";
import type { Observed } from "./observations.js";
import type { Part } from "./parts.js";
import type { Preparation } from "./preparation.js";
import type { AskedSections } from "./sections.js";
import { openWeather, type WeatherParts } from "./weather.js";
import { late } from "./parts.js";

export interface TruthWorld {
  /** With the transport of the truth. */
  readonly plan: TwinPlan;
  readonly registry: Registry;
  readonly weatherSection: Section;
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  readonly weather: MeteorologySource;
  readonly background: Background;
  /** Cells along each side of a cell of the model. */
  readonly refine: number;
  /** The model's grid. */
  readonly drawnOn: Grid;
  readonly forcing?: Forcing;
}

interface OfModel {
  readonly domain: DomainParts;
  readonly weather: WeatherParts;
  readonly background: Background;
  readonly observed: Part<Observed>;
}

/** @param ofModel none of it missing */
export async function makeTruthWorld(
  preparation: Preparation,
  sections: AskedSections,
  plan: TwinPlan,
  { domain, weather, background, observed }: OfModel,
): Promise<Part<TruthWorld>> {
  const { registry, parts } = preparation;
  const shared = {
    plan,
    registry,
    weatherSection: weather.section.get(),
    grid: domain.grid.get(),
    vertical: domain.vertical.get(),
    landFraction: domain.landFraction.get(),
    weather: weather.source.get(),
    background,
    refine: 1,
    drawnOn: domain.grid.get(),
  };
  const key = ["twin", "transport"];
  const { transport } = plan.truth;
  if (transport === "of the model") return parts.make(key, () => shared);
  const { refine, ...carried } = transport;
  const own = { ...shared, plan: { ...plan, ...carried }, refine };
  if (refine === 1 && carried.vertical === plan.vertical) return parts.make(key, () => own);
  const opened = await openAgain(preparation, sections, own, transport, observed);
  return parts.make(key, () => ({ ...own, ...opened() }));
}

/** What depends on the truth's grid and layers. @returns what gives it once all is there */
async function openAgain(
  preparation: Preparation,
  sections: AskedSections,
  { plan, registry, weatherSection, grid: coarse, landFraction: ofModel }: TruthWorld,
  { refine }: TruthTransport,
  observed: Part<Observed>,
): Promise<() => Pick<TruthWorld, "grid" | "vertical" | "landFraction" | "weather" | "background">> {
  const { parts, keep } = preparation;
  const { start, end } = plan.period;
  const grid = await parts.make(["twin", "transport", "refine"], () =>
    refine === 1 ? coarse : createGrid(finerGrid(coarse, refine)),
  );
  const vertical = await parts.make(["twin", "transport", "vertical"], async () =>
    definitionOfVertical(plan, await sourceDomain(plan, registry, sections.meteorology.section)),
  );
  const landFraction = await parts.make(["twin", "transport", "refine"], () =>
    refine === 1 ? ofModel : landFractionOf(grid.get(), naturalEarthLand("50m")),
  );
  const known: Preparation["known"] = {
    ...preparation.known,
    grid: () => grid.get(),
    vertical: () => vertical.get(),
    landFraction: () => landFraction.get(),
  };
  const weather = await parts.make(sections.meteorology.key, async () => {
    const opened = keep(await openWeather(registry, weatherSection, late(known)));
    opened.check(start, end);
    return opened;
  });
  const background = await makeBackground({ ...preparation, known }, sections.background, observed);
  return () => ({
    grid: grid.get(),
    vertical: vertical.get(),
    landFraction: landFraction.get(),
    weather: weather.get(),
    background: background.get(),
  });
}
