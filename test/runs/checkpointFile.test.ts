import { spawnSync } from "node:child_process";
import {
  closeSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Saved } from "../../src/assimilation/saveable.js";
import { InputError, OutputError } from "../../src/errors.js";
import {
  type Checkpoint,
  createCheckpointWriter,
  listCheckpoints,
  newestCheckpoint,
  readCheckpoint,
  toGoOnFrom,
} from "../../src/runs/checkpointFile.js";
import { type NpzArray, writeNpz } from "../../src/io/npz.js";

const DAY = 86400;
const FIRST = Date.UTC(2016, 6, 2) / 1000;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "openjdas-checkpoint-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function checkpoint(day: number, stage: Checkpoint["stage"] = "analysis"): Checkpoint {
  const parts = new Map<string, Saved>([
    [
      "model",
      {
        arrays: {
          mole_fraction: { shape: [2, 3], data: Float32Array.from([day, -0, Number.NaN, 1e-45, Infinity, 0.1]) },
          air_mass: { shape: [3], data: Float64Array.from([Math.PI, -0, day]) },
        },
        notes: null,
      },
    ],
    ["timings", { arrays: {}, notes: { hours: [1, 0.1] } }],
    ["model_2", { arrays: { "a/b": { shape: [4], data: Uint8Array.from([0, 1, 7, 255]) } }, notes: "text" }],
  ]);
  return { stage, time: FIRST + day * DAY, program: "test", configuration: "abc", parts };
}

async function write(...all: Checkpoint[]): Promise<void> {
  const writer = createCheckpointWriter(folder);
  for (const one of all) await writer.write(one);
  await writer.settle();
}

const unfit = ({ configuration }: Checkpoint): string | undefined =>
  configuration === "abc" ? undefined : "belongs to another configuration";
const newest = (said: string[] = []) => newestCheckpoint(folder, { unfit }, (reason) => said.push(reason));
const bits = ({ data }: NpzArray): string => Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("hex");

