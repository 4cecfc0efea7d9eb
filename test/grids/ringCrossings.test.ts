import { describe, expect, it } from "vitest";
import { outlineArea } from "../../src/grids/outlineArea.js";
import { continuousRing } from "../../src/grids/ring.js";
import { harmfulCrossing } from "../../src/grids/ringCrossings.js";

const ringOf = (points: readonly (readonly [number, number])[]) =>
  continuousRing(
    points.map(([x]) => x),
    points.map(([, y]) => y),
  );

describe("a ring", () => {
  it("that does not cross itself has no harmful crossing, whichever way it turns", () => {
    const star = Array.from({ length: 400 }, (_, i): [number, number] => {
      const [radius, angle] = [i % 2 === 0 ? 10 : 4, (2 * Math.PI * i) / 400];
      return [100 + radius * Math.cos(angle), 30 + radius * Math.sin(angle)];
    });
    expect(harmfulCrossing(ringOf(star), 100)).toBeUndefined();
    expect(harmfulCrossing(ringOf(star.toReversed()), 100)).toBeUndefined();
  });

  it("like a bow-tie has one, where it crosses, with the area of its smaller loop", () => {
    const ring = ringOf([
      [0, 0],
      [6, 6],
      [6, 0],
      [0, 2],
    ]);
    const bow = harmfulCrossing(ring, 15);
    // y = x meets y = 2 - x / 3 at 1.5: loops of 1.5 and 13.5.
    expect(bow).toMatchObject({ longitude: expect.closeTo(1.5), latitude: expect.closeTo(1.5) });
    expect(bow?.share).toBeCloseTo(1.5 / 15);
    // As an islet of a large outline it does no harm.
    expect(harmfulCrossing(ring, 2000)).toBeUndefined();
  });

  it("that winds about a part twice has one", () => {
    const twice = ringOf([
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 10],
      [0, 3],
      [7, 3],
      [7, 7],
      [3, 7],
      [3, -1],
    ]);
    expect(harmfulCrossing(twice, 116)).toMatchObject({ longitude: 3 });
  });

  it("whose crossing holds next to nothing is let through", () => {
    const spike = ringOf([
      [0, 0],
      [10, 0],
      [10, 10],
      [5.01, 10],
      [4.99, 10.01],
      [5.01, 10.01],
      [4.99, 10],
      [0, 10],
    ]);
    expect(harmfulCrossing(spike, 100)).toBeUndefined();
  });
});

describe("a ring around a pole", () => {
  it("is no crossing where the side that closes it meets the ring again", () => {
    const coast = Array.from({ length: 73 }, (_, i) => [5 * i - 60, i > 0 && i < 12 ? -80 : -65]);
    const fjord = [...coast.slice(0, 2), [-62, -78], ...coast.slice(2)];
    expect(harmfulCrossing(ringOf(fjord as [number, number][]), 9000)).toBeUndefined();
  });
});

describe("the area of an outline", () => {
  const box = (west: number, east: number) =>
    [
      [west, 10],
      [east, 10],
      [east, 40],
      [west, 40],
      [west, 10],
    ] as const;
  const area = (...rings: readonly (readonly (readonly number[])[])[]) =>
    outlineArea({ type: "Polygon", coordinates: rings });
  const exact = (degrees: number): number =>
    6.37e6 ** 2 * ((degrees * Math.PI) / 180) * (Math.sin((40 * Math.PI) / 180) - Math.sin((10 * Math.PI) / 180));

  it("is that of the zone between its parallels, also across the antimeridian", () => {
    expect(area(box(100, 120)) / exact(20)).toBeCloseTo(1, 12);
    expect(area(box(170, -170)) / exact(20)).toBeCloseTo(1, 12);
    expect(area(box(170, 190).toReversed()) / exact(20)).toBeCloseTo(1, 12);
  });

  it("is without holes", () => {
    expect(area(box(100, 120), box(105, 110)) / exact(15)).toBeCloseTo(1, 12);
  });

  it("is that of a cap around a pole", () => {
    const cap = Array.from({ length: 37 }, (_, i) => [10 * i - 180, 60]);
    expect(area(cap) / (2 * Math.PI * 6.37e6 ** 2 * (1 - Math.sin(Math.PI / 3)))).toBeCloseTo(1, 12);
  });
});
