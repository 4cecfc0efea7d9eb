/** The configuration of a run record, which can be run again. */
import { expect, it } from "vitest";
import { stringify } from "yaml";
import { parseExperiment } from "../../src/config/parse.js";
import { createRegistry, standardProducts } from "../../src/products/registry.js";
import { meteorologyRole } from "../../src/products/role.js";
import { sectionSchema, time } from "../../src/products/section.js";
import { toy } from "../products/toy.js";

it("has times as dates, those of a product's own keys too", () => {
  const schema = sectionSchema("toy", { turnsAt: time });
  const meteorology = meteorologyRole({
    schema,
    files: [],
    domain: { brings: "nothing" },
    open: toy.roles.meteorology.open,
  });
  const registry = createRegistry([...standardProducts, { ...toy, roles: { meteorology } }]);
  const parsed = parseExperiment(
    `title: Times
output: unused
period: { start: 2016-07-01, end: 2016-07-02 }
runs: [control]
meteorology: { source: toy, turnsAt: 2016-07-01T06:00Z }
background: { source: netcdf, files: x.nc, dates: { shiftFrom: 2015-07-01, shiftTo: 2016-07-01 } }
`,
    "times.yaml",
    registry,
  );
  const recorded = parsed.plan.recorded;
  expect(recorded).toMatchObject({
    period: { start: "2016-07-01T00:00Z", end: "2016-07-02T00:00Z" },
    meteorology: { turnsAt: "2016-07-01T06:00Z" },
    background: { dates: { shiftFrom: "2015-07-01T00:00Z", shiftTo: "2016-07-01T00:00Z" } },
  });
  expect(parseExperiment(stringify(recorded), "run.json", registry).config).toEqual(parsed.config);
});
