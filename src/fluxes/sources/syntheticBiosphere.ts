/**
 * An invented but plausible biosphere, for tests and twin experiments, not a product: net exchange = respiration -
 * gross uptake. Temperature is a function of latitude, season and local hour; uptake is vegetation density x growing
 * conditions x a saturating function of the sun's height; respiration grows as Q10^((T - 20)/10) (Lloyd & Taylor 1994
 * discuss the form) and is scaled in each cell so that the year's respiration is 97 % of the year's uptake.
 * Fluxes [mol m-2 s-1] per area of the whole cell, [row][column].
 */
import { SECONDS_PER_DAY, SECONDS_PER_HOUR } from "../../constants.js";
import type { Grid } from "../../grids/grid.js";
import { solarDeclination } from "../../grids/sun.js";
import { dayOfYear, type Time } from "../../time.js";
import { fromMicromoles } from "../../units.js";
import type { FluxSource } from "../fluxSource.js";

const RADIANS = Math.PI / 180;
/** Uptake of dense vegetation under an overhead sun in warm weather [umol m-2 s-1]. */
const MOST_UPTAKE = 29;
const Q10 = 1.7;
const LOG_Q10 = Math.log(Q10);
/** Half of the difference of afternoon and early morning [K]. */
const DIURNAL_AMPLITUDE = 4;
/** Local solar hour. */
const WARMEST = 15;
const RESPIRED_SHARE = 0.97;
const BALANCE_YEAR = Date.UTC(2015, 0, 1) / 1000;
const BALANCE_DAYS = 24;

/** Dry or cold places as bumps that thin the vegetation: centre and widths [degrees], depth [1]. */
const BARE: readonly (readonly [longitude: number, latitude: number, x: number, y: number, depth: number])[] = [
  [84, 40, 12, 4, 0.95],
  [101, 41, 9, 4, 0.8],
  [87, 34, 11, 3.5, 0.8],
  [64, 42, 11, 5, 0.85],
  [69, 27, 6, 5, 0.8],
];

/** Density of the vegetation [1], 0 (bare) to 1 (dense), an invention made of smooth bumps and zones. */
export function vegetationDensity(longitude: number, latitude: number): number {
  let density = 1;
  for (const [x, y, widthX, widthY, depth] of BARE) {
    const eastward = longitude - x - 360 * Math.round((longitude - x) / 360);
    density *= 1 - depth * Math.exp(-0.5 * ((eastward / widthX) ** 2 + ((latitude - y) / widthY) ** 2));
  }
  const boreal = 1 - 0.3 / (1 + Math.exp((52 - Math.abs(latitude)) / 3));
  const polar = 1 / (1 + Math.exp((Math.abs(latitude) - 66) / 3));
  const tropical = 1 - 0.3 * Math.exp(-0.5 * (latitude / 18) ** 2);
  return density * tropical * boreal * polar;
}

/** Season [1]: 1 in the warmest days of the north, -1 in the coldest. */
function seasonOf(time: Time): number {
  return Math.cos((2 * Math.PI * (dayOfYear(time) - 200)) / 365.25);
}

/** Daily mean temperature [degC] of the synthetic climate. */
function dailyTemperature(latitude: number, season: number): number {
  return 27 - 0.62 * Math.max(0, Math.abs(latitude) - 15) + 0.34 * latitude * season;
}

/** Growing conditions of the day [1]. */
function growth(temperature: number): number {
  return 1 / (1 + Math.exp((15 - temperature) / 4));
}

/** Light use [1] at a cosine of the zenith angle: 1 for an overhead sun. */
function light(cosineOfZenith: number): number {
  return cosineOfZenith > 0 ? (4 * cosineOfZenith) / (cosineOfZenith + 3) : 0;
}

function respirationFactor(temperature: number): number {
  return Math.exp(((temperature - 20) / 10) * LOG_Q10);
}

