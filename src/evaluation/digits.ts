/** Numbers for sentences and pictures: as many digits as mean something. */

/** @returns `value` with as many decimals as leave two digits of `like`, such as its spread; never "-0.0" */
export function digits(value: number, like: number): string {
  const size = Math.abs(like);
  const decimals =
    size >= 10 || size === 0 || !Number.isFinite(size) ? 0 : Math.min(6, 1 - Math.floor(Math.log10(size)));
  const text = value.toFixed(decimals);
  return Number(text) === 0 ? (0).toFixed(decimals) : text;
}
