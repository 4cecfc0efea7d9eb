/**
 * The MPI library of this machine: a site's own, for its network, so none comes with the program. Where it lies is asked of
 * `OPENJDAS_MPI`, of the loader (LD_LIBRARY_PATH, what ldconfig knows), of the folders of mpirun and of what modules set.
 */
import { existsSync, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import type * as Koffi from "koffi";
import { type Environment, launchOf, type MpiKind } from "./launch.js";

type Load = (typeof Koffi)["load"];
type Library = ReturnType<Load>;

export interface FoundMpi {
  /** What the loader was given. */
  readonly path: string;
  readonly kind: MpiKind;
  /** As it names itself: "Open MPI 4.1.4". */
  readonly version: string;
  /** In words: by which name or variable. */
  readonly how: string;
}

export interface NoMpi {
  /** In words, for a message. */
  readonly reason: string;
}

/** A library in this process. */
export interface LoadedMpi extends FoundMpi {
  readonly library: Library;
}

/** Most bytes of MPI_Get_library_version. */
const MOST_VERSION_BYTES = 8192;

/** Names of the library by kind, without and with development files. */
const NAMES: Readonly<Record<MpiKind, readonly string[]>> = {
  "Open MPI": ["libmpi.so.40", "libmpi.so"],
  MPICH: ["libmpi.so.12", "libmpich.so.12", "libmpi.so"],
};

/** Variables of modules that name a folder of an MPI, with where its library lies. */
const ROOTS = [
  ["I_MPI_ROOT", "lib/release"],
  ["I_MPI_ROOT", "lib"],
  ["MPI_HOME", "lib"],
  ["MPI_ROOT", "lib"],
  ["CRAY_MPICH_DIR", "lib"],
  ["EBROOTOPENMPI", "lib"],
] as const;

/** Looks for an MPI without starting it; the library then stays in this process. */
export async function findMpi(environment: Environment = process.env): Promise<FoundMpi | NoMpi> {
  const loaded = await loadMpi(environment);
  if ("reason" in loaded) return loaded;
  const { path, kind, version, how } = loaded;
  return { path, kind, version, how };
}

export async function loadMpi(environment: Environment = process.env): Promise<LoadedMpi | NoMpi> {
  let load: Load;
  try {
    ({ load } = await import("koffi"));
  } catch (cause) {
    return { reason: `the package koffi, which calls MPI, does not load here: ${firstLine(cause)}` };
  }
  // UCX, under MPICH, would else take the signal by which V8 sees accesses out of bounds, and watch over memory.
  process.env.UCX_MEM_EVENTS ??= "n";
  process.env.UCX_ERROR_SIGNALS ??= "";
  const wanted = launchOf(environment)?.kind;
  const refused: string[] = [];
  for (const { path, how } of candidates(environment, wanted)) {
    try {
      const library = load(path, { global: true });
      const identity = identify(library);
      if ("reason" in identity) refused.push(`${path}: ${identity.reason}`);
      else if (wanted !== undefined && identity.kind !== wanted && environment.OPENJDAS_MPI === undefined) {
        refused.push(`${path}: it is ${identity.version}, and the launcher is that of ${wanted}`);
      } else return { path, how, ...identity, library };
    } catch (cause) {
      const reason = firstLine(cause);
      if (!/No such file/.test(reason)) refused.push(`${path}: ${reason}`);
    }
  }
  return { reason: refused.length > 0 ? refused.join("; ") : nowhere(environment) };
}

interface Candidate {
  readonly path: string;
  readonly how: string;
}

function candidates(environment: Environment, wanted: MpiKind | undefined): Candidate[] {
  const { OPENJDAS_MPI, PATH = "" } = environment;
  if (OPENJDAS_MPI !== undefined) return [{ path: OPENJDAS_MPI, how: "by OPENJDAS_MPI" }];
  const kinds: readonly MpiKind[] = wanted === undefined ? ["Open MPI", "MPICH"] : [wanted];
  const names = [...new Set(kinds.flatMap((kind) => NAMES[kind]))];
  const launchers = PATH.split(delimiter)
    .map((folder) => join(folder, "mpirun"))
    .filter((file) => existsSync(file));
  const folders = [
    ...ROOTS.flatMap(([variable, place]) => {
      const root = environment[variable];
      return root === undefined ? [] : [{ folder: join(root, place), how: `by ${variable}` }];
    }),
    ...launchers.flatMap((file) =>
      ["lib", "lib64"].map((lib) => ({
        folder: join(dirname(dirname(realpathSync(file))), lib),
        how: `beside ${file}`,
      })),
    ),
  ];
  return [
    ...names.map((name) => ({ path: name, how: "by the loader" })),
    ...folders.flatMap(({ folder, how }) =>
      names.map((name) => ({ path: join(folder, name), how })).filter(({ path }) => existsSync(path)),
    ),
  ];
}

function identify(library: Library): { readonly kind: MpiKind; readonly version: string } | NoMpi {
  const text = Buffer.alloc(MOST_VERSION_BYTES);
  const length = new Int32Array(1);
  library.func("MPI_Get_library_version", "int", ["void *", "int *"])(text, length);
  const [line] = text.toString("latin1", 0, length[0]).split(/[\n\0]/);
  const words = line.replace(/\s+/g, " ").trim();
  if (hasSymbol(library, "ompi_mpi_comm_world")) {
    return { kind: "Open MPI", version: /^Open MPI v[\d.]+\w*/.exec(words)?.[0].replace(" v", " ") ?? words };
  }
  if (/MPICH|Intel\(R\) MPI|MVAPICH/i.test(words)) {
    return { kind: "MPICH", version: words.replace(/^MPICH Version:\s*/, "MPICH ") };
  }
  return { reason: `an MPI of another kind: "${words}"` };
}

function hasSymbol(library: Library, name: string): boolean {
  try {
    library.symbol(name);
    return true;
  } catch {
    return false;
  }
}

function nowhere({ OPENJDAS_MPI }: Environment): string {
  return OPENJDAS_MPI === undefined
    ? `no ${[...new Set(Object.values(NAMES).flat())].join(", ")} in LD_LIBRARY_PATH or beside mpirun`
    : `OPENJDAS_MPI names "${OPENJDAS_MPI}", which is not there`;
}

function firstLine(cause: unknown): string {
  return String(cause instanceof Error ? cause.message : cause).split("\n")[0];
}
