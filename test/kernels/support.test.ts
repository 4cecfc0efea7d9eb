/** Which kernels are chosen: by what the runtime has, in this process and in Nodes that lack something. */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { loadKernels } from "../../src/kernels/load.js";
import { missingFeature, type Runtime } from "../../src/kernels/support.js";

const engine: NonNullable<Runtime["WebAssembly"]> = WebAssembly;

describe("what keeps the SIMD kernels from running", () => {
  it("is nothing here", () => {
    expect(missingFeature()).toBeUndefined();
  });

  it.each<[string, Runtime]>([
    ["WebAssembly", { SharedArrayBuffer }],
    ["WebAssembly SIMD", { SharedArrayBuffer, WebAssembly: { Memory: engine.Memory, validate: () => false } }],
    ["shared memory", { WebAssembly: engine }],
    [
      "shared memory",
      {
        SharedArrayBuffer,
        WebAssembly: {
          validate: () => true,
          Memory: class {
            constructor() {
              throw new TypeError("shared memory is not supported");
            }
            readonly buffer = undefined;
          },
        },
      },
    ],
    [
      "shared memory",
      {
        SharedArrayBuffer,
        WebAssembly: {
          validate: () => true,
          Memory: class {
            readonly buffer = new ArrayBuffer(65536);
          },
        },
      },
    ],
  ])("is no %s", (missing, runtime) => {
    expect(missingFeature(runtime)).toBe(missing);
  });

  it.each([
    ["--enable-sse4-1", "nothing"],
    ["--no-enable-sse4-1", process.arch === "x64" ? "WebAssembly SIMD" : "nothing"],
    ["--no-harmony-sharedarraybuffer", "shared memory"],
    ["--no-expose-wasm", "WebAssembly"],
  ])("node %s: %s", (flag, missing) => {
    const built = fileURLToPath(new URL("../../dist/kernels/support.js", import.meta.url));
    const script = `import(${JSON.stringify(built)}).then((m) => console.log(m.missingFeature() ?? "nothing"))`;
    expect(execFileSync(process.execPath, [flag, "-e", script], { encoding: "utf8" }).trim()).toBe(missing);
  });
});

describe("loading", () => {
  it("says which kernels run, and why not the fast ones", async () => {
    const [one, two, plain] = [await loadKernels(1), await loadKernels(2), await loadKernels(2, "WebAssembly SIMD")];
    expect(one.description).toBe("SIMD kernels on 1 thread");
    expect(two.description).toBe("SIMD kernels on 2 threads");
    expect(plain.description).toMatch(
      /^plain kernels on 1 thread, about \d+ times slower than SIMD kernels on one: this Node has no WebAssembly SIMD$/,
    );
    expect(plain.threads).toBe(1);
    for (const kernels of [one, two, plain]) await kernels.close();
    expect(() => plain.run("boundMembers", 0, 1, 4, 0, 0, 0)).toThrow("the kernels are closed");
  });
});
