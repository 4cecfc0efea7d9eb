import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

it("the short form of the trials ends as it should", { timeout: 600_000 }, () => {
  const script = fileURLToPath(new URL("../../scripts/trials.mjs", import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, "--short"], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(stdout.trimEnd().split("\n")).toHaveLength(10);
  expect(status).toBe(0);
});
