/** One kind of file in a run folder: what is told of it, and how it is known again. */
export interface FileKind {
  /** Its name, or names, as people see it: `flux_YYYYMMDD.nc`. */
  readonly shown: string;
  readonly known: RegExp;
  /** What it holds, in a few words. */
  readonly holds: string;
}
