/** Fields of all members by their definitions (reference/membersReference.ts); arguments as in kernels/membersKernel.ts. */
import type { KernelArguments } from "../kernelTable.js";
import type { PlainKernelMemory } from "../memory.js";
import {
  addMoments as addDefinition,
  boundMembers as boundDefinition,
  combineParameters as combineDefinition,
} from "../reference/membersReference.js";
import { float32At, float64At } from "./plainLines.js";

export function combineParameters(
  memory: PlainKernelMemory,
  count: number,
  ...values: KernelArguments<"combineParameters">
): void {
  const [rows, parameters, members, lanes, base, scale, value, out] = values;
  combineDefinition(
    float64At(memory, base, count),
    Array.from({ length: parameters }, (_, p) => float64At(memory, scale + 8 * p * rows, rows)),
    float32At(memory, value, parameters * rows * lanes),
    members,
    lanes,
    float32At(memory, out, rows * lanes),
  );
}

export function boundMembers(
  memory: PlainKernelMemory,
  count: number,
  ...values: KernelArguments<"boundMembers">
): void {
  const [members, lanes, lower, upper, value] = values;
  const rows = float32At(memory, value, count * lanes);
  boundDefinition(float64At(memory, lower, count), float64At(memory, upper, count), members, lanes, rows);
}

export function addMoments(memory: PlainKernelMemory, count: number, ...values: KernelArguments<"addMoments">): void {
  const [rows, members, lanes, riderCount, reference, value, mean, variance, riders] = values;
  addDefinition(float32At(memory, value, rows * lanes), reference, members, lanes, {
    mean: float64At(memory, mean, count),
    variance: float64At(memory, variance, count),
    riders: Array.from({ length: riderCount }, (_, r) => float64At(memory, riders + 8 * r * rows, rows)),
  });
}
