"""Writes small CO2 fields of CarbonTracker and the CAMS inversions and reanalysis with netCDF4, in the layouts that
docs/products/ describes: 400 ppm + 10 ppm (p / 1000 hPa) + 0.1 ppm per degree north + 1 ppm per day. Usage: FOLDER"""

import sys
from datetime import datetime, timedelta

import numpy as np
from netCDF4 import Dataset, date2num

folder = sys.argv[1]
SINCE = "days since 2000-01-01 00:00:00 UTC"
FIRST = datetime(2018, 7, 15)


def co2(pressure, latitude, times):
    """[time][level][latitude][longitude] ppm; pressure [time][level][latitude][longitude]"""
    days = np.array([(t - FIRST).total_seconds() / 86400 for t in times])
    return 400 + pressure / 1e4 + 0.1 * latitude[None, None, :, None] + days[:, None, None, None]


def axes(file, times, latitude, longitude, **sizes):
    file.createDimension("time", None)
    for name, size in sizes.items():
        file.createDimension(name, size)
    for name, values, units in (("latitude", latitude, "degrees_north"), ("longitude", longitude, "degrees_east")):
        file.createDimension(name, len(values))
        file.createVariable(name, "f8", (name,))[:] = values
        file[name].units = units
    time = file.createVariable("time", "f8", ("time",))
    time.units = SINCE
    time[:] = date2num(times, SINCE)


def carbontracker(name, times, levels, pressure_name, components, region):
    """Layers from the ground up; pressure at their boundaries, the ground between 900 and 1000 hPa."""
    west, east, dx, south, north, dy = region
    longitude = np.arange(west + dx / 2, east, dx)
    latitude = np.arange(south + dy / 2, north, dy)
    ground = 1e5 - 1e4 * np.cos(np.radians(longitude))[None, None, None, :] ** 2
    sigma = np.linspace(1, 0, levels + 1)[None, :, None, None] ** 1.5
    shape = (len(times), levels + 1, len(latitude), len(longitude))
    edges = np.broadcast_to(sigma * ground, shape)
    middle = (edges[:, 1:] + edges[:, :-1]) / 2
    with Dataset(f"{folder}/{name}", "w") as file:
        axes(file, times, latitude, longitude, level=levels, boundary=levels + 1, calendar_components=6)
        parts = file.createVariable("time_components", "i4", ("time", "calendar_components"))
        parts[:] = [[t.year, t.month, t.day, t.hour, t.minute, t.second] for t in times]
        for axis, size in (("level", levels), ("boundary", levels + 1)):
            file.createVariable(axis, "i4", (axis,))[:] = np.arange(1, size + 1)
        pressure = file.createVariable(pressure_name, "f4", ("time", "boundary", "latitude", "longitude"), zlib=True)
        pressure.units = "Pa"
        pressure[:] = edges
        values = co2(middle, latitude, times)
        shares = {"bg": values + 3, "bio": -4 + 0 * values, "ff": 2 + 0 * values, "fires": 0.5 + 0 * values}
        shares["ocean"] = -1.5 + 0 * values
        for part, numbers in shares.items() if components else (("co2", values),):
            variable = file.createVariable(part, "f4", ("time", "level", "latitude", "longitude"), zlib=True)
            variable.units = "micromol mol-1"
            variable[:] = numbers


def three_hourly(day):
    return [datetime(2018, 7, day) + timedelta(hours=1.5 + 3 * i) for i in range(8)]


GLOBAL = (-180, 180, 3, -90, 90, 2)
for day in (15, 16):
    carbontracker(f"CT2022.molefrac_glb3x2_2018-07-{day}.nc", three_hourly(day), 34, "pressure", False, GLOBAL)
carbontracker("CT2022.molefrac_glb3x2_2018-07-18.nc", three_hourly(18), 34, "pressure", False, GLOBAL)
carbontracker("CT2019B.molefrac_components_glb3x2_2018-07-15.nc", three_hourly(15), 25, "press", True, GLOBAL)
NAM = (-170, -50, 1, 10, 80, 1)
carbontracker("CT2022.molefrac_nam1x1_2018-07-15.nc", three_hourly(15), 34, "pressure", False, NAM)
with Dataset(f"{folder}/CT2022.molefrac_nam1x1_2018-07-15.nc") as whole, Dataset(f"{folder}/low.nc", "w") as low:
    # Of the lower half of the layers alone.
    times = three_hourly(15)
    axes(low, times, whole["latitude"][:], whole["longitude"][:], level=12, boundary=13)
    for name, axis, size in (("pressure", "boundary", 13), ("co2", "level", 12)):
        variable = low.createVariable(name, "f4", ("time", axis, "latitude", "longitude"), zlib=True)
        variable.units = whole[name].units
        variable[:] = whole[name][:, :size]

# CAMS inversion before v21: mol mol-1, interfaces from the ground, latitudes from the north.
with Dataset(f"{folder}/cams73_v20r2_co2_conc_surface_inst_201807.nc", "w") as file:
    latitude, longitude = np.linspace(90, -90, 96), -180 + 3.75 * np.arange(97)
    times = [datetime(2018, 7, 15) + timedelta(hours=3 * i) for i in range(9)]
    sigma = np.linspace(1, 0, 40)
    ap, bp = 1e5 * (sigma - sigma**2), sigma**2
    axes(file, times, latitude, longitude, level=39, hlevel=40)
    ground = np.broadcast_to(98000.0 + 1000 * np.sin(np.radians(longitude)), (9, 96, 97))
    for name, values in (("ap", ap), ("bp", bp)):
        file.createVariable(name, "f8", ("hlevel",))[:] = values
    file["ap"].units, file["bp"].units = "Pa", "1"
    file.createVariable("Psurf", "f4", ("time", "latitude", "longitude"))[:] = ground
    file["Psurf"].units = "Pa"
    edges = ap[None, :, None, None] + bp[None, :, None, None] * ground[:, None]
    variable = file.createVariable("CO2", "f8", ("time", "level", "latitude", "longitude"), zlib=True)
    variable.units = "mol mol-1"
    variable[:] = 1e-6 * co2((edges[:, 1:] + edges[:, :-1]) / 2, latitude, times)

# EGG4 on pressure levels: mass mixing ratio, packed, north first, levels from the top.
with Dataset(f"{folder}/egg4.nc", "w") as file:
    latitude, longitude = np.arange(60, 9, -3.0), np.arange(60, 151, 3.0)
    times = [datetime(2018, 7, 15) + timedelta(hours=3 * i) for i in range(9)]
    levels = np.array([1, 2, 5, 10, 20, 50, 100, 150, 200, 300, 400, 500, 600, 700, 800, 850, 900, 925, 950, 1000])
    axes(file, times, latitude, longitude, level=len(levels))
    file.createVariable("level", "i4", ("level",))[:] = levels
    file["level"].units = "millibars"
    shape = (9, len(levels), len(latitude), len(longitude))
    values = co2(np.broadcast_to(100.0 * levels[None, :, None, None], shape), latitude, times) * 1e-6 * 44.0095 / 28.9644
    variable = file.createVariable("co2", "i2", ("time", "level", "latitude", "longitude"), fill_value=-32767, zlib=True)
    variable.units = "kg kg**-1"
    variable.long_name = "Carbon dioxide mass mixing ratio"
    variable.scale_factor = float((values.max() - values.min()) / 65000)
    variable.add_offset = float((values.max() + values.min()) / 2)
    variable[:] = values
