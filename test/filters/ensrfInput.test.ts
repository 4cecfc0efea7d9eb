/** What the float64 filters refuse, what the error says, and what they must go on taking. */
import { describe, expect, it } from "vitest";
import { NumericalError } from "../../src/errors.js";
import {
  ensrf,
  type ObservationVector,
  type PerturbedRows,
  type Tapers,
  withoutLocalization,
} from "../../src/filters/ensrf.js";
import { letkf } from "../../src/filters/letkf.js";
import { nextObservation, type ObservationOrder } from "../../src/filters/order.js";

type Filter = (state: PerturbedRows, observations: ObservationVector, tapers: Tapers) => void;

interface Problem {
  state: PerturbedRows;
  observations: ObservationVector;
  tapers: Tapers;
}

type Class = typeof NumericalError | typeof RangeError;

/** What is wrong, the problem made wrong, the class of the error and what it says after the filter's name. */
type Refusal = [string, (problem: Problem) => Partial<Problem>, Class, string];

const filters: [string, Filter][] = [
  ["ensrf", ensrf],
  ["letkf", letkf],
];

/** Two rows and three observations of four members. */
function problem(): Problem {
  return {
    state: {
      members: 4,
      mean: Float64Array.of(5, 7),
      perturbations: Float64Array.of(1, -1, 2, -2, 0.5, 0.5, -1, 0),
    },
    observations: {
      values: Float64Array.of(6, 6, 8),
      errorVariances: Float64Array.of(0.5, 1, 2),
      simulated: {
        members: 4,
        mean: Float64Array.of(5, 6, 7),
        perturbations: Float64Array.of(1, -1, 2, -2, 0.75, -0.25, 0.5, -1, 0.5, 0.5, -1, 0),
      },
    },
    tapers: withoutLocalization,
  };
}

/** The values with another one at an index. */
const changed = (values: Float64Array, index: number, value: number): Float64Array => values.with(index, value);

const observed =
  (change: (observations: ObservationVector) => Partial<ObservationVector>) =>
  ({ observations }: Problem): Partial<Problem> => ({ observations: { ...observations, ...change(observations) } });

const simulatedAs = (change: (simulated: PerturbedRows) => Partial<PerturbedRows>) =>
  observed(({ simulated }) => ({ simulated: { ...simulated, ...change(simulated) } }));

const stateAs =
  (change: (state: PerturbedRows) => Partial<PerturbedRows>) =>
  ({ state }: Problem): Partial<Problem> => ({ state: { ...state, ...change(state) } });

const taperOf = (kind: keyof Tapers, taper: number) => (): Partial<Problem> => ({
  tapers: { ...withoutLocalization, [kind]: (o: number, row: number) => (o === 1 && row === 1 ? taper : 1) },
});

const withErrorVariance = (value: number) =>
  observed(({ errorVariances }) => ({ errorVariances: changed(errorVariances, 1, value) }));

const withoutSpread = simulatedAs(({ perturbations }) => ({
  perturbations: perturbations.map((y, i) => (i < 4 ? 0 : y)),
}));

