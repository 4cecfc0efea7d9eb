/** The page of a run: one HTML file with all that it needs in it, that asks for nothing and may be handed on. */
import { REPORT_MARK } from "../../runs/reportFile.js";
import { base64 } from "./base64.js";
import { type Content, type Html, join, paragraph, tag } from "./html.js";

/** What the build makes of `web/`, as texts. */
export interface PageAssets {
  readonly script: string;
  readonly style: string;
  /** Of the packages that are in the script, with their licences. */
  readonly notices: string;
}

/** A part of the page with its heading. */
export interface Section {
  /** For links. */
  readonly id: string;
  readonly title: string;
  readonly content: readonly Content[];
}

export interface Page {
  readonly title: string;
  /** "Twin experiment, synthetic weather"; empty where there is nothing to say. */
  readonly kind: string;
  /** Lines below the title. */
  readonly subtitles: readonly string[];
  readonly sections: readonly Section[];
  /** What the scripts read. */
  readonly data: Html;
  /** Program and version. */
  readonly program: string;
}

/** @returns the text of the file; sections without content are left out */
export async function renderPage(page: Page, { script, style, notices }: PageAssets): Promise<string> {
  const { title, kind, subtitles, data, program } = page;
  const sections = page.sections.filter(({ content }) => join(content).text !== "");
  const policy = [
    "default-src 'none'",
    `script-src '${await hashOf(script)}'`,
    `style-src '${await hashOf(style)}'`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  const head = [
    '<meta charset="utf-8">',
    tag("meta", { "http-equiv": "Content-Security-Policy", content: policy }).text,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `${REPORT_MARK} ${program.replace(/^openjdas /, "").replace(/[^\w.+-]/g, "")}">`,
    tag("title", {}, kind === "" ? title : `${title} (${kind.charAt(0).toLowerCase()}${kind.slice(1)})`).text,
    `<style>${style}</style>`,
  ].join("\n");
  const links = sections.map(({ id, title: name }) => tag("li", {}, tag("a", { href: `#${id}` }, name)));
  const body = join([
    tag("a", { class: "skip", href: "#main" }, "Skip to the content"),
    tag(
      "header",
      {},
      kind !== "" && tag("p", { class: "kind" }, kind),
      tag("h1", {}, title),
      ...subtitles.map((text) => tag("p", { class: "subtitle" }, text)),
      tag("nav", { "aria-label": "Contents" }, tag("ul", {}, ...links)),
    ),
    tag(
      "main",
      { id: "main" },
      ...sections.map(({ id, title: name, content }) => tag("section", { id }, tag("h2", {}, name), ...content)),
    ),
    tag(
      "footer",
      {},
      paragraph(`Made by ${program}. This file holds all it shows and asks nothing of any network.`),
      tag("details", {}, tag("summary", {}, "Licences of what is in this page"), tag("pre", {}, notices)),
    ),
    data,
  ]);
  return `<!DOCTYPE html>\n<html lang="en">\n<head>\n${head}\n</head>\n<body>\n${body.text}\n<script>${script}</script>\n</body>\n</html>\n`;
}

async function hashOf(text: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return `sha256-${base64(new Uint8Array(digest))}`;
}
