/** Numbers of surface sites held against what they can be: files have fill values that nothing declares. */
import type { SiteValue } from "./siteSeries.js";

/** CO2 of outdoor air since 1957 [mol mol-1]. */
export const PLAUSIBLE = { least: 300e-6, most: 800e-6 } as const;
/** Stated standard deviations beyond this are none [mol mol-1]. */
const LARGEST_DEVIATION = 200e-6;
/** The Dead Sea, Everest; the highest towers, and balloons [m]. */
const ELEVATION = { least: -450, most: 9000 } as const;
const HIGHEST_INTAKE = 1000;
/** Taken where a file does not tell the height of an intake [m]. */
export const UNKNOWN_INTAKE = 10;

/** Whether there is a value at all: none is zero or below, fill values mostly are, or larger than anything. */
export function isPresent({ moleFraction }: SiteValue): boolean {
  return moleFraction > 0 && moleFraction < 1;
}

export function isPlausible({ moleFraction }: SiteValue): boolean {
  return moleFraction >= PLAUSIBLE.least && moleFraction <= PLAUSIBLE.most;
}

/** @returns NaN where none is stated that can be one */
export function statedDeviation({ deviation }: SiteValue): number {
  return deviation > 0 && deviation <= LARGEST_DEVIATION ? deviation : Number.NaN;
}

export function hasPlace({ longitude, latitude }: SiteValue): boolean {
  return Math.abs(latitude) <= 90 && longitude >= -180 && longitude <= 360;
}

/** Heights of an intake, each from the other two where it is missing [m]. @returns NaN where they do not tell it */
export function heightsOf(value: SiteValue): { readonly height: number; readonly elevation: number } {
  const within = (number: number, least: number, most: number): number =>
    number >= least && number <= most ? number : Number.NaN;
  const stated = within(value.intakeHeight, 0, HIGHEST_INTAKE);
  const ground = within(value.elevation, ELEVATION.least, ELEVATION.most);
  const altitude = within(value.altitude, ELEVATION.least, ELEVATION.most + HIGHEST_INTAKE);
  const height = Number.isNaN(stated) ? within(altitude - ground, 0, HIGHEST_INTAKE) : stated;
  return { height, elevation: Number.isNaN(ground) ? altitude - (height || UNKNOWN_INTAKE) : ground };
}
