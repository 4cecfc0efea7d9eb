/**
 * Quality by the bits of a flag of Lite files, one for each filter of the producer: `xco2_qf_bitflag` (all bits 0 where
 * `xco2_quality_flag` is 0, which holds in ACOS v9) or `xco2_qf_simple_bitflag` (from v10 on). Filters are named by their
 * number, from 0, or as the attribute `qf_variables` names them in that order.
 */
import { InputError } from "../../errors.js";
import type { NetcdfFile } from "../../io/netcdf.js";
import { attributeText } from "./quantities.js";

export const bitFlags = ["xco2_qf_bitflag", "xco2_qf_simple_bitflag"] as const;

export interface BitQuality {
  readonly flag: (typeof bitFlags)[number];
  /** Filters that a good sounding may fail. */
  readonly ignore: readonly (number | string)[];
}

/** @throws InputError where the file has no such flag or its attribute no such name */
export function goodByBits(file: NetcdfFile, { flag, ignore }: BitQuality): boolean[] {
  const variable = file.variable(flag);
  const names = attributeText(variable.attributes.qf_variables)
    .split(/[\s,]+/)
    .filter((name) => name !== "");
  const ignored = ignore.reduce((mask: bigint, filter) => mask | (1n << BigInt(bitOf(file, flag, filter, names))), 0n);
  return Array.from(variable.readBigInts(), (bits) => (BigInt.asUintN(64, BigInt(bits)) & ~ignored) === 0n);
}

function bitOf(file: NetcdfFile, flag: string, filter: number | string, names: readonly string[]): number {
  const bit = typeof filter === "number" ? filter : names.indexOf(filter);
  if (bit >= 0) return bit;
  throw new InputError({
    where: `${file.path}: variable "${flag}"`,
    found: `no filter "${filter}"`,
    expected: names.length > 0 ? `one of ${names.join(", ")}` : "numbers, as it does not name its filters",
  });
}
