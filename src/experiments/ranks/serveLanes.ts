/** What every rank but the first does: it computes the lanes that rank 0 deals to it, until the job ends. */
import type { Kernels } from "../../kernels/load.js";
import type { Communicator } from "../../parallel/communicator.js";
import { createReceivedHour } from "./hourArrays.js";
import { createLanePart, type LanePart } from "./lanePart.js";
import { hear } from "./orders.js";
import { receiveTurns } from "./turnArrays.js";

/** @param ownThreads of a rank where the configuration names no number */
export async function serveLanes(
  communicator: Communicator,
  loadKernels: (threads: number) => Promise<Kernels>,
  ownThreads: number,
): Promise<void> {
  const received = createReceivedHour();
  let kernels: Kernels | undefined;
  let created: LanePart | undefined;
  let cells = 0;
  for (;;) {
    const order = hear(communicator);
    if (order.kind === "end") return;
    if (order.kind === "create") {
      const { setup, lanes, shares, threads = ownThreads } = order;
      cells = setup.columns * setup.rows;
      kernels = await loadKernels(threads);
      created = createLanePart(setup, { communicator, lanes, shares }, kernels);
      continue;
    }
    if (created === undefined) throw new Error(`rank 0 asked for "${order.kind}" before it dealt lanes`);
    switch (order.kind) {
      case "state":
        created.sendState(undefined, order.isIncrement);
        break;
      case "begin":
        created.begin(undefined);
        break;
      case "advance":
        created.advance(order, received.receive(communicator, order.time, order.arrays), undefined);
        break;
      case "collect":
        created.collect(order.rows, undefined);
        break;
      case "collectRows":
        created.collectRows(new Int32Array(order.count), undefined);
        break;
      case "createFilter":
        created.createFilter(order.filter, new Float64Array(3 * cells));
        break;
      case "analyse":
        created.analyse(receiveTurns(communicator, order));
        break;
      case "createMoments":
        created.createMoments(order.members, order.riderCount);
        break;
      case "addMoments":
        created.addMoments();
        break;
      case "takeMoments":
        created.takeMoments();
        break;
      case "openBudget":
        created.model.budget.open();
        break;
      case "budgetTerms":
        created.budgetTerms();
        break;
      case "close":
        created = undefined;
        await kernels?.close();
        break;
    }
  }
}
