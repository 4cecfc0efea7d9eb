/** What fluxes come to: of all that the files cover, and in the domain of Kou et al. (2023). */
import { type FluxComponent, fluxComponents, type FluxSource } from "../fluxes/fluxSource.js";
import { fluxTotal } from "../fluxes/fluxTotals.js";
import { type PublishedPlace, publishedPlaces, publishedTotalRemarks } from "../fluxes/publishedTotals.js";
import type { Grid } from "../grids/grid.js";
import { provincePolygons } from "../io/provincePolygons.js";
import { CoverageError } from "../errors.js";
import { openRole } from "../products/openRole.js";
import type { Registry } from "../products/registry.js";
import type { Section } from "../products/section.js";
import { provinceRegions } from "../regions/provinceRegions.js";
import { formatDay } from "../time.js";
import { toPetagramsCarbonPerYear } from "../units.js";
import { chinaDomain, contextOn, wholeDomain } from "./domains.js";
import type { ComponentFacts, Extent, FluxFacts, FluxTotalFacts } from "./inspection.js";
import { orFaultLater } from "./orFault.js";
import type { Period } from "./periods.js";
import type { Opened, UsedFiles } from "./opened.js";

const COMPONENTS = new RegExp(fluxComponents.join("|"), "g");

interface OneTotal {
  readonly facts: FluxTotalFacts;
  readonly title: string;
  readonly period: Period;
  readonly remarks: readonly string[];
  readonly odd: readonly string[];
  /** What is beyond published totals, if the files are of this component. */
  readonly beyond: readonly string[];
}

interface Domain {
  readonly of: FluxTotalFacts["of"];
  readonly grid: Grid;
  readonly places: readonly PublishedPlace[];
}

export async function fluxFacts(
  registry: Registry,
  section: Section,
  components: readonly FluxComponent[],
  { grids, periods }: UsedFiles,
): Promise<Opened<FluxFacts>> {
  const [whole, china] = [wholeDomain(grids), chinaDomain()];
  const domains: readonly Domain[] = [
    { of: "the file", grid: whole, places: publishedPlaces(whole, []) },
    ...(isReached(china, grids)
      ? ([
          { of: "china-64km", grid: china, places: publishedPlaces(china, provinceRegions(china, provincePolygons())) },
        ] as const)
      : []),
  ];
  /** Of each of the `fluxes`, for every component that the files may be of. */
  const beyond: (readonly string[])[][] = [];
  const fluxes: ComponentFacts[] = [];
  const remarks = new Set<string>();
  const suspicions = new Set<string>();
  const said = new Set<string>();
  for (const component of components) {
    const totals: OneTotal[] = [];
    for (const domain of domains) {
      const { of } = domain;
      const faults: string[] = [];
      const total = await orFaultLater(faults, () => totalOn(registry, section, component, domain, periods));
      if (total !== undefined) totals.push(total);
      for (const fault of faults.filter((one) => isNew(said, one))) {
        if (of === "the file") suspicions.add(fault);
        else remarks.add(`in ${of}: ${fault}`);
      }
    }
    const [first] = totals;
    if (first === undefined) continue;
    const own = totals.map(({ facts }) => facts);
    const beyondOwn = totals.flatMap((one) => one.beyond);
    const same = fluxes.findIndex((one) => JSON.stringify(one.totals) === JSON.stringify(own));
    if (same >= 0) {
      // Files that do not tell of which component they are give the same for each.
      fluxes[same] = { ...fluxes[same], components: [...fluxes[same].components, component] };
      beyond[same].push(beyondOwn);
      continue;
    }
    first.remarks.forEach((remark) => remarks.add(remark));
    first.odd.forEach((remark) => suspicions.add(remark));
    const { start, end } = first.period;
    const days = { start: formatDay(start), end: formatDay(end) };
    fluxes.push({ components: [component], title: first.title, ...days, totals: own });
    beyond.push([beyondOwn]);
  }
  for (const ofEach of beyond) {
    if (ofEach.every((remarks) => remarks.length > 0)) ofEach.flat().forEach((remark) => suspicions.add(remark));
  }
  return {
    facts: fluxes.length === 0 ? undefined : { kind: "fluxes", fluxes },
    remarks: [...remarks],
    suspicions: [...suspicions],
  };
}

/** In the first period in which the source can be used. @throws JdasError with what is wrong in the files, or the fault of the last */
async function totalOn(
  registry: Registry,
  section: Section,
  component: FluxComponent,
  { of, grid, places }: Domain,
  periods: readonly Period[],
): Promise<OneTotal> {
  const inPeriod = async (period: Period): Promise<OneTotal> => {
    const context = contextOn(grid, period, { component });
    const source: FluxSource = await openRole(registry, "fluxes", section, async (role) =>
      (await role.open())(section, context),
    );
    try {
      source.check?.(period.start, period.end);
      const { total, remarks: odd } = fluxTotal(source, grid, context.landFraction, period);
      const PgCPerYear = toPetagramsCarbonPerYear(total.rate);
      const facts = { of, PgCPerYear, days: total.days, ofDays: total.of };
      const beyond = places.flatMap((place) => publishedTotalRemarks(source, total, grid, place, period.start));
      return { facts, title: source.title, period, remarks: source.remarks, odd, beyond };
    } finally {
      source.close();
    }
  };
  for (const period of periods.slice(0, -1)) {
    try {
      return await inPeriod(period);
    } catch (error) {
      // Only of a period that the files are not of is there another to try.
      if (!(error instanceof CoverageError)) throw error;
    }
  }
  return inPeriod(periods[periods.length - 1]);
}

/** Whether a middle of a cell lies in what the files cover, as far as they tell. */
function isReached({ longitude, latitude }: Grid, extents: readonly Extent[]): boolean {
  const told = extents.filter(({ west, south }) => Number.isFinite(west + south));
  const isIn = (cell: number, { west, east, south, north }: Extent): boolean =>
    latitude[cell] >= south && latitude[cell] <= north && (((longitude[cell] - west) % 360) + 360) % 360 <= east - west;
  return told.length === 0 || longitude.some((_, cell) => told.some((extent) => isIn(cell, extent)));
}

/** What is wrong with the files is said once, not of each component that they may be of. */
function isNew(said: Set<string>, fault: string): boolean {
  const before = said.size;
  return said.add(fault.replaceAll(COMPONENTS, "")).size > before;
}