const refusals: Refusal[] = [
  [
    "simulated observations of other members",
    simulatedAs(() => ({ members: 6, perturbations: new Float64Array(18) })),
    RangeError,
    "simulated has 6 members; expected 4",
  ],
  [
    "more rows of perturbations than means in the state",
    stateAs(({ perturbations }) => ({ perturbations: Float64Array.of(...perturbations, 1, -1, 1, -1) })),
    RangeError,
    "state.perturbations has 12 values; expected 8, 2 rows of 4 members",
  ],
  [
    "fewer perturbations than simulated observations",
    simulatedAs(({ perturbations }) => ({ perturbations: perturbations.subarray(0, 11) })),
    RangeError,
    "simulated.perturbations has 11 values; expected 12, 3 rows of 4 members",
  ],
  [
    "fewer simulated means than values",
    simulatedAs(({ mean }) => ({ mean: mean.subarray(0, 2) })),
    RangeError,
    "simulated.mean has 2 values; expected 3",
  ],
  [
    "fewer error variances than values",
    observed(({ errorVariances }) => ({ errorVariances: errorVariances.subarray(0, 2) })),
    RangeError,
    "errorVariances has 2 values; expected 3",
  ],
  [
    "more error variances than values",
    observed(({ errorVariances }) => ({ errorVariances: Float64Array.of(...errorVariances, 1) })),
    RangeError,
    "errorVariances has 4 values; expected 3",
  ],
  ...[1, 0, 2.5, Number.NaN].map(
    (members): Refusal => [
      `${members} members`,
      () => ({
        state: { members, mean: new Float64Array(2), perturbations: new Float64Array(2) },
        observations: {
          values: Float64Array.of(1),
          errorVariances: Float64Array.of(1),
          simulated: { members, mean: new Float64Array(1), perturbations: new Float64Array(1) },
        },
      }),
      NumericalError,
      `state: ${members} members; expected 2 or more`,
    ],
  ),
  ...[Number.NaN, Infinity].flatMap((bad): Refusal[] => [
    [
      `a value of ${bad}`,
      observed(({ values }) => ({ values: changed(values, 2, bad) })),
      NumericalError,
      `observation 2: value ${bad}, error variance 2`,
    ],
    [
      `an error variance of ${bad}`,
      withErrorVariance(bad),
      NumericalError,
      `observation 1: value 6, error variance ${bad}`,
    ],
    [
      `a simulated mean of ${bad}`,
      simulatedAs(({ mean }) => ({ mean: changed(mean, 1, bad) })),
      NumericalError,
      `observation 1: the mean of the simulated observation is ${bad}`,
    ],
    [
      `a simulated perturbation of ${bad}`,
      simulatedAs(({ perturbations }) => ({ perturbations: changed(perturbations, 6, bad) })),
      NumericalError,
      `observation 1: the perturbation of member 2 is ${bad}`,
    ],
    [
      `a mean of ${bad} in the state`,
      stateAs(({ mean }) => ({ mean: changed(mean, 1, bad) })),
      NumericalError,
      `row 1 of \`state\`: the mean of the row is ${bad}`,
    ],
    [
      `a perturbation of ${bad} in the state`,
      stateAs(({ perturbations }) => ({ perturbations: changed(perturbations, 7, bad) })),
      NumericalError,
      `row 1 of \`state\`: the perturbation of member 3 is ${bad}`,
    ],
  ]),
  ["a negative error variance", withErrorVariance(-1), NumericalError, "observation 1: value 6, error variance -1"],
  [
    "a spread whose square is no number",
    simulatedAs(({ perturbations }) => ({ perturbations: perturbations.map((y) => 1e200 * y) })),
    NumericalError,
    "observation 0: variance over the members Infinity",
  ],
  [
    "neither error variance nor spread",
    (given) => {
      const { observations } = { ...given, ...withoutSpread(given) };
      return { observations: { ...observations, errorVariances: changed(observations.errorVariances, 0, 0) } };
    },
    NumericalError,
    "observation 0: va",
  ],
];

const badTapers: Refusal[] = [Number.NaN, -0.1, 1.1, Infinity].flatMap((taper): Refusal[] => [
  [
    `a taper of ${taper} on the state`,
    taperOf("state", taper),
    NumericalError,
    `observation 1: its taper on row 1 of \`state\` is ${taper}`,
  ],
  [
    `a taper of ${taper} on a simulated observation`,
    taperOf("simulated", taper),
    NumericalError,
    `observation 1: its taper on row 1 of \`simulated\` is ${taper}`,
  ],
]);

