/**
 * Rounds 32-bit floats to so many bits of their mantissa, to the nearest and of two equally near ones to the even (the
 * "BitRound" of netCDF-C; Kloewer et al. 2021, doi:10.1038/s43588-021-00156-2, say which bits hold information). The bits
 * that are left are zeros, which pack well. A value changes by at most 2^-(bits + 1) of the power of two below it, and no
 * mean is moved.
 */

/** Bits of the mantissa of a 32-bit float. */
const MANTISSA = 23;

/** @param values changed in place; NaN and infinities stay @param bits kept, 1 to 22 */
export function roundBits(values: Float32Array, bits: number): void {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const dropped = MANTISSA - bits;
  const belowHalf = 2 ** (dropped - 1) - 1;
  const kept = ~(2 ** dropped - 1);
  for (let i = 0; i < words.length; i++) {
    if (!Number.isFinite(values[i])) continue;
    words[i] = (words[i] + belowHalf + ((words[i] >>> dropped) & 1)) & kept;
  }
}
