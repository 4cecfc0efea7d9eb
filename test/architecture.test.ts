/**
 * Which room may import which, where Node's own modules may appear, no import cycles, nothing named "utils". A room is a
 * folder of src/, or web/; each base file is a room of its own name.
 */
import { readdirSync, readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { dirname, join, posix } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { describe, expect, it } from "vitest";

/** One import statement: the importing file and a file of the project or the name of an outside module. */
interface Edge {
  from: string;
  to: string;
}

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const BASE = ["constants", "units", "time", "random", "errors"];
const GRIDS = [...BASE, "grids"];
const FIELDS = [...GRIDS, "regions", "fields"];
const MACHINERY = [...FIELDS, "kernels", "io"];
const INPUTS = [...MACHINERY, "meteorology", "fluxes", "backgrounds", "observations"];
const TRANSPORT = [...INPUTS, "products", "transport"];
const ASSIMILATION = [...TRANSPORT, "filters", "assimilation"];
const RECORDS = [...ASSIMILATION, "config", "runs"];
const EXPERIMENTS = [...RECORDS, "parallel", "drawing", "evaluation", "experiments"];
const EVERYTHING = [
  ...EXPERIMENTS,
  "verification",
  "skill",
  "tuning",
  "preflight",
  "inspection",
  "sweep",
  "cli",
  "index",
];

/** Room -> the rooms that it may import besides itself. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(BASE.map((room) => [room, BASE])),
  grids: BASE,
  regions: GRIDS,
  fields: GRIDS,
  drawing: GRIDS,
  kernels: FIELDS,
  io: FIELDS,
  meteorology: MACHINERY,
  fluxes: MACHINERY,
  backgrounds: MACHINERY,
  observations: MACHINERY,
  products: INPUTS,
  transport: INPUTS,
  filters: ["kernels", "random", "errors"],
  assimilation: [...TRANSPORT, "filters"],
  config: ASSIMILATION,
  runs: ASSIMILATION,
  parallel: BASE,
  evaluation: [...FIELDS, "io", "observations", "runs", "drawing"],
  experiments: EXPERIMENTS,
  verification: EXPERIMENTS,
  tuning: EXPERIMENTS,
  preflight: EXPERIMENTS,
  inspection: [...INPUTS, "products", "drawing"],
  sweep: [...EXPERIMENTS, "preflight", "skill"],
  skill: [...FIELDS, "io", "observations", "runs", "drawing", "evaluation"],
  web: ["drawing", "evaluation"],
  cli: EVERYTHING,
  index: EVERYTHING,
};

/** Where Node's own modules may be imported; within kernels only by what loads the wasm and starts threads. */
const NODE_ALLOWED =
  /^src\/(io|runs|parallel|cli)\/|^src\/kernels\/(load|\w*[tT]hreads?\w*|\w*[wW]orkers?\w*)\.(ts|mjs)$/;

const NODE_MODULES: ReadonlySet<string> = new Set(builtinModules);

function roomOf(file: string): string | undefined {
  return file.startsWith("web/") ? "web" : /^src\/([^/.]+)/.exec(file)?.[1];
}

/** The rule that an import breaks, as a sentence; undefined where it is allowed. */
function violation({ from, to }: Edge): string | undefined {
  const room = roomOf(from);
  if (room === undefined) return undefined;
  const broken = (rule: string) => `${from} imports ${to}: ${rule} forbids it`;

  const allowed = MAY_IMPORT[room];
  if (allowed === undefined) return `${from}: room "${room}" is not in MAY_IMPORT of test/architecture.test.ts`;
  if (to.startsWith("node:") || NODE_MODULES.has(to)) {
    return NODE_ALLOWED.test(from)
      ? undefined
      : broken('rule "node:* only in io, runs, parallel, cli and what loads the kernels"');
  }
  const target = roomOf(to);
  if (target === undefined || target === room || allowed.includes(target)) return undefined;
  return broken(`rule "${room} may import ${allowed.join(", ")}"`);
}

/** The first import cycle found, as the files along it; undefined where there is none. */
function findCycle(edges: readonly Edge[]): string[] | undefined {
  const targets = new Map<string, string[]>();
  for (const { from, to } of edges) targets.set(from, [...(targets.get(from) ?? []), to]);
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): string[] | undefined => {
    const start = path.indexOf(file);
    if (start >= 0) return [...path.slice(start), file];
    if (done.has(file)) return undefined;
    for (const to of targets.get(file) ?? []) {
      const cycle = visit(to, [...path, file]);
      if (cycle !== undefined) return cycle;
    }
    done.add(file);
    return undefined;
  };
  for (const file of targets.keys()) {
    const cycle = visit(file, []);
    if (cycle !== undefined) return cycle;
  }
  return undefined;
}

function sourceFiles(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(ts|mts|js|mjs)$/.test(entry.name))
    .map((entry) => posix.join(entry.parentPath.slice(ROOT.length + 1), entry.name))
    .filter((file) => !/(^|\/)(node_modules|dist|build)\//.test(file));
}

/** Every import, export-from, type import and dynamic import of a text; `./a.js` is the source `a.ts`. */
function importsOf(file: string, text: string): Edge[] {
  return ts.preProcessFile(text, true, true).importedFiles.map(({ fileName }) => {
    const path = posix.join(posix.dirname(file), fileName);
    return { from: file, to: fileName.startsWith(".") ? path.replace(/\.js$/, ".ts") : fileName };
  });
}

const files = ["src", "web", "kernels"].flatMap(sourceFiles);
const edges = files.flatMap((file) => importsOf(file, readFileSync(join(ROOT, file), "utf8")));

