/** The texts of a picture with the room that they take, to see which touch each other. */

export interface Label {
  readonly text: string;
  /** Of the room that it takes [px]. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Mean advance of DejaVu Sans [em], and of its bold face. */
const ADVANCE = { regular: 0.55, bold: 0.62 } as const;

/** @returns in the order in which they are drawn; titles of axes that stand upright too */
export function labelsOf(svg: string): Label[] {
  const shifts: (readonly [number, number])[] = [];
  const labels: Label[] = [];
  for (const [, tag, attributes, text] of svg.matchAll(/<(g|\/g|text)\b([^>]*)>([^<]*)/g)) {
    if (tag === "/g") shifts.pop();
    if (tag === "g" && !attributes.endsWith("/")) {
      const [, x = "0", y = "0"] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(attributes) ?? [];
      shifts.push([Number(x), Number(y)]);
    }
    if (tag === "text") labels.push(placed(attributes, text, shifts));
  }
  return labels;
}

function placed(attributes: string, text: string, shifts: readonly (readonly [number, number])[]): Label {
  const number = (name: string, otherwise: number): number =>
    Number(new RegExp(`(?:^| )${name}="([-\\d.]+)"`).exec(attributes)?.[1] ?? otherwise);
  const plain = text.replaceAll(/&\w+;/g, "x");
  const size = number("font-size", 11);
  const width = plain.length * size * (attributes.includes("bold") ? ADVANCE.bold : ADVANCE.regular);
  const anchor = /text-anchor="(\w+)"/.exec(attributes)?.[1] ?? "start";
  const before = { start: 0, middle: 0.5, end: 1 }[anchor] ?? 0;
  const [x, y] = [number("x", 0), number("y", 0)];
  const dx = shifts.reduce((sum, [shift]) => sum + shift, 0);
  const dy = shifts.reduce((sum, [, shift]) => sum + shift, 0);
  if (attributes.includes("rotate(-90)")) {
    const bottom = dy - x + before * width;
    return { text, left: dx + y - 0.75 * size, right: dx + y + 0.2 * size, top: bottom - width, bottom };
  }
  const left = dx + x - before * width;
  return { text, left, right: left + width, top: dy + y - 0.75 * size, bottom: dy + y + 0.2 * size };
}

/** Pairs of different labels that lie over each other: a label with a pale copy beneath it is one. */
export function overlapping(labels: readonly Label[]): string[] {
  return labels.flatMap((a, i) =>
    labels
      .slice(i + 1)
      .filter((b) => a.text !== b.text && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      .map((b) => `"${a.text}" and "${b.text}"`),
  );
}
