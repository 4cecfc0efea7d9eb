/**
 * The part of the WebAssembly JavaScript interface that loading the kernels needs. TypeScript declares it only with
 * the browser's document (lib "dom"), which this code must not see.
 */
declare namespace WebAssembly {
  type ImportExportKind = "function" | "table" | "memory" | "global";

  interface ModuleImportDescriptor {
    readonly module: string;
    readonly name: string;
    readonly kind: ImportExportKind;
  }

  interface ModuleExportDescriptor {
    readonly name: string;
    readonly kind: ImportExportKind;
  }

  type Exports = Readonly<Record<string, unknown>>;
  type Imports = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

  class Module {
    constructor(bytes: ArrayBufferView | ArrayBufferLike);
    static imports(module: Module): ModuleImportDescriptor[];
    static exports(module: Module): ModuleExportDescriptor[];
  }

  class Instance {
    constructor(module: Module, imports?: Imports);
    readonly exports: Exports;
  }

  interface MemoryDescriptor {
    /** Pages of 64 KiB. */
    initial: number;
    maximum?: number;
    shared?: boolean;
  }

  class Memory {
    constructor(descriptor: MemoryDescriptor);
    readonly buffer: ArrayBuffer | SharedArrayBuffer;
    /** @returns the size before, in pages */
    grow(pages: number): number;
  }

  function validate(bytes: ArrayBufferView | ArrayBufferLike): boolean;

  class CompileError extends Error {}
  class LinkError extends Error {}
  class RuntimeError extends Error {}
}