describe("architecture", () => {
  it("lets each room import only what stands below it", () => {
    expect(files).toContain("src/constants.ts");
    expect(edges.map(violation).filter((sentence) => sentence !== undefined)).toEqual([]);
  });

  it("has no import cycle", () => {
    expect(findCycle(edges)?.join(" -> ")).toBeUndefined();
  });

  it("has no file named utils or helpers", () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?)(\.|\/)/i.test(file))).toEqual([]);
  });
});

describe("the rules themselves", () => {
  it.each([
    ["src/grids/grid.ts", "src/fields/field.ts"],
    ["src/constants.ts", "src/grids/grid.ts"],
    ["src/kernels/launch.ts", "src/io/netcdf.ts"],
    ["src/fluxes/fluxField.ts", "src/observations/retrieval.ts"],
    ["src/meteorology/meteorology.ts", "src/fluxes/fluxField.ts"],
    ["src/observations/retrieval.ts", "src/meteorology/meteorology.ts"],
    ["src/meteorology/meteorology.ts", "src/observations/retrieval.ts"],
    ["src/backgrounds/timeAxis.ts", "src/meteorology/meteorology.ts"],
    ["src/transport/advection.ts", "src/filters/ensrf.ts"],
    ["src/transport/advection.ts", "src/assimilation/cycle.ts"],
    ["src/filters/ensrf.ts", "src/fields/field.ts"],
    ["src/filters/ensrf.ts", "src/time.ts"],
    ["src/evaluation/budget.ts", "src/transport/carbonBudget.ts"],
    ["src/evaluation/budget.ts", "src/filters/diagnostics.ts"],
    ["src/evaluation/report.ts", "src/assimilation/cycle.ts"],
    ["src/experiments/twin.ts", "src/cli/main.ts"],
    ["src/verification/precision.ts", "src/cli/main.ts"],
    ["src/verification/precision.ts", "node:fs"],
    ["src/inspection/inspect.ts", "node:fs"],
    ["src/inspection/inspect.ts", "src/config/parse.ts"],
    ["src/experiments/run.ts", "src/inspection/inspect.ts"],
    ["src/skill/page.ts", "node:fs"],
    ["src/sweep/table.ts", "node:fs"],
    ["src/sweep/runs.ts", "src/cli/main.ts"],
    ["src/tuning/tune.ts", "node:fs"],
    ["src/parallel/communicator.ts", "src/fields/ensemble.ts"],
    ["src/transport/transportModel.ts", "src/parallel/communicator.ts"],
    ["src/tuning/tune.ts", "src/cli/main.ts"],
    ["src/skill/page.ts", "src/config/parse.ts"],
    ["src/transport/advection.ts", "src/verification/precision.ts"],
    ["src/grids/grid.ts", "src/index.ts"],
    ["src/grids/grid.ts", "node:fs"],
    ["src/evaluation/report.ts", "fs"],
    ["src/kernels/reference/ppm.ts", "node:worker_threads"],
    ["web/report.ts", "node:fs"],
    ["web/report.ts", "src/runs/fluxFile.ts"],
    ["web/report.ts", "src/io/netcdf.ts"],
    ["src/cli/report.ts", "web/report.ts"],
    ["src/cellar/wine.ts", "src/constants.ts"],
  ])("%s may not import %s", (from, to) => {
    expect(violation({ from, to })).toContain(from);
  });

  it.each([
    ["src/time.ts", "src/constants.ts"],
    ["src/grids/grid.ts", "proj4"],
    ["src/transport/advection.ts", "src/kernels/launch.ts"],
    ["src/filters/ensrf.ts", "src/kernels/launch.ts"],
    ["src/filters/letkf.ts", "src/random.ts"],
    ["src/evaluation/columnStatistics.ts", "src/observations/retrieval.ts"],
    ["src/assimilation/cycle.ts", "src/filters/ensrf.ts"],
    ["src/experiments/twin.ts", "src/evaluation/budget.ts"],
    ["src/cli/main.ts", "src/experiments/twin.ts"],
    ["web/mapColours.ts", "src/drawing/colourScale.ts"],
    ["web/report.ts", "src/evaluation/page/pageData.ts"],
    ["src/verification/figure.ts", "src/drawing/mapPanel.ts"],
    ["src/inspection/inspect.ts", "src/products/registry.ts"],
    ["src/index.ts", "src/cli/main.ts"],
    ["src/kernels/load.ts", "node:fs/promises"],
    ["src/parallel/openCommunicator.ts", "node:os"],
    ["src/experiments/run.ts", "src/parallel/communicator.ts"],
    ["src/kernels/worker.mjs", "node:worker_threads"],
    ["kernels/index.ts", "kernels/ppm.ts"],
  ])("%s may import %s", (from, to) => {
    expect(violation({ from, to })).toBeUndefined();
  });

  it("says which file, which import and which rule", () => {
    expect(violation({ from: "src/filters/ensrf.ts", to: "src/fields/field.ts" })).toBe(
      'src/filters/ensrf.ts imports src/fields/field.ts: rule "filters may import kernels, random, errors" forbids it',
    );
  });

  it("sees type imports, re-exports and dynamic imports", () => {
    const text = `import type { A } from "./a.js"; export { b } from "../b.js"; const c = await import("./c.mjs");
      type D = import("./d.js").D; import "node:fs";`;
    expect(importsOf("src/grids/x.ts", text).map(({ to }) => to)).toEqual([
      "src/grids/a.ts",
      "src/b.ts",
      "src/grids/c.mjs",
      "src/grids/d.ts",
      "node:fs",
    ]);
  });

  it("finds a cycle and prints its path", () => {
    const line = [
      { from: "a", to: "b" },
      { from: "b", to: "c" },
    ];
    expect(findCycle(line)).toBeUndefined();
    expect(findCycle([...line, { from: "c", to: "b" }])).toEqual(["b", "c", "b"]);
  });
});
