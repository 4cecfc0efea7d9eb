/**
 * The figures, once the page itself is there: drawing their pictures takes longer than all the rest. Each waits in a
 * `noscript`, whose content is an image without scripts and a text with them.
 */
export function showFigures(): void {
  const waiting = [...document.querySelectorAll("figure > noscript")];
  const showNext = (): void => {
    const next = waiting.shift();
    if (next === undefined) return;
    next.outerHTML = next.textContent;
    setTimeout(showNext);
  };
  addEventListener("load", () => setTimeout(showNext));
  // Whoever prints at once gets them too.
  addEventListener("beforeprint", () => {
    for (const one of waiting.splice(0)) one.outerHTML = one.textContent;
  });
}
