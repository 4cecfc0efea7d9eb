/** The names most like one that was not found, by Levenshtein's edit distance (1966), letters' case ignored. */

/** @returns up to `count` of `names`, nearest first; names that hold `wanted` or are held by it come before others */
export function nearestNames(wanted: string, names: readonly string[], count = 5): string[] {
  const lower = wanted.toLowerCase();
  const ranked = names.map((name) => {
    const other = name.toLowerCase();
    const contained = other.includes(lower) || lower.includes(other.slice(other.lastIndexOf("/") + 1));
    return { name, rank: editDistance(lower, other) - (contained ? 1000 : 0) };
  });
  return ranked
    .sort((one, two) => one.rank - two.rank)
    .slice(0, count)
    .map(({ name }) => name);
}

/** @returns how many letters one must insert, take away or replace to make one word of the other */
export function editDistance(one: string, two: string): number {
  let previous = Array.from({ length: two.length + 1 }, (_, j) => j);
  for (let i = 1; i <= one.length; i++) {
    const current = [i];
    for (let j = 1; j <= two.length; j++) {
      const replaced = previous[j - 1] + (one[i - 1] === two[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, previous[j] + 1, current[j - 1] + 1));
    }
    previous = current;
  }
  return previous[two.length];
}
