/**
 * Patterns of file names as shells have them (POSIX.1, 2.13): `*` for any characters, `?` for one, `[abc]`, `[a-z]` and
 * `[!a]` for one of a set; a `[` without an end is itself. Matched without going back further than to the last `*`, so that
 * no pattern takes long.
 */
type Part = { readonly kind: "star" } | { readonly kind: "one"; readonly accepts: (character: string) => boolean };

/** Whether a name holds anything but plain characters. */
export function isPattern(name: string): boolean {
  return /[*?[]/.test(name);
}

/**
 * Hidden names (with a dot at first) are matched only by patterns that begin with a dot.
 * @returns whether a name matches @throws RangeError where a range of a set runs backwards
 */
export function namePattern(pattern: string): (name: string) => boolean {
  const parts = partsOf(pattern);
  const takesHidden = pattern.startsWith(".");
  return (name) => (takesHidden || !name.startsWith(".")) && matches(parts, Array.from(name));
}

function partsOf(pattern: string): Part[] {
  return (pattern.match(/\[!?[^\]]+\]|[\s\S]/gu) ?? []).map((part): Part => {
    if (part === "*") return { kind: "star" };
    if (part === "?") return { kind: "one", accepts: () => true };
    if (Array.from(part).length > 1) return { kind: "one", accepts: setOf(part.slice(1, -1)) };
    return { kind: "one", accepts: (character) => character === part };
  });
}

/** @param inside of the brackets */
function setOf(inside: string): (character: string) => boolean {
  const negated = inside.startsWith("!") && inside.length > 1;
  const characters = Array.from(negated ? inside.slice(1) : inside);
  const ranges: (readonly [string, string])[] = [];
  for (let i = 0; i < characters.length; i++) {
    const isRange = characters[i + 1] === "-" && i + 2 < characters.length;
    const [from, to] = [characters[i], characters[isRange ? i + 2 : i]];
    if (codeOf(from) > codeOf(to)) throw new RangeError(`the range ${from}-${to} of "[${inside}]" runs backwards`);
    ranges.push([from, to]);
    if (isRange) i += 2;
  }
  const isIn = (character: string): boolean =>
    ranges.some(([from, to]) => codeOf(character) >= codeOf(from) && codeOf(character) <= codeOf(to));
  return (character) => isIn(character) !== negated;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}

/** Where the characters after a `*` do not fit, that takes one more: an earlier one need not be tried again. */
function matches(parts: readonly Part[], name: readonly string[]): boolean {
  let [part, at] = [0, 0];
  let star: readonly [part: number, at: number] | undefined;
  while (at < name.length) {
    const next = parts[part] as Part | undefined;
    if (next?.kind === "star") star = [part++, at];
    else if (next?.kind === "one" && next.accepts(name[at])) [part, at] = [part + 1, at + 1];
    else if (star === undefined) return false;
    else {
      star = [star[0], star[1] + 1];
      [part, at] = [star[0] + 1, star[1]];
    }
  }
  return parts.slice(part).every(({ kind }) => kind === "star");
}
