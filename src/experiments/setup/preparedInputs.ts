/**
 * Parts of the inputs that `jdas prepare` keeps in the cache (keptFile.ts) and a run takes from there: hourly fluxes, columns
 * as they are read, and that weather was looked through. The key of an entry is a hash of all that it is made of: the
 * program, the section, path and content of its files, and what of the domain its product may look at. What a product makes
 * of anything else is not kept.
 */
import type { Plan } from "../../config/plan.js";
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import { InputError, JdasError } from "../../errors.js";
import type { FluxComponent, FluxSource } from "../../fluxes/fluxSource.js";
import { keepFlux, keptFlux } from "../../fluxes/keptFlux.js";
import { cacheEntry, type KeyPart, keyOf } from "../../io/cache.js";
import { describeInputs } from "../../io/inputFiles.js";
import { createKept, isKept, type KeptFile, type KeptWriter, openKept } from "../../io/keptFile.js";
import { statusOf } from "../../io/knownContent.js";
import { programIdentity } from "../../io/programIdentity.js";
import { partsOfGrid } from "../../io/regridWeights.js";
import type { MeteorologySource } from "../../meteorology/meteorology.js";
import { keepColumns, keptColumns } from "../../observations/keptColumns.js";
import type { Observation, ObservationSet, RetrievalSet } from "../../observations/observation.js";
import { filesOf } from "../../products/openRole.js";
import type { Context, ObservationsContext, RoleName } from "../../products/product.js";
import { type Registry, roleOf, standardRegistry } from "../../products/registry.js";
import type { Section } from "../../products/section.js";
import type { Time } from "../../time.js";
import type { Progress } from "../progress.js";
import { isMissing } from "./parts.js";

/** `use`: what is there is taken. A progress: what is not there is made, the inputs are read to tell what they are. */
export type UseOfCache = "none" | "use" | Progress;

export type Known = { readonly [K in keyof Context]: () => Context[K] };

export interface KnownToObservations extends Known {
  readonly surfacePressure: () => ObservationsContext["surfacePressure"];
}

/** A section, its files found, and where the configuration names them. */
export interface PreparedSection {
  readonly key: readonly string[];
  readonly role: RoleName;
  readonly section: Section;
}

export interface PreparedPart {
  /** Section of the configuration: "fluxes.biosphere". */
  readonly part: string;
  /** Path of the file of the cache. */
  readonly entry: string;
  /** Whether it was not there before. */
  readonly made: boolean;
}

export interface PreparedInputs {
  flux(
    asked: PreparedSection,
    component: FluxComponent,
    known: Known,
    open: (known: Known) => Promise<FluxSource>,
  ): Promise<FluxSource>;
  observations(
    asked: PreparedSection,
    known: KnownToObservations,
    open: (known: KnownToObservations) => Promise<ObservationSet>,
  ): Promise<ObservationSet>;
  /** Looks through the weather of the period, unless that was done. @throws as `MeteorologySource.check` */
  weather(asked: PreparedSection, known: Known, model: MeteorologySource): Promise<void>;
  parts(): readonly PreparedPart[];
}

const KINDS = { flux: "flux.bin", observations: "columns.bin", weather: "weather.bin" } as const;

/** Weather is looked through so many days at a time. */
const DAYS = 5;

/** @param plan whose errors of a twin are in its weather @param keep leaves something to be closed with the inputs */
export function preparedInputs(
  plan: Plan,
  registry: Registry,
  keep: <T extends { close(): void }>(opened: T) => T,
  cached: UseOfCache,
): PreparedInputs {
  const { start, end } = plan.period;
  // What an own product does is not known, so it cannot be told from what it did before.
  if (cached === "none" || registry !== standardRegistry || (cached === "use" && !Object.values(KINDS).some(isKept))) {
    return {
      flux: (_, __, known, open) => open(known),
      observations: (_, known, open) => open(known),
      weather: async (_, __, model) => model.check(start, end),
      parts: () => [],
    };
  }
  const maker = cached === "use" ? undefined : cached;
  const found: PreparedPart[] = [];
  const find = finder(registry, plan.period, maker !== undefined);
  const take = ({ part, path, key }: Entry): KeptFile | undefined => {
    const kept = openKept(path, key);
    if (kept !== undefined) found.push({ part, entry: path, made: false });
    return kept;
  };
  const make = async (entry: Entry, fill: (file: KeptWriter) => void | Promise<void>): Promise<void> => {
    await writeEntry(entry, fill);
    found.push({ part: entry.part, entry: entry.path, made: true });
  };
  return {
    async flux(asked, component, known, open) {
      const entry = await find("flux", asked, known, () => [component, known.landFraction()]);
      const kept = entry && take(entry);
      if (kept !== undefined) return keep(keptFlux(kept, known.grid().cells));
      if (entry === undefined || maker === undefined) return open(known);
      const { context, looked } = watched(known, ["vertical", "seed"]);
      const source = await open(context);
      if (entry.isOf(source.files, looked, maker)) {
        await make(entry, (file) =>
          overHours(maker, entry.part, plan.period, (done) => keepFlux(source, plan.period, file, done)),
        );
      }
      return source;
    },
    async observations(asked, known, open) {
      const entry = await find("observations", asked, known, () => []);
      const kept = entry && take(entry);
      if (kept !== undefined) {
        const set = keptColumns(kept);
        kept.close();
        return set;
      }
      if (entry === undefined || maker === undefined) return open(known);
      const { context, looked } = watched(known, ["vertical", "seed", "landFraction", "surfacePressure"]);
      const set = await open(context);
      if (entry.isOf(set.files, looked, maker) && isOfColumns(set)) await make(entry, (file) => keepColumns(set, file));
      return set;
    },
    async weather(asked, known, model) {
      const errors = plan.kind === "twin" ? JSON.stringify([plan.truth.errors, plan.seed]) : "none";
      const entry = await find("weather", asked, known, () => [errors, known.vertical().a, known.vertical().b]);
      const kept = entry && take(entry);
      if (kept !== undefined) return kept.close();
      if (entry === undefined || maker === undefined) return model.check(start, end);
      await overHours(maker, entry.part, plan.period, async (done) => {
        for (let day = start; day < end; day += DAYS * SECONDS_PER_DAY) {
          const next = Math.min(end, day + DAYS * SECONDS_PER_DAY);
          model.check(day, next);
          await done(next);
        }
      });
      if (entry.isOf(model.files, () => false, maker)) await make(entry, (file) => file.finish(undefined));
    },
    parts: () => found,
  };
}

