import { describe, expect, it } from "vitest";
import { InputError } from "../../../src/errors.js";
import { parseFluxExpression } from "../../../src/fluxes/sources/fluxExpression.js";

const signs = (text: string): string[] =>
  parseFluxExpression(text).map(({ sign, variable }) => `${sign < 0 ? "-" : "+"}${variable}`);

describe("parseFluxExpression", () => {
  it("reads one name, signs between names, and one before the first", () => {
    expect(signs("nee")).toEqual(["+nee"]);
    expect(signs("reco - gpp")).toEqual(["+reco", "-gpp"]);
    expect(signs("-gpp + ter")).toEqual(["-gpp", "+ter"]);
    expect(signs(" - gpp +  group/ter + land-use")).toEqual(["-gpp", "+group/ter", "+land-use"]);
  });

  it.each(["", "a b", "a +", "a + + b", "a - -b", "a + a", "- "])("refuses '%s'", (text) => {
    expect(() => parseFluxExpression(text)).toThrow(InputError);
  });
});
