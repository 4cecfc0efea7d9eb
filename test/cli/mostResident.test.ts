/** A process of its own, as `npm run build` left it: the peak of the tests' own process is of all that ran before. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const compiled = new URL("../../dist/cli/mostResident.js", import.meta.url).href;

/** @param mebibytes that it holds before it asks @returns MiB that it says */
function saidWith(mebibytes: number): number {
  const script = `import { mostResident } from ${JSON.stringify(compiled)};
    const held = Buffer.alloc(${mebibytes} * 2 ** 20, 1);
    process.stdout.write(String(mostResident() / 2 ** 20 + 0 * held.length));`;
  const words = ["--input-type=module", "--eval", script];
  return Number(spawnSync(process.execPath, words, { cwd: fileURLToPath(new URL("../..", import.meta.url)) }).stdout);
}

describe("the most memory that a process has held", () => {
  it("grows by what is held", () => {
    expect(saidWith(300) - saidWith(0)).toBeGreaterThan(290);
    expect(saidWith(300) - saidWith(0)).toBeLessThan(350);
  });

  it("is not that of the process that started it", () => {
    const held = Buffer.alloc(600 * 2 ** 20, 1);
    expect(saidWith(0)).toBeLessThan(200);
    expect(held.at(-1)).toBe(1);
  });
});
