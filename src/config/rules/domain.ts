/** Whose grid and layers a run may take. */
import { contradiction, rule, where } from "./rule.js";

export const domainRules = [
  rule(["meteorology", "grid"], ({ meteorology: { source }, grid }) =>
    where(
      [
        source === "mcip" && grid !== "source",
        contradiction(["grid"], 'MCIP comes on its own grid and layers: write "grid: source"'),
      ],
      [
        source !== "mcip" && grid === "source",
        contradiction(["grid"], '"source" takes it from the meteorology, which only source "mcip" can give'),
      ],
    ),
  ),
  rule(["meteorology", "vertical"], ({ meteorology: { source }, vertical }) =>
    where(
      [
        source === "mcip" && vertical !== "source",
        contradiction(["vertical"], 'MCIP comes on its own grid and layers: write "vertical: source"'),
      ],
      [
        source === "synthetic" && vertical === "source",
        contradiction(["vertical"], '"source" takes it from the meteorology, which source "synthetic" cannot give'),
      ],
    ),
  ),
];
