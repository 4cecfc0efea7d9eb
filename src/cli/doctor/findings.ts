/** What a machine has of what the program needs or can use, each in a line. */
import { execFile } from "node:child_process";
import { accessSync, constants, existsSync, mkdtempSync, rmSync, statfsSync } from "node:fs";
import { freemem, release, totalmem } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { cacheFolder } from "../../io/cache.js";
import { missingFeature } from "../../kernels/support.js";
import { findMpi } from "../../parallel/findMpi.js";
import { bytesInWords } from "../../preflight/inWords.js";
import { givenCores } from "../cores.js";
import { leastNode, programVersion } from "../program.js";

export interface Finding {
  readonly what: string;
  /** `missing`: the program cannot do without; `note`: something is slower, or cannot be done. */
  readonly state: "ok" | "note" | "missing";
  readonly found: string;
}

const run = promisify(execFile);

/** @param output folder that runs are to be written to */
export async function findingsOf(output: string): Promise<Finding[]> {
  return [
    { what: "openjdas", state: "ok", found: programVersion() },
    node(),
    system(),
    cores(),
    memory(),
    kernels(),
    folder("output", output, "missing"),
    folder("cache", cacheFolder(), "note"),
    await mpi(),
    await program("Slurm", "sbatch", ["--version"], "none: jdas slurm writes scripts for elsewhere"),
    await program("ecCodes", "codes_info", ["-v"], "none: GRIB cannot be read; all else can"),
  ];
}

function node(): Finding {
  const [own, least] = [process.versions.node, leastNode()].map((text) => text.split(".").map(Number));
  const isOlder = own[0] < least[0] || (own[0] === least[0] && own[1] < least[1]);
  return {
    what: "Node",
    state: isOlder ? "missing" : "ok",
    found: `${process.version}; ${leastNode()} or newer is needed`,
  };
}

function system(): Finding {
  const { header } = process.report.getReport() as { header?: { glibcVersionRuntime?: string } };
  const libc = header?.glibcVersionRuntime === undefined ? "" : `, glibc ${header.glibcVersionRuntime}`;
  return { what: "system", state: "ok", found: `${process.platform} ${release()}, ${process.arch}${libc}` };
}

function cores(): Finding {
  const { cores: count, by } = givenCores();
  return { what: "cores", state: "ok", found: `${count}, given by ${by}` };
}

function memory(): Finding {
  const { SLURM_MEM_PER_NODE, SLURM_MEM_PER_CPU } = process.env;
  const constrained = process.constrainedMemory();
  const limits = [
    ...(constrained > 0 && constrained < totalmem() ? [`${bytesInWords(constrained)} given by the control group`] : []),
    ...(SLURM_MEM_PER_NODE === undefined ? [] : [`${SLURM_MEM_PER_NODE} MiB a node given by Slurm`]),
    ...(SLURM_MEM_PER_CPU === undefined ? [] : [`${SLURM_MEM_PER_CPU} MiB a core given by Slurm`]),
  ];
  const found = [`${bytesInWords(freemem())} free of ${bytesInWords(totalmem())}`, ...limits].join(", ");
  return { what: "memory", state: "ok", found };
}

function kernels(): Finding {
  const missing = missingFeature();
  return missing === undefined
    ? { what: "kernels", state: "ok", found: "WebAssembly SIMD on threads that share memory" }
    : {
        what: "kernels",
        state: "note",
        found: `plain ones on one thread, ten times slower: this Node has no ${missing}`,
      };
}

/** @param without what it is where nothing can be written there */
function folder(what: string, path: string, without: "note" | "missing"): Finding {
  let there = path;
  while (!existsSync(there)) there = dirname(there);
  try {
    accessSync(there, constants.W_OK);
    const probe = mkdtempSync(join(there, ".jdas-"));
    rmSync(probe, { recursive: true });
  } catch (cause) {
    const [reason] = (cause as Error).message.split("\n");
    return { what, state: without, found: `${path}: nothing can be written there (${reason})` };
  }
  const { bavail, bsize } = statfsSync(there);
  return { what, state: "ok", found: `${path}: ${bytesInWords(bavail * bsize)} free` };
}

async function mpi(): Promise<Finding> {
  const found = await findMpi();
  return "reason" in found
    ? { what: "MPI", state: "note", found: `none, for runs on several machines: ${found.reason}` }
    : { what: "MPI", state: "ok", found: `${found.version}, ${found.path}, found ${found.how}` };
}

/** @param words that make it tell its version @param without what is told where it is not there */
async function program(what: string, name: string, words: readonly string[], without: string): Promise<Finding> {
  try {
    const { stdout } = await run(name, words, { timeout: 10_000 });
    return { what, state: "ok", found: stdout.trim().split("\n")[0] };
  } catch (cause) {
    const { code, stderr = "" } = cause as NodeJS.ErrnoException & { readonly stderr?: string };
    const said = stderr.trim().split("\n").at(-1) ?? "";
    return { what, state: "note", found: code === "ENOENT" ? without : `${name} is there, and fails: ${said}` };
  }
}
