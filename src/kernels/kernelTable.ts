/**
 * The kernels and what each is given: a list of numbers by name, pointers included, before the lines to work on. The
 * exports of kernels/index.ts take these and the LOOP arguments (kernelFunctions.ts holds them to it when they are
 * loaded); the plain kernels take these and the number of lines; a launch must give as many, or does not compile.
 */
const horizontalSweep = ["columns", "rows", "lanes", "dt", "state", "mass", "flux", "boundary", "inflow"] as const;
const horizontalDiffusion = ["columns", "rows", "lanes", "dt", "state", "mass", "exchange"] as const;

export const KERNELS = {
  addMoments: ["rows", "members", "lanes", "riderCount", "reference", "value", "mean", "variance", "riders"],
  advectX: horizontalSweep,
  advectY: horizontalSweep,
  boundMembers: ["members", "lanes", "lower", "upper", "value"],
  combineParameters: ["rows", "parameters", "members", "lanes", "base", "scale", "value", "out"],
  convectDeeply: ["cells", "levels", "lanes", "dt", "state", "mass", "updraft", "active"],
  diffuseX: horizontalDiffusion,
  diffuseY: horizontalDiffusion,
  ensrfUpdate: [
    "levels",
    "cells",
    "cellCount",
    "starts",
    "listed",
    "tapers",
    "lanes",
    "weights",
    "increments",
    "overlaps",
    "overlapStride",
    "status",
  ],
  inflateRows: ["members", "lanes", "rtpp", "rtps", "multiplicative", "rows", "prior", "spread"],
  letkfUpdate: [
    "levels",
    "levelCount",
    "cells",
    "tapers",
    "observations",
    "members",
    "lanes",
    "scaled",
    "departures",
    "status",
  ],
  memberSpread: ["members", "lanes", "rows", "spread"],
  moveVertically: [
    "cells",
    "levels",
    "lanes",
    "dt",
    "molarMass",
    "state",
    "mass",
    "flux",
    "spacing",
    "exchange",
    "nonLocal",
    "emission",
    "area",
  ],
  weightedTotals: ["rows", "columns", "lanes", "values", "weights", "totals"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/** What a compiled kernel is given after these: its lines are `first` to `last` - 1, `scratch` belongs to its thread. */
export const LOOP = ["first", "last", "scratch"] as const;

export type KernelName = keyof typeof KERNELS;

type Numbers<Names extends readonly string[]> = { readonly [I in keyof Names]: number };

/** As many numbers as the kernel takes. */
export type KernelArguments<Name extends KernelName> = Numbers<(typeof KERNELS)[Name]>;
