/** What is read of MCIP's files that depends on time: in which of them it is, and ranges [SI], beyond which a file is broken. */

/** What must be there. */
export const requiredQuantities = {
  TA: "METCRO3D",
  QV: "METCRO3D",
  PRES: "METCRO3D",
  DENSA_J: "METCRO3D",
  PRSFC: "METCRO2D",
  PBL: "METCRO2D",
  USTAR: "METCRO2D",
  MOLI: "METCRO2D",
} as const;

/** Winds at faces (Arakawa C) where the files have them, else at the corners (Arakawa B). */
export const windPairs = [
  ["UWINDC", "VWINDC"],
  ["UWIND", "VWIND"],
] as const;

/** Of METCRO2D, nothing that transport needs: sunlight at the ground, and what has fallen in a time step, large-scale and convective. */
export const surfaceQuantities = ["RGRND", "RN", "RC"] as const;

export type McipQuantity =
  | keyof typeof requiredQuantities
  | (typeof surfaceQuantities)[number]
  | (typeof windPairs)[number][number];

export const mcipRanges = {
  PRSFC: [3e4, 1.15e5],
  PRES: [1, 1.15e5],
  TA: [120, 370],
  QV: [-1e-6, 0.1],
  DENSA_J: [1, 1e6],
  UWINDC: [-250, 250],
  VWINDC: [-250, 250],
  UWIND: [-250, 250],
  VWIND: [-250, 250],
  PBL: [0, 2e4],
  USTAR: [0, 10],
  MOLI: [-100, 100],
  RGRND: [-10, 1600],
  RN: [-0.01, 50],
  RC: [-0.01, 50],
} as const satisfies Record<McipQuantity, readonly [least: number, greatest: number]>;
