/**
 * Runs the twin experiments of src/skill/cases.ts on the built package, keeps the result of each, and draws docs/skill.md and
 * its figures from them. Cases that have a result of the same experiment are not run again, so it can be stopped and
 * called again at any time.
 *
 *   npm run skill                         all cases that have no result yet, then the page
 *   npm run skill -- --only core,paper    these sets; or cases, such as core-real-1, or matrix-july-*
 *   npm run skill -- --render             the page alone, from the results that are there
 *   npm run skill -- --short              a tiny grid, 5 days and a few cases, into runs/skill-short
 *   npm run skill -- --jobs 2             two cases at a time, which share the cores
 *   npm run skill -- --list               says what would be run
 * The weather of SPEEDY is looked for in $OPENJDAS_SHARED/weather (default ../shared/data/weather).
 */
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isDeepStrictEqual, parseArgs } from "node:util";
import { parse, stringify } from "yaml";
import { JdasError } from "../dist/errors.js";
import { standardOverlays } from "../dist/evaluation/figures/standardOverlays.js";
import { readRunRecord, RUN_RECORD } from "../dist/runs/recordFile.js";
import { writeFigure } from "../dist/io/writeFigure.js";
import { skillCases } from "../dist/skill/cases.js";
import { expectationsJson, expectationsOf } from "../dist/skill/expectations.js";
import { extractResult } from "../dist/skill/extract.js";
import { skillFigures } from "../dist/skill/figures/figures.js";
import { skillPage } from "../dist/skill/page.js";
import { parseResult, resultJson } from "../dist/skill/result.js";
import { selectCases } from "../dist/skill/select.js";
import { substitute } from "../dist/skill/substitution.js";

/** @typedef {import("../dist/skill/cases.js").SkillCase} SkillCase */
/** @typedef {import("../dist/skill/result.js").SkillResult} SkillResult */
/** @typedef {import("../dist/skill/substitution.js").Section} Section */

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Shown of a run that ended without an error of its own: a stack, or how far it came. */
const LAST_LINES = 20;
const WEATHER = join(resolve(ROOT, process.env.OPENJDAS_SHARED ?? "../shared/data"), "weather");

const { values: options } = parseArgs({
  options: {
    only: { type: "string" },
    short: { type: "boolean", default: false },
    jobs: { type: "string", default: "1" },
    render: { type: "boolean", default: false },
    list: { type: "boolean", default: false },
    output: { type: "string" },
  },
});
const jobs = Number(options.jobs);
if (!(Number.isInteger(jobs) && jobs > 0)) {
  console.error(`--jobs: "${options.jobs}"; expected a whole number from 1 on`);
  process.exit(1);
}
const base = resolve(options.output ?? join(ROOT, ...(options.short ? ["runs", "skill-short"] : ["docs"])));
const figures = join(base, "skill");
const results = join(figures, "results");

/** A folder a set. @param {SkillCase} own */
const resultFile = (own) => join(results, own.set, `${own.id.slice(own.set.length + 1)}.json`);

/** @param {SkillCase} own @returns {SkillResult | undefined} */
function stored(own) {
  const file = resultFile(own);
  return existsSync(file) ? parseResult(readFileSync(file, "utf8"), file) : undefined;
}

/** @param {SkillCase} own @returns {Section} */
function experimentOf(own) {
  return own.experiment(parse(readFileSync(join(ROOT, "experiments", `twin-${own.kind}.yaml`), "utf8")));
}

/** Whether a result is of the experiment as it is now. @param {SkillCase} own @param {SkillResult} result */
function isPresent(own, result) {
  return isDeepStrictEqual(result.experiment, experimentOf(own));
}

/** @param {SkillCase} own @returns {string | undefined} why it is not run */
function reasonToSkip(own) {
  const earlier = stored(own);
  if (earlier !== undefined && isPresent(own, earlier)) return "done";
  return own.weather !== undefined && !existsSync(join(WEATHER, own.weather))
    ? `there is no ${own.weather}`
    : undefined;
}

