/**
 * The form of an experiment file. Every key stands here or in the schema of its section, with its default; an unknown key is a
 * fault.
 * What leaves this schema is in SI and has no optional part left, so nothing later asks "is it set?".
 */
import { z } from "zod";
import { LARGEST_SHARE } from "../assimilation/moleFractionNoise.js";
import { SECONDS_PER_DAY } from "../constants.js";
import { gridPresets } from "../grids/grid.js";
import { verticalPresets } from "../grids/verticalCoordinate.js";
import { stepLengths } from "../fluxes/sources/fluxSteps.js";
import { neighbourTreatments } from "../observations/correlatedNeighbours.js";
import { networkNames } from "../observations/sources/syntheticNetworks.js";
import { LARGEST_SEED } from "../random.js";
import { parseTime } from "../time.js";
import { ensemble } from "./ensembleSchema.js";
import { estimate } from "./estimateSchema.js";
import { filterKeys } from "./filterSchema.js";
import { twin } from "./twinSchema.js";

const positive = z.number().positive();
const longitude = z.number().min(-180).max(360);
const latitude = z.number().min(-90).max(90);
const files = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((value) => (typeof value === "string" ? [value] : value));
const time = z.union([z.string(), z.date()]).transform((value, context) => {
  const parsed = parseTime(typeof value === "string" ? value : value.toISOString());
  if (parsed === undefined) {
    context.addIssue({
      code: "custom",
      message: `"${String(value)}" is no date; expected e.g. 2016-07-01 or 2016-07-01T06:00Z`,
    });
    return z.NEVER;
  }
  return parsed;
});

const projectedGrid = z.strictObject({
  name: z.string().default("custom"),
  /** proj4 string */
  projection: z.string(),
  columns: z.int().min(8).max(1000),
  rows: z.int().min(8).max(1000),
  spacingKm: positive,
  /** Longitude and latitude of the middle of the lattice [degrees]. */
  centre: z.tuple([longitude, latitude]),
});
const longitudeLatitudeGrid = z.strictObject({
  name: z.string().default("custom"),
  /** Centre of the south-west cell [degrees] and spacing [degrees]. */
  southWest: z.tuple([longitude, latitude]),
  spacing: z.tuple([positive, positive]),
  columns: z.int().min(8).max(1000),
  rows: z.int().min(8).max(1000),
});
/** `source`: that of the meteorology. */
const grid = z.union([z.enum([...gridPresets, "source"]), projectedGrid, longitudeLatitudeGrid]);

/** `source`: the layers of the meteorology. */
const vertical = z.union([
  z.enum([...verticalPresets, "source"]),
  z.strictObject({ sigma: z.array(z.number().min(0).max(1)).min(3), topHPa: z.number().min(0.01).max(500) }),
  z.strictObject({ aPa: z.array(z.number()).min(3), b: z.array(z.number()).min(3) }),
]);

const dates = z.union([
  z.literal("as-is"),
  z.literal("held-steady"),
  z.strictObject({ shiftFrom: time, shiftTo: time }),
]);

const meteorology = z.discriminatedUnion("source", [
  z.strictObject({ source: z.literal("synthetic") }),
  z.strictObject({
    source: z.literal("gridded"),
    files,
    dates: dates.default("as-is"),
    boundaryLayer: z.enum(["source", "diurnal"]).default("source"),
  }),
  z.strictObject({
    source: z.literal("mcip"),
    files,
    dates: z.union([z.literal("as-is"), z.strictObject({ shiftFrom: time, shiftTo: time })]).default("as-is"),
  }),
]);

const flux = z.union([
  z.enum(["synthetic", "none"]),
  z.strictObject({
    source: z.literal("netcdf"),
    files,
    variable: z.string(),
    units: z.string().optional(),
    /** Gross uptake, positive, in the same files. */
    uptakeVariable: z.string().optional(),
    steps: z.enum(stepLengths).optional(),
    stamp: z.enum(["start", "middle", "end"]).optional(),
  }),
]);

const perturbations = {
  /** Smooth perturbations of the initial state and of the boundary [ppm], and one boundary offset a member. */
  perturbationPpm: z.number().min(0).default(0.7),
  boundaryOffsetPpm: z.number().min(0).default(0.4),
  /** White noise of both instead, over the mole fraction [1]: 0.05 as published. */
  noiseShare: positive.max(LARGEST_SHARE).optional(),
};
/** Mole fraction of initial state, lateral boundary and stratosphere. */
const background = z.discriminatedUnion("source", [
  /** Analytic, or the mean of the retrievals' own priors. */
  z.strictObject({ source: z.enum(["synthetic", "retrieval-priors"]), ...perturbations }),
  z.strictObject({
    source: z.literal("netcdf"),
    files,
    variable: z.string().optional(),
    units: z.string().optional(),
    dates: dates.default("as-is"),
    ...perturbations,
  }),
]);

