/** The filter of a state whose cells are dealt, each rank by itself: what the ranks of a job write is in test/parallel/twin.test.ts. */
import { expect, it } from "vitest";
import { createCellFilter } from "../../../src/experiments/ranks/cellFilter.js";
import { cellsOf, dealCells } from "../../../src/experiments/ranks/cellShares.js";
import { broadcastTurns, roomForTurns, turnArrays, turnsOf } from "../../../src/experiments/ranks/turnArrays.js";
import { createEnsrfAnalyser } from "../../../src/filters/ensrfAnalysis.js";
import type { Position } from "../../../src/filters/localization.js";
import type { Turn } from "../../../src/filters/observationSpace.js";
import type { StateBlock } from "../../../src/filters/stateBlock.js";
import { type Communicator, singleProcess } from "../../../src/parallel/communicator.js";
import { CELLS, centres, drawHour, geometry } from "../../filters/drawnHour.js";
import { kernelsForTests } from "../../kernels/kernelsForTests.js";
import { ranksInTurn } from "./ranksInTurn.js";

const alone = singleProcess(() => {
  throw new Error("ended");
});

const LEVELS = 3;
/** When the rows of the second block, fluxes of two days, stand [h]. */
const BEFORE = 20;

it("is that of a process alone, by the turns that are sent, with heights, ways and perturbed analyses", async () => {
  const kernels = await kernelsForTests(2);
  const lanes = { members: 5, perturbed: { first: 5, count: 2 }, lanes: 8 };
  const localization = { kind: "gaspari-cohn", zeroDistance: 1.2e6, zeroLogPressure: 0.5 } as const;
  const drawn = drawHour({ members: 7, lanes: lanes.lanes, observations: 70, seed: 5 });
  const at = (cell: number): Position => centres[cell % CELLS] as Position;
  // Of points that know their height, of such that know their way, and where they were at any time.
  const observations = drawn.observations.map((one, o) => ({
    ...one,
    ...(o % 2 === 0 && { pressure: 95e3 }),
    ...(o % 3 === 1 && { way: [one.position, at(o), at(2 * o)] }),
    ...(o % 3 === 2 && { trail: (hours: number) => at(o + hours) }),
  }));
  const pressure = Float64Array.from(
    { length: LEVELS * CELLS },
    (_, row) => 98e3 - 2e4 * Math.floor(row / CELLS) - row,
  );
  const blocksOf = (data: readonly Float32Array[], cells: number): StateBlock[] => [
    { name: "CO2 mole fraction", data: data[0], levels: LEVELS, cells },
    { name: "fluxes", data: data[1], levels: LEVELS, cells, hoursBefore: BEFORE },
  ];

  const analyser = createEnsrfAnalyser(kernels, lanes, geometry, localization);
  const given = [drawn.blocks[0], drawn.blocks[0].map((value) => 2 * value)];
  const expected = given.map((values) => {
    const data = kernels.memory.float32(values.length);
    data.set(values);
    return data;
  });
  const [air, fluxes] = blocksOf(expected, CELLS);
  const pressureOf = (level: number): Float64Array => pressure.subarray(level * CELLS, (level + 1) * CELLS);
  let found: readonly Turn[] = [];
  const diagnostics = analyser.analyse(
    [{ ...air, pressure: pressureOf }, fluxes],
    observations,
    "an hour",
    [],
    (_, turns) => {
      found = turns;
      return [];
    },
  );

  // As they are sent, from rank 0 to another.
  const inTurn = found.map(({ observation }) => observations[observation]);
  const turns = found.map((turn, observation) => ({ ...turn, observation }));
  const arrays = turnArrays({ when: "an hour", observations: inTurn, turns, pressure }, [BEFORE]);
  const { hoursBefore, ways } = arrays;
  const ids = inTurn.map(({ id }) => id);
  const order = {
    kind: "analyse",
    model: 0,
    when: "an hour",
    ids,
    ...lanes,
    layers: pressure.length,
    hoursBefore,
    ways,
  } as const;
  const sent: Float64Array[] = [];
  const sending: Communicator = { ...alone, broadcast: (values) => void sent.push(values as Float64Array) };
  broadcastTurns(sending, arrays);
  const receiving: Communicator = {
    ...alone,
    broadcast: (values) => (values as Float64Array).set(sent.shift() as Float64Array),
  };
  const room = roomForTurns(order);
  broadcastTurns(receiving, room);
  const received = turnsOf(order, room);

  const { unitVectors, radius } = geometry;
  const grid = { columns: Math.sqrt(CELLS), rows: Math.sqrt(CELLS) };
  const rowsOfCells = (field: Float32Array, cells: Int32Array): number[] =>
    Array.from({ length: LEVELS }, (_, level) => level * CELLS).flatMap((start) =>
      [...cells].flatMap((cell) => [...field.subarray((start + cell) * lanes.lanes, (start + cell + 1) * lanes.lanes)]),
    );
  const reached = ranksInTurn(2, (communicator, rank) => {
    const dealt = dealCells(communicator, grid);
    const cells = cellsOf(grid, dealt.columns[rank]);
    const filter = createCellFilter(kernels, dealt, LEVELS, unitVectors, { ...lanes, localization, radius });
    const before = given.map((values) => rowsOfCells(values, cells));
    const parts = before.map((values) => {
      const part = kernels.memory.float32(values.length);
      part.set(values);
      return part;
    });
    const [, others] = blocksOf(parts, cells.length);
    const counts = filter.analyse(parts[0], [others], received);
    parts.forEach((part, b) => {
      expect([...part]).toEqual(rowsOfCells(expected[b], cells));
      expect([...part]).not.toEqual(before[b]);
    });
    return counts;
  });
  for (const counts of reached) {
    expect(counts).toEqual(found.map(({ observation }) => diagnostics[observation].cells));
  }
  await kernels.close();
});
