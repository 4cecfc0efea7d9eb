/** Gathers what a new experiment file says, from flags, from a person on a terminal, and from what is usual. */
import { isAbsolute, relative, resolve } from "node:path";
import { SECONDS_PER_DAY } from "../../constants.js";
import { ConfigError } from "../../errors.js";
import { fluxComponents, type FluxComponent } from "../../fluxes/fluxSource.js";
import { gridPresets } from "../../grids/grid.js";
import { roleOf } from "../../products/registry.js";
import { formatDay, parseTime } from "../../time.js";
import { day, namesIn, number, pair, someText, word } from "./answers.js";
import { type Question, settle } from "./dialogue.js";
import type { FileSection, NewExperiment, NewPeriod, OwnGrid } from "./newExperiment.js";
import { type Place, sectionFor, type Surroundings } from "./sections.js";

/** Flags, as they were written. */
export interface InitFlags extends Readonly<Partial<Record<FluxComponent, string[]>>> {
  readonly twin?: boolean;
  readonly real?: boolean;
  readonly title?: string;
  readonly output?: string;
  readonly domain?: string;
  readonly centre?: string;
  readonly size?: string;
  readonly spacing?: string;
  readonly start?: string;
  readonly days?: string;
  readonly spinUp?: string;
  readonly members?: string;
  readonly weather?: string[];
  readonly background?: string[];
  readonly observations?: string[];
}

/** Of the experiment file without its ending. @param around `folder` is that of the file */
export async function gather(flags: InitFlags, name: string, around: Surroundings): Promise<NewExperiment> {
  const ask = <T>(question: Question<T>): Promise<T> => settle(around.person, question);
  const twin = await kindOf(flags, ask);
  const observations = twin ? [] : await observationsOf(flags, around, ask);
  const { meteorology, fluxes, background } = await filesOf(flags, twin, around, ask);
  const measured = [...observations, ...[meteorology, background, ...Object.values(fluxes)].filter(Boolean)].length > 0;
  const columns = observations.some(({ source, files, more }) => {
    const role = roleOf(around.registry, "observations", source);
    return role.kinds(role.schema.parse({ source, files, ...more }) as never).includes("column");
  });
  return {
    twin,
    observations,
    meteorology,
    fluxes,
    background: background ?? (columns ? "retrieval-priors" : undefined),
    grid: await gridOf(flags, meteorology, around, ask),
    period: await periodOf(flags, measured, ask),
    members: await ask({
      flag: flags.members,
      question: "Members of the ensemble",
      usual: "50",
      read: number("--members", 4, 400, true),
    }),
    title: await ask({
      flag: flags.title,
      question: "Title, shown in every output",
      usual: twin ? "A twin experiment" : "An inversion",
      read: someText("--title"),
    }),
    output: await ask({
      flag: flags.output,
      question: "Run folder",
      usual: `runs/${name}`,
      read: someText("--output"),
    }),
  };
}

type Ask = <T>(question: Question<T>) => Promise<T>;

async function kindOf({ twin, real, observations }: InitFlags, ask: Ask): Promise<boolean> {
  if (twin === true && observations !== undefined) {
    throw new ConfigError({
      where: "--twin",
      found: "--observations beside it",
      expected: "one of them: a twin experiment makes its observations from a truth of its own",
    });
  }
  const told = twin === true ? "twin" : real === true || observations !== undefined ? "real" : undefined;
  const question = "A twin experiment, which makes its own observations, or real ones (twin or real)";
  const read = word("--twin or --real", ["twin", "real"]);
  return (await ask({ flag: told, question, usual: "twin", read })) === "twin";
}

/** Files of several products become several sources. */
async function observationsOf({ observations }: InitFlags, around: Surroundings, ask: Ask): Promise<FileSection[]> {
  const place = { path: ["observations"], flag: "--observations" } as const;
  return ask({
    flag: observations?.map(quoted).join(" "),
    question: "Files of observations, names or patterns apart by blanks",
    usual: "",
    async read(text) {
      const names = namesIn(text);
      if (names.length === 0) {
        throw new ConfigError({ where: place.flag, found: "none", expected: "files of columns or of surface sites" });
      }
      const found: FileSection[] = [];
      for (const name of names) {
        const section = await sectionFor(place, [fromFile(name, around)], around);
        const same = found.findIndex(({ source }) => source === section.source);
        if (same < 0) found.push(section);
        else found[same] = { ...found[same], files: [...found[same].files, ...section.files] };
      }
      return found;
    },
  });
}

interface OwnFiles {
  readonly meteorology: FileSection | undefined;
  readonly fluxes: Partial<Record<FluxComponent, FileSection>>;
  readonly background: FileSection | undefined;
}

