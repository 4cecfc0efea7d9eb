/** A new experiment file as text, with comments that say what its keys are for. */
import { fluxComponents } from "../../fluxes/fluxSource.js";
import type { FileSection, NewExperiment } from "./newExperiment.js";

/** Column that comments of keys begin in. */
const COMMENTS = 42;

/** @param schema path of the JSON Schema from the experiment file @param program name and version */
export function experimentText(experiment: NewExperiment, schema: string, program: string): string {
  const { title, output, period, meteorology, twin } = experiment;
  return `# yaml-language-server: $schema=${schema}
# Begun by jdas init, ${program}. All keys, with what is usual: docs/configuration.md.
title: ${JSON.stringify(title)}
# Every random draw follows from this number${twin ? "; another one is another truth and another ensemble" : ""}.
seed: 1
# Run folder, from where you stand.
output: ${yaml(output)}

# UTC. The end is the day after the last; days of spin-up are assimilated and left out of every score.
period: { start: ${period.start}, end: ${period.end}, spinUpDays: ${period.spinUpDays} }

${grid(experiment)}
# Paths of files are relative to this file, and may hold *, ? and **. What is synthetic is made up: every output says so.
${meteorology === undefined ? line(0, "meteorology", "{ source: synthetic }") : section(0, "meteorology", meteorology)}
fluxes:
${fluxes(experiment)}
# CO2 at the start, at the sides and above the top; and how wrong the members take it to be.
${background(experiment)}
${twin ? TWIN : ""}${observations(experiment)}
ensemble:
${line(1, "form", "persistent", "corrections of the fluxes that last for weeks")}\
${line(1, "members", experiment.members, "4 to 400: time and memory grow with them")}\
${line(1, "lagDays", 7, "days of flux before its own that an observation corrects")}\
filter:
${line(1, "localization", "{ zeroDistanceKm: 2000 }", "how far an observation reaches")}\
outputs:
${line(1, "concentration", "daily", "CO2 fields: daily, hourly or none")}\
${line(1, "checkpoint", "daily", "what a stopped run goes on from (--resume); or none")}`;
}

const TWIN = `# The truth is the prior with drawn errors. With "errors: {}" in it winds, boundary layer, sides and retrievals err too.
twin: {}
`;

function grid({ grid: chosen }: NewExperiment): string {
  if (chosen === "source") return "# Those of the weather.\ngrid: source\nvertical: source\n";
  const layers = line(0, "vertical", "jdas-15", "15 layers; or sigma, or a and b of your own");
  if (typeof chosen === "string") {
    return `${line(0, "grid", chosen, "China, as published; or one of your own")}${layers}`;
  }
  const { centre, columns, rows, spacingKm } = chosen;
  const projection = `"+proj=stere +lat_0=${centre[1]} +lon_0=${centre[0]} +R=6370000"`;
  return `grid:
${line(1, "name", "own", "in titles")}\
${line(1, "projection", projection, "any proj4 string")}\
${line(1, "columns", columns)}\
${line(1, "rows", rows)}\
${line(1, "spacingKm", spacingKm)}\
${line(1, "centre", `[${centre.join(", ")}]`, "longitude, latitude of the middle")}${layers}`;
}

function fluxes({ fluxes: chosen }: NewExperiment): string {
  return fluxComponents
    .map((component) => {
      const files = chosen[component];
      return files === undefined ? line(1, component, "synthetic") : section(1, component, files);
    })
    .join("");
}

function background({ background: chosen }: NewExperiment): string {
  const spreads = line(1, "perturbationPpm", 0.7, "spread of smooth errors at the start and at the sides");
  if (typeof chosen === "object") return `${section(0, "background", chosen)}${spreads}`;
  const note = chosen === undefined ? "analytic" : "latitude means of the retrievals' own priors";
  return `background:\n${line(1, "source", chosen ?? "synthetic", note)}${spreads}`;
}

function observations({ observations: [first, ...others] }: NewExperiment): string {
  const withheld = line(1, "withheldShare", 0.1, "kept from the assimilation, to validate with");
  if (first === undefined) {
    return `observations:
${line(1, "source", "synthetic", "made from the truth")}\
${line(1, "network", "gosat", "or oco2, towers, or [gosat, towers]")}\
${withheld}${line(1, "error", "{ representationPpm: 0.3 }", "less than by default, as the model is right")}`;
  }
  const also = others.map((one) => fileKeys(3, one).replace(/^ {6}/, "    - "));
  return `${section(0, "observations", first)}${also.length > 0 ? `  also:\n${also.join("")}` : ""}${withheld}`;
}

function section(depth: number, name: string, files: FileSection): string {
  return `${"  ".repeat(depth)}${name}:\n${fileKeys(depth + 1, files)}`;
}

function fileKeys(depth: number, { source, title, files, more }: FileSection): string {
  const named = files.length === 1 ? yaml(files[0]) : `[${files.map(yaml).join(", ")}]`;
  const further = Object.entries(more).map(([key, value]) => line(depth, key, JSON.stringify(value)));
  return `${line(depth, "source", source, title)}${line(depth, "files", named)}${further.join("")}`;
}

/** @param depth of the section that the key stands in */
function line(depth: number, key: string, value: string | number, note = ""): string {
  const text = `${"  ".repeat(depth)}${key}: ${value}`;
  return note === "" ? `${text}\n` : `${text.padEnd(COMMENTS)} # ${note}\n`;
}

/** As YAML has a text, within brackets too: in quotes where it could be anything else. */
function yaml(text: string): string {
  const plain = /^([A-Za-z_/]|\.{1,2}\/)[\w./-]*$/.test(text) && !/^(true|false|null)$/i.test(text);
  return plain ? text : JSON.stringify(text);
}
