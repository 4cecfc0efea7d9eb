/** Finds out whether this runtime can run the compiled kernels: WebAssembly with 128-bit vectors and shared memory. */

/** What is looked at of the global object. */
export interface Runtime {
  readonly WebAssembly?: {
    validate(bytes: Uint8Array<ArrayBuffer>): boolean;
    readonly Memory: new (descriptor: WebAssembly.MemoryDescriptor) => { readonly buffer: unknown };
  };
  readonly SharedArrayBuffer?: new (length: number) => object;
}

/** A module of one function () -> v128 that returns i8x16.popcnt(i8x16.splat(0)): the smallest that needs SIMD. */
const NEEDS_SIMD = [
  0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x05, 0x01, 0x60, 0x00, 0x01, 0x7b, 0x03, 0x02, 0x01, 0x00,
  0x0a, 0x0a, 0x01, 0x08, 0x00, 0x41, 0x00, 0xfd, 0x0f, 0xfd, 0x62, 0x0b,
];

/** @returns what is missing, as the end of "this Node has no ...", or undefined where nothing is */
export function missingFeature(runtime: Runtime = globalThis): string | undefined {
  const { WebAssembly: engine, SharedArrayBuffer: Shared } = runtime;
  if (engine === undefined) return "WebAssembly";
  if (!engine.validate(new Uint8Array(NEEDS_SIMD))) return "WebAssembly SIMD";
  if (Shared === undefined) return "shared memory";
  try {
    const { buffer } = new engine.Memory({ initial: 1, maximum: 1, shared: true });
    return buffer instanceof Shared ? undefined : "shared memory";
  } catch {
    return "shared memory";
  }
}
