/** What rank 0 asks of all ranks, itself among them, for the cells that each has. Numbers follow in calls of their own. */
import type { HeightProfile } from "../../fluxes/heightProfile.js";
import type { Communicator } from "../../parallel/communicator.js";
import type { Time } from "../../time.js";
import type { PlainFilter } from "./cellFilter.js";
import type { DealtEnsemble, PlainFluxes } from "./fluxPart.js";

/** A transport model, as plain data. */
export interface PlainSetup {
  readonly columns: number;
  readonly rows: number;
  /** [cell] [m2] */
  readonly area: readonly number[];
  /** A VerticalCoordinate. */
  readonly vertical: {
    readonly name: string;
    readonly levels: number;
    readonly a: readonly number[];
    readonly b: readonly number[];
  };
  readonly referenceMoleFraction: number;
  readonly timeStep: number;
}

/** Names and lengths of the arrays that make an hour, in the order in which they are sent. */
export type ArrayList = readonly (readonly [name: string, length: number])[];

/** Emission above the ground of some lanes; the fluxes are sent. */
export interface AloftOrder {
  readonly from: number;
  readonly to: number;
  readonly profiles: readonly HeightProfile[];
}

/** What a transport model that is dealt to the ranks is asked, by the number that it was made with. */
export type ModelOrder = { readonly model: number } & (
  | { readonly kind: "create"; readonly setup: PlainSetup; readonly lanes: number }
  /** The state of own cells comes from rank 0; what an analysis has added counts as its increment. */
  | { readonly kind: "state"; readonly isIncrement: boolean }
  | { readonly kind: "begin" }
  | { readonly kind: "advance"; readonly time: Time; readonly arrays: ArrayList; readonly aloft: readonly AloftOrder[] }
  /** The state goes to rank 0, of the lowest levels. */
  | { readonly kind: "collect"; readonly levels: number }
  /** The same of some rows, whose numbers are sent. */
  | { readonly kind: "collectSome"; readonly count: number }
  /** A filter for the state; the unit vectors of all cells are sent. */
  | { readonly kind: "createFilter"; readonly filter: PlainFilter }
  /** The state is analysed by the turns that are sent (turnArrays.ts). */
  | {
      readonly kind: "analyse";
      readonly when: string;
      /** Of the observations, in the order of their turns. */
      readonly ids: readonly string[];
      readonly members: number;
      readonly lanes: number;
      /** Length of the pressures of layers; 0 where heights do not count. */
      readonly layers: number;
      /** When the fluxes stand that are analysed with it, and how many places of a way there are (turnArrays.ts). */
      readonly hoursBefore: readonly number[];
      readonly ways: readonly number[];
    }
  /** Sums of moments begin. */
  | { readonly kind: "createMoments"; readonly members: number; readonly riderCount: number }
  | { readonly kind: "addMoments" }
  | { readonly kind: "takeMoments" }
  /** Flux ensembles; what is known of all cells is sent. */
  | { readonly kind: "createFluxes"; readonly fluxes: PlainFluxes }
  | { readonly kind: "beginFluxes"; readonly which: DealtEnsemble; readonly time: Time }
  /** What the fluxes of an hour are made of is sent; they go to rank 0. */
  | { readonly kind: "naturalFlux"; readonly which: DealtEnsemble; readonly time: Time }
  /** Their parameters go to rank 0, or come from it. */
  | { readonly kind: "collectFluxes"; readonly which: DealtEnsemble }
  | { readonly kind: "resumeFluxes"; readonly which: DealtEnsemble; readonly first: Time; readonly newest: Time }
  | { readonly kind: "openBudget" }
  | { readonly kind: "budgetTerms" }
);

export type Order =
  /** Kernels are loaded, with so many threads; as many as each may have where it is absent. */
  | { readonly kind: "open"; readonly threads: number | undefined }
  | ModelOrder
  /** All models end, and their memory is given back. */
  | { readonly kind: "close" }
  | { readonly kind: "end" };

/** An order but for the number of its model. */
type Asked<Some extends ModelOrder = ModelOrder> = Some extends ModelOrder ? Omit<Some, "model"> : never;

/** Tells the ranks an order for a model. */
export type AskRanks = (order: Asked) => void;

/** On rank 0. */
export function tell(communicator: Communicator, order: Order): void {
  const text = new TextEncoder().encode(JSON.stringify(order));
  communicator.broadcastLater(Int32Array.of(text.length), 0);
  communicator.broadcast(text, 0);
}

/** On all others. */
export function hear(communicator: Communicator): Order {
  const length = new Int32Array(1);
  // Set-up, weather, files: what rank 0 does alone may take long.
  communicator.broadcastLater(length, 0);
  const text = new Uint8Array(length[0]);
  communicator.broadcast(text, 0);
  return JSON.parse(new TextDecoder().decode(text)) as Order;
}
