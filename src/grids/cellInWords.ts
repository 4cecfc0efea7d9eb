/** Where a cell of the grid is, as messages say it: a number alone means nothing to their readers. */
import type { Grid } from "./grid.js";

/** What a grid knows of where its cells are. */
export type CellPlaces = Pick<Grid, "columns" | "longitude" | "latitude">;

/** @returns e.g. "39.90 N 116.41 E (column 52, row 60)", counted from 0 as in the files */
export function cellInWords({ columns, longitude, latitude }: CellPlaces, cell: number): string {
  const [column, row] = [cell % columns, Math.floor(cell / columns)];
  return `${latitude[cell].toFixed(2)} N ${longitude[cell].toFixed(2)} E (column ${column}, row ${row})`;
}
