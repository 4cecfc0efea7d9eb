/**
 * Factors of the hour of the day and of the weekday by sector, of TNO for MACC: Denier van der Gon et al. (2011), Description
 * of current temporal emission patterns, MACC deliverable D_D-EMIS_1.3; SNAP 1 (power), 3 (industry), 2 (residential) and 7
 * (road transport). They are of Europe. Of weekly and diurnal factors by country for CO2 see Nassar et al. (2013,
 * doi:10.1029/2012JD018196).
 */

export const profileNames = ["power", "industry", "residential", "transport"] as const;
export type ProfileName = (typeof profileNames)[number];

/** Of the hour that begins at 0, 1, ..., 23 local time [1]. */
export const HOURLY: Readonly<Record<ProfileName, readonly number[]>> = {
  power: [
    0.79, 0.72, 0.72, 0.71, 0.74, 0.8, 0.92, 1.08, 1.19, 1.22, 1.21, 1.21, 1.17, 1.15, 1.14, 1.13, 1.1, 1.07, 1.04,
    1.02, 1.02, 1.01, 0.96, 0.88,
  ],
  industry: [
    0.75, 0.75, 0.78, 0.82, 0.88, 0.95, 1.02, 1.09, 1.16, 1.22, 1.28, 1.3, 1.22, 1.24, 1.25, 1.16, 1.08, 1.01, 0.95,
    0.9, 0.85, 0.81, 0.78, 0.75,
  ],
  residential: [
    0.38, 0.36, 0.36, 0.36, 0.37, 0.5, 1.19, 1.53, 1.57, 1.56, 1.35, 1.16, 1.07, 1.06, 1, 0.98, 0.99, 1.12, 1.41, 1.52,
    1.39, 1.35, 1, 0.42,
  ],
  transport: [
    0.19, 0.09, 0.06, 0.05, 0.09, 0.22, 0.86, 1.84, 1.86, 1.41, 1.24, 1.2, 1.32, 1.44, 1.45, 1.59, 2.03, 2.08, 1.51,
    1.06, 0.74, 0.62, 0.61, 0.44,
  ],
};

/** Monday to Sunday [1]. */
export const DAILY: Readonly<Record<ProfileName, readonly number[]>> = {
  power: [1.06, 1.06, 1.06, 1.06, 1.06, 0.85, 0.85],
  industry: [1.08, 1.08, 1.08, 1.08, 1.08, 0.8, 0.8],
  residential: [1.08, 1.08, 1.08, 1.08, 1.08, 0.8, 0.8],
  transport: [1.02, 1.06, 1.08, 1.1, 1.14, 0.81, 0.79],
};

/** Words in the names of sectors, of MEIC, REAS, CEDS and EDGAR; sectors without one have no factors. */
const WORDS: readonly (readonly [RegExp, ProfileName])[] = [
  [/power|energy|^ENE$/i, "power"],
  [/indust|^IND$|^(CHE|IRO|NFE|NMM|PRO|REF_TRF|TRF)(_|$)/i, "industry"],
  [/resid|domestic|^(RCO|RES)$/i, "residential"],
  [/road|^transport|^TRO/i, "transport"],
];

export function profileOfSector(sector: string): ProfileName | undefined {
  return WORDS.find(([words]) => words.test(sector))?.[1];
}
