/**
 * Less precision in the place of less meaning: 32-bit floats rounded so that the bits of their mantissa that are left out are
 * zeros, which pack well. No mean is moved.
 */

/** Bits of the mantissa of a 32-bit float. */
const MANTISSA = 23;

/**
 * Rounds to so many bits of the mantissa, to the nearest and of two equally near ones to the even (the "BitRound" of
 * netCDF-C; Kloewer et al. 2021, doi:10.1038/s43588-021-00156-2, say which bits hold information). A value changes by at
 * most 2^-(bits + 1) of the power of two below it.
 * @param values changed in place; NaN and infinities stay @param bits kept, 1 to 22
 */
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

/**
 * Rounds to the nearest multiple of the power of two that is at most 10^-digit, and of two equally near ones to the even
 * (the `least_significant_digit` of netCDF4-python). A value changes by at most half of 10^-digit.
 * @param values changed in place; NaN and infinities stay @param digit after the decimal point
 */
export function roundToDigit(values: Float32Array, digit: number): void {
  const perUnit = 2 ** Math.ceil(Math.log2(10 ** digit));
  for (let i = 0; i < values.length; i++) {
    const steps = values[i] * perUnit;
    const below = Math.floor(steps);
    const above = steps - below;
    values[i] = (above === 0.5 ? below + Math.abs(below % 2) : Math.round(steps)) / perUnit;
  }
}
