/** What a section of gridded weather may say. */
import { expect, it } from "vitest";
import { parseExperiment } from "../../src/config/parse.js";
import { ConfigError } from "../../src/errors.js";

const experiment = (meteorology: string): string => `title: Steady
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
runs: [control]
meteorology: { source: gridded, files: a.nc, ${meteorology} }
background: { source: synthetic }
`;

it("an instant held steady needs a boundary layer that follows the sun", () => {
  for (const own of ["dates: held-steady", "dates: held-steady, boundaryLayer: source"]) {
    const parsing = (): unknown => parseExperiment(experiment(own), "steady.yaml");
    expect(parsing).toThrow(ConfigError);
    expect(parsing).toThrow(
      /steady.yaml:5:\d+: meteorology.boundaryLayer: .*held steady.*write "boundaryLayer: diurnal"/,
    );
  }
  for (const own of ["dates: held-steady, boundaryLayer: diurnal", "dates: as-is"]) {
    expect(() => parseExperiment(experiment(own), "steady.yaml")).not.toThrow();
  }
});
