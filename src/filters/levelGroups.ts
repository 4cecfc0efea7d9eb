/** Levels of the state that every observation of a batch reaches alike: they share cells, tapers and kernel calls. */
import type { Reach } from "./localization.js";
import type { StateBlock } from "./stateBlock.js";

export interface BlockLevel {
  readonly block: StateBlock;
  readonly level: number;
}

export interface LevelGroup {
  readonly levels: readonly BlockLevel[];
  /** One an observation. */
  readonly reaches: readonly Reach[];
}

/** Levels in the order of their parts (localization.ts). */
export function levelsOf(blocks: readonly StateBlock[]): BlockLevel[] {
  return blocks.flatMap((block) => Array.from({ length: block.levels }, (_, level) => ({ block, level })));
}

/** @param reaches [observation][level]; equal reaches are one object */
export function groupLevels(levels: readonly BlockLevel[], reaches: readonly (readonly Reach[])[]): LevelGroup[] {
  const groups: { levels: BlockLevel[]; reaches: Reach[] }[] = [];
  levels.forEach((level, l) => {
    const group = groups.find((other) => reaches.every((reach, o) => reach[l] === other.reaches[o]));
    if (group === undefined) groups.push({ levels: [level], reaches: reaches.map((reach) => reach[l]) });
    else group.levels.push(level);
  });
  return groups;
}
