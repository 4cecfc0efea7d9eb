// @ts-check
/**
 * Goes through an HDF5 file in a thread of its own, as opening it and its variables will: the library follows some
 * damaged trees for ever, and a thread can be given up (hdf5Trial.ts). What fails here fails there, and is told there.
 */
import { parentPort, workerData } from "node:worker_threads";
import { Dataset, File, Group, ready } from "h5wasm/node";

/** @type {{ shared: Int32Array, slot: { progress: number, mebibytes: number, isFull: number } }} */
const { shared, slot } = workerData;
const PAGES_PER_MEBIBYTE = 16;

/** @type {(this: WebAssembly.Memory, pages: number) => number} */
const grow = Reflect.get(WebAssembly.Memory.prototype, "grow");
/** The library's memory grows to the limit and no further: what it then lacks is an error of its own. */
WebAssembly.Memory.prototype.grow = function (/** @type {number} */ pages) {
  if (this.buffer.byteLength / 2 ** 20 + pages / PAGES_PER_MEBIBYTE > Atomics.load(shared, slot.mebibytes)) {
    Atomics.store(shared, slot.isFull, 1);
    throw new RangeError("more memory than a file should take");
  }
  return grow.call(this, pages);
};
const module = await ready;
module.activate_throwing_error_handler();

/** netCDF-4's own, which are never read as attributes: long lists of references. */
const OWN = new Set(["DIMENSION_LIST", "REFERENCE_LIST"]);

/** @param {() => void} work */
const attempt = (work) => {
  try {
    work();
  } catch {
    // It is told where the file is opened.
  }
  Atomics.add(shared, slot.progress, 1);
};

/** @param {Dataset | Group} owner */
function readAttributes(owner) {
  for (const name of module.get_attribute_names(owner.file_id, owner.path)) {
    if (!OWN.has(name)) attempt(() => void owner.get_attribute(name, true));
  }
}

/** @param {Group} group */
function visit(group) {
  attempt(() => readAttributes(group));
  for (const key of group.keys()) {
    attempt(() => {
      const entity = group.get(key);
      if (entity instanceof Group) visit(entity);
      if (!(entity instanceof Dataset)) return;
      void entity.get_scale_name();
      readAttributes(entity);
      entity.shape?.forEach((_, axis) => void entity.get_attached_scales(axis));
    });
  }
}

parentPort?.on("message", (/** @type {string} */ path) => {
  attempt(() => {
    const file = new File(path, "r");
    try {
      visit(file);
    } finally {
      file.close();
    }
  });
  parentPort?.postMessage("done");
});
