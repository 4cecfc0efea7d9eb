/** The figure of CONTRIBUTING.md. */
import { describe, expect, it } from "vitest";
import { renderPng } from "../../../src/io/writeFigure.js";
import { departureFigure } from "./departureFigure.js";

describe("a figure of one's own", () => {
  it("has a bar for each day, up or down from zero", () => {
    const svg = departureFigure([
      { day: "2016-07-01", mean: 1 },
      { day: "2016-07-02", mean: -0.5 },
    ]);
    const bars = [...svg.matchAll(/width="24" y="([\d.]+)" height="([\d.]+)"/g)].map(([, y, height]) => ({
      y: Number(y),
      height: Number(height),
    }));
    expect(bars).toHaveLength(2);
    expect(bars[1].height).toBeCloseTo(bars[0].height / 2, 1);
    expect(bars[1].y).toBeCloseTo(bars[0].y + bars[0].height, 1);
    expect(svg).toContain("07-02");
    expect(renderPng(svg).length).toBeGreaterThan(1000);
  });
});
