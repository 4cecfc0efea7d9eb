/**
 * What `run.json` keeps of an experiment, as golden text: of every file in `experiments/`, of variants that choose every form
 * of every section (golden/variants.yaml), and, as one hash for each set, of the experiments of `npm run skill`. Who runs an
 * earlier record again, or resumes a run, relies on it. `GOLDEN=write npx vitest run test/config/recordedGolden.test.ts`
 * writes it anew: only where the form of an experiment file is meant to change.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { parseExperiment } from "../../src/config/parse.js";
import { configurationHash } from "../../src/runs/configurationIdentity.js";
import { caseSets, skillCases } from "../../src/skill/cases.js";
import { kinds } from "../../src/skill/scores.js";
import type { Section } from "../../src/skill/substitution.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const GOLDEN = fileURLToPath(new URL("golden/recorded.json", import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), "utf8");

interface Golden {
  readonly experiments: Readonly<Record<string, unknown>>;
  /** By set, hash of what must not differ in a run that goes on. */
  readonly skill: Readonly<Record<string, string>>;
}

const recorded = (text: string): Readonly<Record<string, unknown>> =>
  parseExperiment(text, "golden.yaml").plan.recorded;

function present(): Golden {
  const shipped = Object.fromEntries(
    kinds.map((kind) => [kind, parse(read(`experiments/twin-${kind}.yaml`)) as Section]),
  );
  const variants = parse(read("test/config/golden/variants.yaml")) as Record<string, object>;
  return {
    experiments: Object.fromEntries([
      ...readdirSync(join(ROOT, "experiments")).map((name) => [name, recorded(read(`experiments/${name}`))]),
      ...Object.entries(variants).map(([name, own]) => [
        name,
        recorded(stringify({ title: name, output: "unused", ...own })),
      ]),
    ]),
    skill: Object.fromEntries(
      caseSets.map((set) => {
        const own = skillCases().filter((one) => one.set === set);
        return [
          set,
          configurationHash(own.map((one) => [one.id, recorded(stringify(one.experiment(shipped[one.kind])))])),
        ];
      }),
    ),
  };
}

describe("the configuration that a run records", () => {
  if (process.env.GOLDEN === "write") writeFileSync(GOLDEN, `${JSON.stringify(present(), undefined, 2)}\n`);
  const golden = JSON.parse(readFileSync(GOLDEN, "utf8")) as Golden;
  const now = present();

  it("is that of every experiment of the list, no more and no fewer", () => {
    expect(Object.keys(now.experiments)).toEqual(Object.keys(golden.experiments));
  });

  it.each(Object.keys(golden.experiments))("is the same, in content and order of keys: %s", (name) => {
    expect(JSON.stringify(now.experiments[name])).toBe(JSON.stringify(golden.experiments[name]));
  });

  it("is the same for every set of `npm run skill`", () => {
    expect(now.skill).toEqual(golden.skill);
  });

  it.each(Object.keys(golden.experiments))("can be run again: %s", (name) => {
    expect(recorded(stringify(golden.experiments[name]))).toEqual(golden.experiments[name]);
  });
});
