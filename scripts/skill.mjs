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
 * What runs lies in runs/skill until its result is kept: a case that was stopped goes on.
 * The weather of SPEEDY is looked for in $OPENJDAS_SHARED/weather (default ../shared/data/weather).
 */
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { parse } from "yaml";
import { Interruption } from "../dist/cli/interrupt.js";
import { shareOf, sideBySide } from "../dist/cli/sweep/sideBySide.js";
import { wholeMachine } from "../dist/cli/thisMachine.js";
import { parseExperiment } from "../dist/config/parse.js";
import { JdasError } from "../dist/errors.js";
import { standardOverlays } from "../dist/evaluation/figures/standardOverlays.js";
import { acceptExperiment } from "../dist/experiments/setup/acceptExperiment.js";
import { configurationHash } from "../dist/runs/configurationIdentity.js";
import { holdsRun, readRunRecord } from "../dist/runs/recordFile.js";
import { readRunStatus } from "../dist/runs/statusFile.js";
import { writeFigure } from "../dist/io/writeFigure.js";
import { skillCases } from "../dist/skill/cases.js";
import { expectationsJson, expectationsOf } from "../dist/skill/expectations.js";
import { extractResult } from "../dist/skill/extract.js";
import { skillFigures } from "../dist/skill/figures/figures.js";
import { skillPage } from "../dist/skill/page.js";
import { parseResult, resultJson } from "../dist/skill/result.js";
import { selectCases } from "../dist/skill/select.js";
import { substitute } from "../dist/skill/substitution.js";
import { standingOf } from "../dist/sweep/standing.js";

/** @typedef {import("../dist/skill/cases.js").SkillCase} SkillCase */
/** @typedef {import("../dist/skill/result.js").SkillResult} SkillResult */

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
const work = options.short || options.output !== undefined ? join(base, "work") : join(ROOT, "runs", "skill");

/** Truths that several cases have. */
const truths = join(work, "truths");

/** A folder a set. @param {SkillCase} own */
const resultFile = (own) => join(results, own.set, `${own.id.slice(own.set.length + 1)}.json`);

/** @param {SkillCase} own @returns {SkillResult | undefined} */
function stored(own) {
  const file = resultFile(own);
  return existsSync(file) ? parseResult(readFileSync(file, "utf8"), file) : undefined;
}

/** The experiment of a case, and the hash of what it comes to. @param {SkillCase} own */
function makeExperiment(own) {
  const shipped = readFileSync(join(ROOT, "experiments", `twin-${own.kind}.yaml`), "utf8");
  const experiment = own.experiment(parse(shipped));
  const { recorded } = parseExperiment(JSON.stringify(experiment), own.id).plan;
  return { experiment, configuration: configurationHash(recorded).slice(0, 16) };
}

/** Whether a result is of the experiment as it is now. @param {SkillCase} own @param {SkillResult} result */
function isPresent(own, result) {
  return result.configuration === makeExperiment(own).configuration;
}

/** @param {SkillCase} own @returns {string | undefined} why it is not run */
function reasonToSkip(own) {
  const earlier = stored(own);
  if (earlier !== undefined && isPresent(own, earlier)) return "done";
  return own.weather !== undefined && !existsSync(join(WEATHER, own.weather))
    ? `there is no ${own.weather}`
    : undefined;
}

/** What a run that failed said last: its error, without the progress before it. @param {string} said */
function lastWords(said) {
  const lines = said.trimEnd().split("\n");
  const error = lines.findLastIndex((line) => line.startsWith("jdas: "));
  return lines.slice(error < 0 ? -LAST_LINES : error).join("\n");
}

/**
 * What a case is to the processes that run them.
 * @param {SkillCase} own @param {import("../dist/cli/thisMachine.js").MachineShare} share
 */
async function taskOf(own, share) {
  const made = makeExperiment(own);
  const place = own.weather === undefined ? {} : { meteorology: { files: join(WEATHER, own.weather) } };
  const run = join(work, own.id);
  const placed = substitute(made.experiment, place);
  const { plan } = await acceptExperiment(JSON.stringify(placed), own.id, ROOT);
  const replace = (await standingOf(run, plan.recorded)).kind === "other";
  const status = `${run}.json`;
  /** @type {"run"} */
  const whole = "run";
  const given = { inputFolder: ROOT, output: run, share, status, truths };
  const order = { work: whole, id: own.id, experiment: placed, replace, ...given };
  return { own, made, order, status, log: `${run}.log` };
}

/**
 * Keeps the result of a case whose process has ended.
 * @param {Awaited<ReturnType<typeof taskOf>>} task @param {import("../dist/cli/sweep/sideBySide.js").Ending} ending
 * @returns {Promise<boolean>} whether there is one
 */
async function keepResult({ own, made, order: { output: run }, status, log }, { exitCode, seconds: last }) {
  const { finished, stopped } = holdsRun(run) ? readRunRecord(run) : {};
  const seconds = readRunStatus(status)?.seconds ?? last;
  if (finished === undefined && stopped === undefined) {
    const said = lastWords(readFileSync(log, "utf8").slice(-8000));
    console.error(`${own.id}: failed after ${seconds.toFixed(0)} s, exit code ${exitCode}\n${said}`);
    return false;
  }
  keep(resultFile(own), resultJson(await extractResult(run, own, made, seconds)));
  for (const path of [run, status, log]) rmSync(path, { recursive: true, force: true });
  console.error(`${own.id}: ${stopped === undefined ? "done" : "stopped by a guard"} in ${seconds.toFixed(0)} s`);
  return true;
}

/** Whole or not at all. @param {string} file @param {string} text */
function keep(file, text) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(`${file}.part`, text);
  renameSync(`${file}.part`, file);
}

/** @param {readonly SkillCase[]} cases @param {number} jobs @returns {Promise<number>} cases that failed */
async function runAll(cases, jobs) {
  const tasks = [];
  for (const own of cases) tasks.push(await taskOf(own, shareOf(wholeMachine(), jobs)));
  let failures = 0;
  await sideBySide(tasks, jobs, {
    async ends(task, ending) {
      if (!(await keepResult(task, ending))) failures++;
    },
  });
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
  if (error instanceof Interruption) {
    console.error("interrupted: the same command goes on");
    process.exit(error.exitCode);
  }
  if (!(error instanceof JdasError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
