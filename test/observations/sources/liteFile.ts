/** Small files in the layout of ACOS Lite (dimensions, names, units, types), for the faults that real files lack. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { File, ready } from "h5wasm/node";

type Values = Float32Array | Float64Array | Int8Array | BigUint64Array;

export interface LiteVariable {
  readonly values: Values;
  readonly shape: readonly number[];
  readonly units?: string;
}

/** Two soundings of three levels. */
export function liteVariables(): Record<string, LiteVariable> {
  const pair = (a: number, b: number, units: string): LiteVariable => ({
    values: Float32Array.of(a, b),
    shape: [2],
    units,
  });
  const profiles = (values: number[], units: string): LiteVariable => ({
    values: Float32Array.from(values),
    shape: [2, 3],
    units,
  });
  return {
    sounding_id: {
      values: BigUint64Array.of(2015013112345678n, 2015013112345671n),
      shape: [2],
      units: "YYYYMMDDhhmmssmf",
    },
    time: {
      values: Float64Array.of(1422707690.5, 1422707680.25),
      shape: [2],
      units: "seconds since 1970-01-01 00:00:00",
    },
    longitude: pair(190, 116, "degrees_east"),
    latitude: pair(35, 36, "degrees_north"),
    xco2: pair(400, 401, "ppm"),
    xco2_apriori: pair(399, 398, "ppm"),
    xco2_uncertainty: pair(0.5, 0.75, "ppm"),
    xco2_quality_flag: { values: Int8Array.of(0, 1), shape: [2], units: "none" },
    pressure_levels: profiles([0.125, 500, 1000, 0.125, 400, 800], "hPa"),
    xco2_averaging_kernel: profiles([0.5, 1, 1, 0.25, 1, 1], "none"),
    pressure_weight: profiles([0.25, 0.5, 0.25, 0.25, 0.5, 0.25], "none"),
    co2_profile_apriori: profiles([390, 400, 401, 391, 399, 400], "ppm"),
  };
}

/** @returns the path of a new file in a folder of its own under the system's temporary one */
export async function writeLite(
  variables: Record<string, LiteVariable | undefined>,
  attributes: Record<string, string> = { Platform: "OCO-2", title: "test" },
): Promise<string> {
  await ready;
  const path = join(mkdtempSync(join(tmpdir(), "lite-")), "lite.nc4");
  const file = new File(path, "w");
  try {
    for (const [name, value] of Object.entries(attributes)) file.create_attribute(name, value);
    for (const [name, variable] of Object.entries(variables)) {
      if (variable === undefined) continue;
      const dataset = file.create_dataset({ name, data: variable.values, shape: [...variable.shape] });
      if (variable.units !== undefined) dataset.create_attribute("units", variable.units);
      if (variable.values instanceof Float32Array) {
        dataset.create_attribute("missing_value", -999999, [], "<f");
      }
    }
  } finally {
    file.close();
  }
  return path;
}
