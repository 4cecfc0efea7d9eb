/** The public names, grouped by room. */
export * from "./constants.js";
export * from "./errors.js";
export * from "./random.js";
export * from "./time.js";
export * from "./units.js";
