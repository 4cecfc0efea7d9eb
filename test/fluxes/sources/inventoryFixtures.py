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


def box_areas(latitude, size, radius=6.37e6):
    """Of boxes around latitudes on the model's sphere [m2]."""
    edges = np.radians(np.asarray(latitude)[:, None] + np.array([-size / 2, size / 2]))
    return radius**2 * np.radians(size) * (np.sin(edges[:, 1]) - np.sin(edges[:, 0]))[:, None]


def lattice(file, latitude, longitude):
    for name, values, units in (("lat", latitude, "degrees_north"), ("lon", longitude, "degrees_east")):
        file.createDimension(name, len(values))
        axis = file.createVariable(name, "f4", (name,))
        axis.units = units
        axis[:] = values


def edgar(folder):
    import zipfile
    from netCDF4 import Dataset

    latitude = np.arange(-89.75, 90, 0.5)
    totals = {}
    maps = (
        ("v6.0_CO2_excl_short-cycle_org_C_2015_TOTALS.0.5x0.5.nc", "emi_co2", "kg m-2 s-1", 0.25),
        ("v6.0_CO2_org_short-cycle_C_2015_TOTALS.0.5x0.5.nc", "emi_co2", "kg m-2 s-1", 0.25),
        ("v8.0_FT2022_GHG_CO2_2022_ENE_flx.nc", "fluxes", "kg m-2 s-1", -179.75),
        ("v8.0_FT2022_GHG_CO2_2022_IND_emi.nc", "emissions", "Tonnes", -179.75),
        ("v8.0_FT2022_GHG_CO2bio_2022_ENE_emi.nc", "emissions", "Tonnes", -179.75),
    )
    for name, key, units, first in maps:
        values = some((360, 720), 1e-12 if key != "emissions" else 1e2).astype(np.float32)
        with Dataset(os.path.join(folder, name), "w") as file:
            lattice(file, latitude, np.arange(720) * 0.5 + first)
            variable = file.createVariable(key, "f4", ("lat", "lon"))
            variable.units = units
            if key != "emi_co2":
                variable.substance = "CO2"
                variable.year = "2022"
            variable[:] = values
        year = 2015 if "2015" in name else 2022
        wide = values.astype(float)
        mass = wide.sum() * 1e3 if key == "emissions" else (wide * box_areas(latitude, 0.5)).sum() * 365 * 86400
        totals[name] = {"kilograms": mass, "year": year}
    inside = "v8.0_FT2022_GHG_CO2_2022_IND_emi.nc"
    with zipfile.ZipFile(os.path.join(folder, "IND_emi_nc.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_readme.html", "<html>" + "read me " * 50 + "</html>")
        archive.write(os.path.join(folder, inside), inside)
    name = "v8.0_FT2022_GHG_CO2_2022_RCO.txt"
    places = random.permutation(3600 * 1800)[:5000]
    emissions = [float(f"{value:.6e}") for value in some(5000, 1e3)]
    with open(os.path.join(folder, name), "w") as file:
        file.write("EDGAR v8.0\nemissions of CO2 in ton\nlat;lon;emissions\n")
        for place, emission in zip(places, emissions):
            file.write(f"{place // 3600 / 10 - 90:.1f};{place % 3600 / 10 - 180:.1f};{emission:.6e}\n")
    totals[name] = {"kilograms": sum(emissions) * 1e3, "year": 2022}
    return totals


def odiac(folder):
    import gzip
    import tifffile
    from netCDF4 import Dataset

    latitude, days = np.arange(-89.5, 90, 1), np.array(DAYS_2016)
    totals = {}
    name = "odiac2019_1x1d_2016.nc"
    with Dataset(os.path.join(folder, name), "w") as file:
        lattice(file, latitude, np.arange(-179.5, 180, 1))
        file.createDimension("month", 12)
        file.createVariable("month", "i4", ("month",))[:] = np.arange(1, 13)
        for key in ("land", "intl_bunker"):
            values = some((12, 180, 360), 1e-3).astype(np.float32)
            variable = file.createVariable(key, "f4", ("month", "lat", "lon"))
            variable.units = "gC/m2/d"
            variable[:] = values
            grams = (values.astype(float) * box_areas(latitude, 1.0)[None]).sum(axis=(1, 2)) * days
            totals[key] = {"kilograms": (grams * 1e-3).tolist()}
    # Half a degree of the world, and ten seconds of a piece of it, more than are taken as boxes.
    for name, shape, west, north, size in (
        ("odiac2022_1km_excl_intl_1607.tif", (360, 720), -180, 90, 0.5),
        ("odiac2022_1km_excl_intl_1608.tif", (1500, 3000), 113, 42, 1 / 360),
    ):
        values = some(shape, 1e2).astype(np.float32)
        path = os.path.join(folder, name)
        tags = [
            (33550, "d", 3, (size, size, 0.0), True),
            (33922, "d", 6, (0.0, 0.0, 0.0, float(west), float(north), 0.0), True),
            (34735, "H", 16, (1, 1, 0, 3, 1024, 0, 1, 2, 1025, 0, 1, 1, 2048, 0, 1, 4326), True),
        ]
        tifffile.imwrite(path, values, compression="zlib", rowsperstrip=16, extratags=tags, metadata=None)
        totals[name] = {"tonnes": values.astype(float).sum()}
    with open(os.path.join(folder, "odiac2022_1km_excl_intl_1607.tif"), "rb") as file:
        with gzip.open(os.path.join(folder, "odiac2022_1km_excl_intl_1607.tif.gz"), "wb") as packed:
            packed.write(file.read())
    return totals


def ceds(folder):
    from netCDF4 import Dataset

    latitude = np.arange(-89.75, 90, 0.5)
    name = "CO2-em-anthro_input4MIPs_emissions_CMIP_CEDS_gn_201601-201603.nc"
    sectors = ("Agriculture", "Energy", "Negative CO2 Emissions")
    with Dataset(os.path.join(folder, name), "w") as file:
        lattice(file, latitude, np.arange(-179.75, 180, 0.5))
        file.createDimension("time", None)
        file.createDimension("sector", 3)
        time = file.createVariable("time", "f8", ("time",))
        time.units, time.calendar = "days since 2015-01-01 0:0:0", "365_day"
        time[:] = 365 + np.array([15.5, 45.0, 74.5])
        sector = file.createVariable("sector", "i4", ("sector",))
        sector.ids = "; ".join(f"{i}: {key}" for i, key in enumerate(sectors))
        sector[:] = (0, 1, 2)
        values = some((3, 3, 360, 720), 1e-12).astype(np.float32)
        values[:, 2] *= -0.1
        variable = file.createVariable("CO2_em_anthro", "f4", ("time", "sector", "lat", "lon"), fill_value=1e20)
        variable.units = "kg m-2 s-1"
        variable[:] = values
    rates = (values.astype(float) * box_areas(latitude, 0.5)[None, None]).sum(axis=(2, 3))
    return {name: dict(zip(sectors, rates.T.tolist()))}


def gfed(folder):
    import h5py

    factors = dict(SAVA=1686, BORF=1489, TEMF=1647, DEFO=1643, PEAT=1703, AGRI=1585)
    latitude, longitude = np.arange(89.25, -90, -1.5), np.arange(-179.25, 180, 1.5)
    shape = (len(latitude), len(longitude))
    area = np.repeat(box_areas(latitude, 1.5), shape[1], axis=1)
    totals = {}
    # Years from 2017 have no burned area and another name.
    for name, months in (("GFED4.1s_2016.hdf5", (2, 7)), ("GFED4.1s_2017_beta.hdf5", (7,))):
        with h5py.File(os.path.join(folder, name), "w") as file:
            file["lat"] = np.repeat(latitude[:, None], shape[1], axis=1).astype(np.float32)
            file["lon"] = np.repeat(longitude[None], shape[0], axis=0).astype(np.float32)
            file["ancill/grid_cell_area"] = area
            for month in months:
                group, days = f"emissions/{month:02d}", DAYS_2016[month - 1]
                dry = some(shape, 1e-3).astype(np.float32)
                dry[60, 197] = 1.5
                file[f"{group}/DM"], file[f"{group}/C"] = dry, (dry * 480).astype(np.float32)
                if "beta" not in name:
                    file[f"burned_area/{month:02d}/burned_fraction"] = np.zeros(shape, np.float32)
                part = random.dirichlet(np.ones(6), shape).astype(np.float32)
                for k, key in enumerate(factors):
                    file[f"{group}/partitioning/DM_{key}"] = part[..., k]
                daily = random.dirichlet(np.ones(days), shape).astype(np.float32)
                daily[30] = 0
                for day in range(days):
                    file[f"{group}/daily_fraction/day_{day + 1}"] = daily[..., day]
                cycle = random.dirichlet(np.ones(8), shape).astype(np.float32)
                for k in range(8):
                    file[f"{group}/diurnal_cycle/UTC_{3 * k}-{3 * k + 3}h"] = cycle[..., k]
                dioxide = (dry.astype(float)[..., None] * part.astype(float) * list(factors.values())).sum(-1) * 1e-3
                totals[f"{name[9:13]}-{month:02d}"] = {
                    "dioxide": (dioxide * area).sum(),
                    "carbon": ((dry * 480).astype(np.float32).astype(float) * area).sum() * 1e-3,
                    "fire": dioxide[60, 197] * area[60, 197],
                    "fourth": float(daily[60, 197, 3]) / daily[60, 197].astype(float).sum(),
                    "parts": (cycle[60, 197].astype(float) / cycle[60, 197].astype(float).sum()).tolist(),
                }
    return totals


if __name__ == "__main__":
    json.dump(globals()[sys.argv[1]](sys.argv[2]), sys.stdout)
