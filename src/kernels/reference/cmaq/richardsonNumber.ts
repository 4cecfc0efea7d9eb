/**
 * Richardson number between two layers of air, with the reduction of stability by condensation where either holds cloud
 * (Durran & Klemp 1982, doi:10.1175/1520-0469(1982)039<2152:OTEOMO>2.0.CO;2), as US EPA CMAQ v5.5 computes it:
 *     Ri = g dtheta_v / (theta_v dz S^2),
 *     Ri_cloud = (1 + a) (Ri - g^2 / (S^2 T c_p) (x - a) / (1 + x)),   a = Lv q / (R T),  x = Lv^2 q / (c_p R_v T^2)
 */
const GRAVITY = 9.80622;
const UNIVERSAL_GAS_CONSTANT = 8.31451;
/** Gas constants of dry air and water vapour [J kg-1 K-1]. */
const GAS_DRY = (1e3 * UNIVERSAL_GAS_CONSTANT) / 28.9628;
const GAS_VAPOUR = (1e3 * UNIVERSAL_GAS_CONSTANT) / 18.0153;
/** Cloud water that makes a layer cloudy [kg kg-1]. */
const CLOUDY = 1e-5;

export interface Layer {
  /** [K] */
  readonly virtualPotentialTemperature: number;
  /** [K] */
  readonly temperature: number;
  /** [kg kg-1] */
  readonly cloudWater: number;
  /** [kg kg-1] */
  readonly waterVapour: number;
}

/**
 * @param depth distance of the middles of the layers [m]
 * @param shearSquared [s-2]
 */
export function gradientRichardson(lower: Layer, upper: Layer, depth: number, shearSquared: number): number {
  const sum = upper.virtualPotentialTemperature + lower.virtualPotentialTemperature;
  const step = upper.virtualPotentialTemperature - lower.virtualPotentialTemperature;
  const dry = (2 * GRAVITY * step) / (depth * shearSquared * sum);
  if (!(lower.cloudWater > CLOUDY || upper.cloudWater > CLOUDY)) return dry;

  const q = 0.5 * (lower.waterVapour + upper.waterVapour);
  const t = 0.5 * (lower.temperature + upper.temperature);
  const latent = (2.501 - 0.00237 * (t - 273.15)) * 1e6;
  const heatCapacity = 1004.67 * (1 + 0.84 * lower.waterVapour);
  const a = (latent * q) / (GAS_DRY * t);
  const x = (latent * latent * q) / (heatCapacity * GAS_VAPOUR * t * t);
  return (1 + a) * (dry - ((GRAVITY * GRAVITY) / (shearSquared * t * heatCapacity)) * ((x - a) / (1 + x)));
}
