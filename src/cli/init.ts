/** `jdas init [FILE]`: begins an experiment file. */
import { existsSync, readFileSync } from "node:fs";
import { basename, dirname, extname, join, relative, resolve } from "node:path";
import { Command, Option } from "commander";
import { parseExperiment } from "../config/parse.js";
import { OutputError } from "../errors.js";
import { fluxComponents } from "../fluxes/fluxSource.js";
import { gridPresets } from "../grids/grid.js";
import { writeTextAtomically } from "../io/atomicWrite.js";
import { standardRegistry } from "../products/registry.js";
import { personAt, Unanswered } from "./newExperiment/dialogue.js";
import { gather, type InitFlags } from "./newExperiment/gather.js";
import type { FileSection, NewExperiment } from "./newExperiment/newExperiment.js";
import { experimentText } from "./newExperiment/text.js";
import { programVersion, shippedSchema } from "./program.js";

interface InitOptions extends InitFlags {
  readonly schema?: boolean;
  readonly replace?: boolean;
}

export function initCommand(): Command {
  const command = new Command("init")
    .description("begin an experiment file: asks on a terminal for what no flag says; elsewhere takes what is usual")
    .argument("[file]", "experiment, YAML; before the flags", "experiment.yaml")
    .addOption(new Option("--twin", "a twin experiment, which makes its own observations").conflicts("real"))
    .option("--real", "real observations")
    .option("--observations <files...>", "of columns or surface sites, names or patterns; of several products too")
    .option("--weather <files...>", "of meteorology; synthetic where none are named, as for all that follow");
  for (const one of fluxComponents) command.option(`--${one} <files...>`, `of ${one} fluxes`);
  return command
    .option("--background <files...>", "of CO2 at the start and at the sides; or the retrievals' own priors")
    .option("--domain <name>", gridPresets.join(", "))
    .option("--centre <lon,lat>", "of a domain of your own")
    .option("--size <km x km>", "its width and height, such as 4000x3200")
    .option("--spacing <km>", "side of its cells")
    .option("--start <day>", "first day, such as 2016-07-01")
    .option("--days <number>", "length")
    .option("--spin-up <days>", "of them, left out of every score")
    .option("--members <number>", "of the ensemble")
    .option("--title <text>", "shown in every output")
    .option("-o, --output <folder>", "run folder")
    .option("--schema", "write the JSON Schema for editors alone, beside the file (docs/editor.md)")
    .option("--replace", "replace files that are there")
    .action(init);
}

async function init(file: string, { schema, replace = false, ...flags }: InitOptions): Promise<void> {
  if (schema === true) {
    writeNew(schemaBeside(file), readFileSync(shippedSchema(), "utf8"), replace);
    process.stdout.write(`Written: ${shown(schemaBeside(file))} (docs/editor.md)\n`);
    return;
  }
  if (!replace) mustBeFree(file);
  const person = process.stdin.isTTY && process.stdout.isTTY ? personAt(process.stdin, process.stdout) : undefined;
  try {
    const folder = dirname(resolve(file));
    const name = basename(file, extname(file));
    const experiment = await gather(flags, name, { registry: standardRegistry, folder, person });
    const text = experimentText(experiment, `./${basename(schemaBeside(file))}`, `openjdas ${programVersion()}`);
    parseExperiment(text, `${shown(file)}, not written`);
    writeNew(file, text, replace);
    process.stdout.write(`\n${told(experiment, file, keepSchema(file, replace))}`);
  } catch (error) {
    if (!(error instanceof Unanswered)) throw error;
    process.stderr.write("\njdas: nothing was written.\n");
    process.exitCode = 130;
  } finally {
    person?.leave();
  }
}

/** What was written, which products were recognised, and how to go on. */
function told(experiment: NewExperiment, file: string, schema: string): string {
  const { meteorology, fluxes, background, observations } = experiment;
  const named: (readonly [string, FileSection | string | undefined])[] = [
    ["meteorology", meteorology],
    ...Object.entries(fluxes),
    ["background", background],
    ...observations.map((one) => ["observations", one] as const),
  ];
  const lines = named.flatMap(([name, section]) =>
    typeof section === "object" ? [`  ${name}: ${section.title} (source: ${section.source})\n`] : [],
  );
  const path = shown(file);
  return `Written: ${path}
${lines.join("")}${schema}
Next:
  jdas check ${path}
  jdas run ${path}
`;
}

/** Puts the schema beside the experiment, where there is none. @returns what to say of it */
function keepSchema(file: string, replace: boolean): string {
  const path = schemaBeside(file);
  const present = readFileSync(shippedSchema(), "utf8");
  if (!existsSync(path) || replace) writeNew(path, present, true);
  else if (readFileSync(path, "utf8") !== present) {
    return `  ${shown(path)} is of another version and was left: "jdas init --schema --replace" renews it\n`;
  }
  return `  ${shown(path)}: for editors (docs/editor.md)\n`;
}

function schemaBeside(file: string): string {
  return join(dirname(file), "experiment.schema.json");
}

function writeNew(path: string, text: string, replace: boolean): void {
  if (!replace) mustBeFree(path);
  writeTextAtomically(path, text);
}

/** @throws OutputError where there is something */
function mustBeFree(path: string): void {
  if (!existsSync(path)) return;
  throw new OutputError({
    where: shown(path),
    found: "a file that is there",
    expected: "a new one",
    remedy: "name another file, or say --replace",
  });
}

function shown(path: string): string {
  return relative(process.cwd(), path) || path;
}