const gate = z.union([z.strictObject({ fixedPpm: positive }), z.strictObject({ expectedDepartures: positive })]);

const observations = z.strictObject({
  source: z.enum(["synthetic", "lite"]),
  files: files.optional(),
  /** Networks of synthetic observations. */
  network: z
    .union([z.enum(networkNames), z.array(z.enum(networkNames)).min(1)])
    .transform((value) => [...new Set(typeof value === "string" ? [value] : value)])
    .optional(),
  /** Between the two enclosing model hours, or at the nearest one (as published). */
  time: z.enum(["linear", "nearest"]).default("linear"),
  gate: gate.default({ expectedDepartures: 3.5 }),
  validationGatePpm: positive.default(5),
  /** Of the good observations, kept from the assimilation. */
  withheldShare: z.number().min(0).max(0.5).default(0),
  /** Columns near each other share errors: keep the best of them, or give each a larger error. */
  correlatedNeighbours: z
    .union([z.literal("none"), z.strictObject({ lengthKm: positive, treatment: z.enum(neighbourTreatments) })])
    .default("none"),
  error: z
    .strictObject({
      inflation: positive.default(1),
      representationPpm: z.number().min(0).default(1),
      /** Of surface sites. */
      siteRepresentationPpm: z.number().min(0).default(3),
      floorPpm: z.number().min(0).default(0.5),
    })
    .prefault({}),
});

const reach = {
  /**
   * What the taper on past fluxes is centred at: the observation, where its air was then, or all the way of its air.
   * Absent: the way where fluxes persist and are analysed with the mole fraction, else the observation.
   */
  centre: z.enum(["observation", "upwind", "way"]).optional(),
  /** Whether point observations are kept to layers near their own: |ln(p / p_observation)| of no effect. */
  vertical: z.union([z.literal("none"), z.strictObject({ zeroLogPressure: positive })]).default("none"),
};
const localization = z.union([
  z.literal("none"),
  z.strictObject({ zeroDistanceKm: positive, ...reach }),
  z.strictObject({ halfWidthKm: positive, ...reach }),
]);

const period = z
  .strictObject({ start: time, end: time, spinUpDays: z.int().min(0).default(0) })
  .superRefine(({ start, end, spinUpDays }, context) => {
    const fault = (key: string, message: string): void => context.addIssue({ code: "custom", path: [key], message });
    if (start % SECONDS_PER_DAY !== 0) fault("start", "a run starts at 00:00 UTC");
    if (end % SECONDS_PER_DAY !== 0) fault("end", "a run ends at 00:00 UTC of the day after its last");
    if (end <= start) fault("end", "the end must be after the start");
    else if (spinUpDays * SECONDS_PER_DAY >= end - start)
      fault("spinUpDays", "nothing is left to score after the spin-up");
  });

