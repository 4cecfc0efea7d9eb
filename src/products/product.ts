/**
 * A product: what somebody made and how the program uses it, in one folder of this room and one line of `registry.ts`. It
 * says who made it, knows its files, and plays one or several roles. A role has the form of its section of the experiment
 * file and opens it, loaded when it is first asked for, as the type that the rest of the program works with. A product gets
 * its own section and a context, never the experiment.
 */
import type { z } from "zod";
import type { Background } from "../fields/background.js";
import type { FluxComponent, FluxSource } from "../fluxes/fluxSource.js";
import type { Grid, GridDefinition } from "../grids/grid.js";
import type { VerticalCoordinate } from "../grids/verticalCoordinate.js";
import type { FileLooks } from "../io/fileLooks.js";
import type { MeteorologySource } from "../meteorology/meteorology.js";
import type { Observation, ObservationSet, RetrievalSet } from "../observations/observation.js";
import type { SyntheticObservations } from "../observations/sources/syntheticNetworks.js";
import type { Time } from "../time.js";
import type { Section } from "./section.js";

export interface Product {
  /** What `source:` says. */
  readonly name: string;
  /** For messages and tables: "MCIP". */
  readonly title: string;
  /** Those that were read, or that its layout is known from. */
  readonly versions: readonly string[];
  /** Whom to cite, with a DOI where there is one. */
  readonly citation: string;
  /** Terms of use. */
  readonly licence: string;
  /** Whether a file is of this product, by its name, first lines, attributes, dimensions and variables: no values are read. */
  recognise(file: FileLooks): boolean;
  readonly roles: Roles;
}

/** The roles that a product plays. */
export interface Roles {
  readonly meteorology?: MeteorologyRole;
  readonly fluxes?: FluxRole;
  readonly background?: BackgroundRole;
  readonly observations?: ObservationsRole;
}
export type RoleName = keyof Roles;

/** What a product may know of a run. */
export interface Context {
  readonly grid: Grid;
  readonly vertical: VerticalCoordinate;
  readonly period: { readonly start: Time; readonly end: Time };
  /** [row][column] [1] */
  readonly landFraction: Float64Array;
  readonly seed: number;
}

export type SectionSchema = z.ZodObject<z.core.$ZodShape & { readonly source: z.ZodLiteral<string> }, z.core.$strict>;

/** A product in a role. @typeParam S its section, files as they were found @typeParam C context @typeParam R result */
export interface Role<S, C, R> {
  readonly schema: SectionSchema;
  /** Keys of the section that name files; when it is opened they hold absolute paths. */
  readonly files: readonly FileKey<S>[];
  /** Loads what opens the section, which throws InputError or CoverageError where the files cannot serve. */
  readonly open: () => Promise<(section: S, context: C) => R | Promise<R>>;
}

/** Of paths, of parts that have paths under `files`, or of one section that has. */
type FileKey<S> = Extract<
  {
    [K in keyof S]-?: NonNullable<S[K]> extends WithFiles | readonly (string | WithFiles)[] ? K : never;
  }[keyof S],
  string
>;
interface WithFiles {
  readonly files: readonly string[];
}

export interface MeteorologyRole<S = Section> extends Role<S, Context, MeteorologySource> {
  readonly domain: Domain<S>;
}

/** What of the domain the weather brings, for `grid: source` and `vertical: source`. */
export type Domain<S = Section> =
  | { readonly brings: "nothing" }
  | { readonly brings: "layers"; readonly open: () => Promise<(section: S) => Promise<VerticalCoordinate>> }
  /** Which it needs: it comes on no others. */
  | { readonly brings: "grid and layers"; readonly open: () => Promise<(section: S) => Promise<OwnDomain>> };

export interface OwnDomain {
  readonly grid: GridDefinition;
  readonly vertical: VerticalCoordinate;
}

export interface FluxRole<S = Section> extends Role<S, FluxContext, FluxSource> {
  /** Those it can give. */
  readonly components: readonly FluxComponent[];
}

export interface FluxContext extends Context {
  readonly component: FluxComponent;
}

export interface BackgroundRole<S = Section> extends Role<S, BackgroundContext, Background> {
  /** Whether it is made of the prior profiles of measured columns, the experiment's own. */
  readonly needsRetrievals: boolean;
}

export interface BackgroundContext extends Context {
  /** The columns that are compared with the run; undefined where there are none. */
  readonly retrievals: RetrievalSet | undefined;
}

export type ObservationsRole<S = Section> = MeasuredRole<S> | TwinRole<S>;

interface ObservationsInCommon<S> {
  /** What its section can bring. */
  kinds(section: S): readonly Observation["kind"][];
}

/** Observations that somebody made. */
interface MeasuredRole<S> extends Role<S, ObservationsContext, ObservationSet>, ObservationsInCommon<S> {
  readonly values: "measured";
}

/** Places and errors of observations, whose values a twin experiment makes of its truth. */
interface TwinRole<S> extends Role<S, ObservationsContext, SyntheticObservations>, ObservationsInCommon<S> {
  readonly values: "from the truth";
}

export interface ObservationsContext extends Context {
  /** Of the weather at a whole hour of the period, [row][column] [Pa]. */
  readonly surfacePressure: (time: Time) => Float64Array;
}
