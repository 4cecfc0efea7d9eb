/** What a new experiment file is to say. */
import type { FluxComponent } from "../../fluxes/fluxSource.js";
import type { GridPreset } from "../../grids/grid.js";

export interface NewExperiment {
  readonly title: string;
  /** Run folder. */
  readonly output: string;
  readonly twin: boolean;
  readonly period: NewPeriod;
  readonly grid: GridPreset | "source" | OwnGrid;
  readonly members: number;
  /** Synthetic where it is absent. */
  readonly meteorology: FileSection | undefined;
  readonly fluxes: Readonly<Partial<Record<FluxComponent, FileSection>>>;
  readonly background: FileSection | "retrieval-priors" | undefined;
  /** None in a twin, which makes its own. */
  readonly observations: readonly FileSection[];
}

/** ISO dates, the end the day after the last. */
export interface NewPeriod {
  readonly start: string;
  readonly end: string;
  readonly spinUpDays: number;
}

/** On a stereographic projection around its middle. */
export interface OwnGrid {
  /** Longitude and latitude [degrees]. */
  readonly centre: readonly [number, number];
  readonly columns: number;
  readonly rows: number;
  readonly spacingKm: number;
}

/** A section that names files of a product. */
export interface FileSection {
  readonly source: string;
  /** Of the product, for people. */
  readonly title: string;
  /** Names or patterns, relative to the experiment file. */
  readonly files: readonly string[];
  /** Further keys that the product needs. */
  readonly more: Readonly<Record<string, unknown>>;
}