async function filesOf(flags: InitFlags, twin: boolean, around: Surroundings, ask: Ask): Promise<OwnFiles> {
  const named = [flags.weather, flags.background, ...fluxComponents.map((one) => flags[one])].some(Boolean);
  const all = await ask({
    flag: named ? "no" : undefined,
    question: "Have you files of weather, prior fluxes or CO2 at the sides (yes or no; what is missing is made up)",
    usual: twin || around.person === undefined ? "no" : "yes",
    read: word("", ["yes", "no"]),
  });
  const section = (
    place: Place,
    given: readonly string[] | undefined,
    what: string,
  ): Promise<FileSection | undefined> =>
    ask({
      flag: given?.map(quoted).join(" ") ?? (all === "yes" ? undefined : ""),
      question: `Files of ${what}, or nothing`,
      usual: "",
      read: (text) => {
        const names = namesIn(text).map((name) => fromFile(name, around));
        return names.length === 0 ? undefined : sectionFor(place, names, around);
      },
    });
  const meteorology = await section({ path: ["meteorology"], flag: "--weather" }, flags.weather, "weather");
  const fluxes: Partial<Record<FluxComponent, FileSection>> = {};
  for (const component of fluxComponents) {
    const place = { path: ["fluxes", component], flag: `--${component}` } as const;
    const found = await section(place, flags[component], `${component} fluxes`);
    if (found !== undefined) fluxes[component] = found;
  }
  const place = { path: ["background"], flag: "--background" } as const;
  return { meteorology, fluxes, background: await section(place, flags.background, "CO2 at the start and the sides") };
}

async function gridOf(
  { domain, centre, size, spacing }: InitFlags,
  meteorology: FileSection | undefined,
  { registry }: Surroundings,
  ask: Ask,
): Promise<NewExperiment["grid"]> {
  if (
    meteorology !== undefined &&
    roleOf(registry, "meteorology", meteorology.source).domain.brings === "grid and layers" &&
    domain === undefined &&
    centre === undefined
  ) {
    return "source";
  }
  if (domain !== undefined && centre !== undefined) {
    throw new ConfigError({ where: "--domain", found: "--centre beside it", expected: "one of them" });
  }
  const place = pair(
    "--centre",
    "longitude,latitude of the middle, such as 110,35",
    (x, y) => x >= -180 && x <= 360 && Math.abs(y) <= 90,
  );
  const chosen = await ask({
    flag: domain ?? centre,
    question: `Domain: ${gridPresets.join(", ")}, or longitude,latitude of the middle of your own`,
    usual: gridPresets[0],
    read: (text) => (text.includes(",") || centre !== undefined ? place(text) : word("--domain", gridPresets)(text)),
  });
  if (typeof chosen !== "string") return ownGrid(chosen, size, spacing, ask);
  if (size === undefined && spacing === undefined) return chosen;
  throw new ConfigError({
    where: size === undefined ? "--spacing" : "--size",
    found: `the domain ${chosen}, which has its own`,
    expected: "--centre beside it, for a domain of your own",
  });
}

async function ownGrid(
  centre: readonly [number, number],
  size: string | undefined,
  spacing: string | undefined,
  ask: Ask,
): Promise<OwnGrid> {
  const spacingKm = await ask({
    flag: spacing,
    question: "Side of a cell [km]",
    usual: "64",
    read: number("--spacing", 1, 1000),
  });
  const cells = (km: number): number => Math.round(km / spacingKm);
  const [width, height] = await ask({
    flag: size,
    question: "Width x height of the domain [km]",
    usual: `${40 * spacingKm}x${32 * spacingKm}`,
    read: pair(
      "--size",
      `width x height [km], 8 to 1000 cells of ${spacingKm} km each way, such as 4000x3200`,
      (...sides) => sides.every((km) => cells(km) >= 8 && cells(km) <= 1000),
    ),
  });
  return { centre, columns: cells(width), rows: cells(height), spacingKm };
}

/** @param measured whether there are files, which are of some time */
async function periodOf({ start, days, spinUp }: InitFlags, measured: boolean, ask: Ask): Promise<NewPeriod> {
  const first = await ask({
    flag: start,
    question: "First day, UTC",
    usual: measured ? "" : "2016-07-01",
    read: day("--start"),
  });
  const count = await ask({
    flag: days,
    question: "Number of days",
    usual: measured ? "" : "12",
    read: number("--days", 1, 3660, true),
  });
  const spinUpDays = await ask({
    flag: spinUp,
    question: "Days of spin-up among them, left out of every score",
    usual: String(Math.min(7, Math.floor(count / 5))),
    read: number("--spin-up", 0, count - 1, true),
  });
  return { start: first, end: formatDay(parseTime(first)! + count * SECONDS_PER_DAY), spinUpDays };
}

/** A name as the experiment file writes it, whose paths are relative to its own folder. */
function fromFile(name: string, { folder }: Surroundings): string {
  return isAbsolute(name) ? name : relative(folder, resolve(name));
}

function quoted(name: string): string {
  return /\s/.test(name) ? `"${name}"` : name;
}
