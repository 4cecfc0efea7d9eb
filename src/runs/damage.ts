/**
 * What a run folder lacks of its days, and what it holds of other runs. Files of a run say in `history` which
 * it is, as run.json does; a day that is copied from another run beside it says another one.
 */
import { SECONDS_PER_DAY } from "../constants.js";
import { fileNames } from "../io/fileNames.js";
import { formatDay, type Time } from "../time.js";
import { withOwnNetcdf } from "./ownNetcdf.js";
import { dayFile, daysWritten, identityIn } from "./runFolder.js";

/** Kinds of files of which there is one for each day, or none. */
const DAILY = [
  "flux",
  "hourly_flux",
  "region_totals",
  "region_weather",
  "concentration",
  "concentration_posterior",
] as const;

/** What run.json says of the run. */
export interface Expected {
  readonly identity: string;
  readonly finished: boolean;
  readonly start: Time;
  readonly end: Time;
}

/** @returns a sentence for each kind of damage; none where the folder is whole */
export async function damageOf(folder: string, expected: Expected): Promise<string[]> {
  return [...DAILY.flatMap((stem) => lacking(folder, stem, expected)), ...(await foreign(folder, expected))];
}

/** Of a run that is not finished the days up to its last are due. */
function lacking(folder: string, stem: (typeof DAILY)[number], { finished, start, end }: Expected): string[] {
  const written = new Set(daysWritten(folder, stem));
  if (written.size === 0) return [];
  const until = finished ? end : Math.max(...written) + SECONDS_PER_DAY;
  const absent: Time[] = [];
  for (let day = start; day < until; day += SECONDS_PER_DAY) if (!written.has(day)) absent.push(day);
  if (absent.length === 0) return [];
  const name = dayFile("", stem, absent[0]).slice(1);
  const more =
    absent.length === 1 ? "" : `, and ${absent.length - 1} more up to ${formatDay(absent[absent.length - 1])}`;
  return [`${name} is missing${more}: totals and means are of the other days.`];
}

async function foreign(folder: string, { identity }: Expected): Promise<string[]> {
  const others: (readonly [name: string, run: string])[] = [];
  for (const name of fileNames(folder).filter((file) => file.endsWith(".nc"))) {
    const run = identityIn(await withOwnNetcdf(`${folder}/${name}`, ({ attributes }) => attributes.history));
    if (run !== undefined && run !== identity) others.push([name, run]);
  }
  if (others.length === 0) return [];
  const [[name, run]] = others;
  const more = others.length === 1 ? "" : `, and so are ${others.length - 1} more`;
  return [`${name} is of another run, ${run}${more}: this one is ${identity} (run.json, identity).`];
}
