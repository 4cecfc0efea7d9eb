/** The thread starts from compiled files, so what is tested here is the package as `npm run build` left it. */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, describe, expect, it } from "vitest";
import { parseExperiment } from "../../src/config/parse.js";
import type { ForcingOrder, OpenForcing, openForcing as Open } from "../../src/experiments/setup/forcing.js";
import type { canPrepareAhead as Can, forcingThread as Thread } from "../../src/cli/forcingThread.js";

const compiled = (file: string): Promise<unknown> =>
  import(/* @vite-ignore */ pathToFileURL(join(fileURLToPath(new URL("../../dist", import.meta.url)), file)).href);
const { canPrepareAhead, forcingThread } = (await compiled("cli/forcingThread.js")) as {
  canPrepareAhead: typeof Can;
  forcingThread: typeof Thread;
};
const { openForcing } = (await compiled("experiments/setup/forcing.js")) as { openForcing: typeof Open };

const HOUR = 3600;
const { plan } = parseExperiment(
  `title: forcing
output: runs/none
period: { start: 2016-07-01, end: 2016-07-02 }
grid: { name: small, southWest: [100, 25], spacing: [1.5, 1], columns: 12, rows: 9 }
vertical: jdas-15
mixing: acm2
meteorology: { source: synthetic }
background: { source: synthetic }
runs: [control]
`,
  "forcing.yaml",
);
const { start } = plan.period;
const order: ForcingOrder = {
  plan,
  whose: "model",
  refine: 1,
  landFraction: Float64Array.from({ length: 108 }, (_, cell) => (cell % 5) / 4),
};

let thread: OpenForcing | undefined;
afterEach(async () => thread?.close());

describe("the forcing thread", () => {
  it("gives, to the bit, what is made without it, in any order of hours", async () => {
    expect(canPrepareAhead).toBe(true);
    thread = forcingThread(order);
    const { forcing } = await openForcing(order);
    for (const hour of [0, 1, 2, 7, 8, 3, 23, 0]) {
      const time = start + hour * HOUR;
      const ahead = await thread.forcing(time);
      expect(ahead.flow.time).toBe(time);
      expect(ahead.exchange.buffer).toBeInstanceOf(SharedArrayBuffer);
      expect(ahead).toEqual(await forcing(time));
    }
  });

  it("leaves an hour alone while the next is prepared", async () => {
    thread = forcingThread(order);
    const first = await thread.forcing(start);
    const copy = structuredClone(Array.from(first.flow.xMassFlux));
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(Array.from(first.flow.xMassFlux)).toEqual(copy);
    const second = await thread.forcing(start + HOUR);
    expect(second.exchange).not.toBe(first.exchange);
    expect(Array.from(first.flow.xMassFlux)).toEqual(copy);
  });

  it("tells of an error when its hour is asked for, with all its parts", async () => {
    const meteorology = {
      source: "gridded",
      files: ["/nowhere/none.nc"],
      dates: "as-is",
      boundaryLayer: "source",
    } as const;
    const wrong = { ...order, plan: { ...plan, meteorology } };
    thread = forcingThread(wrong);
    const error: unknown = await Promise.resolve(thread.forcing(start)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      name: "InputError",
      faults: [{ where: expect.stringContaining("none.nc") as string }],
    });
  });

  it("fails rather than waits once it has ended", async () => {
    thread = forcingThread(order);
    await thread.forcing(start);
    await thread.close();
    await expect(thread.forcing(start + HOUR)).rejects.toThrow(
      /the thread that prepares the weather: it has ended: exit code 1; .*--resume/,
    );
  });
});
