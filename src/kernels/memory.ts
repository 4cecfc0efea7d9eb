/**
 * The memory that kernels work on. Arrays are allocated once and live as long as it; a kernel receives the pointer of
 * an array [bytes].
 */
import { NumericalError } from "../errors.js";

const PAGE = 65536;
const ALIGNMENT = 64;
/** The first page belongs to the dispatcher (see dispatch.mjs) [bytes]. */
export const FIRST_FREE = PAGE;
const MAXIMUM_PAGES = 65536;
/** All that a kernel can address [bytes]. */
export const MOST_KERNEL_BYTES = PAGE * MAXIMUM_PAGES;

export type KernelArray = Float32Array | Float64Array | Int32Array;

export interface KernelMemory {
  /** Bytes handed out so far. */
  readonly used: number;
  /** Arrays of zeros. @throws NumericalError where the memory is used up */
  float32(length: number): Float32Array;
  float64(length: number): Float64Array;
  int32(length: number): Int32Array;
  /** @throws RangeError where the array does not lie in this memory */
  pointer(array: KernelArray): number;
}

/** A WebAssembly memory that all threads share. */
export class SharedKernelMemory implements KernelMemory {
  readonly memory = new WebAssembly.Memory({ initial: 16, maximum: MAXIMUM_PAGES, shared: true });
  /** The engine makes a new one whenever the memory grows; arrays keep theirs. */
  readonly #buffers = new Set<unknown>();
  #next = FIRST_FREE;

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

  pointer(array: KernelArray): number {
    if (!this.#buffers.has(array.buffer)) throw outside();
    return array.byteOffset;
  }

  /**
   * Growing replaces `memory.buffer`, so callers reserve first and take the view afterwards.
   * @throws NumericalError where the 4 GiB that a kernel can address are used up
   */
  #reserve(bytes: number): number {
    const start = this.#next;
    const end = aligned(start + bytes);
    const missing = Math.ceil((end - this.memory.buffer.byteLength) / PAGE);
    if (missing > 0) {
      try {
        this.memory.grow(missing);
      } catch (cause) {
        throw usedUp(end, cause);
      }
    }
    this.#buffers.add(this.memory.buffer);
    this.#next = end;
    return start;
  }
}

/** Ordinary memory: each array has a buffer of its own; pointers are as if the buffers followed each other. */
export class PlainKernelMemory implements KernelMemory {
  readonly #starts = new Map<ArrayBufferLike, number>();
  /** In the order of their pointers. */
  readonly #buffers: { readonly start: number; readonly buffer: ArrayBuffer }[] = [];
  #next = FIRST_FREE;

  get used(): number {
    return this.#next;
  }

  float32(length: number): Float32Array {
    return new Float32Array(this.#allocate(4 * length));
  }

  float64(length: number): Float64Array {
    return new Float64Array(this.#allocate(8 * length));
  }

  int32(length: number): Int32Array {
    return new Int32Array(this.#allocate(4 * length));
  }

  pointer(array: KernelArray): number {
    const start = this.#starts.get(array.buffer);
    if (start === undefined) throw outside();
    return start + array.byteOffset;
  }

  /** @returns the buffer that a pointer points into, and where @throws RangeError where there is none */
  at(pointer: number): { readonly buffer: ArrayBuffer; readonly offset: number } {
    let low = 0;
    let high = this.#buffers.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#buffers[middle].start <= pointer) low = middle + 1;
      else high = middle;
    }
    if (low === 0) throw new RangeError(`no array lies at ${pointer}`);
    const { start, buffer } = this.#buffers[low - 1];
    return { buffer, offset: pointer - start };
  }

  #allocate(bytes: number): ArrayBuffer {
    const start = this.#next;
    let buffer: ArrayBuffer;
    try {
      buffer = new ArrayBuffer(bytes);
    } catch (cause) {
      throw usedUp(start + bytes, cause);
    }
    this.#starts.set(buffer, start);
    this.#buffers.push({ start, buffer });
    this.#next = aligned(start + Math.max(1, bytes));
    return buffer;
  }
}

function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}

function outside(): RangeError {
  return new RangeError("the array does not lie in the kernel memory");
}

function usedUp(bytes: number, cause: unknown): NumericalError {
  return new NumericalError(
    {
      where: "kernel memory",
      found: `${Math.round(bytes / 2 ** 20)} MiB are needed`,
      expected: "4096 MiB at most, and as much free memory on the machine",
      remedy: "use fewer members, fewer levels or a smaller grid",
    },
    { cause },
  );
}
