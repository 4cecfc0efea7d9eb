/**
 * What gridded weather may hold: names of ERA5, GFS, MERRA-2 and CF files, and the units that are understood with their factor
 * to SI. Units are compared after `m s**-1`, `m s^-1` and `m/s` are written alike.
 */
export interface Quantity {
  /** In words, for errors. */
  readonly label: string;
  readonly names: readonly string[];
  /** Units and their factors to SI, of sums over the hour before a stamp too; the first is taken where a file gives none. */
  readonly units: readonly (readonly [unit: string, factor: number, of?: "sum"])[];
  /** Values beyond these [SI] mean other units or a broken file. */
  readonly range: readonly [number, number];
  /** On levels, or at the surface. */
  readonly levels: boolean;
  /** Nothing is computed with it, so nothing that is wrong with it stops a run. */
  readonly shown?: true;
}

const WIND: Quantity["units"] = [
  ["m s-1", 1],
  ["km h-1", 1 / 3.6],
];
const PRESSURE: Quantity["units"] = [
  ["Pa", 1],
  ["hPa", 100],
  ["mbar", 100],
  ["mb", 100],
  ["millibar", 100],
  ["millibars", 100],
];
const HEAT: Quantity["units"] = [
  ["W m-2", 1],
  ["J m-2", 1 / 3600, "sum"],
];
const RAIN: Quantity["units"] = [
  ["kg m-2 s-1", 1],
  ["mm s-1", 1],
  ["mm h-1", 1 / 3600],
  ["mm day-1", 1 / 86400],
  ["m", 1000 / 3600, "sum"],
  ["mm", 1 / 3600, "sum"],
  ["kg m-2", 1 / 3600, "sum"],
];

export const quantities = {
  eastwardWind: {
    label: "eastward wind",
    names: ["u", "ua", "U", "UGRD"],
    units: WIND,
    range: [-250, 250],
    levels: true,
  },
  northwardWind: {
    label: "northward wind",
    names: ["v", "va", "V", "VGRD"],
    units: WIND,
    range: [-250, 250],
    levels: true,
  },
  temperature: {
    label: "temperature",
    names: ["t", "ta", "T", "TMP"],
    units: [["K", 1]],
    range: [120, 370],
    levels: true,
  },
  specificHumidity: {
    label: "specific humidity",
    names: ["q", "hus", "Q", "QV", "SPFH"],
    units: [
      ["kg kg-1", 1],
      ["1", 1],
      ["g kg-1", 1e-3],
    ],
    range: [-0.01, 0.1],
    levels: true,
  },
  relativeHumidity: {
    label: "relative humidity",
    names: ["r", "rh", "hur", "RH"],
    units: [
      ["%", 0.01],
      ["percent", 0.01],
      ["1", 1],
    ],
    range: [-0.5, 3],
    levels: true,
  },
  updraftMassFlux: {
    label: "mass flux of convective updrafts",
    names: ["mumf", "CMFMC", "mcu"],
    units: [["kg m-2 s-1", 1]],
    range: [-0.5, 10],
    levels: true,
  },
  surfacePressure: {
    label: "surface pressure",
    names: ["sp", "ps", "PS", "PSFC"],
    units: PRESSURE,
    range: [3e4, 1.15e5],
    levels: false,
  },
  logSurfacePressure: {
    label: "logarithm of surface pressure",
    names: ["lnsp"],
    units: [
      ["1", 1],
      ["~", 1],
    ],
    range: [10, 12],
    levels: false,
  },
  boundaryLayerHeight: {
    label: "boundary-layer height",
    names: ["blh", "HPBL", "hpbl", "PBLH", "zmla"],
    units: [["m", 1]],
    range: [-1, 2e4],
    levels: false,
  },
  frictionVelocity: {
    label: "friction velocity",
    names: ["zust", "fricv", "FRICV", "USTAR"],
    units: [["m s-1", 1]],
    range: [-0.1, 10],
    levels: false,
  },
  sensibleHeat: {
    label: "sensible heat flux",
    names: ["ishf", "sshf", "msshf", "avg_ishf", "hfss", "HFLUX"],
    units: HEAT,
    range: [-2000, 2000],
    levels: false,
  },
  surfaceTemperature: {
    label: "air temperature at 2 m",
    names: ["t2m", "2t", "tas", "t2", "T2M"],
    units: [["K", 1]],
    range: [170, 370],
    levels: false,
  },
  skinTemperature: {
    label: "skin temperature",
    names: ["skt", "ts", "TS"],
    units: [["K", 1]],
    range: [170, 370],
    levels: false,
  },
  eastwardSurfaceWind: {
    label: "eastward wind at 10 m",
    names: ["u10", "10u", "uas", "U10M"],
    units: WIND,
    range: [-150, 150],
    levels: false,
  },
  northwardSurfaceWind: {
    label: "northward wind at 10 m",
    names: ["v10", "10v", "vas", "V10M"],
    units: WIND,
    range: [-150, 150],
    levels: false,
  },
  shortwave: {
    label: "sunlight at the ground",
    names: ["ssrd", "msdwswrf", "avg_sdswrf", "rsds", "SWGDN", "DSWRF", "dswrf", "sdswrf"],
    units: HEAT,
    range: [-5, 1500],
    levels: false,
    shown: true,
  },
  precipitation: {
    label: "precipitation",
    names: ["tp", "mtpr", "avg_tprate", "pr", "PRECTOT", "PRECTOTCORR", "PRATE", "prate"],
    units: RAIN,
    range: [-1e-4, 0.2],
    levels: false,
    shown: true,
  },
  convectivePrecipitation: {
    label: "convective precipitation",
    names: ["cp", "cpr", "mcpr", "avg_cpr", "prc"],
    units: RAIN,
    range: [-1e-4, 0.2],
    levels: false,
    shown: true,
  },
  largeScalePrecipitation: {
    label: "large-scale precipitation",
    names: ["lsp", "lspr", "mlspr", "avg_lsprate"],
    units: RAIN,
    range: [-1e-4, 0.2],
    levels: false,
    shown: true,
  },
} as const satisfies Record<string, Quantity>;

export type QuantityName = keyof typeof quantities;

export const isShownAlone = (name: QuantityName): boolean => "shown" in quantities[name];

/** `m s**-1`, `m s^-1`, `m.s-1` and `m/s` as `m s-1`. */
export function plainUnits(units: string): string {
  return units
    .trim()
    .replace(/\*\*|\^/g, "")
    .replace(/\.(?=[a-z])/gi, " ")
    .replace(/\s*\/\s*([a-z]+)(\d?)/gi, (_, unit: string, power: string) => ` ${unit}-${power === "" ? "1" : power}`)
    .replace(/\s+/g, " ");
}
