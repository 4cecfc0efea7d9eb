/** `jdas doctor`: what the machine has, and whether the program works on it, as a table that can be handed on. */
import { resolve } from "node:path";
import { Command } from "commander";
import { renderTable, text, wrap } from "../drawing/textTable.js";
import type { Finding } from "./doctor/findings.js";
import { findingsOf } from "./doctor/findings.js";
import { selfTest } from "./doctor/selfTest.js";

const WIDTH = 100;

export function doctorCommand(): Command {
  return new Command("doctor")
    .description("say what this machine has of what the program needs, and try the program: a table for questions")
    .option("-o, --output <folder>", "folder that runs are to be written to", ".")
    .action(async ({ output }: { readonly output: string }) => {
      const here = await findingsOf(resolve(output));
      const lacking = here.some(({ state }) => state === "missing");
      const findings = lacking ? here : [...here, await selfTest()];
      process.stdout.write(tableOf(findings));
      const missing = findings.filter(({ state }) => state === "missing").map(({ what }) => what);
      process.stdout.write(
        missing.length === 0 ? "\nThe program can work here.\n" : `\nNot as it must be: ${missing.join(", ")}.\n`,
      );
      if (missing.length > 0) process.exitCode = 1;
    });
}

function tableOf(findings: readonly Finding[]): string {
  const rows = findings.flatMap(({ what, state, found }) =>
    wrap(found, WIDTH)
      .split("\n")
      .map((line, i) => (i === 0 ? [what, state, line] : ["", "", line])),
  );
  return renderTable([text("what"), text("state"), text("found")], rows);
}
