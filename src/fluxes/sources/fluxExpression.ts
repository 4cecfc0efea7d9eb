/**
 * Which variables of a file make a flux: one name, or a sum such as `reco - gpp` and `-gpp + ter`. Signs between names
 * stand between blanks, so that a name may hold a hyphen.
 */
import { InputError } from "../../errors.js";

export interface FluxTerm {
  readonly sign: 1 | -1;
  readonly variable: string;
}

/** @throws InputError where it is no such sum, or has a variable twice */
export function parseFluxExpression(text: string): readonly FluxTerm[] {
  const words = text
    .trim()
    .replace(/^([+-])\s*/, "$1 ")
    .split(/\s+/);
  if (words[0] !== "+" && words[0] !== "-") words.unshift("+");
  const terms: FluxTerm[] = [];
  let sound = words.length % 2 === 0;
  for (let i = 0; i + 1 < words.length; i += 2) {
    const [sign, variable] = [words[i], words[i + 1]];
    sound &&= (sign === "+" || sign === "-") && /^[^+-]/.test(variable);
    terms.push({ sign: sign === "-" ? -1 : 1, variable });
  }
  if (sound && new Set(terms.map(({ variable }) => variable)).size === terms.length) return terms;
  throw new InputError({
    where: `variable "${text}"`,
    found: sound ? "a variable twice" : "no sum of variables",
    expected: 'one name, or names with + or - between blanks, such as "reco - gpp"',
  });
}
