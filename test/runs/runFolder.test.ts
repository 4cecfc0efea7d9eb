import { rmSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { dayFile, fileAttributes } from "../../src/runs/runFolder.js";
import { DAY, temporaryFolder } from "../experiments/recording/folder.js";

const folder = temporaryFolder(["Made up.", "Not an estimate."]);
afterAll(() => rmSync(folder.path, { recursive: true }));

describe("a run folder", () => {
  it("names the file of a day", () => {
    expect(dayFile(folder.path, "flux", DAY)).toBe(`${folder.path}/flux_20160701.nc`);
    expect(dayFile(folder.path, "concentration", DAY - 1)).toBe(`${folder.path}/concentration_20160630.nc`);
  });

  it("says in every file what it is, whence, and every remark", () => {
    expect(fileAttributes(folder, "observations")).toMatchObject({
      title: "a small run: observations",
      source: "openjdas 0.1.0",
      history: "started by a test",
      comment: "Made up. Not an estimate.",
    });
    expect(fileAttributes({ ...folder, remarks: [] }, "observations")).not.toHaveProperty("comment");
  });
});
