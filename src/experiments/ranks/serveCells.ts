/** What every rank but the first does: it computes the cells that it has of every model that rank 0 makes, until the job ends. */
import type { Kernels } from "../../kernels/load.js";
import type { Communicator } from "../../parallel/communicator.js";
import { type CellPart, createCellPart } from "./cellPart.js";
import { createReceivedHour } from "./hourArrays.js";
import { hear, type ModelOrder } from "./orders.js";
import { receiveTurns } from "./turnArrays.js";

/** @param ownThreads of a rank where the configuration names no number */
export async function serveCells(
  communicator: Communicator,
  loadKernels: (threads: number) => Promise<Kernels>,
  ownThreads: number,
): Promise<void> {
  let kernels: Kernels | undefined;
  const models = new Map<number, Served>();
  for (;;) {
    const order = hear(communicator);
    if (order.kind === "end") return;
    if (order.kind === "open") kernels = await loadKernels(order.threads ?? ownThreads);
    else if (order.kind === "close") {
      models.clear();
      await kernels?.close();
    } else if (order.kind === "create") {
      const { model, setup, lanes } = order;
      if (kernels === undefined) throw new Error("rank 0 asked for a model before it opened kernels");
      const part = createCellPart(setup, lanes, communicator, kernels);
      models.set(model, { part, cells: setup.columns * setup.rows, received: createReceivedHour() });
    } else {
      const served = models.get(order.model);
      if (served === undefined) throw new Error(`rank 0 asked for "${order.kind}" of a model that it did not make`);
      obey(order, served, communicator);
    }
  }
}

/** A model as it is here. */
interface Served {
  readonly part: CellPart;
  /** Of the whole grid. */
  readonly cells: number;
  readonly received: ReturnType<typeof createReceivedHour>;
}

function obey(
  order: Exclude<ModelOrder, { readonly kind: "create" }>,
  { part, cells, received }: Served,
  communicator: Communicator,
): void {
  switch (order.kind) {
    case "state":
      return part.sendState(undefined, order.isIncrement);
    case "begin":
      return part.begin(undefined);
    case "advance":
      return part.advance(order.aloft, received.receive(communicator, order.time, order.arrays), undefined);
    case "collect":
      return part.collect(order.levels, undefined);
    case "collectSome":
      return part.collectSome(new Int32Array(order.count), undefined);
    case "createFilter":
      return part.createFilter(order.filter, new Float64Array(3 * cells));
    case "analyse":
      return part.analyse(receiveTurns(communicator, order));
    case "createMoments":
      return part.createMoments(order.members, order.riderCount);
    case "addMoments":
      return part.addMoments();
    case "takeMoments":
      part.takeMoments();
      return;
    case "openBudget":
      return part.model.budget.open();
    case "budgetTerms":
      part.budgetTerms();
      return;
  }
}
