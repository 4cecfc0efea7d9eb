/** A truth that several runs share, where its file is not as it should be. */
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createBudgetStore } from "../../src/experiments/recording/budgetStore.js";
import { createTruthStore } from "../../src/experiments/recording/truthStore.js";
import { shareTruth } from "../../src/experiments/sharedTruth.js";
import { silent } from "../../src/experiments/progress.js";
import { budgetTerms } from "../../src/runs/budgetFile.js";
import { temporaryFolder } from "./recording/folder.js";

const NAME = "truth_abc.npz";
const ownFolder = (): string => mkdtempSync(join(tmpdir(), "openjdas-truth-"));

/** Runs of one truth: each has its own stores, and says what it says. */
function runIn(truths: string) {
  const said: string[] = [];
  const budgets = createBudgetStore(temporaryFolder());
  const truth = createTruthStore([]);
  const progress = { ...silent, note: (text: string) => void said.push(text) };
  return { said, budgets, shared: shareTruth(truths, "abc", { budgets, truth, progress }) };
}

describe("a truth that runs share", () => {
  it("is not there at first, and then with its budget alone", () => {
    const truths = join(ownFolder(), "truths");
    const [first, next] = [runIn(truths), runIn(truths)];
    expect(first.shared.take()).toBe(false);
    first.budgets.add(
      "truth",
      0,
      budgetTerms(() => 2),
    );
    first.budgets.add(
      "control",
      0,
      budgetTerms(() => 3),
    );
    first.shared.keep();
    expect(next.shared.take()).toBe(true);
    expect(Object.keys(next.budgets.summary())).toEqual(["truth"]);
    expect(next.budgets.summary().truth).toEqual(first.budgets.summary().truth);
    expect([first.said, next.said.length]).toEqual([[], 1]);
  });

  it("is made anew where its file is damaged, which is said, and takes its place", () => {
    const truths = ownFolder();
    runIn(truths).shared.keep();
    const whole = readFileSync(join(truths, NAME));
    writeFileSync(join(truths, NAME), whole.subarray(0, 100));
    const run = runIn(truths);
    expect(run.shared.take()).toBe(false);
    expect(run.said.join()).toContain(NAME);
    run.shared.keep();
    expect(readFileSync(join(truths, NAME))).toEqual(whole);
  });

  it("that cannot be kept stops no run", () => {
    const folder = ownFolder();
    writeFileSync(join(folder, "truths"), "a file where the folder would be");
    const run = runIn(join(folder, "truths"));
    expect(run.shared.take()).toBe(false);
    run.shared.keep();
    expect(run.said.join()).toMatch(/not shared with other runs: .*truth_abc\.npz/);
  });
});
