import { describe, expect, it } from "vitest";
import { worldCities } from "../../src/io/cities.js";

describe("worldCities", () => {
  it("knows the large cities, where they are and how many live there", () => {
    const cities = worldCities();
    expect(cities.length).toBeGreaterThan(100_000);
    const shanghai = cities.find(({ name, country }) => name === "Shanghai" && country === "CN")!;
    expect(shanghai.longitude).toBeCloseTo(121.5, 0);
    expect(shanghai.latitude).toBeCloseTo(31.2, 0);
    expect(shanghai.inhabitants).toBeGreaterThan(1e7);
    expect(cities.every(({ inhabitants }) => inhabitants >= 0)).toBe(true);
  });
});
