/** Building SVG as text: elements with escaped attributes, coordinates rounded to a hundredth of a pixel. */
import { showControls } from "./controlCharacters.js";

export type Attributes = Readonly<Record<string, string | number>>;

/** @param content finished SVG, or text already escaped by `escapeText` */
export function element(name: string, attributes: Attributes, content = ""): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeText(format(value))}"`);
  return content === "" ? `<${name}${list.join("")}/>` : `<${name}${list.join("")}>${content}</${name}>`;
}

/** A line of text; the anchor is "start", "middle" or "end". */
export function label(text: string, x: number, y: number, attributes: Attributes = {}): string {
  return element("text", { x, y, ...attributes }, escapeText(text));
}

/** A whole picture with a white ground. Sizes in pixels. */
export function picture(width: number, height: number, title: string, content: readonly string[]): string {
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${format(width)} ${format(height)}`,
    role: "img",
    "font-family": "DejaVu Sans, Verdana, sans-serif",
    "font-size": 11,
    fill: "#222222",
  };
  const ground = element("rect", { width, height, fill: "#ffffff" });
  return `${element("svg", attributes, ["", element("title", {}, escapeText(title)), ground, ...content, ""].join("\n"))}\n`;
}

/** What no XML may hold, as in a title with colours for a terminal, is shown as an escape: `\u001b`. */
export function escapeText(text: string): string {
  return showControls(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");
}

/** Shortest text of a number to a hundredth. */
export function format(value: string | number): string {
  return typeof value === "string" ? value : String(Math.round(value * 100) / 100 || 0);
}

/**
 * Estimated width of a text in DejaVu Sans [px], on the safe side: its mean advance is 0.58 em in running text,
 * digits 0.636 em.
 */
export function textWidth(text: string, fontSize: number, bold = false): number {
  return text.length * fontSize * (bold ? 0.7 : 0.62);
}

/** Breaks a text into lines no wider than `width` [px]. */
export function textLines(text: string, width: number, fontSize: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/)) {
    const last = lines[lines.length - 1];
    if (last !== undefined && textWidth(`${last} ${word}`, fontSize) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
