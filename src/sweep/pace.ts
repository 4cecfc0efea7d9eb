/** How far the runs of a sweep are, and how long the rest will take, by what was predicted of each and what it took so far. */

/** What a run is predicted to take, part by part, in its order: as `jdas check` says it. */
export type RunParts = readonly { readonly name: string; readonly seconds: number }[];

export interface Pace {
  begin(id: string): void;
  /** A stage of the run begins. @param name as its part has it */
  stage(id: string, name: string, hours: number): void;
  hour(id: string, hoursDone: number): void;
  end(id: string): void;
  /** Of all that is to be done [1]. */
  share(): number;
  /** [s]; undefined where nothing is known of the runs. */
  left(): number | undefined;
}

interface State {
  readonly parts: RunParts;
  readonly total: number;
  began?: number;
  /** Until the end, by which time it took so long [s]. */
  took?: number;
  stage: number;
  hours: number;
  /** Of what was predicted [s]. */
  position: number;
  /** What an earlier attempt had done of it [s]. */
  skipped?: number;
}

/**
 * @param runs in the order in which they begin @param jobs so many at a time
 * @param now [s]
 */
export function createPace(
  runs: readonly { readonly id: string; readonly parts: RunParts }[],
  jobs: number,
  now: () => number,
): Pace {
  const states = new Map<string, State>(
    runs.map(({ id, parts }) => [
      id,
      { parts, total: sum(parts.map(({ seconds }) => seconds)), stage: 0, hours: 0, position: 0 },
    ]),
  );
  const all = [...states.values()];
  const own = (id: string): State => states.get(id)!;
  const doneBy = ({ position, skipped = 0 }: State): number => position - skipped;
  /** Seconds that a predicted second has taken. */
  const slowness = (): number => {
    const done = sum(all.map(doneBy));
    const spent = sum(all.map(({ began, took }) => took ?? (began === undefined ? 0 : now() - began)));
    return done > 0 ? spent / done : 1;
  };
  return {
    begin(id) {
      own(id).began = now();
    },
    stage(id, name, hours) {
      const state = own(id);
      const found = state.parts.findIndex((part) => part.name === name);
      if (found < 0) return;
      state.stage = found;
      state.hours = hours;
      state.position = sum(state.parts.slice(0, found).map(({ seconds }) => seconds));
    },
    hour(id, hoursDone) {
      const state = own(id);
      if (state.hours === 0) return;
      const before = sum(state.parts.slice(0, state.stage).map(({ seconds }) => seconds));
      const at = (hours: number): number => before + (hours / state.hours) * state.parts[state.stage].seconds;
      // A run that goes on begins in the middle, behind its set-up.
      state.skipped ??= Math.max(0, at(hoursDone - 1) - state.parts[0].seconds);
      state.position = at(hoursDone);
    },
    end(id) {
      const state = own(id);
      state.took = now() - (state.began ?? now());
      state.position = state.total;
    },
    share() {
      const whole = sum(all.map(({ total }) => total));
      return whole > 0 ? sum(all.map(({ position }) => position)) / whole : 0;
    },
    left() {
      if (all.every(({ total }) => total === 0)) return undefined;
      const factor = slowness();
      const open = all.filter(({ took }) => took === undefined);
      const running = open.filter(({ began }) => began !== undefined);
      const waiting = open.filter(({ began }) => began === undefined);
      return makespan(
        [...running, ...waiting].map(({ total, position }) => factor * (total - position)),
        jobs,
      );
    },
  };
}

/** Seconds until the last ends of works that begin in their order, so many at a time. @param works [s] */
export function makespan(works: readonly number[], jobs: number): number {
  const free = Array.from({ length: Math.max(1, jobs) }, () => 0);
  for (const work of works) {
    const next = free.indexOf(Math.min(...free));
    free[next] += work;
  }
  return Math.max(...free);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
