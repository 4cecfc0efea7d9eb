/**
 * Columns of the Total Carbon Column Observing Network, GGG2020, public netCDF (Laughner et al. 2024,
 * doi:10.5194/essd-16-2197-2024): spectra of the sun at fixed sites, each with its kernel and its prior. Checked against one
 * file of Harwell.
 *
 * Priors are wet mole fractions on altitudes from 0 km; f = f_wet / (1 - h2o) is dry. The file's integration operator c takes
 * a wet profile, so that h = c (1 - h2o) takes a dry one. Its sum departs from 1 with the retrieved oxygen column (0.3 % from
 * spectrum to spectrum in the file met); divided by it, h is the mean over mass, which a uniform model keeps. The prior column
 * is sum h f. The kernel is linear in pressure between its own levels.
 *
 * GGG integrates from the pressure altitude of the site (`zmin`), where pressure is that measured (`pout`). Levels run from
 * there: with t the share of the way from the level below (0) to the one above (1), what the operator makes of a profile
 * that is linear in altitude stays the same with weights h_0 / (1 - t) at the ground and h_1 - h_0 t / (1 - t) above it.
 *
 * Scales: `xco2` is on WMO X2007, `xco2_x2019` on X2019, each with its own operator.
 */
import { InputError } from "../../errors.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import type { RetrievalSet } from "../observation.js";
import { type LevelFunction, valueAt } from "../levelFunction.js";
import type { Sounding } from "../retrievalOf.js";
import { readCfTimes } from "./columnForm.js";
import { attributeText, type Quantity, readQuantity, type Units } from "./quantities.js";
import { readRetrievalFiles } from "./retrievalFiles.js";

export const tcconScales = ["X2007", "X2019"] as const;
type Scale = (typeof tcconScales)[number];

/** What of a name differs between the scales. */
const SUFFIX = { X2007: "", X2019: "_x2019" } as const satisfies Record<Scale, string>;

const PPM: Units = { ppm: 1e6 };
const PURE: Units = { "1": 1, "": 1 };
const HPA: Units = { hPa: 1 / 100 };
const KM: Units = { km: 1 / 1000 };

/** From the sum of the weights to 1: beyond, the oxygen column is wrong (GGG's Xluft). */
const MOST_OXYGEN_ERROR = 0.02;

export interface TcconChoices {
  readonly scale: Scale;
  /** Whether the columns are kept from the assimilation. */
  readonly validates: boolean;
}

/**
 * @throws InputError where a variable is absent or has other units or shape than expected
 * @returns means by hour and site
 */
export function readTccon(files: readonly string[], { scale, validates }: TcconChoices): Promise<RetrievalSet> {
  return readRetrievalFiles(files, (file) => {
    const doi = attributeText(file.attributes.data_doi);
    const place = attributeText(file.attributes.short_location);
    return {
      title: `TCCON ${place || "site"}`,
      remarks: [...(doi === "" ? [] : [`TCCON: doi:${doi}`]), `TCCON columns on the scale WMO CO2 ${scale}`],
      soundings: readSpectra(file, scale).map((spectrum) => ({ ...spectrum, validates })),
      averageIn: "hours",
    };
  });
}

function readSpectra(file: NetcdfFile, scale: Scale): Sounding[] {
  const suffix = SUFFIX[scale];
  const column = `xco2${suffix}`;
  const spectra = file.variable(column).shape[0] ?? 0;
  if (spectra === 0) return [];
  checkScale(file, column, scale);
  const times = readCfTimes(file, "time");
  const scalar = (variable: string, units: Units): Float64Array =>
    readQuantity(file, { variable, units }, [spectra], "its spectra are");
  const xco2 = scalar(column, PPM);
  const uncertainty = scalar(`xco2_error${suffix}`, PPM);
  const longitude = scalar("long", { degrees_east: 1 });
  const latitude = scalar("lat", { degrees_north: 1 });
  const groundPressure = scalar("pout", HPA);
  const groundAltitude = scalar("zmin", KM);
  const profiles = readProfiles(file, spectra, `integration_operator${suffix}`);
  const site = attributeText(file.attributes.long_name) || "tccon";
  return times.map((time, i) => ({
    id: `${site} ${Number.isFinite(time) ? new Date(1000 * time).toISOString() : i}`,
    time,
    longitude: longitude[i],
    latitude: latitude[i],
    xco2: xco2[i],
    priorXco2: undefined,
    uncertainty: uncertainty[i],
    good: true,
    ...fromGround(profiles(i), groundAltitude[i], groundPressure[i]),
  }));
}

