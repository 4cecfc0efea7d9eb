import { describe, expect, it } from "vitest";
import type { FileInspection, UseInspection } from "../../src/inspection/inspection.js";
import { inspectionJson } from "../../src/inspection/inspectionJson.js";
import { renderInspection } from "../../src/inspection/inspectionText.js";
import { numberInWords } from "../../src/inspection/numberInWords.js";

const file: FileInspection = {
  path: "a\u001b[2J.nc",
  format: "netCDF classic",
  products: [{ name: "netcdf", title: "some product", roles: ["fluxes"] }],
  contents: {
    attributes: { Title: "two\nlines and \u0007\u009b31m", history: "x".repeat(500) },
    dimensions: { t: 2 },
    variables: Array.from({ length: 25 }, (_, i) => ({ name: `v${i}`, dimensions: ["t"], shape: [2] })),
    grids: [],
    levels: [],
    times: [],
  },
  suspicions: ["odd\u001b]0;title\u0007"],
  faults: [],
};

const use: UseInspection = {
  product: "columns",
  title: "columns",
  role: "observations",
  files: ["a.nc", "b.nc"],
  sections: ["observations: { source: columns, files: [a.nc, b.nc] }"],
  needs: ["title", "variables"],
  remarks: [],
  suspicions: [],
};

describe("renderInspection", () => {
  const text = renderInspection({ files: [file], uses: [use] }, []);

  it("has no byte that a terminal would obey, and one line a fact", () => {
    // oxlint-disable-next-line no-control-regex -- that is what is looked for
    expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect(text).toContain("a\\u001b[2J.nc\n");
    expect(text).toContain("  title        two lines and \\u0007\\u009b31m\n");
  });

  it("cuts what is long, and says how much is left out", () => {
    expect(text).toContain(`${"x".repeat(157)}...\n`);
    expect(text).toContain("    v19 (t 2)\n    and 5 more: see --json\n");
  });

  it("says what a section needs besides", () => {
    expect(text).toContain("columns as observations: 2 files\n");
    expect(text).toContain("  and say      title, variables\n");
  });

  it("names the products only where none knows a file", () => {
    const products = [{ name: "edgar", title: "EDGAR" }];
    expect(renderInspection({ files: [file], uses: [] }, products)).not.toContain("EDGAR");
    expect(renderInspection({ files: [{ ...file, products: [] }], uses: [] }, products)).toContain(
      "edgar                EDGAR",
    );
  });
});

describe("inspectionJson", () => {
  it("is JSON of the same texts without control characters", () => {
    const json = inspectionJson({ files: [file], uses: [] });
    // oxlint-disable-next-line no-control-regex -- that is what is looked for
    expect(json).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
    expect((JSON.parse(json) as { files: FileInspection[] }).files[0].path).toBe(file.path);
  });

  it("has null for what is no number", () => {
    const grid = {
      kind: "mesh",
      dimensions: [],
      columns: 1,
      rows: 1,
      west: NaN,
      east: NaN,
      south: NaN,
      north: NaN,
    } as const;
    const json = inspectionJson({ files: [{ ...file, contents: { ...file.contents!, grids: [grid] } }], uses: [] });
    expect(json).toContain('"west": null');
  });
});

describe("numberInWords", () => {
  it.each([
    [0, "0"],
    [1013.25, "1013"],
    [-0.000412345, "-0.0004123"],
    [7.41e-7, "7.41e-7"],
    [1e20, "1e+20"],
    [Infinity, "Infinity"],
  ])("%d is %s", (value, words) => {
    expect(numberInWords(value)).toBe(words);
  });
});
