/** Physical constants, SI, each with its source. */

/** Radius of the spherical Earth [m], as in WRF and CMAQ. */
export const EARTH_RADIUS = 6.37e6;
/** Standard gravity [m s-2] (CODATA 2018). */
export const GRAVITY = 9.80665;
/** Molar mass of dry air [kg mol-1] (Gatley et al. 2008). */
export const MOLAR_MASS_DRY_AIR = 28.9655e-3;
/** Molar mass of carbon [kg mol-1] (IUPAC 2021). */
export const MOLAR_MASS_CARBON = 12.011e-3;
/** Molar mass of carbon dioxide [kg mol-1] (IUPAC 2021). */
export const MOLAR_MASS_CO2 = 44.009e-3;
/** Gas constant of dry air [J kg-1 K-1] (8.314462618 / MOLAR_MASS_DRY_AIR). */
export const GAS_CONSTANT_DRY_AIR = 287.0471;
/** Gas constant of water vapour [J kg-1 K-1]. */
export const GAS_CONSTANT_WATER_VAPOUR = 461.5;
/** Ratio of the molar masses of water and dry air [1]. */
export const EPSILON = GAS_CONSTANT_DRY_AIR / GAS_CONSTANT_WATER_VAPOUR;
/** Specific heat of dry air at constant pressure [J kg-1 K-1]. */
export const HEAT_CAPACITY_DRY_AIR = 1004.7;
/** von Karman constant [1]. */
export const VON_KARMAN = 0.4;
/** Pressure of the standard atmosphere at sea level [Pa] (ISO 2533:1975). */
export const STANDARD_PRESSURE = 101325;
/** Rotation rate of the Earth [s-1]. */
export const EARTH_ROTATION = 7.292115e-5;

export const SECONDS_PER_HOUR = 3600;
export const SECONDS_PER_DAY = 86400;
/** Gregorian mean year [s]. */
export const SECONDS_PER_YEAR = 365.2425 * SECONDS_PER_DAY;
