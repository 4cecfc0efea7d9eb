/** The CSV tables of a run, beside what numpy and pandas make of its files. */
import { dirname } from "node:path";
import { rmSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { writeEvaluation } from "../../../src/evaluation/evaluate.js";
import { standardOverlays } from "../../../src/evaluation/figures/standardOverlays.js";
import { describeWithXarray, python } from "../../io/tools.js";
import { writeRun } from "../runFolder.js";

const CODE = `
import json, sys, glob
import numpy as np, pandas as pd, xarray as xr
run = sys.argv[1]
table = {name: pd.read_csv(f"{run}/table_{name}.csv") for name in
  ["columns", "bias_shares", "regions", "days", "distributions", "correlations", "ranking", "coverage"]}
worst = {}
def compare(name, found, expected):
  found, expected = np.asarray(found, float), np.asarray(expected, float)
  assert found.shape == expected.shape and found.size > 0, name
  scale = np.maximum(np.abs(expected), 1e-6)
  worst[name] = max(worst.get(name, 0), float(np.max(np.abs(found - expected) / scale)))

o = xr.open_dataset(f"{run}/observations.nc").to_dataframe()
o = o[o.time >= "2016-07-31"]
runs = {"CTRL": "control", "FC": "posterior", "AN": "analysis", "BG": "background"}
def of(row):
  chosen = o[o.fate == {"assimilated": 0, "validation": 1}[row.against]]
  if row.period != "whole": chosen = chosen[chosen.time.dt.strftime("%Y-%m") == row.period]
  return chosen[runs[row.run]] - chosen.xco2, chosen
for row in table["columns"].itertuples():
  if row.against not in ("assimilated", "validation"): continue
  d, chosen = of(row)
  compare("columns", [row.count_ if hasattr(row, "count_") else row[5], row.bias_ppm, row.rmse_ppm, row.mae_ppm, row.sd_ppm,
    row.correlation, row.median_uncertainty_ppm], [d.count(), d.mean(), np.sqrt((d ** 2).mean()), d.abs().mean(), d.std(),
    chosen[runs[row.run]].corr(chosen.xco2), chosen.xco2_uncertainty.median()])
for i, row in table["bias_shares"].iterrows():
  d, _ = of(row)
  ends = [(-4, 4), (-3, 3), (-2, 2), (-1, 1), (0, 4), (0, 3), (0, 2)]
  compare("bias shares", row.iloc[4:11].tolist() + [row.sd_ppm], [((d >= a) & (d <= b)).mean() for a, b in ends] + [d.std()])

grid = xr.open_dataset(f"{run}/grid.nc").set_index(region="region_name")
flux = xr.open_mfdataset(f"{run}/flux_*.nc").sel(time=slice("2016-07-31", None)).load()
members = xr.open_mfdataset(f"{run}/region_totals_*.nc").set_index(region="region_name").sel(time=slice("2016-07-31", None)).load()
yearly, daily = 12.011e-15 * 365.2425 * 86400, 12.011e-12 * 86400
area = grid.region_share * grid.cell_area
names = {"prior": "natural_prior", "posterior": "natural_posterior", "truth": "natural_truth", "fossil": "fossil"}
totals = {k: (flux[v].astype("f8").resample(time="D").mean() * area).sum(("y", "x")) for k, v in names.items()}
r = table["regions"]
for period in ["whole", "2016-07", "2016-08"]:
  rows = r[r.period == period].set_index("region")
  days = slice(None) if period == "whole" else slice(period, period)
  for k in names:
    mean = totals[k].sel(time=days).mean("time").to_series()[rows.index]
    compare("totals", rows[k + "_PgC_per_year"], mean * yearly)
    if k != "fossil": compare("amounts", rows[k + "_TgC"], totals[k].sel(time=days).sum("time").to_series()[rows.index] * daily)
  for k in ["prior", "posterior"]:
    spread = members["region_total_" + k].sel(time=days).mean("time").std("member", ddof=1).to_series()[rows.index]
    compare("spreads", rows[k + "_spread_PgC_per_year"], spread * yearly)
d = table["days"].pivot(index="day", columns="region", values="posterior_TgC_per_day")
compare("days", d.values, (totals["posterior"] * daily).sel(region=d.columns.values).transpose("time", "region").values)
s = table["days"].pivot(index="day", columns="region", values="posterior_spread_TgC_per_day")
compare("daily spreads", s.values, (members.region_total_posterior.std("member", ddof=1) * daily).sel(region=s.columns.values).transpose("time", "region").values)
for row in table["distributions"].itertuples():
  values = totals[row.flux].sel(region=row.region) * daily
  compare("distributions", [row.minimum, row.lowerQuartile, row.median, row.upperQuartile, row.maximum], np.percentile(values, [0, 25, 50, 75, 100]))
for row in table["correlations"].itertuples():
  pair = members.region_total_posterior.mean("time").sel(region=[row.region, row.other]).values
  compare("correlations", [row.posterior], [np.corrcoef(pair)[0, 1]])
whole = r[r.period == "whole"].set_index("region")
ranked = whole.loc[table["ranking"].region]
compare("ranking", table["ranking"].teragrams, ranked.posterior_TgC - ranked.prior_TgC)
assert (table["ranking"].change.abs().diff().dropna() <= 0).all()
for row in table["coverage"].itertuples():
  some = r[(r.period == "whole") == (row.period == "whole")]
  some = some[some.region.str.startswith({"R8 regions": "R8-", "R24 regions": "R24-", "provinces": "province-"}[row.group])]
  ratio = (some.posterior_PgC_per_year - some.truth_PgC_per_year).abs() / some.posterior_spread_PgC_per_year
  compare("coverage", [row[3], row.within, row.errorOverSpread], [len(some), (ratio <= 1.6448536269514722).mean(), np.sqrt((ratio ** 2).mean())])
print(json.dumps(worst))
`;

describeWithXarray("the tables as numpy and pandas find them", () => {
  let folder: string;
  let worst: Record<string, number>;
  beforeAll(async () => {
    ({ folder } = await writeRun());
    await writeEvaluation(folder, standardOverlays());
    worst = python(CODE, folder);
  });
  afterAll(() => rmSync(dirname(folder), { recursive: true }));

  it.each([
    "columns",
    "bias shares",
    "totals",
    "amounts",
    "spreads",
    "days",
    "daily spreads",
    "distributions",
    "correlations",
    "ranking",
    "coverage",
  ])("%s, to 1e-10", (name) => {
    expect(worst[name]).toBeLessThan(1e-10);
  });
});