/** @param landFraction [row][column] */
export function syntheticBiosphere(grid: Grid, landFraction: Float64Array): FluxSource {
  const uptakeScale = new Float64Array(grid.cells);
  const respirationScale = new Float64Array(grid.cells);
  const sine = grid.latitude.map((latitude) => Math.sin(latitude * RADIANS));
  const cosine = grid.latitude.map((latitude) => Math.cos(latitude * RADIANS));
  const cosineOfLongitude = grid.longitude.map((longitude) => Math.cos(longitude * RADIANS));
  const sineOfLongitude = grid.longitude.map((longitude) => Math.sin(longitude * RADIANS));
  const uptakeOverRespiration = balanceOfYear();
  for (let cell = 0; cell < grid.cells; cell++) {
    if (landFraction[cell] === 0) continue;
    const density = vegetationDensity(grid.longitude[cell], grid.latitude[cell]);
    uptakeScale[cell] = landFraction[cell] * density * fromMicromoles(MOST_UPTAKE);
    respirationScale[cell] = uptakeScale[cell] * RESPIRED_SHARE * uptakeOverRespiration(grid.latitude[cell]);
  }

  /** Adds `uptakeSign` x uptake and `respirationSign` x respiration at the middle of the hour. */
  const exchange = (time: Time, uptakeSign: number, respirationSign: number): Float64Array => {
    const middle = time + SECONDS_PER_HOUR / 2;
    const season = seasonOf(middle);
    const declination = solarDeclination(middle);
    const [sineOfSun, cosineOfSun] = [Math.sin(declination), Math.cos(declination)];
    // The angle of an hour h of the clock at Greenwich from noon, and from the warmest hour: cos(h + l) by its sum formula.
    const noon = hourAngle(middle, 12);
    const warmest = hourAngle(middle, WARMEST);
    const result = new Float64Array(grid.cells);
    for (let cell = 0; cell < grid.cells; cell++) {
      if (uptakeScale[cell] === 0) continue;
      const [x, y] = [cosineOfLongitude[cell], sineOfLongitude[cell]];
      const temperature = dailyTemperature(grid.latitude[cell], season);
      const sun = sine[cell] * sineOfSun + cosine[cell] * cosineOfSun * (noon.cosine * x - noon.sine * y);
      if (uptakeSign !== 0 && sun > 0) {
        result[cell] += uptakeSign * uptakeScale[cell] * growth(temperature) * light(sun);
      }
      if (respirationSign !== 0) {
        result[cell] +=
          respirationSign *
          respirationScale[cell] *
          respirationFactor(temperature + DIURNAL_AMPLITUDE * (warmest.cosine * x - warmest.sine * y));
      }
    }
    return result;
  };

  return {
    component: "biosphere",
    title: "synthetic biosphere",
    remarks: ["The biosphere fluxes are synthetic: smooth formulae of latitude, longitude, season and hour."],
    files: [],
    hourly: (time) => exchange(time, -1, 1),
    grossUptake: (time) => exchange(time, 1, 0),
    close() {},
  };
}

/** Departure from the daily mean temperature [K] at a local solar hour. */
function diurnal(hour: number): number {
  return DIURNAL_AMPLITUDE * Math.cos((hour - WARMEST) * 15 * RADIANS);
}

/** Cosine and sine of the angle of the clock at Greenwich from an hour of the day. */
function hourAngle(time: Time, hour: number): { readonly cosine: number; readonly sine: number } {
  const angle = (2 * Math.PI * (time % SECONDS_PER_DAY)) / SECONDS_PER_DAY - hour * 15 * RADIANS;
  return { cosine: Math.cos(angle), sine: Math.sin(angle) };
}

/**
 * Year's sum of growth x light over the year's sum of the respiration factor, as a function of latitude. What does not
 * depend on the latitude is found once: of Q10^((T + t - 20) / 10) = Q10^((T - 20) / 10) Q10^(t / 10), t diurnal, the
 * sum of the second factor over the hours.
 */
function balanceOfYear(): (latitude: number) => number {
  const hours = Array.from({ length: 24 }, (_, hour) => hour + 0.5);
  const hourAngles = hours.map((hour) => Math.cos((hour - 12) * 15 * RADIANS));
  const diurnalSum = hours.reduce((sum, hour) => sum + Q10 ** (diurnal(hour) / 10), 0);
  const days = Array.from({ length: BALANCE_DAYS }, (_, k) => {
    const time = BALANCE_YEAR + ((k + 0.5) / BALANCE_DAYS) * 365 * SECONDS_PER_DAY;
    const declination = solarDeclination(time);
    return { season: seasonOf(time), sine: Math.sin(declination), cosine: Math.cos(declination) };
  });
  return (latitude) => {
    const [sine, cosine] = [Math.sin(latitude * RADIANS), Math.cos(latitude * RADIANS)];
    let [uptake, respiration] = [0, 0];
    for (const day of days) {
      const temperature = dailyTemperature(latitude, day.season);
      const [a, b] = [sine * day.sine, cosine * day.cosine];
      let lit = 0;
      for (let hour = 0; hour < 24; hour++) lit += light(a + b * hourAngles[hour]);
      uptake += growth(temperature) * lit;
      respiration += respirationFactor(temperature) * diurnalSum;
    }
    return uptake / respiration;
  };
}
