/**
 * The mole fraction that a run starts from and that flows in at its sides: a function of place, pressure and time.
 */
import { fromPpm } from "../units.js";
import { dayOfYear, type Time } from "../time.js";

export interface Background {
  readonly title: string;
  readonly remarks: readonly string[];
  /**
   * Dry-air mole fraction of CO2 [mol mol-1].
   * @param latitude [degrees north]
   * @param pressure [Pa]
   */
  moleFraction(latitude: number, pressure: number, time: Time): number;
}

const REFERENCE_YEAR = Date.UTC(2016, 0, 1) / 1000;
const YEAR = 365.2425 * 86400;

/**
 * An analytic troposphere and lower stratosphere of the size that marine-boundary-layer records show: 402.5 ppm at the
 * equator at the start of 2016, growing 2.3 ppm a year; a seasonal cycle that grows to the north and falls with
 * height; a north-south gradient; air some 4 ppm older above the tropopause. Numbers rounded from Conway et al. (1994,
 * doi:10.1029/94JD01951) and Diallo et al. (2017, doi:10.5194/acp-17-3861-2017). Not an estimate for any real day.
 */
export function syntheticBackground(): Background {
  let at = { time: Number.NaN, trend: 0, season: 0 };
  const ofTime = (time: Time): typeof at => {
    if (time !== at.time) {
      const season = Math.cos((2 * Math.PI * (dayOfYear(time) - 120)) / 365.25);
      at = { time, trend: 402.5 + (2.3 * (time - REFERENCE_YEAR)) / YEAR, season };
    }
    return at;
  };
  return {
    title: "analytic background mole fraction",
    remarks: ["the background mole fraction is analytic (synthetic)"],
    moleFraction(latitude, pressure, time) {
      const north = Math.sin((latitude * Math.PI) / 180);
      const height = Math.min(1, Math.max(0, 1 - pressure / 1e5));
      const { trend, season } = ofTime(time);
      const cycle = 5 * Math.max(0, north) * (1 - 0.7 * height) * season;
      const gradient = 2 * north * (1 - height);
      const tropopause = 1e4 + 1.5e4 * north * north;
      const stratosphere = 4 / (1 + Math.exp((pressure - 0.8 * tropopause) / 2.5e3));
      return fromPpm(trend + cycle + gradient - stratosphere);
    },
  };
}
