/** Real processes under real launchers (ranks.mjs, on what is built in dist/). */
import { describe, expect, it } from "vitest";
import { launchers, ranksScript } from "./mpirun.js";

describe.each(launchers())("ranks of $kind", ({ run }) => {
  it("exchange arrays of shared memory, and V8 still hears of what is out of bounds", () => {
    const { status, stdout } = run(3, [ranksScript, "calls"]);
    expect(JSON.parse(stdout)).toEqual({
      size: 3,
      // To rank 0: one element of rank 0, two of rank 1, three of rank 2.
      received: [0, 10, 10, 20, 20, 20],
      whole: [1 / 3, 2 / 3, 2 / 3],
      told: [2, 2, 2, 2, 2],
      largest: [2, 0],
      sum: [3, 3],
      trap: true,
    });
    expect(status).toBe(0);
  });

  it.each(["throws", "rejects"])("end together where one %s what nobody catches, with its words", (how) => {
    const { status, stderr } = run(3, [ranksScript, how]);
    expect(status).toBe(1);
    expect(stderr).toContain("rank 1: Error: rank 1 has failed");
  });

  it("end together where one exits with a code, which is that of the job", () => {
    expect(run(3, [ranksScript, "exits"]).status).toBe(3);
  });

  it("end together where one is killed", () => {
    expect(run(3, [ranksScript, "killed"]).status).not.toBe(0);
  });

  it("may end at different times", () => {
    expect(run(2, [ranksScript, "finishes"]).status).toBe(0);
  });
});
