/**
 * The one memory that kernels and threads share. Arrays are allocated once and live as long as the memory;
 * `array.byteOffset` is the pointer that a kernel receives.
 */
import { NumericalError } from "../errors.js";

const PAGE = 65536;
const ALIGNMENT = 64;
/** The first page belongs to the dispatcher (see dispatch.mjs). */
const FIRST_FREE = PAGE;
const MAXIMUM_PAGES = 65536;

export class KernelMemory {
  readonly memory: WebAssembly.Memory;
  #next = FIRST_FREE;

  constructor() {
    this.memory = new WebAssembly.Memory({ initial: 16, maximum: MAXIMUM_PAGES, shared: true });
  }

  /** Bytes handed out so far. */
  get used(): number {
    return this.#next;
  }

  float32(length: number): Float32Array {
    const start = this.#reserve(4 * length);
    return new Float32Array(this.memory.buffer, start, length);
  }

  float64(length: number): Float64Array {
    const start = this.#reserve(8 * length);
    return new Float64Array(this.memory.buffer, start, length);
  }

  int32(length: number): Int32Array {
    const start = this.#reserve(4 * length);
    return new Int32Array(this.memory.buffer, start, length);
  }

  /**
   * Growing replaces `memory.buffer`, so callers reserve first and take the view afterwards.
   * @throws NumericalError where the 4 GiB that a kernel can address are used up
   */
  #reserve(bytes: number): number {
    const start = this.#next;
    const end = Math.ceil((start + bytes) / ALIGNMENT) * ALIGNMENT;
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    if (missing > 0) {
      try {
        this.memory.grow(missing);
      } catch (cause) {
        throw new NumericalError(
          {
            where: "kernel memory",
            found: `${Math.round(end / 2 ** 20)} MiB are needed`,
            expected: "4096 MiB at most, and as much free memory on the machine",
            remedy: "use fewer members, fewer levels or a smaller grid",
          },
          { cause },
        );
      }
    }
    this.#next = end;
    return start;
  }
}
