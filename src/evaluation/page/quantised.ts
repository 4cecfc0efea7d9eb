/**
 * Numbers as integers of 16 or 8 bits times a step, in base64, so that a page holds many fields: the error is half a step,
 * the step is the largest size over 32767 or 127. Read on the page by the same file.
 */
import { base64 } from "./base64.js";

export type Bits = 8 | 16;

export interface Quantised {
  readonly step: number;
  readonly bits: Bits;
  /** Integers one after the other, the lower byte first; the least integer is "missing". */
  readonly data: string;
}

/** @param values what is not finite is missing */
export function quantise(values: ArrayLike<number>, bits: Bits): Quantised {
  const limit = 2 ** (bits - 1) - 1;
  let largest = 0;
  for (let i = 0; i < values.length; i++)
    if (Number.isFinite(values[i])) largest = Math.max(largest, Math.abs(values[i]));
  const step = largest / limit || 1;
  const integers = bits === 16 ? new Int16Array(values.length) : new Int8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    integers[i] = Number.isFinite(values[i]) ? Math.round(values[i] / step) : -limit - 1;
  }
  const bytes = new Uint8Array((values.length * bits) / 8);
  const view = new DataView(bytes.buffer);
  integers.forEach((value, i) => (bits === 16 ? view.setInt16(2 * i, value, true) : view.setInt8(i, value)));
  return { step: Number(step.toPrecision(9)), bits, data: base64(bytes) };
}

/** @returns NaN where a value is missing */
export function restore({ step, bits, data }: Quantised): Float64Array {
  const text = atob(data);
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  const missing = -(2 ** (bits - 1));
  return Float64Array.from({ length: (8 * bytes.length) / bits }, (_, i) => {
    const value = bits === 16 ? view.getInt16(2 * i, true) : view.getInt8(i);
    return value === missing ? Number.NaN : value * step;
  });
}

/** Characters that so many numbers take on the page, with what stands around them. */
export function quantisedSize(count: number, bits: Bits): number {
  return 4 * Math.ceil((count * bits) / 8 / 3) + AROUND;
}
const AROUND = 60;
