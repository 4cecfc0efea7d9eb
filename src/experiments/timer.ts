/** Wall-clock seconds of named parts, one after the other, and of what was waited for within them. */
interface Timer {
  lap(name: string): void;
  /** Takes over the seconds of an earlier run. */
  add(earlier: Readonly<Record<string, number>>): void;
  /** As `laps`, with what the present part has taken so far. */
  until(name: string): Record<string, number>;
  waiting<T>(name: string, wait: () => T | Promise<T>): Promise<T>;
  laps(): Record<string, number>;
}

export function createTimer(now: () => Date): Timer {
  const laps: Record<string, number> = {};
  let last = now().getTime();
  return {
    lap(name) {
      const time = now().getTime();
      laps[name] = (laps[name] ?? 0) + (time - last) / 1000;
      last = time;
    },
    add(earlier) {
      for (const [name, seconds] of Object.entries(earlier)) laps[name] = (laps[name] ?? 0) + seconds;
    },
    until: (name) => ({ ...laps, [name]: (laps[name] ?? 0) + (now().getTime() - last) / 1000 }),
    async waiting(name, wait) {
      const start = now().getTime();
      const result = await wait();
      laps[name] = (laps[name] ?? 0) + (now().getTime() - start) / 1000;
      return result;
    },
    laps: () => laps,
  };
}
