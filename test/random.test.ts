/** The generator against the published known answers, and what draws from it must be. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { philox, type Purpose, purposes, randomField } from "../src/random.js";

const names = Object.keys(purposes) as Purpose[];

type Four = readonly [number, number, number, number];

const hex = (values: Uint32Array): string[] => Array.from(values, (value) => value.toString(16).padStart(8, "0"));
const block = (counter: Four, key: readonly [number, number]): string[] => {
  const out = new Uint32Array(4);
  philox(counter, key, out);
  return hex(out);
};

describe("Philox 4x32-10", () => {
  // Random123 1.14, tests/kat_vectors
  it.each<[string, Four, [number, number], string]>([
    ["zeros", [0, 0, 0, 0], [0, 0], "6627e8d5 e169c58d bc57ac4c 9b00dbd8"],
    [
      "ones",
      [0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
      [0xffffffff, 0xffffffff],
      "408f276d 41c83b0e a20bc7c6 6d5451fd",
    ],
    [
      "digits of pi",
      [0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
      [0xa4093822, 0x299f31d0],
      "d16cfe09 94fdcceb 5001e420 24126ea1",
    ],
  ])("gives the known answer for %s", (_, counter, key, expected) => {
    expect(block(counter, key)).toEqual(expected.split(" "));
  });
});

describe("a random field", () => {
  const n = 20_000;
  const first = randomField(11, "test", 3, 5);
  const uniforms = Array.from({ length: n }, (_, i) => first.uniform(i));
  const normals = Array.from({ length: n }, (_, i) => first.normal(i));
  const moment = (values: number[], power: number): number =>
    values.reduce((sum, value) => sum + value ** power, 0) / values.length;

  it("has the moments of a uniform distribution on (0, 1)", () => {
    expect(Math.min(...uniforms)).toBeGreaterThan(0);
    expect(Math.max(...uniforms)).toBeLessThan(1);
    for (const power of [1, 2, 3]) {
      // standard error of the mean of u^p, four times
      const variance = 1 / (2 * power + 1) - 1 / (power + 1) ** 2;
      expect(Math.abs(moment(uniforms, power) - 1 / (power + 1))).toBeLessThan(4 * Math.sqrt(variance / n));
    }
  });

  it("has the moments of a standard normal distribution", () => {
    expect(Math.abs(moment(normals, 1))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(moment(normals, 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(normals, 3))).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(moment(normals, 4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    const beyond = normals.filter((value) => Math.abs(value) > 1.959964).length;
    expect(Math.abs(beyond / n - 0.05)).toBeLessThan(4 * Math.sqrt((0.05 * 0.95) / n));
  });

  it("draws neighbours independently", () => {
    let sum = 0;
    for (let i = 1; i < n; i++) sum += normals[i] * normals[i - 1];
    expect(Math.abs(sum / n)).toBeLessThan(4 / Math.sqrt(n));
  });

  it("gives the same number whatever was drawn before", () => {
    const index = fc.integer({ min: 0, max: n - 1 });
    fc.assert(
      fc.property(fc.array(index, { minLength: 1, maxLength: 20 }), fc.boolean(), (order, other) => {
        const again = randomField(11, "test", 3, 5);
        if (other) randomField(12, "test").normal(0);
        for (const i of order) {
          expect(again.normal(i)).toBe(normals[i]);
          expect(again.uniform(i)).toBe(uniforms[i]);
        }
      }),
      { seed: 1 },
    );
  });

  it("differs with every part of its key, steps beyond 32 bits and below zero included", () => {
    const fields = [
      ...names.map((purpose) => randomField(1, purpose)),
      ...[0, 2, 4294967295].map((seed) => randomField(seed, "test")),
      ...[1, 2, 1_000_000].map((member) => randomField(1, "test", member)),
      ...[1, -1, 4294967295, 4294967296, 4294967297, 8589934592, -4294967296, 1_800_000_000].map((step) =>
        randomField(1, "test", 0, step),
      ),
    ];
    const draws = fields.flatMap((field) => [0, 1, 2].map((i) => field.uniform(i)));
    expect(new Set(draws).size).toBe(draws.length);
  });
});

describe("purposes", () => {
  it("have numbers of their own, from 1 to 2^32 - 1", () => {
    const numbers = Object.values(purposes);
    expect(new Set<number>(numbers).size).toBe(numbers.length);
    for (const number of numbers) expect(number >= 1 && number <= 4294967295 && Number.isInteger(number)).toBe(true);
  });

  // Drawn when each came: no run may change because a purpose is added, sorted in or renamed.
  const drawn: Readonly<Record<Purpose, readonly [number, number, number]>> = {
    initialMoleFraction: [0.14729912916664034, 0.3215439332416281, 0.6620114808292394],
    boundaryMoleFraction: [0.9643427649280056, 0.47600327187683433, -1.7891487657463592],
    boundaryOffset: [0.003983972943387926, 0.2919875184306875, 0.4511730547481424],
    fluxParameter: [0.9513832785887644, 0.3304747921647504, -0.5968721235655231],
    truthFlux: [0.22251166182104498, 0.3365723161259666, 0.7516516430548691],
    retrievalNoise: [0.9167322347639129, 0.1399069296894595, 0.6569135958125261],
    cloud: [0.029552940628491342, 0.8767126976745203, -0.6071049270828947],
    syntheticWeather: [0.5500883763888851, 0.133049302152358, -0.7062132444611292],
    paperFlux: [0.26078261679504067, 0.9667603858979419, -2.0952447381538817],
    test: [0.14610645326320082, 0.8580898250220343, 0.9230999516502698],
    syntheticFire: [0.5859641303541139, 0.6158566862577572, -1.7236230862142683],
    offsetParameter: [0.6825267780805007, 0.7829382732743397, 0.38141245163216486],
    biasParameter: [0.6759386787889525, 0.03085764974821359, 0.8282355430435877],
    weatherError: [0.7889645010000095, 0.18992779857944697, 0.8546059587158222],
    retrievalBias: [0.05473643995355815, 0.03793717792723328, 0.47583364071217515],
    retrievalOutlier: [0.22755274816881865, 0.3640885887434706, -0.06699813013724709],
    withheld: [0.1778821652987972, 0.4675402311841026, 0.6656719786110645],
    trackNoise: [0.33529130707029253, 0.608990543638356, 1.9968749300610007],
    siteNoise: [0.137734359013848, 0.05360276566352695, 1.0625332169675392],
    additiveInflation: [0.6133988745277748, 0.5679517897078767, -0.6859005453662825],
    retrievalCovariate: [0.49519536609295756, 0.23836937977466732, 1.21596554292511],
    patchyTruth: [0.1755741547094658, 0.32864611537661403, 1.2926785984128957],
    imposedTruth: [0.5558586268452927, 0.821579902083613, 1.3115313294622464],
    soundingGround: [0.10878768528345972, 0.8897494274424389, -0.605758336086786],
    structuredBoundary: [0.8392429332016036, 0.9813447805354372, 1.460056719047282],
    siteError: [0.9203473910456523, 0.2764979802304879, 0.22754894293717995],
    syntheticConvection: [0.5213949255412444, 0.08864171791356057, -1.1411081273319899],
    correlatedError: [0.2707051046891138, 0.2618553937645629, 1.2535345603168726],
    correlatedSiteError: [0.6311833799118176, 0.298882840317674, 1.6739260862120193],
  };

  it.each(names)("draw the numbers that they always drew: %s", (purpose) => {
    const field = randomField(20160701, purpose, 3, 424242);
    const [first, second, normal] = drawn[purpose];
    expect([field.uniform(0), field.uniform(1)]).toEqual([first, second]);
    expect(field.normal(2)).toBeCloseTo(normal, 14);
  });
});
