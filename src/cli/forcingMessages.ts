/**
 * What the program and its forcing thread tell each other. Numbers lie in shared memory, so that a message only points
 * at them; of an error everything is carried across that a user is told.
 */
import * as errors from "../errors.js";
import type { Time } from "../time.js";
import type { HourlyForcing } from "../transport/hourlyForcing.js";

/** Asks for the forcing of an hour, in one of two sets of arrays by turns. */
export interface ForcingRequest {
  readonly time: Time;
  readonly slot: 0 | 1;
}

export type ForcingReply =
  | { readonly time: Time; readonly forcing: HourlyForcing }
  | { readonly time: Time; readonly failure: Failure };

/** An error as plain data. */
export type Failure =
  | {
      readonly kind: ErrorKind;
      readonly faults: readonly errors.Fault[];
      readonly stack: string | undefined;
      readonly cause: Failure | undefined;
    }
  | { readonly kind: undefined; readonly error: unknown };

const kinds = {
  ConfigError: errors.ConfigError,
  InputError: errors.InputError,
  CoverageError: errors.CoverageError,
  OutputError: errors.OutputError,
  NumericalError: errors.NumericalError,
};
type ErrorKind = keyof typeof kinds;

export function describeFailure(error: unknown): Failure {
  if (!(error instanceof errors.JdasError)) return { kind: undefined, error };
  return {
    kind: error.name as ErrorKind,
    faults: error.faults,
    stack: error.stack,
    cause: error.cause === undefined ? undefined : describeFailure(error.cause),
  };
}

/** The error that `describeFailure` was given, of the same class. */
export function errorOf(failure: Failure): unknown {
  if (failure.kind === undefined) return failure.error;
  const cause = failure.cause === undefined ? {} : { cause: errorOf(failure.cause) };
  const error = new kinds[failure.kind](failure.faults, cause);
  if (failure.stack !== undefined) error.stack = failure.stack;
  return error;
}
