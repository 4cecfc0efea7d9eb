/**
 * Hybrid vertical coordinate: the pressure of interface k is p = a[k] + b[k] ps [Pa]; interface 0 is the surface,
 * level k lies between interfaces k and k + 1, level 0 is the lowest.
 */
import { ConfigError } from "../errors.js";

export interface VerticalCoordinate {
  readonly name: string;
  readonly levels: number;
  /** [levels + 1], [Pa] */
  readonly a: Float64Array;
  /** [levels + 1], [1] */
  readonly b: Float64Array;
}

export const verticalPresets = ["jdas-15"] as const;
export type VerticalPreset = (typeof verticalPresets)[number];

/**
 * `jdas-15`: 15 sigma layers below 35 hPa (about 23 km), half of them in the lowest 2 km (Kou et al. 2023).
 * @example
 * import { verticalPreset } from "openjdas";
 *
 * verticalPreset("jdas-15").levels; // => 15
 */
export function verticalPreset(name: VerticalPreset): VerticalCoordinate {
  switch (name) {
    case "jdas-15":
      return sigmaCoordinate(
        name,
        [1, 0.996, 0.988, 0.974, 0.95, 0.915, 0.865, 0.8, 0.715, 0.61, 0.49, 0.37, 0.255, 0.15, 0.065, 0],
        3500,
      );
  }
}

/**
 * Sigma interfaces from the surface (1) to the model top (0). @param top pressure of the model top [Pa]
 * @example
 * import { interfacePressure, sigmaCoordinate } from "openjdas";
 *
 * const vertical = sigmaCoordinate("two layers", [1, 0.5, 0], 10000);
 * [0, 1, 2].map((k) => interfacePressure(vertical, k, 1e5)); // => [100000, 55000, 10000]
 */
export function sigmaCoordinate(name: string, sigma: readonly number[], top: number): VerticalCoordinate {
  return hybridCoordinate(
    name,
    sigma.map((s) => top * (1 - s)),
    sigma,
  );
}

/**
 * @throws ConfigError where the interfaces do not fall monotonically from the surface
 * @example
 * import { hybridCoordinate, interfacePressure } from "openjdas";
 *
 * const vertical = hybridCoordinate("two layers", [0, 20000, 0], [1, 0.3, 0]);
 * [0, 1, 2].map((k) => interfacePressure(vertical, k, 1e5)); // => [100000, 50000, 0]
 */
export function hybridCoordinate(name: string, a: readonly number[], b: readonly number[]): VerticalCoordinate {
  const fault = (found: string, expected: string): ConfigError =>
    new ConfigError({ where: `vertical coordinate "${name}"`, found, expected });
  if (a.length !== b.length || a.length < 3) {
    throw fault(`${a.length} values of a and ${b.length} of b`, "as many of both, one more than levels, at least 3");
  }
  if (a[0] !== 0 || b[0] !== 1)
    throw fault(`a = ${a[0]}, b = ${b[0]} at the lowest interface`, "a = 0, b = 1 (the surface)");
  for (const ps of [5e4, 1.05e5]) {
    for (let k = 1; k < a.length; k++) {
      const below = a[k - 1] + b[k - 1] * ps;
      const here = a[k] + b[k] * ps;
      if (!(here < below && here >= 0)) {
        throw fault(
          `interface ${k} at ${here} Pa is not above interface ${k - 1} at ${below} Pa for ps = ${ps} Pa`,
          "pressures that fall with height and stay positive",
        );
      }
    }
  }
  return { name, levels: a.length - 1, a: Float64Array.from(a), b: Float64Array.from(b) };
}

/**
 * Pressure of interface k [Pa]. @param surfacePressure [Pa]
 * @example
 * import { interfacePressure, verticalPreset } from "openjdas";
 *
 * interfacePressure(verticalPreset("jdas-15"), 0, 101325); // => 101325
 */
export function interfacePressure(vertical: VerticalCoordinate, k: number, surfacePressure: number): number {
  return vertical.a[k] + vertical.b[k] * surfacePressure;
}

/**
 * Pressure of the middle of level k [Pa]: the mean of its interfaces.
 * @example
 * import { levelPressure, sigmaCoordinate } from "openjdas";
 *
 * levelPressure(sigmaCoordinate("two layers", [1, 0.5, 0], 0), 0, 1e5); // => 75000
 */
export function levelPressure(vertical: VerticalCoordinate, k: number, surfacePressure: number): number {
  return (interfacePressure(vertical, k, surfacePressure) + interfacePressure(vertical, k + 1, surfacePressure)) / 2;
}
