/**
 * A set of columns as a file of the cache (keptFile.ts): of each sounding the numbers of `SCALARS`, then its profiles, and in
 * the notes what is no number. What is read is the same set, to the bit.
 */
import type { KeptFile, KeptWriter } from "../io/keptFile.js";
import type { RetrievalSet } from "./observation.js";
import type { Retrieval } from "./retrieval.js";

const SCALARS = ["time", "longitude", "latitude", "xco2", "priorXco2", "uncertainty"] as const;
const PROFILES = ["pressure", "averagingKernel", "pressureWeight", "priorProfile"] as const;

type Numbers = (typeof SCALARS)[number] | (typeof PROFILES)[number];

interface Notes {
  readonly set: Omit<RetrievalSet, "observations">;
  /** `levels`: of each profile. */
  readonly soundings: readonly { readonly levels: readonly number[]; readonly rest: Omit<Retrieval, Numbers> }[];
}

/** @throws OutputError where the file cannot be written */
export function keepColumns({ observations, ...set }: RetrievalSet, file: KeptWriter): void {
  const soundings = observations.map((one) => {
    const rest: Record<string, unknown> = { ...one };
    for (const name of [...SCALARS, ...PROFILES]) delete rest[name];
    const levels = PROFILES.map((name) => one[name].length);
    return { levels, rest: rest as unknown as Omit<Retrieval, Numbers> };
  });
  for (const one of observations) {
    file.append(
      Float64Array.from([...SCALARS.map((name) => one[name]), ...PROFILES.flatMap((name) => [...one[name]])]),
    );
  }
  file.finish({ set, soundings } satisfies Notes);
}

export function keptColumns(file: KeptFile): RetrievalSet {
  const { set, soundings } = file.notes as Notes;
  const values = file.read(0, file.count);
  let at = 0;
  const observations = soundings.map(({ levels, rest }): Retrieval => {
    const [time, longitude, latitude, xco2, priorXco2, uncertainty] = values.subarray(at, (at += SCALARS.length));
    const [pressure, averagingKernel, pressureWeight, priorProfile] = levels.map((n) => values.subarray(at, (at += n)));
    return {
      ...rest,
      time,
      longitude,
      latitude,
      xco2,
      priorXco2,
      uncertainty,
      pressure,
      averagingKernel,
      pressureWeight,
      priorProfile,
    };
  });
  return { ...set, observations };
}
