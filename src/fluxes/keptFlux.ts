/**
 * The fluxes of a source over a period as a file of the cache (keptFile.ts): its fields [row][column], each once however many
 * hours it stands for, and which field each hour has. What is read gives the same numbers, to the bit.
 */
import { SECONDS_PER_HOUR } from "../constants.js";
import { keyOf } from "../io/cache.js";
import type { KeptFile, KeptWriter } from "../io/keptFile.js";
import type { Time } from "../time.js";
import type { FluxSource } from "./fluxSource.js";
import type { HeightProfile } from "./heightProfile.js";

/** All that does not depend on the hour. */
type Whole = Omit<FluxSource, "hourly" | "aloft" | "grossUptake" | "check" | "close">;

interface Notes extends Whole {
  readonly start: Time;
  /** Number of the field of each hour. */
  readonly hourly: readonly number[];
  /** The same of gross uptake, where the source knows it. */
  readonly uptake: readonly number[] | undefined;
  /** Of each hour what is given off aloft, where the source knows that. */
  readonly aloft: readonly (readonly { readonly profile: HeightProfile; readonly field: number }[])[] | undefined;
}

/**
 * @param done waits, after each hour, for whoever hears of it
 * @throws what the source throws of an hour; OutputError where the file cannot be written
 */
export async function keepFlux(
  source: FluxSource,
  { start, end }: { readonly start: Time; readonly end: Time },
  file: KeptWriter,
  done: (time: Time) => void | Promise<void>,
): Promise<void> {
  const known = new Map<string, number>();
  const numberOf = (field: Float64Array): number => {
    const key = keyOf([field]);
    const number = known.get(key) ?? known.size;
    if (number === known.size) file.append(field);
    known.set(key, number);
    return number;
  };
  const fixed = Object.entries(source).filter(([, value]) => typeof value !== "function");
  const whole = Object.fromEntries(fixed) as unknown as Whole;
  const hourly: number[] = [];
  const uptake: number[] | undefined = source.grossUptake && [];
  const aloft: { profile: HeightProfile; field: number }[][] | undefined = source.aloft && [];
  for (let time = start; time < end; time += SECONDS_PER_HOUR) {
    hourly.push(numberOf(source.hourly(time)));
    if (source.grossUptake !== undefined) uptake?.push(numberOf(source.grossUptake(time)));
    aloft?.push((source.aloft?.(time) ?? []).map(({ profile, flux }) => ({ profile, field: numberOf(flux) })));
    await done(time + SECONDS_PER_HOUR);
  }
  file.finish({ ...whole, start, hourly, uptake, aloft } satisfies Notes);
}

/** @param cells of the grid @returns the source, of the hours of its period alone */
export function keptFlux(file: KeptFile, cells: number): FluxSource {
  const { start, hourly, uptake, aloft, ...whole } = file.notes as Notes;
  const field = (number: number): Float64Array => file.read(number * cells, cells);
  const of = <T>(hours: readonly T[], time: Time): T => {
    const hour = (time - start) / SECONDS_PER_HOUR;
    if (!(hour in hours)) throw new RangeError(`${whole.title} was prepared without the time ${time}`);
    return hours[hour];
  };
  return {
    ...whole,
    hourly: (time) => field(of(hourly, time)),
    ...(uptake && { grossUptake: (time: Time) => field(of(uptake, time)) }),
    ...(aloft && {
      aloft: (time: Time) => of(aloft, time).map(({ profile, field: number }) => ({ profile, flux: field(number) })),
    }),
    close: () => file.close(),
  };
}