describe("a checkpoint", () => {
  it("gives each part of the run back what it saved, bit for bit, with names, shapes and types", async () => {
    await write(checkpoint(0));
    const { parts, ...rest } = readCheckpoint(join(folder, "checkpoint_analysis_20160702.npz"));
    const { parts: expected, ...others } = checkpoint(0);
    expect(rest).toEqual(others);
    expect([...parts.keys()]).toEqual([...expected.keys()]);
    for (const [part, { arrays, notes }] of expected) {
      const found = parts.get(part);
      expect(found?.notes).toEqual(notes);
      expect(Object.keys(found?.arrays ?? {})).toEqual(Object.keys(arrays));
      for (const [name, array] of Object.entries(arrays)) {
        expect(found?.arrays[name].shape).toEqual(array.shape);
        expect(found?.arrays[name].data.constructor).toBe(array.data.constructor);
        expect(bits(found?.arrays[name] as NpzArray)).toBe(bits(array));
      }
    }
  });

  it("is a zip of arrays that Python reads with what every installation has", async () => {
    await write(checkpoint(3));
    const script = `import zipfile, json, struct, sys
z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None
raw = z.read("model/air_mass.npy"); start = 10 + struct.unpack("<H", raw[8:10])[0]
print(json.dumps([z.namelist(), struct.unpack("<3d", raw[start:]), json.loads(z.read("header.json"))["time"]]))`;
    const path = join(folder, "checkpoint_analysis_20160705.npz");
    const { stdout, error } = spawnSync("python3", ["-c", script, path], { encoding: "utf8" });
    if (error) return console.warn("skipped: no python3 here");
    const names = ["header.json", "model/mole_fraction.npy", "model/air_mass.npy", "model_2/a/b.npy"];
    expect(JSON.parse(stdout)).toEqual([names, [Math.PI, -0, 3], FIRST + 3 * DAY]);
  });

  it("of the end of an earlier stage stays while a later one goes on", async () => {
    await write(checkpoint(1, "truth"), checkpoint(2, "truth"), checkpoint(0), checkpoint(1), checkpoint(2));
    expect(listCheckpoints(folder)).toEqual([
      "checkpoint_analysis_20160704.npz",
      "checkpoint_analysis_20160703.npz",
      "checkpoint_truth_20160704.npz",
    ]);
    const ofTruth = newestCheckpoint(folder, { unfit, stage: "truth" }, () => {});
    expect(ofTruth).toMatchObject({ stage: "truth", time: FIRST + 2 * DAY });
  });

  it("stays of a finished run where a longer period can go on: forward from the end, an analysis from before it", async () => {
    await write(checkpoint(2, "truth"), checkpoint(1), checkpoint(2));
    const kept = ["checkpoint_analysis_20160703.npz", "checkpoint_truth_20160704.npz"];
    expect(toGoOnFrom(listCheckpoints(folder), FIRST + 2 * DAY).sort()).toEqual(kept);
    expect(toGoOnFrom(["checkpoint_control_20160704.npz"], FIRST + 2 * DAY)).toHaveLength(1);
    expect(toGoOnFrom(["checkpoint_analysis_20160704.npz"], FIRST + 2 * DAY)).toEqual([]);
  });

  it("leaves the last two; a later stage is newer than any day of an earlier one", async () => {
    await write(checkpoint(0), checkpoint(1), checkpoint(2), checkpoint(0, "control"));
    expect(readdirSync(folder)).toEqual(["checkpoint_analysis_20160704.npz", "checkpoint_control_20160702.npz"]);
    expect(newest()?.stage).toBe("control");
  });

  it.each([
    ["cut off", (path: string) => truncateSync(path, 300), /cut off/],
    ["empty", (path: string) => truncateSync(path, 0), /cut off/],
    ["with one bit changed", flip, /checksum/],
  ])("that is %s gives way to the one before, and is told", async (_, damage, reason) => {
    await write(checkpoint(0), checkpoint(1));
    damage(join(folder, "checkpoint_analysis_20160703.npz"));
    const said: string[] = [];
    expect(newest(said)?.time).toBe(FIRST);
    expect(said).toHaveLength(1);
    expect(said[0]).toMatch(reason);
    damage(join(folder, "checkpoint_analysis_20160702.npz"));
    expect(newest()).toBeUndefined();
  });

  it("is refused where one bit is changed, wherever it is, in names, shapes and lengths as in values", async () => {
    await write(checkpoint(0));
    const path = join(folder, "checkpoint_analysis_20160702.npz");
    const whole = readFileSync(path);
    const accepted: number[] = [];
    // Every fifth, which comes by each bit of a byte.
    for (let bit = 0; bit < 8 * whole.length; bit += 5) {
      const changed = Buffer.from(whole);
      changed[bit >> 3] ^= 1 << (bit & 7);
      writeFileSync(path, changed);
      try {
        readCheckpoint(path);
        accepted.push(bit);
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
      }
    }
    expect(accepted).toEqual([]);
    writeFileSync(path, whole);
    expect(readCheckpoint(path).time).toBe(FIRST);
  });

  it("of another configuration is not taken", async () => {
    await write({ ...checkpoint(0), configuration: "other" });
    const said: string[] = [];
    expect(newest(said)).toBeUndefined();
    expect(said).toEqual(["checkpoint_analysis_20160702.npz belongs to another configuration"]);
  });

  it("of the format before is refused in words, and not passed over for a run that begins anew", async () => {
    const header = { format: 2, stage: "analysis", time: FIRST, program: "0.0.1", configuration: "abc", notes: {} };
    const path = join(folder, "checkpoint_analysis_20160703.npz");
    const descriptor = openSync(path, "w");
    writeNpz(descriptor, { header, arrays: new Map() });
    closeSync(descriptor);
    await write(checkpoint(0));
    const refusal = `${path}: a checkpoint of format 2; expected format 6; finish the run with the version that began it`;
    for (const read of [() => readCheckpoint(path), newest]) {
      expect(read).toThrow(InputError);
      expect(read).toThrow(refusal);
    }
    expect(readCheckpoint(join(folder, "checkpoint_analysis_20160702.npz")).time).toBe(FIRST);
  });

  it("that cannot be written is an OutputError and leaves those before", async () => {
    await write(checkpoint(0));
    const writer = createCheckpointWriter(join(folder, "absent"));
    await expect(writer.write(checkpoint(1))).rejects.toThrow(OutputError);
    expect(newest()?.time).toBe(FIRST);
    writeFileSync(join(folder, "checkpoint_analysis_20160709.npz"), "no zip at all, but long enough for one");
    expect(() => readCheckpoint(join(folder, "checkpoint_analysis_20160709.npz"))).toThrow(InputError);
  });
});

function flip(path: string): void {
  const bytes = readFileSync(path);
  const at = bytes.indexOf("model/air_mass.npy") + 18 + 128 + 5;
  bytes[at] ^= 1;
  writeFileSync(path, bytes);
}