/** "fluxes.biosphere, observations" */
export function partsInWords(parts: readonly PreparedPart[]): string {
  return parts.map(({ part }) => part).join(", ");
}

interface Entry {
  readonly part: string;
  readonly path: string;
  readonly key: string;
  /** Whether something was made of the files of the section, the grid and the period alone; else why not is told. */
  isOf(files: readonly string[], looked: () => boolean, maker: Progress): boolean;
  /** @throws InputError where a file is no longer what the key was made of */
  checkFiles(this: void): void;
}

type Find = (
  kind: keyof typeof KINDS,
  asked: PreparedSection,
  known: Known,
  further: () => readonly KeyPart[],
) => Promise<Entry | undefined>;

interface Content {
  readonly path: string;
  /** Of the file, before it was read. */
  readonly status: string;
  readonly sha256: string;
}

function checkUnchanged({ path, status }: Content): void {
  if (statusOf(path).text === status) return;
  throw new InputError({
    where: path,
    found: "a file that has changed since it was first read",
    expected: "files that stay as they are while they are prepared",
    remedy: "prepare again",
  });
}

/** @param anew whether files are read whatever is known of them @returns what finds the entry of a section that has files */
function finder(registry: Registry, { start, end }: Plan["period"], anew: boolean): Find {
  const known = new Map<string, Content>();
  const contentOf = async (path: string): Promise<Content> => {
    const status = statusOf(path).text;
    const content = known.get(path) ?? { path, status, sha256: (await describeInputs([path], { anew }))[0].sha256 };
    known.set(path, content);
    return content;
  };
  return async (kind, { key, role, section }, { grid }, further) => {
    const named = filesOf(section, roleOf(registry, role, section.source).files);
    if (named.length === 0) return undefined;
    const part = key.slice(0, -1).join(".");
    try {
      const parts = [kind, programIdentity(), JSON.stringify(section), ...partsOfGrid(grid()), ...further()];
      const contents: Content[] = [];
      for (const path of named) contents.push(await contentOf(path));
      const ofFiles = contents.flatMap(({ path, sha256 }) => [path, sha256]);
      const whole = keyOf([...parts, Float64Array.of(start, end), ...ofFiles]);
      return {
        part,
        path: cacheEntry(whole, KINDS[kind]),
        key: whole,
        isOf(files, looked, maker) {
          if (!looked() && files.every((file) => named.includes(file))) return true;
          maker.note(`${part}: not kept, for it is made of more than its files`);
          return false;
        },
        checkFiles: () => contents.forEach(checkUnchanged),
      };
    } catch (error) {
      // Whoever opens the files says what is wrong.
      if (error instanceof JdasError || isMissing(error)) return undefined;
      throw error;
    }
  };
}

/** @param unused what nobody should look at @returns the same, and whether somebody did */
function watched<K extends Known>(known: K, unused: readonly (keyof K)[]): { context: K; looked: () => boolean } {
  let looked = false;
  const context = { ...known };
  for (const name of unused) {
    const get = known[name] as () => unknown;
    context[name] = (() => {
      looked = true;
      return get();
    }) as K[keyof K];
  }
  return { context, looked: () => looked };
}

/** Shows how far the work on a period is. @param work is told after each of its steps */
async function overHours(
  maker: Progress,
  part: string,
  { start, end }: Plan["period"],
  work: (done: (time: Time) => Promise<void>) => Promise<void>,
): Promise<void> {
  const hours = (time: Time): number => (time - start) / SECONDS_PER_HOUR;
  maker.begin(part, hours(end));
  try {
    await work(async (time) => {
      await maker.hour({ time, hoursDone: hours(time), assimilated: 0, departurePpm: Number.NaN });
    });
  } finally {
    maker.end();
  }
}

async function writeEntry(
  { path, key, checkFiles }: Entry,
  fill: (file: KeptWriter) => void | Promise<void>,
): Promise<void> {
  const file = createKept(path, key);
  const finish = (notes: unknown): void => {
    checkFiles();
    file.finish(notes);
  };
  try {
    await fill({ ...file, finish });
  } catch (error) {
    file.abandon();
    throw error;
  }
}

function isOfColumns(set: ObservationSet): set is RetrievalSet {
  return set.observations.every((one: Observation) => one.kind === "column");
}
