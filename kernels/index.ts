/** Adds two float32 vectors of four; stands here until the transport kernels arrive. */
export function addQuads(target: usize, addend: usize): void {
  v128.store(target, f32x4.add(v128.load(target), v128.load(addend)));
}
