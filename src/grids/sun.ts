/**
 * Position of the sun: cos(zenith) = sin(lat) sin(decl) + cos(lat) cos(decl) cos(hour angle), with the declination as a
 * Fourier series of the day of the year (Spencer 1971, "Fourier series representation of the position of the sun",
 * Search 2, 172) and mean solar time (no equation of time, up to 16 minutes off).
 */
import { dayOfYear, localSolarHour, type Time } from "../time.js";

const RADIANS = Math.PI / 180;

/** @returns [radians] */
export function solarDeclination(time: Time): number {
  const day = (2 * Math.PI * dayOfYear(time)) / 365;
  return (
    0.006918 -
    0.399912 * Math.cos(day) +
    0.070257 * Math.sin(day) -
    0.006758 * Math.cos(2 * day) +
    0.000907 * Math.sin(2 * day) -
    0.002697 * Math.cos(3 * day) +
    0.00148 * Math.sin(3 * day)
  );
}

/** @param longitude,latitude [degrees] @returns cosine of the zenith angle, negative at night */
export function cosineOfZenith(time: Time, longitude: number, latitude: number): number {
  return sunAt(time)(longitude, latitude);
}

/** The same of many places at one time. */
export function sunAt(time: Time): (longitude: number, latitude: number) => number {
  const declination = solarDeclination(time);
  const [sine, cosine] = [Math.sin(declination), Math.cos(declination)];
  return (longitude, latitude) => {
    const hourAngle = (localSolarHour(time, longitude) - 12) * 15 * RADIANS;
    const phi = latitude * RADIANS;
    return Math.sin(phi) * sine + Math.cos(phi) * cosine * Math.cos(hourAngle);
  };
}

/**
 * Sunlight that reaches the ground under a clear sky: 1098 c exp(-0.059 / c) with the cosine c of the zenith angle (Haurwitz
 * 1945, "Insolation in relation to cloudiness and cloud density", J. Meteor. 2, 154-166; the constants as pvlib has them).
 * @returns [row][column], [W m-2]
 */
export function clearSkySunlight(
  { longitude, latitude }: { readonly longitude: Float64Array; readonly latitude: Float64Array },
  time: Time,
): Float64Array {
  const cosine = sunAt(time);
  return longitude.map((degrees, cell) => {
    const c = cosine(degrees, latitude[cell]);
    return c > 0 ? 1098 * c * Math.exp(-0.059 / c) : 0;
  });
}
