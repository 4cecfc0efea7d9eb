/** `jdas prepare FILE`: reads, screens and regrids the inputs of an experiment once, into the cache that a run takes them from. */
import { statSync } from "node:fs";
import { basename, dirname, relative, resolve } from "node:path";
import { Command } from "commander";
import { renderTable } from "../drawing/textTable.js";
import { acceptExperiment, recognisedInWords } from "../experiments/setup/acceptExperiment.js";
import { gatherInputs } from "../experiments/setup/inputs.js";
import type { PreparedPart } from "../experiments/setup/preparedInputs.js";
import { cacheFolder } from "../io/cache.js";
import { checkCacheFolder } from "../io/keptFile.js";
import { bytesInWords } from "../preflight/inWords.js";
import { readExperiment } from "./execute.js";
import { Interruption, interruptible } from "./interrupt.js";
import { drawProgress } from "./progress.js";

export function prepareCommand(): Command {
  return new Command("prepare")
    .description("read, screen and regrid the inputs of an experiment once, into the cache that a run takes them from")
    .argument("<file>", "experiment, YAML")
    .action(prepare);
}

/** @throws JdasError with what the user can mend */
async function prepare(file: string): Promise<void> {
  const name = relative(process.cwd(), file) || file;
  const inputFolder = dirname(resolve(file));
  const accepted = await acceptExperiment(readExperiment(file), name, inputFolder);
  checkCacheFolder();
  try {
    const inputs = await interruptible(drawProgress(process.stderr), (progress) => {
      for (const line of recognisedInWords(accepted)) progress.note(line);
      const tell = (what: string): void => progress.note(`Set-up: ${what}`);
      return gatherInputs(accepted, inputFolder, undefined, tell, progress);
    });
    inputs.close();
    process.stdout.write(`\n${describeParts(inputs.prepared)}`);
  } catch (error) {
    if (!(error instanceof Interruption)) throw error;
    process.stderr.write("\njdas: interrupted. What was prepared as a whole stays in the cache.\n");
    process.exit(error.exitCode);
  }
}

function describeParts(parts: readonly PreparedPart[]): string {
  if (parts.length === 0) return "Nothing was prepared: no part of the inputs would be faster from the cache.\n";
  const rows = parts.map(({ part, entry, made }) => [
    part,
    made ? "made" : "there already",
    bytesInWords(statSync(entry).size),
    basename(entry),
  ]);
  const columns = [
    { name: "section", align: "left" },
    { name: "", align: "left" },
    { name: "size" },
    { name: "file", align: "left" },
  ] as const;
  return `${renderTable(columns, rows)}\nIn the cache, ${cacheFolder()}: "jdas run" takes them from there.\n`;
}
