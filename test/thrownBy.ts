/** @returns what `run` throws, undefined where it comes to its end */
export function thrownBy(run: () => void): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}
