/** What the program can say of files before anybody runs anything: plain data, as `jdas inspect --json` writes it. */
import type { RoleName } from "../products/product.js";

export interface Inspection {
  /** In the order in which they were named. */
  readonly files: readonly FileInspection[];
  /** What the files are to each product that knows them, in each of its roles. */
  readonly uses: readonly UseInspection[];
}

export interface FileInspection {
  readonly path: string;
  /** "netCDF-4 (HDF5)", "text"; "unreadable" where it could not be looked at. */
  readonly format: string;
  /** Products that know it. */
  readonly products: readonly RecognisedProduct[];
  /** Of netCDF. */
  readonly contents?: NetcdfContents;
  /** What is odd, a sentence each. */
  readonly suspicions: readonly string[];
  /** Why it, or a part of it, cannot be read. */
  readonly faults: readonly string[];
}

export interface RecognisedProduct {
  /** What `source:` says. */
  readonly name: string;
  readonly title: string;
  readonly roles: readonly RoleName[];
}

export interface NetcdfContents {
  /** Of the file as a whole, as text. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly dimensions: Readonly<Record<string, number>>;
  /** Those that are no coordinates. */
  readonly variables: readonly VariableFacts[];
  readonly grids: readonly GridFacts[];
  readonly levels: readonly LevelFacts[];
  readonly times: readonly TimeFacts[];
}

export interface VariableFacts {
  readonly name: string;
  readonly dimensions: readonly string[];
  readonly shape: readonly number[];
  /** As the file has them; absent where it has none. */
  readonly units?: string;
  readonly longName?: string;
  /** Absent where the variable holds text, or cannot be read. */
  readonly statistics?: Statistics;
}

/** Of the values that were looked at, in the units of the file. */
export interface Statistics {
  /** How many were looked at, and how many there are. */
  readonly looked: number;
  readonly of: number;
  /** Those without a value. */
  readonly missing: number;
  readonly infinite: number;
  /** A number that seems to stand for a missing value and is not declared as one; it is in none of the following. */
  readonly undeclaredFill?: { readonly value: number; readonly count: number };
  /** Absent where there is no value. */
  readonly minimum?: number;
  readonly maximum?: number;
  readonly mean?: number;
}

/** Where the values are. Degrees east, degrees north. */
export interface GridFacts extends Extent {
  /** `mesh`: rows and columns whose longitudes and latitudes have two dimensions. */
  readonly kind: "longitude-latitude" | "projection" | "mesh" | "points" | "unstructured";
  readonly dimensions: readonly string[];
  /** Of points and what is unstructured the number of places, in one row. */
  readonly columns: number;
  readonly rows: number;
  /** Along columns and rows [degrees], of a projection in its own unit; absent where it varies. */
  readonly spacing?: readonly [number, number];
  readonly rowOrder?: "south first" | "north first";
  /** Of a projection, as proj4 knows it. */
  readonly projection?: string;
}

/** [degrees]; of cells with their sides. */
export interface Extent {
  readonly west: number;
  readonly east: number;
  readonly south: number;
  readonly north: number;
}

export interface LevelFacts {
  readonly dimension: string;
  readonly count: number;
  readonly kind: "pressure" | "sigma" | "hybrid" | "height" | "not told";
  readonly order: "surface first" | "top first" | "not told";
  /** First and last, [hPa] under 1013.25 hPa at the ground, of heights [m]. */
  readonly from?: number;
  readonly to?: number;
}

export interface TimeFacts {
  readonly variable: string;
  readonly steps: number;
  /** UTC, to the minute. */
  readonly first: string;
  readonly last: string;
  /** "1 h", "months"; absent for single times and times of soundings. */
  readonly spacing?: string;
  readonly gaps: readonly { readonly after: string; readonly before: string }[];
  readonly calendar: string;
  /** As the file has them. */
  readonly units: string;
  /** Where in its interval a step is named, where the file has bounds. */
  readonly stamps?: "start" | "middle" | "end";
}

export interface UseInspection {
  readonly product: string;
  readonly title: string;
  readonly role: RoleName;
  readonly files: readonly string[];
  /** Lines of an experiment file; several where the files do not tell which it is. */
  readonly sections: readonly string[];
  /** Keys that the section needs besides. */
  readonly needs: readonly string[];
  /** Absent where the product cannot be opened. */
  readonly facts?: Facts;
  /** What every output would say of it. */
  readonly remarks: readonly string[];
  readonly suspicions: readonly string[];
}

export type Facts = FluxFacts | ColumnFacts | SiteFacts | WeatherFacts | BackgroundFacts;

export interface FluxFacts {
  readonly kind: "fluxes";
  readonly fluxes: readonly ComponentFacts[];
}

export interface ComponentFacts {
  /** Those of which it gives the same. */
  readonly components: readonly string[];
  readonly title: string;
  readonly start: string;
  readonly end: string;
  readonly totals: readonly FluxTotalFacts[];
}

export interface FluxTotalFacts {
  readonly of: "the file" | "china-64km";
  readonly PgCPerYear: number;
  /** How many days of the period were looked at, and how many it has. */
  readonly days: number;
  readonly ofDays: number;
}

export interface ColumnFacts extends Extent {
  readonly kind: "columns";
  readonly soundings: number;
  readonly good: number;
  /** Without a value of something, or with one that cannot be. */
  readonly incomplete: number;
  readonly first: string;
  readonly last: string;
  /** XCO2 and its stated error, of those that are good and complete [ppm]. */
  readonly meanPpm: number;
  readonly minimumPpm: number;
  readonly maximumPpm: number;
  readonly meanErrorPpm: number;
}

export interface SiteFacts {
  readonly kind: "sites";
  readonly sites: readonly OneSiteFacts[];
}

/** Hourly means. */
export interface OneSiteFacts {
  readonly site: string;
  readonly longitude: number;
  readonly latitude: number;
  /** Of the intakes above the ground, and of the highest above the sea [m]; null where the file does not tell. */
  readonly intakes: readonly number[];
  readonly altitude: number | null;
  readonly scales: readonly string[];
  readonly samples: number;
  readonly good: number;
  readonly first: string;
  readonly last: string;
  /** Of the good ones [ppm]. */
  readonly meanPpm: number;
  readonly minimumPpm: number;
  readonly maximumPpm: number;
}

export interface WeatherFacts {
  readonly kind: "meteorology";
  readonly title: string;
  readonly first: string;
  readonly last: string;
  readonly layers: number | null;
  /** Where it comes on its own grid alone. */
  readonly grid?: string;
  /** Quantities by their names in words; absent where only the product knows its names. */
  readonly found?: readonly string[];
  readonly absent?: readonly string[];
  /** At the first instant, in the part that was looked at [hPa]. */
  readonly surfacePressureHPa: readonly [number, number];
}

export interface BackgroundFacts {
  readonly kind: "background";
  readonly title: string;
  /** Of layers of the model at the first instant, in the part that was looked at [ppm]. */
  readonly minimumPpm: number;
  readonly maximumPpm: number;
}
