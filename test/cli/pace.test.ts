import { expect, it } from "vitest";
import { paceOf } from "../../src/cli/pace.js";

/** A clock that stands at so many seconds. */
function clock(): { readonly set: (seconds: number) => void; readonly now: () => number } {
  let time = 5000;
  return { set: (seconds) => (time = 5000 + 1000 * seconds), now: () => time };
}

it("tells speed and time left by the hours done so far", () => {
  const { set, now } = clock();
  const pace = paceOf(240, now);
  set(1);
  pace(1);
  set(24);
  expect(pace(24)).toEqual({ speed: "2.5", left: "3 min 36 s" });
});

it("adds what follows, by how many times as long that takes", () => {
  const { set, now } = clock();
  const pace = paceOf(240, now, 1.5);
  set(1);
  pace(1);
  set(24);
  // 216 hours of the stage and 360 of what follows, a second each.
  expect(pace(24)).toEqual({ speed: "2.5", left: "9 min 36 s" });
});

it("leaves out the hours that a run had done before it was taken up again", () => {
  const { set, now } = clock();
  const pace = paceOf(24 * 374, now);
  set(1);
  pace(24 * 300 + 1);
  set(24);
  // 24 of its own hours in 24 s; 73 days are left.
  expect(pace(24 * 301)).toEqual({ speed: "2.5", left: "29 min 12 s" });
});
