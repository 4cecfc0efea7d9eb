/** What every rank but the first does: it computes the cells that it has of every model that rank 0 makes, until the job ends. */
import type { Kernels } from "../../kernels/load.js";
import type { Communicator } from "../../parallel/communicator.js";
import { type CellPart, createCellPart } from "./cellPart.js";
import { createReceivedHour } from "./hourArrays.js";
import { type HourOfFluxes, roomForHour } from "./fluxPart.js";
import { hear, type ModelOrder } from "./orders.js";
import { broadcastTurns, roomForTurns, turnsOf } from "./turnArrays.js";

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
      const { columns, rows } = setup;
      models.set(model, { part, columns, rows, received: createReceivedHour(), hour: roomForHour(0, false) });
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
  readonly columns: number;
  readonly rows: number;
  readonly received: ReturnType<typeof createReceivedHour>;
  /** Room for what the fluxes of an hour are made of. */
  hour: HourOfFluxes;
}

function obey(
  order: Exclude<ModelOrder, { readonly kind: "create" }>,
  served: Served,
  communicator: Communicator,
): void {
  const { part, columns, rows, received } = served;
  const cells = columns * rows;
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
    case "analyse": {
      const arrays = roomForTurns(order);
      broadcastTurns(communicator, arrays);
      part.analyse(turnsOf(order, arrays));
      return;
    }
    case "createFluxes":
      part.createFluxes(order.fluxes, {
        landFraction: new Float64Array(cells),
        xLength: new Float64Array(cells + rows),
        yLength: new Float64Array(cells + columns),
      });
      served.hour = roomForHour(cells, order.fluxes.isBounded);
      return;
    case "beginFluxes":
      return part.fluxes().ensembles[order.which].beginHour(order.time, { moleFraction: part.model.state });
    case "naturalFlux":
      return part.fluxes().naturalFlux(order.which, order.time, served.hour, undefined);
    case "collectFluxes":
      return part.fluxes().collect(order.which, undefined);
    case "resumeFluxes":
      return part.fluxes().resume(order.which, order.first, order.newest, undefined);
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
