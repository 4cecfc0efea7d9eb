import { describe, expect, it } from "vitest";
import { describeFailure, errorOf } from "../../src/cli/forcingMessages.js";
import { ConfigError, CoverageError, InputError, NumericalError, OutputError } from "../../src/errors.js";

const fault = { where: "weather.nc", found: "no weather for noon", expected: "a time", remedy: "add files" };

/** As a message that crosses from thread to thread. */
function sent(error: unknown): unknown {
  return errorOf(structuredClone(describeFailure(error)));
}

describe("an error that crosses between threads", () => {
  it.each([ConfigError, CoverageError, InputError, NumericalError, OutputError])(
    "keeps its class and parts",
    (Kind) => {
      const other = { where: "u", found: "NaN" };
      const error = new Kind([fault, other]);
      const arrived = sent(error);
      expect(arrived).toBeInstanceOf(Kind);
      expect(arrived).toMatchObject({ name: error.name, message: error.message, faults: [fault, other] });
      expect((arrived as Error).stack).toBe(error.stack);
    },
  );

  it("keeps the errors that caused it", () => {
    const cause = new InputError(fault, { cause: new TypeError("not a file") });
    const arrived = sent(new CoverageError(fault, { cause })) as CoverageError;
    const reason = arrived.cause as InputError;
    expect(reason).toBeInstanceOf(InputError);
    expect(reason.faults).toEqual([fault]);
    expect(reason.cause).toBeInstanceOf(TypeError);
    expect((reason.cause as Error).message).toBe("not a file");
  });

  it("stays what it is where it is a defect of the program", () => {
    const defect = new RangeError("9 values; expected 8");
    expect(sent(defect)).toMatchObject({ message: defect.message, stack: defect.stack });
    expect(sent(defect)).toBeInstanceOf(RangeError);
  });
});
