/** The table that `npm run bench` prints: which earlier entry counts, what is marked, what is said of other machines. */
import { describe, expect, it } from "vitest";
import { compareEntries, type Entry } from "../../benchmarks/compare.mjs";

const machine = { cpu: "A", cores: 2, node: "v20.0.0" };
const entry = (day: number, commit: string, figures: Entry["figures"], on = machine): Entry => ({
  time: `2026-01-0${day}T00:00:00.000Z`,
  commit,
  machine: on,
  figures,
});
const nanoseconds = (value: number) => ({ value, unit: "ns" });

describe("the comparison of benchmarks", () => {
  const old = entry(1, "old", { step: nanoseconds(4), cycle: { value: 2, unit: "s" } });
  const recent = entry(2, "recent", { step: nanoseconds(5) });

  it("takes each figure's last entry, in whatever order they come, and marks what is slower", () => {
    const present = entry(3, "now", { step: nanoseconds(6), cycle: { value: 2.1, unit: "s" }, new: nanoseconds(1) });
    for (const earlier of [
      [old, recent],
      [recent, old],
    ]) {
      const lines = compareEntries(present, earlier).split("\n");
      expect(lines[0]).toMatch(/^step +6\.00 ns +1\.20 x 5\.00 \(recent\) {2}SLOWER$/);
      expect(lines[1]).toMatch(/^cycle +2\.10 s +1\.05 x 2\.00 \(old\)$/);
      expect(lines[2]).toMatch(/^new +1\.00 ns$/);
      expect(lines[3]).toBe("1 of 2 figures more than 10 % slower than before");
    }
  });

  it("compares with the commit before where it was measured in the same run", () => {
    const before = { commit: "parent", figures: { step: nanoseconds(3) } };
    const present = { ...entry(3, "now", { step: nanoseconds(6), cycle: { value: 2, unit: "s" } }), before };
    const lines = compareEntries(present, [old, recent]).split("\n");
    expect(lines[0]).toMatch(/^step +6\.00 ns +2\.00 x 3\.00 \(parent\) {2}SLOWER$/);
    expect(lines[1]).toMatch(/^cycle +2\.00 s +1\.00 x 2\.00 \(old\)$/);
  });

  it("compares with no later entry and no share", () => {
    const share = { share: { value: 50, unit: "%" } };
    const present = entry(2, "now", { step: nanoseconds(8), ...share });
    expect(compareEntries(present, [entry(3, "later", { step: nanoseconds(1), ...share })])).not.toContain("later");
    const table = compareEntries(present, [entry(1, "old", { step: nanoseconds(8), share: { value: 10, unit: "%" } })]);
    expect(table).toContain("0 of 1 figures");
    expect(table).toMatch(/^share +50\.0 %$/m);
    expect(compareEntries(present, [])).toContain("no earlier entry has these figures");
  });

  it("says where the earlier machine is another one", () => {
    const elsewhere = entry(1, "old", { step: nanoseconds(4) }, { cpu: "B", cores: 8, node: "v20.0.0" });
    const present = entry(3, "now", { step: nanoseconds(4) });
    expect(compareEntries(present, [elsewhere])).toContain("old ran on another machine (B, 8 cores)");
    expect(compareEntries(present, [recent])).not.toContain("another machine");
  });
});
