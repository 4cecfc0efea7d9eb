/** The filter of a state whose cells are dealt, each rank by itself: what the ranks of a job write is in test/parallel/twin.test.ts. */
import { expect, it } from "vitest";
import { createCellFilter } from "../../../src/experiments/ranks/cellFilter.js";
import { cellsOf, dealCells } from "../../../src/experiments/ranks/cellShares.js";
import { receiveTurns, sendTurns } from "../../../src/experiments/ranks/turnArrays.js";
import { createEnsrfAnalyser } from "../../../src/filters/ensrfAnalysis.js";
import type { Turn } from "../../../src/filters/observationSpace.js";
import type { StateBlock } from "../../../src/filters/stateBlock.js";
import { type Communicator, singleProcess } from "../../../src/parallel/communicator.js";
import { CELLS, drawHour, geometry } from "../../filters/drawnHour.js";
import { kernelsForTests } from "../../kernels/kernelsForTests.js";

const alone = singleProcess(() => {
  throw new Error("ended");
});

it("is that of a process alone, by the turns that are sent, with heights and perturbed analyses", async () => {
  const kernels = await kernelsForTests(2);
  const levels = 3;
  const lanes = { members: 5, perturbed: { first: 5, count: 2 }, lanes: 8 };
  const localization = { kind: "gaspari-cohn", zeroDistance: 1.2e6, zeroLogPressure: 0.5 } as const;
  const drawn = drawHour({ members: 7, lanes: lanes.lanes, observations: 70, seed: 5 });
  const observations = drawn.observations.map((one, o) => ({ ...one, ...(o % 2 === 0 && { pressure: 95e3 }) }));
  const pressure = Float64Array.from(
    { length: levels * CELLS },
    (_, row) => 98e3 - 2e4 * Math.floor(row / CELLS) - row,
  );

  const analyser = createEnsrfAnalyser(kernels, lanes, geometry, localization);
  const expected = kernels.memory.float32(drawn.blocks[0].length);
  expected.set(drawn.blocks[0]);
  const pressureOf = (level: number): Float64Array => pressure.subarray(level * CELLS, (level + 1) * CELLS);
  const block: StateBlock = { name: "CO2 mole fraction", data: expected, levels, cells: CELLS, pressure: pressureOf };
  let turns: readonly Turn[] = [];
  analyser.analyse([block], observations, "an hour", [], (_, found) => (turns = found));

  const sent: Float64Array[] = [];
  const sending = { ...alone, broadcast: (values) => void sent.push(values as Float64Array) } satisfies Communicator;
  sendTurns(sending, observations, turns, pressure);
  const receiving = {
    ...alone,
    broadcast: (values) => (values as Float64Array).set(sent.shift() as Float64Array),
  } satisfies Communicator;
  const ids = turns.map(({ observation }) => observations[observation].id);
  const received = receiveTurns(receiving, {
    kind: "analyse",
    model: 0,
    when: "an hour",
    ids,
    members: lanes.members,
    lanes: lanes.lanes,
    layers: pressure.length,
  });

  const { unitVectors, radius } = geometry;
  const grid = { columns: CELLS / 2, rows: 2 };
  const rowsOfCells = (field: Float32Array, cells: Int32Array): number[] =>
    Array.from({ length: levels }, (_, level) => level * CELLS).flatMap((start) =>
      [...cells].flatMap((cell) => [...field.subarray((start + cell) * lanes.lanes, (start + cell + 1) * lanes.lanes)]),
    );
  for (const rank of [0, 1]) {
    const dealt = dealCells({ ...alone, rank, size: 2 }, grid);
    const cells = cellsOf(grid, dealt.columns[rank]);
    const filter = createCellFilter(kernels, dealt, levels, unitVectors, { ...lanes, localization, radius });
    const before = rowsOfCells(drawn.blocks[0], cells);
    const part = kernels.memory.float32(before.length);
    part.set(before);
    filter.analyse(part, received);
    expect([...part]).toEqual(rowsOfCells(expected, cells));
    expect([...part]).not.toEqual(before);
  }
  await kernels.close();
});
