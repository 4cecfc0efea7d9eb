/** The runs of a sweep: every combination of the settings of its axes, each with a name and as a whole experiment. */
import type { ConfigDocument, Path } from "../config/document.js";
import { type Section, substitute } from "../skill/substitution.js";
import type { Axis, Level, SweepFile } from "./sweepFile.js";

export interface SweepRun {
  /** For files and folders: `seed-1_network-oco2_july`. */
  readonly id: string;
  /** Label of the setting of each axis, by the name of the axis. */
  readonly settings: Readonly<Record<string, string>>;
  /** The experiment, and where its keys stand: in the sweep file what that changes, the rest in the experiment file. */
  readonly document: ConfigDocument;
}

/** Longer names are told by their number, for file systems and tables. */
const LONGEST_NAME = 80;
/** Keys of the experiment file come after those of the sweep file. */
const BEHIND = 1e9;

/** @param base the experiment file, a section */
export function runsOf({ axes, document }: SweepFile, base: ConfigDocument): SweepRun[] {
  const combinations = axes.reduce<Level[][]>(
    (before, { levels }) => before.flatMap((chosen) => levels.map((level) => [...chosen, level])),
    [[]],
  );
  const names = combinations.map((levels) => nameOf(axes, levels));
  const unique = new Set(names).size === names.length && names.every((name) => name.length <= LONGEST_NAME);
  const digits = String(combinations.length).length;
  const title = String((base.content as Section).title);
  return combinations.map((levels, i) => {
    const changed = levels.reduce((content, { change }) => substitute(content, change), base.content as Section);
    const told = levels.map(({ label }, axis) => (isKey(axes[axis]) ? `${axes[axis].name} ${label}` : label));
    return {
      id: unique ? names[i] : `run-${String(i + 1).padStart(digits, "0")}`,
      settings: Object.fromEntries(levels.map(({ label }, axis) => [axes[axis].name, label])),
      document: {
        content: { ...changed, title: `${title}: ${told.join(", ")}` },
        ...placesOf(levels, document, base),
      },
    };
  });
}

/** Whether an axis is a key of the experiment, by which its labels need to be told. */
function isKey({ levels }: Axis): boolean {
  const [{ pathInFile }] = levels;
  return typeof pathInFile([])[2] === "number";
}

function nameOf(axes: readonly Axis[], levels: readonly Level[]): string {
  const last = axes.map(({ name }) => name.split(".").at(-1) ?? name);
  return levels
    .map(({ label }, axis) => {
      if (!isKey(axes[axis])) return label;
      const alone = last.filter((name) => name === last[axis]).length === 1;
      return `${alone ? last[axis] : axes[axis].name}-${label}`;
    })
    .map((part) => part.replace(/[^\w.+-]+/g, "-"))
    .join("_");
}

/** A key stands where the most of the way to it is written; in the sweep file where both have as much. */
function placesOf(
  levels: readonly Level[],
  sweep: ConfigDocument,
  base: ConfigDocument,
): Pick<ConfigDocument, "place" | "offset"> {
  const holderOf = (path: Path): Level | undefined => {
    const depths = levels.map((level) => ({ level, depth: depthOf(level.change, path) }));
    const deepest = depths.reduce((most, one) => (one.depth >= most.depth ? one : most));
    return deepest.depth > 0 && deepest.depth >= depthOf(base.content, path) ? deepest.level : undefined;
  };
  return {
    place(path) {
      const level = holderOf(path);
      return level === undefined ? base.place(path) : sweep.place(level.pathInFile(path));
    },
    offset(path) {
      const level = holderOf(path);
      return level === undefined ? BEHIND + base.offset(path) : sweep.offset(level.pathInFile(path));
    },
  };
}

/** How many steps of a path a value has. */
function depthOf(value: unknown, path: Path): number {
  let inner = value;
  for (const [depth, step] of path.entries()) {
    if (typeof inner !== "object" || inner === null || !Object.hasOwn(inner, step)) return depth;
    inner = (inner as Record<PropertyKey, unknown>)[step];
  }
  return path.length;
}
