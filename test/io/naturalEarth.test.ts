import { describe, expect, it } from "vitest";
import { naturalEarthLand } from "../../src/io/naturalEarth.js";

describe("naturalEarthLand", () => {
  it("gives closed rings in longitude and latitude, more of them at the finer scale", () => {
    const [fine, coarse] = [naturalEarthLand("50m"), naturalEarthLand("110m")];
    expect(fine.coordinates.length).toBeGreaterThan(1000);
    expect(coarse.coordinates.length).toBeGreaterThan(100);
    expect(coarse.coordinates.length).toBeLessThan(fine.coordinates.length);
    for (const ring of [...fine.coordinates, ...coarse.coordinates].flat()) {
      expect(ring.at(-1)).toEqual(ring[0]);
      for (const [longitude, latitude] of ring) {
        if (!(Math.abs(longitude) <= 180 && Math.abs(latitude) <= 90)) throw new Error(`${longitude}, ${latitude}`);
      }
    }
  });
});
