/**
 * What a run is put together of, one part made after another. A part that fails is a fault; one that needs it then fails
 * without a word, since its reason is told. Once there is no fault, every part is there.
 */
import type { FaultGatherer } from "../../config/gatherFaults.js";

export interface Part<T> {
  /** @throws Missing where it could not be made */
  get(): T;
}

export interface Parts extends FaultGatherer {
  /** @param key of the configuration that asks for the part */
  make<T>(key: readonly string[], prepare: () => T | Promise<T>): Promise<Part<T>>;
}

/** Something that a part needs could not be made. */
class Missing extends Error {}

/** A part that nobody makes: what needs it fails as if it could not be made. */
export function missing(name: string): Part<never> {
  return {
    get() {
      throw new Missing(`${name} is not there`);
    },
  };
}

/** @param faults that are known, and where those of the parts are told */
export function gatherParts(faults: FaultGatherer): Parts {
  return {
    ...faults,
    async make<T>(key: readonly string[], prepare: () => T | Promise<T>) {
      const made = await faults.try(key, async () => {
        try {
          return { value: await prepare() };
        } catch (error) {
          if (error instanceof Missing) return undefined;
          throw error;
        }
      });
      return {
        get() {
          if (made === undefined) throw new Missing(`${key.join(".")} could not be made`);
          return made.value;
        },
      };
    },
  };
}

export function isMissing(error: unknown): boolean {
  return error instanceof Missing;
}

/** An object whose properties are worked out when they are asked for. */
export function late<T extends object>(properties: { readonly [K in keyof T]: () => T[K] }): T {
  const getters = Object.entries<() => unknown>(properties).map(([key, get]) => [key, { get, enumerable: true }]);
  return Object.defineProperties({}, Object.fromEntries(getters) as PropertyDescriptorMap) as T;
}
