/** The steps of a file that were asked for last stay decoded. */

/**
 * @param most how many are kept; the one that was not asked for the longest goes first
 * @returns the same as `make`, whose results nobody may change
 */
export function recentSteps<Key, Step>(most: number, make: (key: Key) => Step): (key: Key) => Step {
  const kept = new Map<Key, Step>();
  return (key) => {
    const step = kept.has(key) ? (kept.get(key) as Step) : make(key);
    kept.delete(key);
    kept.set(key, step);
    for (const oldest of kept.keys()) if (kept.size > most) kept.delete(oldest);
    return step;
  };
}
