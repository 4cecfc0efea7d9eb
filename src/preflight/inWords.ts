/** Sizes and durations as a person reads them. */

/** "612 MiB", "20.5 GiB" */
export function bytesInWords(bytes: number): string {
  const [kibi, mebi, gibi] = [2 ** 10, 2 ** 20, 2 ** 30];
  if (bytes >= 10 * gibi) return `${(bytes / gibi).toFixed(0)} GiB`;
  if (bytes >= gibi) return `${(bytes / gibi).toFixed(1)} GiB`;
  if (bytes >= 10 * mebi) return `${(bytes / mebi).toFixed(0)} MiB`;
  return bytes >= mebi / 10 ? `${(bytes / mebi).toFixed(1)} MiB` : `${Math.ceil(bytes / kibi)} KiB`;
}

/** "2 min 05 s", "3 h 20 min", "4.2 days" */
export function secondsInWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (value: number): string => String(value).padStart(2, "0");
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${two(whole % 60)} s`;
  const hours = Math.floor(whole / 3600);
  return hours < 48 ? `${hours} h ${two(Math.floor((whole % 3600) / 60))} min` : `${(whole / 86400).toFixed(1)} days`;
}
