/** The checks of a run as plain text: what warns with its meaning and what to try, what passes in a line. */
import { wrap } from "../../drawing/textTable.js";
import type { Check } from "../checks/check.js";

/** In the order of the reader's interest. */
const STATES = ["warn", "pass", "untested"] as const satisfies readonly Check["state"][];
const WIDTH = 80;
const INDENT = 10;

export function checkList(checks: readonly Check[]): string {
  return STATES.flatMap((state) => checks.filter((check) => check.state === state))
    .map((check) => {
      const { state, title, found, meaning, advice } = check;
      const paragraphs = [`${title}: ${found}`, ...(state === "warn" ? [meaning, `To try: ${advice}.`] : [])];
      const indented = paragraphs
        .map((text) => wrap(text, WIDTH - INDENT))
        .join("\n")
        .replaceAll("\n", `\n${" ".repeat(INDENT)}`);
      return `${state.padEnd(INDENT)}${indented}\n`;
    })
    .join("");
}