/**
 * @param {string} file @param {string} output
 * @returns {Promise<{ code: number | null, errors: string }>}
 */
function runExperiment(file, output) {
  const child = spawn(process.execPath, [join(ROOT, "dist/cli/main.js"), "run", file, "-o", output], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (part) => (errors = (errors + part).slice(-8000)));
  return new Promise((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => done({ code, errors }));
  });
}

/** What a run that failed said last: its error, without the progress before it. @param {string} said */
function lastWords(said) {
  const lines = said.trimEnd().split("\n");
  const error = lines.findLastIndex((line) => line.startsWith("jdas: "));
  return lines.slice(error < 0 ? -LAST_LINES : error).join("\n");
}

/** @param {SkillCase} own @param {number} threads @returns {Promise<boolean>} whether there is a result */
async function runCase(own, threads) {
  const experiment = experimentOf(own);
  const work = mkdtempSync(join(tmpdir(), "openjdas-skill-"));
  try {
    const place = own.weather === undefined ? {} : { meteorology: { files: join(WEATHER, own.weather) } };
    const file = join(work, "experiment.yaml");
    writeFileSync(file, stringify(substitute(substitute(experiment, place), { threads })));
    const run = join(work, "run");
    const started = performance.now();
    const { code, errors } = await runExperiment(file, run);
    const seconds = (performance.now() - started) / 1000;
    const { finished, stopped } = existsSync(join(run, RUN_RECORD)) ? readRunRecord(run) : {};
    if (finished === undefined && stopped === undefined) {
      console.error(`${own.id}: failed after ${seconds.toFixed(0)} s, exit code ${code}\n${lastWords(errors)}`);
      return false;
    }
    keep(resultFile(own), resultJson(await extractResult(run, own, experiment, seconds)));
    console.error(`${own.id}: ${stopped === undefined ? "done" : "stopped by a guard"} in ${seconds.toFixed(0)} s`);
    return true;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Whole or not at all. @param {string} file @param {string} text */
function keep(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

/** @param {readonly SkillCase[]} cases @param {number} jobs @returns {Promise<number>} cases that failed */
async function runAll(cases, jobs) {
  const waiting = [...cases];
  const threads = Math.max(1, Math.floor(availableParallelism() / jobs));
  let failures = 0;
  const worker = async () => {
    for (let own = waiting.shift(); own !== undefined; own = waiting.shift()) {
      if (!(await runCase(own, threads))) failures++;
    }
  };
  await Promise.all(Array.from({ length: jobs }, worker));
  return failures;
}

/** @param {readonly SkillCase[]} cases */
function render(cases) {
  const known = cases.flatMap((own) => {
    const result = stored(own);
    return result === undefined ? [] : [{ ...own, result }];
  });
  const outdated = known.filter((own) => !isPresent(own, own.result)).map(({ id }) => id);
  for (const id of outdated) console.error(`${id}: its result is of an earlier form of the experiment`);
  const drawn = skillFigures(known, standardOverlays());
  for (const { name, svg } of drawn) writeFigure(join(figures, name), svg);
  keep(join(figures, "expectations.json"), expectationsJson(expectationsOf(known)));
  keep(join(base, "skill.md"), skillPage({ all: cases, known, outdated, figures: drawn }));
  console.log(`${known.length} of ${cases.length} cases: ${join(base, "skill.md")}`);
}

async function main() {
  const all = skillCases(options.short);
  const chosen = selectCases(all, options.only);
  let failures = 0;
  if (!options.render) {
    const skipped = chosen.map((own) => ({ own, reason: reasonToSkip(own) }));
    for (const { own, reason } of skipped) if (reason !== undefined) console.error(`${own.id}: ${reason}`);
    const open = skipped.flatMap(({ own, reason }) => (reason === undefined ? [own] : []));
    if (options.list) {
      for (const { id } of open) console.log(id);
      return;
    }
    failures = await runAll(open, jobs);
  }
  mkdirSync(figures, { recursive: true });
  render(all);
  if (failures > 0) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  if (!(error instanceof JdasError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