function thrownBy(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe.each(filters)("%s refuses", (name, filter) => {
  it.each([...refusals, ...badTapers])("%s", (_, change, errorClass, sentence) => {
    const given = problem();
    const { state, observations, tapers } = { ...given, ...change(given) };
    const error = thrownBy(() => filter(state, observations, tapers));
    expect(error).toBeInstanceOf(errorClass);
    expect((error as Error).message).toMatch(new RegExp(`^${name}[:,] `));
    expect((error as Error).message).toContain(sentence);
  });

  it.each(refusals)("%s, before it changes anything", (_, change, errorClass) => {
    const given = problem();
    const { state, observations, tapers } = { ...given, ...change(given) };
    const before = structuredClone({ state, observations });
    expect(() => filter(state, observations, tapers)).toThrow(errorClass);
    expect({ state, observations }).toEqual(before);
  });
});

describe.each(filters)("%s takes", (_, filter) => {
  it("no observation, and re-centres", () => {
    const { state } = problem();
    state.perturbations[0] += 0.4;
    const none = { members: 0, mean: new Float64Array(), perturbations: new Float64Array() };
    filter(
      state,
      { values: new Float64Array(), errorVariances: new Float64Array(), simulated: none },
      withoutLocalization,
    );
    expect(state.mean).toEqual(problem().state.mean);
    expect(state.perturbations[0]).toBeCloseTo(1.3, 14);
  });

  it("a state without rows", () => {
    const { observations } = problem();
    filter(
      { members: 4, mean: new Float64Array(), perturbations: new Float64Array() },
      observations,
      withoutLocalization,
    );
    expect(observations.simulated.mean[0]).toBeGreaterThan(5.1);
  });

  it("a taper of zero, and one that round-off has put outside", () => {
    for (const taper of [0, -1e-16]) {
      const { state, observations } = problem();
      filter(state, observations, { ...withoutLocalization, state: () => taper });
      state.mean.forEach((mean, row) => expect(mean).toBeCloseTo(problem().state.mean[row], 14));
    }
    const [above, one] = [1 + 1e-15, 1].map((taper) => {
      const { state, observations } = problem();
      filter(state, observations, { ...withoutLocalization, state: () => taper });
      return state.mean;
    });
    above.forEach((mean, row) => expect(mean).toBeCloseTo(one[row], 13));
  });

  it("an observation whose members are all alike, which changes nothing", () => {
    const given = problem();
    const { observations } = { ...given, ...withoutSpread(given) };
    filter(given.state, observations, {
      state: (o) => (o === 0 ? 1 : 0),
      simulated: (o, other) => (o === other ? 1 : 0),
    });
    expect(given.state.mean).toEqual(problem().state.mean);
  });
});

describe("an observation without error", () => {
  it("is taken by ensrf to the letter", () => {
    const given = problem();
    const { observations } = { ...given, ...withErrorVariance(0)(given) };
    const once = { state: (o: number) => (o === 1 ? 1 : 0), simulated: (o: number) => (o === 1 ? 1 : 0) };
    ensrf(given.state, observations, once);
    expect(observations.simulated.mean[1]).toBeCloseTo(6, 14);
    expect(observations.simulated.perturbations.subarray(4, 8).every((y) => Math.abs(y) < 1e-15)).toBe(true);
    expect(given.state.mean.every(Number.isFinite)).toBe(true);
  });

  it.each(["given", "adaptive"] as const)(
    "is refused by ensrf where one before it has taken its spread (%s)",
    (order) => {
      const { state, observations } = problem();
      const { members, perturbations } = observations.simulated;
      const twins: ObservationVector = {
        values: Float64Array.of(6, 6),
        errorVariances: new Float64Array(2),
        simulated: {
          members,
          mean: Float64Array.of(5, 5),
          perturbations: Float64Array.of(...perturbations.subarray(0, 4), ...perturbations.subarray(0, 4)),
        },
      };
      expect(() => ensrf(state, twins, withoutLocalization, order)).toThrow(
        /^ensrf, observation 1: variance over the members 0, error variance 0; expected a positive/,
      );
    },
  );

  it("is refused by letkf, which says why", () => {
    const given = problem();
    const { observations } = { ...given, ...withErrorVariance(0)(given) };
    const error = thrownBy(() => letkf(given.state, observations, withoutLocalization));
    expect(error).toBeInstanceOf(NumericalError);
    expect((error as Error).message).toBe(
      "letkf, observation 1: value 6, error variance 0; " +
        "expected a finite value and a positive error variance, by which this filter divides",
    );
  });
});

describe("an order of another name", () => {
  const bogus = "bogus" as ObservationOrder;
  const sentence = 'order of observations "bogus"; expected "given" or "adaptive"';

  it("is refused by ensrf, before it changes anything and without observations too", () => {
    const { state, observations } = problem();
    const before = structuredClone({ state, observations });
    expect(() => ensrf(state, observations, withoutLocalization, bogus)).toThrow(new RangeError(sentence));
    expect({ state, observations }).toEqual(before);
    const none = { members: 4, mean: new Float64Array(), perturbations: new Float64Array() };
    const empty = { values: new Float64Array(), errorVariances: new Float64Array(), simulated: none };
    expect(() => ensrf(state, empty, withoutLocalization, bogus)).toThrow(sentence);
  });

  it("is refused at every turn of the production filter", () => {
    const one = (): number => 1;
    expect(() => nextObservation(bogus, [0, 1], one, one)).toThrow(new RangeError(sentence));
  });
});
