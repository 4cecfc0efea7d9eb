/** Text in SVG: whatever a title holds, the picture can be read. */
import { describe, expect, it } from "vitest";
import { escapeText, label, picture } from "../../src/drawing/svg.js";
import { renderPng } from "../../src/io/writeFigure.js";

describe("a text in SVG", () => {
  it("shows what XML may not hold as escapes", () => {
    expect(escapeText("a\u001b[31m\u0000\uFFFE\uD800")).toBe("a\\u001b[31m\\u0000\\ufffe\\ud800");
    expect(escapeText("a\nb\tc")).toBe("a\nb\tc");
    expect(escapeText('é 😀 <&>"')).toBe("é 😀 &lt;&amp;&gt;&quot;");
  });

  it("leaves a picture that can be drawn", () => {
    const title = "esc \u001b[31m";
    expect(renderPng(picture(80, 40, title, [label(title, 10, 20)])).length).toBeGreaterThan(100);
  });
});
