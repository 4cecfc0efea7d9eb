/**
 * What is read of the output of WRF-ARW (Skamarock et al. 2021, doi:10.5065/1dfh-6p97), by its names in the registry of the
 * model. All but the grid depend on time. P, PH, MU and T are departures from a base state, T from 300 K.
 */
export interface WrfQuantity {
  /** Dimensions after time. */
  readonly on: "layers" | "x faces" | "y faces" | "ground";
  readonly unit: string;
  /** Values beyond these mean a broken file or another unit. */
  readonly range: readonly [number, number];
  /** Whether nothing can stand in for it. */
  readonly required: boolean;
}

export const wrfQuantities = {
  U: { on: "x faces", unit: "m s-1", range: [-250, 250], required: true },
  V: { on: "y faces", unit: "m s-1", range: [-250, 250], required: true },
  T: { on: "layers", unit: "K", range: [-150, 3000], required: true },
  QVAPOR: { on: "layers", unit: "kg kg-1", range: [-1e-4, 0.1], required: true },
  P: { on: "layers", unit: "Pa", range: [-3e4, 3e4], required: true },
  PB: { on: "layers", unit: "Pa", range: [0, 1.15e5], required: true },
  MU: { on: "ground", unit: "Pa", range: [-3e4, 3e4], required: true },
  MUB: { on: "ground", unit: "Pa", range: [2e4, 1.15e5], required: true },
  PSFC: { on: "ground", unit: "Pa", range: [3e4, 1.15e5], required: true },
  PBLH: { on: "ground", unit: "m", range: [0, 2e4], required: false },
  UST: { on: "ground", unit: "m s-1", range: [0, 10], required: false },
  HFX: { on: "ground", unit: "W m-2", range: [-2000, 2000], required: false },
  LH: { on: "ground", unit: "W m-2", range: [-2000, 3000], required: false },
  SWDOWN: { on: "ground", unit: "W m-2", range: [-10, 1600], required: false },
  TSK: { on: "ground", unit: "K", range: [170, 370], required: false },
  // Since the start of the simulation.
  RAINC: { on: "ground", unit: "mm", range: [-1e-3, 1e6], required: false },
  RAINNC: { on: "ground", unit: "mm", range: [-1e-3, 1e6], required: false },
  // Whole buckets of BUCKET_MM.
  I_RAINC: { on: "ground", unit: "", range: [0, 1e6], required: false },
  I_RAINNC: { on: "ground", unit: "", range: [0, 1e6], required: false },
} as const satisfies Record<string, WrfQuantity>;

export type WrfQuantityName = keyof typeof wrfQuantities;
export const wrfQuantityNames = Object.keys(wrfQuantities) as WrfQuantityName[];
