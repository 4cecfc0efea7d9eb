"""Emission inventories in the layouts in which they are downloaded, with invented numbers of a fixed seed, written by
netCDF4 and h5py. Called with the name of an inventory and a folder; prints what the files hold, summed here, as JSON."""
import json
import os
import sys

import numpy as np

DAYS_2016 = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
random = np.random.default_rng(20161001)


def some(shape, scale=1.0):
    """Emissions in a third of the places, over four orders of magnitude."""
    values = scale * 10.0 ** random.uniform(-2, 2, shape)
    values[random.uniform(size=shape) > 0.33] = 0.0
    return values


def meic(folder):
    from netCDF4 import Dataset

    totals = {}
    for month in (6, 7):
        for sector in ("power", "industry"):
            name = f"2016_{month:02d}__{sector}__CO2.nc"
            z = some((200, 320), 1e3).astype(np.float32)
            z[:20, :] = -9999.0
            with Dataset(os.path.join(folder, name), "w", format="NETCDF3_CLASSIC") as file:
                file.title = name
                file.createDimension("side", 2)
                file.createDimension("xysize", 320 * 200)
                for key, values in (("x_range", (70, 150)), ("y_range", (10, 60)), ("spacing", (0.25, 0.25))):
                    file.createVariable(key, "f8", ("side",))[:] = values
                file.createVariable("dimension", "i4", ("side",))[:] = (320, 200)
                variable = file.createVariable("z", "f4", ("xysize",))
                variable.nodata_value = np.float32(-9999.0)
                variable[:] = z.ravel()
            known = np.where(z < 0, 0, z).astype(float)
            totals[name] = {"tonnes": known.sum(), "northWest": known[20:24, :4].sum()}
            with open(os.path.join(folder, f"2016_{month:02d}_{sector}_CO2.asc"), "w") as file:
                file.write("ncols 320\nnrows 200\nxllcorner 70\nyllcorner 10\ncellsize 0.25\nNODATA_value -9999\n")
                for row in z:
                    file.write(" ".join(repr(float(value)) for value in row) + "\n")
    return totals


def reas(folder):
    totals = {}
    header = """9
CO2 emissions on 0.25 degree by 0.25 degree grid
REASv2.1_CO2_INDUSTRY_2008_0.25x0.25
CO2[kt/mon],2008,monthly,0.25 degree by 0.25 degree
Industry (Asian region)
min : 0.0 max : 1.0 sum : 2.0
Format:2F8.2,12E14.7(longitude, latitude, monthly emission value)
* Longitude and latitude are at lower left (southwest) corner of grid cell
contact: somebody
"""
    for sector, points in (("INDUSTRY", False), ("ROAD_TRANSPORT", False), ("POWER_PLANTS_POINT", True)):
        name = f"REASv3.2_CO2_{sector}_2016" + ("" if points else "_0.25x0.25")
        lines, sums = [], np.zeros(12)
        for k in range(400):
            west, south = 80 + 0.25 * random.integers(0, 200), 15 + 0.25 * random.integers(0, 120)
            if points:
                west, south = west + 0.11, south + 0.07
            values = [float(f"{value:.7e}") for value in some(12, 1.0)]
            sums += values
            lines.append(f"{west:8.2f}{south:8.2f}" + "".join(f"{v:14.7e}" for v in values) + (" TWNWC" if points else ""))
        with open(os.path.join(folder, name), "w") as file:
            file.write(header + "\n".join(lines) + "\n")
        totals[name] = {"kilotonnes": sums.tolist()}
    return totals


if __name__ == "__main__":
    json.dump(globals()[sys.argv[1]](sys.argv[2]), sys.stdout)