/** @throws InputError where the file says another scale of the column */
function checkScale(file: NetcdfFile, column: string, scale: Scale): void {
  const found = attributeText(file.variable(column).attributes.wmo_or_analogous_scale);
  if (found === "" || found.includes(scale)) return;
  throw new InputError({
    where: file.path,
    found: `variable "${column}" on the scale "${found}"`,
    expected: `WMO CO2 ${scale}`,
    remedy: `choose another observations.scale: ${tcconScales.join(" or ")}`,
  });
}

/** Levels from below the ground up. */
interface Levels {
  /** [m] */
  readonly altitude: Float64Array;
  /** [Pa] */
  readonly pressure: Float64Array;
  /** Of dry mole fractions, not yet summing to 1 [1]. */
  readonly weight: Float64Array;
  readonly kernel: Float64Array;
  /** Dry [mol mol-1]. */
  readonly prior: Float64Array;
}

function readProfiles(file: NetcdfFile, spectra: number, operatorName: string): (i: number) => Levels {
  const altitude = axis(file, { variable: "prior_altitude", units: KM });
  const kernelPressure = axis(file, { variable: "ak_pressure", units: HPA });
  const priorOf = priorIndex(file, spectra);
  const rows = (variable: string, units: Units, length: number): ((i: number) => Float64Array) => {
    // Some files have one prior for many spectra.
    const many = file.variable(variable).shape[0] ?? 0;
    const shared = many !== spectra && priorOf !== undefined;
    const values = readQuantity(file, { variable, units }, [shared ? many : spectra, length], "its levels are");
    return (i) => {
      const row = shared ? priorOf[i] : i;
      return values.subarray(row * length, (row + 1) * length);
    };
  };
  const levels = altitude.length;
  const pressure = rows("prior_pressure", { atm: 1 / 101325, hPa: 1 / 100 }, levels);
  const wet = rows("prior_co2", PPM, levels);
  const water = rows("prior_h2o", PURE, levels);
  const operator = rows(operatorName, PURE, levels);
  const kernel = rows("ak_xco2", PURE, kernelPressure.length);
  return (i) => {
    const [p, vapour, wetPrior, wetOperator] = [pressure(i), water(i), wet(i), operator(i)];
    const own: LevelFunction = { pressure: kernelPressure.toReversed(), values: kernel(i).toReversed() };
    return {
      altitude,
      pressure: p,
      weight: wetOperator.map((value, k) => value * (1 - vapour[k])),
      kernel: p.map((at) => valueAt(own, at)),
      prior: wetPrior.map((value, k) => value / (1 - vapour[k])),
    };
  };
}

function axis(file: NetcdfFile, quantity: Quantity): Float64Array {
  return readQuantity(file, quantity, file.variable(quantity.variable).shape, "it has one axis");
}

/** Which prior is a spectrum's, where priors are fewer. */
function priorIndex(file: NetcdfFile, spectra: number): Float64Array | undefined {
  if (!file.has("prior_index")) return undefined;
  const index = file.variable("prior_index").read();
  return index.length === spectra ? index : undefined;
}

type Column = Pick<Sounding, "pressure" | "averagingKernel" | "pressureWeight" | "priorProfile">;

/** @param altitude of the ground [m] @param pressure at the ground [Pa] @returns levels from the ground to space */
function fromGround(levels: Levels, altitude: number, pressure: number): Column {
  const above = levels.altitude.findIndex((level) => level > altitude);
  if (!(above > 0)) return ofLevels(levels, 0, levels.pressure[0]);
  const below = above - 1;
  const [low, high] = [levels.altitude[below], levels.altitude[above]];
  const t = (altitude - low) / (high - low);
  const atGround = (values: Float64Array): number => values[below] + t * (values[above] - values[below]);
  const weight = levels.weight.slice();
  weight[above] -= (weight[below] * t) / (1 - t);
  weight[below] /= 1 - t;
  const kernel = levels.kernel.slice();
  kernel[below] = atGround(levels.kernel);
  const prior = levels.prior.slice();
  prior[below] = atGround(levels.prior);
  return ofLevels({ ...levels, weight, kernel, prior }, below, pressure);
}

/** @param lowest index of the ground @param ground its pressure [Pa] */
function ofLevels({ pressure, weight, kernel, prior }: Levels, lowest: number, ground: number): Column {
  const weights = weight.slice(lowest);
  const sum = weights.reduce((total, h) => total + h, 0);
  const usable = Math.abs(sum - 1) <= MOST_OXYGEN_ERROR;
  const levels = pressure.slice(lowest);
  levels[0] = ground;
  return {
    pressure: levels,
    averagingKernel: kernel.slice(lowest),
    pressureWeight: weights.map((h) => (usable ? h / sum : h)),
    priorProfile: prior.slice(lowest),
  };
}
