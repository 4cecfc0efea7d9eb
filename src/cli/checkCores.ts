/** Whether the ranks of a job have cores for the threads that the configuration asks for. */
import { ParallelError } from "../errors.js";
import type { Progress } from "../experiments/progress.js";
import type { Planned } from "../experiments/setup/inputs.js";
import type { Ranks } from "../parallel/shareOfCores.js";

/** @throws ParallelError where the configuration asks for more threads than the ranks of a node leave each other */
export function checkCores(
  { share: { threads, ranks, cores } }: Ranks,
  { plan, place }: Pick<Planned, "plan" | "place">,
  progress: Progress,
): void {
  if (plan.threads !== "automatic" && plan.threads > threads) {
    throw new ParallelError({
      where: `${place(["threads"])}: threads`,
      found: `${plan.threads} threads for each of the ${ranks} ranks that share ${cores} cores`,
      expected: `at most ${threads}`,
      remedy: "leave the key out, and each rank takes its share; or start fewer ranks on a node",
    });
  }
  if (ranks > cores) progress.note(`  ! ${ranks} ranks share ${cores} cores: they wait for each other`);
}
