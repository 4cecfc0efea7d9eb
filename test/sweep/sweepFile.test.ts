/** Sweep files: what they come to, and what is said of those that are wrong, at its place. */
import { describe, expect, it } from "vitest";
import { JdasError } from "../../src/errors.js";
import { acceptRuns } from "../../src/sweep/acceptRuns.js";
import { costShape } from "../../src/sweep/costShape.js";
import { parseSweep } from "../../src/sweep/sweepFile.js";

const BASE = `title: Small twin
output: out
period: { start: 2016-07-01, end: 2016-07-03 }
meteorology: { source: synthetic }
background: { source: synthetic }
observations: { source: synthetic }
twin: {}
ensemble: { form: persistent, sigma: { night: 0.1 } }
`;
const base = { text: BASE, name: "base.yaml", inputFolder: "." };
const HEAD = "experiment: base.yaml\noutput: runs/all\n";

const runsOf = (vary: string, of = base) => acceptRuns(parseSweep(`${HEAD}vary:\n${vary}`, "sweep.yaml"), of);

async function faultsOf(text: string, of = base): Promise<string[]> {
  try {
    await acceptRuns(parseSweep(text, "sweep.yaml"), of);
  } catch (error) {
    if (error instanceof JdasError) return error.message.split("\n");
    throw error;
  }
  return [];
}

describe("a sweep", () => {
  it("has a run for every combination, named and titled by its settings", async () => {
    const runs = await runsOf(`
  seed: [1, 2]
  ensemble.sigma: [{ day: 0.3 }, null]
  observations.network: [gosat, [gosat, towers]]
  season:
    july: {}
    january: { period: { start: 2016-01-01, end: 2016-01-03 } }
`);
    expect(runs).toHaveLength(16);
    expect(runs[0].id).toBe("seed-1_sigma-1_network-gosat_july");
    expect(runs[7].id).toBe("seed-1_sigma-default_network-gosat+towers_january");
    expect(runs[7].accepted.plan.title).toBe(
      "Small twin: seed 1, ensemble.sigma default, observations.network gosat+towers, january",
    );
    expect(runs[7].settings).toEqual({
      seed: "1",
      "ensemble.sigma": "default",
      "observations.network": "gosat+towers",
      season: "january",
    });
    // Merged with what the experiment has, and taken away.
    const sigma = (run: number) => (runs[run].accepted.config.ensemble as { sigma: unknown }).sigma;
    expect([sigma(0), sigma(7)]).toEqual([
      { day: 0.3, night: 0.1, additive: 0.26 },
      { day: 0.615, night: 0.296, additive: 0.26 },
    ]);
  });

  it("takes a trial for each that takes something else, and none for seeds and sizes of errors", async () => {
    const shapes = async (vary: string) =>
      new Set((await runsOf(vary)).map(({ accepted }) => costShape(accepted.plan.recorded))).size;
    expect(await shapes("  seed: [1, 2]\n  ensemble.sigma.day: [0.2, 0.4]\n  twin.size: [1, 0.5]\n")).toBe(1);
    expect(await shapes("  seed: [1, 2]\n  ensemble.members: [8, 16]\n")).toBe(2);
    expect(await shapes("  period.end: [2016-07-03, 2016-07-04]\n")).toBe(2);
  });
});

describe("faults", () => {
  it("of keys stand at their place in the sweep file, with the nearest key", async () => {
    const faults = await faultsOf(`${HEAD}vary:\n  seeed: [1, 2]\n  ensemble.sigma.dai: [0.3]\n  output: [a, b]\n`);
    expect(faults).toEqual([
      expect.stringMatching(/^sweep\.yaml:4:3: vary\.seeed: unknown key; .* did you mean "seed"\? see docs/),
      expect.stringMatching(/^sweep\.yaml:5:3: vary\.ensemble\.sigma\.dai: unknown key; .*did you mean "day"\?/),
      expect.stringMatching(/^sweep\.yaml:6:3: vary\.output: a key that the sweep sets itself: each run has a folder/),
    ]);
  });

  it("of values say of which runs, each once", async () => {
    const faults = await faultsOf(`${HEAD}vary:
  seed: [1, 2]
  ensemble.members: [8, 1]
  filter:
    usual:
    other: { filter: { metod: letkf } }
`);
    expect(faults).toEqual([
      expect.stringMatching(
        /^sweep\.yaml:5:25: ensemble\.members \(run seed-1_members-1_usual and 3 more\): 1; expected at least 4/,
      ),
      expect.stringMatching(
        /^sweep\.yaml:8:24: filter\.metod \(run seed-1_members-8_other and 3 more\): unknown key; .*did you mean "method"/,
      ),
    ]);
  });

  it("of the experiment stand at their place in its own file", async () => {
    const broken = { ...base, text: BASE.replace("form: persistent", "form: persistant") };
    expect(await faultsOf(`${HEAD}vary:\n  seed: [1, 2]\n`, broken)).toEqual([
      expect.stringMatching(/^base\.yaml:8:13: ensemble\.form: "persistant"; .*did you mean "persistent"/),
    ]);
  });

  it.each([
    ["vary: {}", /^sweep\.yaml:3:1: vary: nothing; expected at least one key/],
    ["vary: { seed: 3 }", /vary\.seed: 3; expected a list of values of this key, or a section of named settings/],
    ["vary: { seed: [] }", /vary\.seed: no value; expected a list of at least one/],
    ["vary: { seed: [3, 3] }", /vary\.seed\.1: 3 once more; expected each value once/],
    ["vary: { season: { july: 3 } }", /vary\.season\.july: 3; expected a section of what it changes/],
    ["vary: { season: { july: { title: A } } }", /vary\.season\.july\.title: a key that the sweep sets itself/],
    ["vary: { size: { a: { seed: 2 }, b: { seed: 2 } } }", /vary: b is the same experiment as a; expected runs/],
    ["vary: { seed: [1] }\njobs: 2", /^sweep\.yaml:4:1: jobs: unknown key; expected one of experiment, output, vary/],
  ])("%s", async (rest, told) => {
    expect(await faultsOf(`${HEAD}${rest}\n`)).toEqual([expect.stringMatching(told)]);
  });
});