export const experimentSchema = z
  .strictObject({
    title: z.string().min(1),
    /** Said under every title. */
    remarks: z.array(z.string().min(1)).default([]),
    seed: z.int().min(0).max(LARGEST_SEED).default(1),
    output: z.string().min(1),
    period,
    grid: grid.default("china-64km"),
    vertical: vertical.default("jdas-15"),
    timeStepMinutes: z
      .union([z.literal(5), z.literal(10), z.literal(15), z.literal(20), z.literal(30), z.literal(60)])
      .default(20),
    /** Vertical mixing: local diffusion, or ACM2 (Pleim 2007) with its non-local exchange in convective columns. */
    mixing: z.enum(["local", "acm2"]).default("local"),
    /** Share of city in a cell, which raises the least vertical diffusivity: none, from inhabitants, or the weather's. */
    urbanFraction: z.enum(["none", "cities", "meteorology"]).default("none"),
    /** CMAQ's multiscale horizontal diffusion; next to nil on cells of 64 km. */
    horizontalDiffusion: z.enum(["none", "multiscale"]).default("none"),
    /** Sub-grid deep convection of tracers, by the weather's own mass flux or a bulk scheme. */
    deepConvection: z.enum(["none", "bulk"]).default("none"),
    threads: z.int().min(1).max(64).optional(),
    runs: z
      .array(z.enum(["control", "analysis", "posterior"]))
      .min(1)
      .default(["control", "analysis", "posterior"]),
    twin: twin.optional(),
    meteorology,
    fluxes: z
      .strictObject({
        biosphere: flux.default("synthetic"),
        ocean: flux.default("synthetic"),
        fossil: flux.default("synthetic"),
        fire: flux.default("synthetic"),
      })
      .prefault({}),
    background,
    observations: observations.optional(),
    ensemble: ensemble.prefault({ form: "persistent" }),
    filter: z
      .strictObject({
        localization: localization.prefault({ zeroDistanceKm: 2000 }),
        ...filterKeys,
        estimate: estimate.prefault({}),
      })
      .prefault({}),
    outputs: z
      .strictObject({
        concentration: z.enum(["daily", "hourly", "none"]).default("daily"),
        /** State to go on from, at the end of each simulated day. */
        checkpoint: z.enum(["daily", "none"]).default("daily"),
      })
      .prefault({}),
  })
  .superRefine((config, context) => {
    const fault = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: "custom", path, message });
    if (config.filter.update === "two-step") {
      if (config.filter.inflation.additivePpm > 0) {
        fault(["filter", "inflation", "additivePpm"], 'the update "two-step" leaves the mole fraction to its fluxes');
      }
      const { localization, estimate } = config.filter;
      if (config.ensemble.form !== "persistent") {
        fault(
          ["filter", "update"],
          '"two-step" needs fluxes that do not follow from the mole fraction: form "persistent"',
        );
      }
      if (estimate.boundaryOffset !== "none" || estimate.retrievalBias !== "none") {
        fault(["filter", "estimate"], 'the update "two-step" estimates fluxes and nothing else');
      }
      if (localization !== "none" && (localization.centre ?? "observation") !== "observation") {
        fault(["filter", "localization"], 'the update "two-step" localizes around the observation alone');
      }
    }
    if (config.filter.method === "letkf" && config.filter.order !== "given") {
      fault(["filter", "order"], 'the LETKF takes all observations at once: only "ensrf" has an order');
    }
    if (config.runs.includes("posterior") && !config.runs.includes("analysis")) {
      fault(["runs"], '"posterior" needs the fluxes of "analysis": add it');
    }
    for (const key of ["grid", "vertical"] as const) {
      if (config.meteorology.source === "mcip" && config[key] !== "source") {
        fault([key], `MCIP comes on its own grid and layers: write "${key}: source"`);
      }
    }
    if (config.meteorology.source !== "mcip" && config.grid === "source") {
      fault(["grid"], '"source" takes it from the meteorology, which only source "mcip" can give');
    }
    if (config.meteorology.source === "synthetic" && config.vertical === "source") {
      fault(["vertical"], '"source" takes it from the meteorology, which source "synthetic" cannot give');
    }
    const needsObservations = config.runs.includes("analysis") || config.twin !== undefined;
    if (needsObservations && config.observations === undefined)
      fault([], 'an analysis needs the section "observations"');
    if (config.background.source === "retrieval-priors" && config.observations === undefined) {
      fault(["background", "source"], 'the priors of retrievals come with the section "observations": add it');
    }
    if (config.observations?.source === "lite") {
      if (config.observations.network !== undefined)
        fault(["observations", "network"], 'networks are synthetic: source "lite" reads files');
      if (config.observations.files === undefined) fault(["observations"], 'source "lite" needs "files"');
      if (config.twin !== undefined)
        fault(["twin"], 'a twin experiment makes its own retrievals: use source "synthetic"');
    }
    if (config.observations?.source === "synthetic") {
      if (config.observations.files !== undefined)
        fault(["observations", "files"], 'source "synthetic" reads no files');
      if (config.twin === undefined)
        fault(["observations", "source"], 'synthetic retrievals need a truth: add the section "twin"');
      if (config.background.source === "retrieval-priors") {
        fault(
          ["background", "source"],
          'synthetic retrievals have no priors of their own to start from: use "synthetic"',
        );
      }
    }
    if (config.twin !== undefined && !config.runs.includes("analysis"))
      fault(["runs"], 'a twin experiment needs "analysis"');
  });

/** An experiment file as written, before defaults. */
export type ExperimentFile = z.input<typeof experimentSchema>;
/** A complete, checked experiment. Units as the keys say. */
export type ExperimentConfig = z.output<typeof experimentSchema>;
