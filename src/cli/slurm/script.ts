/** The batch script of a job: what it asks for, what it does, and how it goes on when its time is over. */
import type { Asked } from "./asked.js";
import { slurmTime } from "./asked.js";

export interface Job {
  /** For the queue. */
  readonly name: string;
  /** Lines at the top: who wrote it, what was foretold. */
  readonly about: readonly string[];
  readonly asked: Asked;
  /** Cores of a process. */
  readonly cores: number;
  /** Processes that MPI joins; 1 without it. */
  readonly ranks: number;
  /** Option of srun that speaks the language of the MPI, where there are several ranks. */
  readonly srunMpi?: string;
  /** Numbers of the runs of a sweep, and how many at a time. */
  readonly array?: { readonly tasks: readonly number[]; readonly atOnce?: number };
  readonly partition?: string;
  readonly account?: string;
  /** Loaded first. */
  readonly modules: readonly string[];
  /** Folder of the script, its logs and exit codes. */
  readonly folder: string;
  /** The program, in words of a shell. */
  readonly program: readonly string[];
  /** What it is to do, in words of a shell. */
  readonly words: readonly string[];
  /** Whether a run that is stopped goes on where it was: without checkpoints it would begin again and again. */
  readonly goesOn: boolean;
}

/** A job that was requeued so often does not come to its end in the time that it has. */
const MOST_RESTARTS = 20;

export function batchScript(job: Job): string {
  const { about, modules, folder, program, words, ranks, srunMpi, array } = job;
  const task = array === undefined ? "run" : '"$SLURM_ARRAY_TASK_ID"';
  const language = srunMpi === undefined ? "" : `--mpi=${srunMpi} `;
  // srun itself would take the signal for an order to kill.
  const pass = ranks > 1 ? 'scancel --signal=TERM "$SLURM_JOB_ID"' : 'kill -TERM "$child" 2>/dev/null';
  const launcher = ranks > 1 ? `srun ${language}--cpus-per-task="$SLURM_CPUS_PER_TASK" --kill-on-bad-exit=1 ` : "";
  return `#!/bin/bash
${about.map((line) => `# ${line}\n`).join("")}${directives(job)}
set -u
${modules.length > 0 ? `module load ${modules.map(quoted).join(" ")}\n` : ""}task=${task}
folder=${quoted(folder)}
jdas=(${program.map(quoted).join(" ")})
# The exit code as this shell sees it: of a process that was killed it is all that is left.
exit_file="$folder/$task.exit"
rm -f "$exit_file"

# Shortly before the limit Slurm sends USR1 to this shell alone, and TERM when it takes the job away. jdas then ends between
# two hours of the model; the checkpoint of the last whole day is there.
told=""
end() {
  told="$1"
  ${pass}
}
trap 'end limit' USR1
trap 'end taken' TERM

${launcher}"\${jdas[@]}" ${words.join(" ")} &
child=$!
wait "$child"
code=$?
# A signal ends a wait before what is waited for.
while [ -n "$told" ] && kill -0 "$child" 2>/dev/null; do
  wait "$child"
done
if [ -n "$told" ]; then
  wait "$child"
  code=$?
fi
echo "$code" > "$exit_file"
${requeueing(job)}exit "$code"
`;
}

function directives({ name, asked, cores, ranks, array, partition, account, folder, goesOn }: Job): string {
  const { seconds, mebibytes, warning } = asked;
  const log = array === undefined ? "%j.log" : "%A_%a.log";
  const lines = [
    `--job-name=${quoted(name)}`,
    ...(partition === undefined ? [] : [`--partition=${quoted(partition)}`]),
    ...(account === undefined ? [] : [`--account=${quoted(account)}`]),
    ...(array === undefined
      ? []
      : [`--array=${ranges(array.tasks)}${array.atOnce === undefined ? "" : `%${array.atOnce}`}`]),
    ...(ranks > 1 ? [`--ntasks=${ranks}`] : ["--nodes=1", "--ntasks=1"]),
    `--cpus-per-task=${cores}`,
    ranks > 1 ? `--mem-per-cpu=${Math.ceil(mebibytes / cores)}M` : `--mem=${mebibytes}M`,
    `--time=${slurmTime(seconds)}`,
    `--signal=B:USR1@${warning}`,
    goesOn ? "--requeue" : "--no-requeue",
    "--open-mode=append",
    `--output=${quoted(`${folder}/${log}`)}`,
  ];
  return lines.map((line) => `#SBATCH ${line}\n`).join("");
}

function requeueing({ goesOn, array }: Job): string {
  if (!goesOn) return "";
  const job = array === undefined ? "$SLURM_JOB_ID" : "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID";
  return `# Its time was over before it had come to its end: once more into the queue, to go on.
if [ "$told" = limit ] && [ "$code" -ne 0 ] && [ "\${SLURM_RESTART_COUNT:-0}" -lt ${MOST_RESTARTS} ]; then
  scontrol requeue "${job}"
fi
`;
}

/** "1-3,5" */
export function ranges(numbers: readonly number[]): string {
  const parts: [number, number][] = [];
  for (const n of numbers) {
    const last = parts.at(-1);
    if (last !== undefined && n === last[1] + 1) last[1] = n;
    else parts.push([n, n]);
  }
  return parts.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(",");
}

/** A word as a shell and sbatch take it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
