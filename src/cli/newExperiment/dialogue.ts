/** Asks a person on a terminal for what no flag has said; where nobody can be asked what is usual is taken. */
import { createInterface } from "node:readline";
import { JdasError } from "../../errors.js";
import type { Reading } from "./answers.js";

/** Someone who can be asked. */
export interface Person {
  /** @returns what was typed @throws Unanswered where nothing more comes */
  ask(question: string): Promise<string>;
  say(line: string): void;
}

/** The person has gone: end of input, or Ctrl-C. */
export class Unanswered extends Error {}

export interface Question<T> {
  /** What a flag said. */
  readonly flag: string | undefined;
  readonly question: string;
  /** What Enter alone means; "" where there is nothing usual. */
  readonly usual: string;
  readonly read: Reading<T>;
}

/** @throws ConfigError, InputError where a flag, or what is usual, is no value, and nobody can be asked */
export async function settle<T>(person: Person | undefined, { flag, question, usual, read }: Question<T>): Promise<T> {
  if (flag !== undefined || person === undefined) return read(flag ?? usual);
  for (;;) {
    const answer = (await person.ask(usual === "" ? `${question}: ` : `${question} [${usual}]: `)).trim();
    try {
      return await read(answer === "" ? usual : answer);
    } catch (error) {
      if (!(error instanceof JdasError)) throw error;
      person.say(error.message.replace(/^/gm, "  "));
    }
  }
}

/** @returns the person at a terminal, who may type ahead; `leave` lets go of it */
export function personAt(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
): Person & { readonly leave: () => void } {
  const terminal = createInterface({ input, output });
  const typed: string[] = [];
  let gone = false;
  let heard = (): void => undefined;
  terminal.on("line", (line) => {
    typed.push(line);
    heard();
  });
  terminal.once("close", () => {
    gone = true;
    heard();
  });
  return {
    async ask(question) {
      terminal.setPrompt(question);
      terminal.prompt();
      while (typed.length === 0 && !gone) await new Promise<void>((resolve) => (heard = resolve));
      const [answer] = typed.splice(0, 1);
      if (answer === undefined) throw new Unanswered("no answer");
      return answer;
    },
    say: (line) => void output.write(`${line}\n`),
    leave: () => terminal.close(),
  };
}
