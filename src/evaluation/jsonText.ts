/** JSON as evaluations write it: a number that is not defined is null. */
export function jsonText(value: unknown): string {
  const text = JSON.stringify(
    value,
    (_key, part: unknown) => (typeof part === "number" && !Number.isFinite(part) ? null : part),
    2,
  );
  return `${text}\n`;
}
