/** Transport of a twin's truth: what of it comes to something, and what cannot be. */
import { describe, expect, it } from "vitest";
import { parseExperiment } from "../../../src/config/parse.js";
import type { TwinPlan } from "../../../src/config/plan.js";
import { ConfigError, type Fault } from "../../../src/errors.js";

const text = (transport: string, more = "meteorology: { source: synthetic }"): string => `title: Carried otherwise
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
background: { source: synthetic }
observations: { source: synthetic }
twin: { transport: ${transport} }
${more}
`;
const planOf = (transport: string, more?: string): TwinPlan["truth"]["transport"] =>
  (parseExperiment(text(transport, more), "twin.yaml").plan as TwinPlan).truth.transport;

function faultsOf(transport: string, more?: string): readonly Fault[] {
  try {
    planOf(transport, more);
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
  return [];
}

const mcip = `meteorology: { source: mcip, files: METCRO3D }
grid: source
vertical: source`;

describe("twin.transport", () => {
  it("is the model's where it says the same or nothing", () => {
    for (const same of [
      "{}",
      "{ refine: 1 }",
      "{ mixing: local, deepConvection: none, horizontalDiffusion: none, timeStepMinutes: 30, vertical: jdas-15 }",
    ]) {
      expect(planOf(same)).toBe("of the model");
    }
    const layers = "{ sigma: [1, 0.9, 0.5, 0], topHPa: 50 }";
    const weather = `meteorology: { source: synthetic }\nvertical: ${layers}`;
    expect(planOf(`{ vertical: ${layers} }`, weather)).toBe("of the model");
  });

  it("takes from the model what it does not name", () => {
    const weather = "meteorology: { source: synthetic }\nmixing: acm2\ntimeStepMinutes: 10";
    expect(planOf("{ refine: 2, deepConvection: bulk }", weather)).toEqual({
      mixing: "acm2",
      horizontalDiffusion: "none",
      deepConvection: "bulk",
      timeStep: 600,
      vertical: "jdas-15",
      refine: 2,
    });
    expect(planOf("{ timeStepMinutes: 20 }")).toMatchObject({ timeStep: 1200, refine: 1 });
  });

  it("can have no other grid or layers than weather that comes on its own", () => {
    const faults = faultsOf("{ refine: 2, vertical: jdas-15 }", mcip);
    expect(faults.map(({ where }) => where)).toEqual([
      expect.stringContaining("twin.transport.refine"),
      expect.stringContaining("twin.transport.vertical"),
    ]);
    for (const { found } of faults) expect(found).toContain("keeps its own grid and layers");
    expect(faultsOf("{ mixing: acm2, refine: 1, vertical: source }", mcip)).toEqual([]);
  });

  it("cannot take layers from weather that has none, nor cut cells otherwise than by 1, 2 or 3", () => {
    const [noLayers] = faultsOf("{ vertical: source }");
    expect(noLayers.where).toContain("twin.transport.vertical");
    expect(noLayers.found).toContain("cannot give");
    for (const refine of [0, 4, 1.5]) expect(faultsOf(`{ refine: ${refine} }`)[0].where).toContain("refine");
    expect(faultsOf("{ mixing: none }")[0].where).toContain("twin.transport.mixing");
  });
});
