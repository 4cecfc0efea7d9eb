/** The section `observations`: where they come from, which are assimilated, and what their errors are taken to be. */
import { z } from "zod";
import { neighbourTreatments } from "../../observations/correlatedNeighbours.js";
import { columnForms } from "../../observations/observationOperator.js";
import type { Registry } from "../../products/registry.js";
import { roleSchema } from "../../products/roleSchema.js";
import { positive } from "./values.js";

/** Errors that are alike over a length and a memory, which many observations do not average out; absent: planOf.ts. */
const correlated = z
  .union([z.literal("none"), z.strictObject({ ppm: positive, lengthKm: z.number().min(200), memoryDays: positive })])
  .optional();

const gate = z.union([z.strictObject({ fixedPpm: positive }), z.strictObject({ expectedDepartures: positive })]);

/** Whichever product brings them. */
const comparison = z.strictObject({
  /** Between the two enclosing model hours, or at the nearest one (as published). */
  time: z.enum(["linear", "nearest"]).default("linear"),
  /** How a column sees the model: integrals over mass, or the model at the retrieval's levels (as published). */
  operator: z.enum(columnForms).default("mass"),
  /** Largest difference of the surface pressures of a retrieval and of the model. */
  terrainHPa: positive.default(50),
  gate: gate.default({ expectedDepartures: 3.5 }),
  validationGatePpm: positive.default(5),
  /** Of the good observations, kept from the assimilation. */
  withheldShare: z.number().min(0).max(0.5).default(0),
  /** Columns near each other share errors: keep the best of them, or give each a larger error; absent: planOf.ts. */
  correlatedNeighbours: z
    .union([z.literal("none"), z.strictObject({ lengthKm: positive, treatment: z.enum(neighbourTreatments) })])
    .optional(),
  /** Errors of surface sites are correlated over hours and between sites. */
  correlatedSites: z
    .union([z.literal("none"), z.strictObject({ hours: positive, lengthKm: positive })])
    .default({ hours: 24, lengthKm: 300 }),
  error: z
    .strictObject({
      inflation: positive.default(1),
      /** Of columns; absent: planOf.ts. */
      representationPpm: z.number().min(0).optional(),
      /** Of columns, for winds that are wrong: plumes lie elsewhere by so much in each direction; absent: planOf.ts. */
      displacementKm: z.union([z.literal("none"), positive]).optional(),
      /** Of columns. */
      correlated,
      /** Of a standard tower; that of other surface sites follows from height and place. */
      siteRepresentationPpm: z.number().min(0).default(3),
      siteCorrelated: correlated,
      floorPpm: z.number().min(0).default(0.5),
    })
    .prefault({}),
});

export function observationsSection(registry: Registry) {
  const source = roleSchema(registry, "observations");
  /** Further sources, whose observations are compared together with those of the first. */
  const also = z.array(source).min(1).optional();
  return z.intersection(source, comparison.extend({ also })).optional();
}
