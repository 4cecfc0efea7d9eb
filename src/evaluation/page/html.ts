/** Building HTML as text: every attribute and every text from outside is escaped here. */
import { escapeText } from "../../drawing/svg.js";

/** A finished piece of HTML; what is a plain string is a text that still must be escaped. */
export class Html {
  constructor(readonly text: string) {}
}

export type Content = Html | string | number | false | undefined;

/** Elements that have no content and no end. */
const VOID: ReadonlySet<string> = new Set(["img", "meta"]);

/** @param attributes `false` and undefined are left out, `true` stands without a value */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | boolean | undefined>>,
  ...content: readonly Content[]
): Html {
  const list = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined || value === false
      ? []
      : [value === true ? ` ${key}` : ` ${key}="${escapeText(String(value))}"`],
  );
  return new Html(`<${name}${list.join("")}>${VOID.has(name) ? "" : `${join(content).text}</${name}>`}`);
}

export function join(content: readonly Content[]): Html {
  return new Html(
    content
      .map((part) =>
        part instanceof Html ? part.text : part === false || part === undefined ? "" : escapeText(String(part)),
      )
      .join(""),
  );
}

/** @returns a list, or nothing where it would be empty */
export function list(items: readonly Content[], name: "ul" | "ol" = "ul"): Html {
  return items.length === 0 ? new Html("") : tag(name, {}, ...items.map((item) => tag("li", {}, item)));
}

export function paragraph(...content: readonly Content[]): Html {
  return tag("p", {}, ...content);
}

/** JSON that may stand in a script element: no `<` ends it or begins a comment. What is not finite is null. */
export function dataElement(id: string, value: unknown): Html {
  const text = JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "number" && !Number.isFinite(part) ? null : part,
  );
  return new Html(`<script type="application/json" id="${id}">${text.replaceAll("<", "\\u003c")}</script>`);
}
