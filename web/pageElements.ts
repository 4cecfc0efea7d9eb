/** Elements of the page's controls, made by script. */

export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...content);
  return element;
}

/** A choice under a label. @param options shown, by value @param chosen is called with the value */
export function choice(
  label: string,
  options: readonly string[],
  first: number,
  chosen: (index: number) => void,
): HTMLElement {
  const select = make(
    "select",
    {},
    ...options.map((text, i) => make("option", { value: String(i), textContent: text })),
  );
  select.value = String(first);
  select.addEventListener("change", () => chosen(Number(select.value)));
  return make("label", { className: "choice" }, `${label} `, select);
}

/** "−2.31", with a true minus sign; "–" where it is not known. */
export function shownNumber(value: number, decimals: number): string {
  if (!Number.isFinite(value)) return "–";
  const text = value.toFixed(decimals);
  return (Number(text) === 0 ? (0).toFixed(decimals) : text).replace("-", "\u2212");
}

/** Three digits of what is small, none too many of what is large. */
export function decimalsOf(value: number): number {
  const size = Math.abs(value);
  return size === 0 || !Number.isFinite(size) ? 2 : Math.min(6, Math.max(2, 2 - Math.floor(Math.log10(size))));
}
