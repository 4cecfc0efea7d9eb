"""Writes small flux files of CarbonTracker, CarbonTracker Europe and the CAMS inversions with netCDF4, in the layouts that
docs/products/ describes, and prints what their global totals are [mol s-1] by numbers of its own. Usage: FOLDER"""

import json
import sys

import numpy as np
from netCDF4 import Dataset, date2num
from datetime import datetime, timedelta

folder = sys.argv[1]
random = np.random.default_rng(7)
RADIUS = 6.37e6
CARBON = 12.011e-3
totals = {}


def axes(file, latitude, longitude, names=("latitude", "longitude")):
    for name, values, units in ((names[0], latitude, "degrees_north"), (names[1], longitude, "degrees_east")):
        file.createDimension(name, len(values))
        file.createVariable(name, "f8", (name,))[:] = values
        file[name].units = units


def box_areas(latitude_edges, longitude_edges):
    height = np.abs(np.diff(np.sin(np.radians(latitude_edges))))
    width = np.radians(np.diff(longitude_edges))
    return RADIUS**2 * height[:, None] * width[None, :]


ONE_DEGREE = box_areas(np.linspace(-90, 90, 181), np.linspace(-180, 180, 361))
LATITUDE = np.arange(-89.5, 90)
LONGITUDE = np.arange(-179.5, 180)


def carbontracker(name, times, units, names, axis_names, time_name, components, fill=-1e34):
    with Dataset(f"{folder}/{name}", "w") as file:
        axes(file, LATITUDE, LONGITUDE, axis_names)
        file.createDimension(time_name, None)
        file.createDimension("calendar_components", 6)
        if units is not None:
            time = file.createVariable(time_name, "f8", (time_name,))
            time.units = units
            time[:] = date2num(times, units)
        parts = file.createVariable(components, "i4", (time_name, "calendar_components"), fill_value=-9)
        parts[:] = [[t.year, t.month, t.day, t.hour, t.minute, t.second] for t in times]
        for component, variable in names.items():
            flux = file.createVariable(variable, "f4", (time_name, *axis_names), fill_value=fill, zlib=True)
            flux.units = "mol m-2 s-1"
            values = (1e-7 * random.normal(size=(len(times), 180, 360))).astype("f4")
            if component == "ocean":
                values = np.ma.masked_array(values, mask=np.broadcast_to(random.random((180, 360)) < 0.3, values.shape))
            flux[:] = values
            totals[f"{name} {variable}"] = [float(v) for v in (values.astype("f8") * ONE_DEGREE).sum(axis=(1, 2))]


NEW = {
    "biosphere": "bio_flux_opt",
    "ocean": "ocn_flux_opt",
    "fossil": "fossil_flux_imp",
    "fire": "fire_flux_imp",
}
OLD = {
    "biosphere": "bio_flux_optimized",
    "ocean": "ocean_flux_optimized",
    "fossil": "fossil_imposed",
    "fire": "fire_flux_imposed",
}
SINCE = "days since 2000-01-01 00:00:00 UTC"
for day in (15, 16):
    middles = [datetime(2018, 7, day) + timedelta(hours=1.5 + 3 * i) for i in range(8)]
    name = f"CT2022.flux1x1.201807{day}.nc"
    carbontracker(name, middles, SINCE, NEW, ("latitude", "longitude"), "time", "time_components")
old = [datetime(2009, 7, 15) + timedelta(hours=1.5 + 3 * i) for i in range(8)]
carbontracker("CT2010.flux1x1.20090715.nc", old, None, OLD, ("lat", "lon"), "date", "date_components")
month = [datetime(2018, 7, 16, 12)]
carbontracker("CT2019B.flux1x1.201807.nc", month, SINCE, NEW, ("latitude", "longitude"), "time", "time_components")
wrong = "CT-NRT.v2025-1.flux1x1.20180715.nc"
carbontracker(wrong, middles, SINCE, NEW, ("latitude", "longitude"), "time", "time_components")
with Dataset(f"{folder}/{wrong}", "a") as file:
    file["time"].units = "days since 2000-01-02 00:00:00 UTC"

with Dataset(f"{folder}/cte.nc", "w") as file:
    axes(file, LATITUDE, LONGITUDE)
    file.createDimension("time", None)
    months = [datetime(2018, m, 1) for m in range(1, 13)]
    time = file.createVariable("time", "f8", ("time",))
    time.units = "Days since 2000-1-1"
    time[:] = date2num(months, "days since 2000-01-01")
    area = file.createVariable("cell_area", "f8", ("latitude", "longitude"))
    area.units = "m2"
    area[:] = ONE_DEGREE * (6.371e6 / RADIUS) ** 2
    for variable in (
        "biosphere_flux_optimized",
        "biosphere_flux_prior",
        "ocean_flux_optimized",
        "ocean_flux_prior",
        "fire_flux_imposed",
        "fossil_flux_imposed",
    ):
        flux = file.createVariable(variable, "f8", ("time", "latitude", "longitude"), zlib=True)
        flux.units = "mol m-2 s-1"
        values = 1e-7 * random.normal(size=(12, 180, 360))
        flux[:] = values
        totals[f"cte.nc {variable}"] = [float(v) for v in (values * ONE_DEGREE).sum(axis=(1, 2))]

# LMDZ: 96 latitudes with both poles, from the north; boxes of half the height there.
latitude = np.linspace(90, -90, 96)
longitude = -180 + 3.75 * np.arange(96)
half = 90 / 95
latitude_edges = np.concatenate(([90], latitude[:-1] - half, [-90]))
areas = box_areas(latitude_edges, np.append(longitude, 180) - 1.875)
for name, days in (
    ("z_cams_l_cams55_201806_FT23r3_ra_sfc_mm_co2_flux.nc", 30),
    ("cams73_latest_co2_flux_surface_mm_201807.nc", 31),
):
    with Dataset(f"{folder}/{name}", "w") as file:
        axes(file, latitude, longitude)
        for variable, units, values in (("area", "m2", areas), ("lsf", "1", random.random((96, 96)))):
            file.createVariable(variable, "f4", ("latitude", "longitude"))[:] = values
            file[variable].units = units
        for variable in ("flux_apos_bio", "flux_apri_bio", "flux_apos_ocean", "flux_apri_ocean", "flux_foss"):
            flux = file.createVariable(variable, "f8", ("latitude", "longitude"))
            flux.units = "kgC m-2 month-1"
            values = 3e-3 * random.normal(size=(96, 96))
            flux[:] = values
            totals[f"{name} {variable}"] = [float((values * areas).sum() / CARBON / (86400 * days))]

print(json.dumps(totals))
