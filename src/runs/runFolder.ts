/** What all files of one run share: where they lie, on which grid, under which title. */
import type { Grid } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import { timeless } from "../io/cfCoordinates.js";
import type { OutputAttributes, OutputVariable } from "../io/outputDataset.js";
import { fileNames } from "../io/fileNames.js";
import { formatDay, parseTime, type Time } from "../time.js";

export interface RunFolder {
  readonly path: string;
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  readonly title: string;
  readonly remarks: readonly string[];
  /** Program and version, for `source`. */
  readonly program: string;
  /** Which run it is, for `history` (historyOf). */
  readonly history: string;
}

/** No time stands in it: files of the same content are the same bytes. @param identity of the record */
export function historyOf(identity: string, program: string): string {
  return `run ${identity} of ${program}: its configuration, inputs and times are in run.json`;
}

/** @returns the identity of the run that a file is of, by its `history`; undefined where that is none of these */
export function identityIn(history: unknown): string | undefined {
  return typeof history === "string" ? /^run ([0-9a-f]{12}) of /.exec(history)?.[1] : undefined;
}

/** Attributes of every file. @param what what this file holds, for its title */
export function fileAttributes(folder: RunFolder, what: string): OutputAttributes {
  return {
    title: `${folder.title}: ${what}`,
    source: folder.program,
    history: folder.history,
    references: "Kou et al. (2023), doi:10.5194/acp-23-6719-2023",
    ...(folder.remarks.length > 0 && { comment: folder.remarks.join(" ") }),
  };
}

/** Attribute of a field on the cells: their areas stand in `grid.nc` alone (CF-1.11, sections 2.6.3 and 7.2). */
export const perArea: OutputAttributes = { cell_measures: "area: cell_area" };

/** Attributes of a file of such fields. @param variables of the file but the fields */
export function fieldsAlone(variables: readonly OutputVariable[]): OutputAttributes {
  return { external_variables: "cell_area", ...timeless(variables) };
}

/** `flux` and 2016-07-01 to `.../flux_20160701.nc` */
export function dayFile(folder: string, stem: string, day: Time): string {
  return `${folder}/${stem}_${formatDay(day).replaceAll("-", "")}.nc`;
}

/** Days of which there is such a file, in order. @throws InputError where there is no such folder */
export function daysWritten(folder: string, stem: string): Time[] {
  const named = new RegExp(`^${stem}_(\\d{4})(\\d{2})(\\d{2})\\.nc$`);
  return fileNames(folder).flatMap((name) => {
    const match = named.exec(name);
    const time = match === null ? undefined : parseTime(match.slice(1).join("-"));
    return time === undefined ? [] : [time];
  });
}
