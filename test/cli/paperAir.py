"""What the paper's set-up reads besides fluxes, in the layouts in which it is downloaded or made: MCIP on 26 x 21 cells of 256 km
(a fourth of the paper's), mole fractions of CT2019B, ACOS Lite of v9 and of v7.3, ObsPack-like towers. Invented numbers of a fixed
seed, written by netCDF4, of a month around the days that are named; weather and mole fractions of its other days are the same again.
Usage: FOLDER DAY... Prints how many soundings of the days are good, and not, and far inside the domain."""

import json
import os
import shutil
import sys
from datetime import datetime, timedelta

import numpy as np
from netCDF4 import Dataset, date2num

folder, days = sys.argv[1], [datetime.fromisoformat(day) for day in sys.argv[2:]]
random = np.random.default_rng(1216)
RADIUS, GRAVITY = 6.37e6, 9.81
COLUMNS, ROWS, CELL = 26, 21, 256e3
TRUE, MERIDIAN, CENTRE = np.radians(35.0), 116.0, 35.0
SIGMA = [1, 0.996, 0.988, 0.974, 0.95, 0.915, 0.865, 0.8, 0.715, 0.61, 0.49, 0.37, 0.255, 0.15, 0.065, 0]
TOP, DRY = 3500.0, 99000.0  # pressure of the top and of dry air at the ground [Pa]
PPM = 401.5
counts = {"good": 0, "bad": 0}
month = [days[0] + timedelta(days=i) for i in range(-14, 17)]


def new(*path):
    path = os.path.join(folder, *path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def places():
    """Longitude and latitude of the cells on a polar stereographic map, and its scale there [row][column]."""
    scale = (1 + np.sin(TRUE)) * RADIUS
    x, y = np.meshgrid((np.arange(COLUMNS) - (COLUMNS - 1) / 2) * CELL, (np.arange(ROWS) - (ROWS - 1) / 2) * CELL)
    y = y - scale * np.tan(np.pi / 4 - np.radians(CENTRE) / 2)
    longitude = MERIDIAN + np.degrees(np.arctan2(x, -y))
    latitude = np.pi / 2 - 2 * np.arctan(np.hypot(x, y) / scale)
    return longitude, np.degrees(latitude), (1 + np.sin(TRUE)) / (1 + np.sin(latitude))


def ioapi(name, first, hours, variables, dot=0):
    """A file of the I/O API: [time][layer][row][column], classic netCDF."""
    layers = max(values.shape[1] for _, values in variables.values())
    with Dataset(new("MCIP", name), "w", format="NETCDF3_64BIT_OFFSET") as file:
        sizes = (("TSTEP", None), ("DATE-TIME", 2), ("LAY", layers), ("VAR", len(variables)))
        for key, size in sizes + (("ROW", ROWS + dot), ("COL", COLUMNS + dot)):
            file.createDimension(key, size)
        header = dict(
            IOAPI_VERSION="ioapi", EXEC_ID="mcip".ljust(80), FTYPE=1, TSTEP=10000 if hours > 1 else 0, NTHIK=1,
            NCOLS=COLUMNS + dot, NROWS=ROWS + dot, NLAYS=layers, NVARS=len(variables), GDTYP=6, P_ALP=1.0,
            P_BET=float(np.degrees(TRUE)), P_GAM=MERIDIAN, XCENT=MERIDIAN, YCENT=CENTRE,
            XORIG=-(COLUMNS + dot) * CELL / 2, YORIG=-(ROWS + dot) * CELL / 2, XCELL=CELL, YCELL=CELL, VGTYP=7,
            VGTOP=np.float32(TOP), VGLVLS=np.array(SIGMA, "f4"), GDNAM="CHINA_256KM".ljust(16),
            FILEDESC="INPUT METEOROLOGY DATA FROM WRF ARW V3.9".ljust(4800),
        )  # fmt: skip
        for key, value in header.items():
            setattr(file, key, np.int32(value) if isinstance(value, int) else value)
        file.createVariable("TFLAG", "i4", ("TSTEP", "VAR", "DATE-TIME"))
        flag(file, first, hours)
        for key, (units, values) in variables.items():
            variable = file.createVariable(key, "f4", ("TSTEP", "LAY", "ROW", "COL"))
            variable.units, variable.long_name = units.ljust(16), key.ljust(16)
            variable[:] = values


def flag(file, first, hours):
    times = [first + timedelta(hours=hour) for hour in range(hours)]
    stamps = np.array([[int(f"{at:%Y%j}"), int(f"{at:%H%M%S}")] for at in times])
    file["TFLAG"][:] = np.broadcast_to(stamps[:, None], (hours, len(file.dimensions["VAR"]), 2))


def again(day, kind, name, stamp):
    """The file of the first day with other times."""
    path = new(kind, name(day))
    shutil.copyfile(new(kind, name(days[0])), path)
    with Dataset(path, "a") as file:
        stamp(file)


def mcip(day):
    longitude, latitude, scale = places()
    hours = 25
    shape = (hours, len(SIGMA) - 1, ROWS, COLUMNS)
    sigma = np.array(SIGMA)
    middle = ((sigma[1:] + sigma[:-1]) / 2)[None, :, None, None]
    mass = DRY - TOP
    vapour = np.broadcast_to(0.004 * middle**3, shape)
    ground = DRY + (0.004 * middle**3 * -np.diff(sigma)[None, :, None, None]).sum() * mass
    pressure = np.broadcast_to(TOP + middle * (ground - TOP), shape)
    turn = 2 * np.pi * np.arange(hours) / 24
    sun = np.maximum(0, np.sin(turn[:, None, None] + np.radians(longitude - 90)))
    wind = np.arange(COLUMNS + 1)[None, None, None, :] / COLUMNS + turn[:, None, None, None]
    dot = (hours, len(SIGMA) - 1, ROWS + 1, COLUMNS + 1)
    stamp = f"CN256_{day:%Y%m%d}"
    ioapi(f"METCRO3D_{stamp}", day, hours, {
        "TA": ("K", 288 * (pressure / 1e5) ** 0.19), "QV": ("KG/KG", vapour), "PRES": ("Pa", pressure),
        "DENSA_J": ("KG/M**2", np.broadcast_to(mass / GRAVITY / scale**2, shape)),
    })  # fmt: skip
    ioapi(f"METDOT3D_{stamp}", day, hours, {
        "UWINDC": ("M/S", np.broadcast_to(9 - 6 * middle + np.sin(wind), dot)),
        "VWINDC": ("M/S", np.broadcast_to(3 * np.cos(wind), dot)),
    }, dot=1)  # fmt: skip
    ioapi(f"METCRO2D_{stamp}", day, hours, {
        "PRSFC": ("Pa", np.full((hours, 1, ROWS, COLUMNS), ground)), "PBL": ("M", 200 + 900 * sun[:, None]),
        "USTAR": ("M/S", 0.2 + 0.2 * sun[:, None]), "MOLI": ("1/M", 0.02 - 0.05 * sun[:, None]),
    })  # fmt: skip
    cross = {"LAT": ("DEGREES", latitude), "LON": ("DEGREES", longitude), "MSFX2": ("(M/M)**2", scale**2)}
    ioapi(f"GRIDCRO2D_{stamp}", day, 1, {key: (u, v[None, None]) for key, (u, v) in cross.items()})


def three_hourly(file, day):
    times = [day + timedelta(hours=1.5 + 3 * i) for i in range(8)]
    file["time"][:] = date2num(times, file["time"].units)
    file["time_components"][:] = [t.timetuple()[:6] for t in times]


def carbontracker(day):
    longitude, latitude = np.arange(-178.5, 180, 3), np.arange(-89.0, 90, 2)
    edges = 1e5 * np.linspace(1, 0, 26) ** 1.5
    with Dataset(new("CT2019B", f"CT2019B.molefrac_glb3x2_{day:%Y-%m-%d}.nc"), "w") as file:
        sizes = dict(time=None, level=25, boundary=26, latitude=90, longitude=120, calendar_components=6)
        for key, size in sizes.items():
            file.createDimension(key, size)
        for key, values, units in (("latitude", latitude, "degrees_north"), ("longitude", longitude, "degrees_east")):
            file.createVariable(key, "f4", (key,))[:] = values
            file[key].units = units
        for key in ("level", "boundary"):
            file.createVariable(key, "i4", (key,))[:] = np.arange(1, sizes[key] + 1)
        file.createVariable("time", "f8", ("time",)).units = "days since 2000-01-01 00:00:00 UTC"
        file.createVariable("time_components", "i4", ("time", "calendar_components"))
        three_hourly(file, day)
        for key, units, profile in (
            ("pressure", "Pa", edges),
            ("co2", "micromol mol-1", np.full(25, PPM)),
            ("temperature", "K", 220 + 70 * edges[1:] / 1e5),
        ):
            dims = ("time", "boundary" if key == "pressure" else "level", "latitude", "longitude")
            variable = file.createVariable(key, "f4", dims, zlib=True, complevel=1)
            variable.units = units
            variable[:] = np.broadcast_to(profile[None, :, None, None], (8, len(profile), 90, 120))


def acos(day, version):
    """As GES DISC has them: v7.3 without bit flags, one byte or two of file_index, no DOI."""
    n, levels = 300, 20
    stem = f"acos_LtCO2_{day:%y%m%d}"
    name = f"{stem}_v205205_B9213A_200310212449s.nc4" if version == 9 else f"{stem}_v201202_B7310A_161107201902s.nc4"
    longitude, latitude = random.uniform(60, 180, n), random.uniform(-40, 70, n)
    seconds = (day - datetime(1970, 1, 1)).total_seconds() + np.sort(random.uniform(0, 86400, n))
    bad = (random.uniform(size=n) < 0.4).astype("i1")
    pressure = 1013 * np.concatenate(([1e-4], np.arange(1, levels) / (levels - 1)))
    weight = np.gradient(np.concatenate(([0.0], np.arange(1, levels) / (levels - 1))))
    weight[[0, -1]] /= 2
    with Dataset(new("ACOS", name), "w") as file:
        attributes = dict(Platform="GOSAT", Sensor="TANSO-FTS", title="ACOS L2 Lite Output")
        attributes["BuildId"] = "B9.2.13A" if version == 9 else "B7.3.10A"
        if version == 9:
            attributes["identifier_product_doi"] = "10.5067/VWSABTO7ZII4"
        file.setncatts(attributes)
        for key, size in (("sounding_id", n), ("levels", levels), ("epoch_dimension", 7)):
            file.createDimension(key, size)

        def put(key, kind, values, units, dims=("sounding_id",), group=file):
            variable = group.createVariable(key, kind, dims)
            variable.units = units
            variable.missing_value = np.dtype(kind).type(-999999 if kind[0] == "f" else -1)
            variable[:] = values

        stamps = [datetime(1970, 1, 1) + timedelta(seconds=s) for s in seconds]
        ids = file.createVariable("sounding_id", "i8", ("sounding_id",))
        ids.units = "YYYYMMDDhhmmss"
        ids[:] = [int(f"{t:%Y%m%d%H%M%S}") * 100 + i % 100 for i, t in enumerate(stamps)]
        date = file.createVariable("date", "i2", ("sounding_id", "epoch_dimension"))
        date[:] = [[*t.timetuple()[:6], t.microsecond // 1000] for t in stamps]
        put("time", "f8", seconds, "seconds since 1970-01-01 00:00:00")
        put("longitude", "f4", longitude, "degrees_east")
        put("latitude", "f4", latitude, "degrees_north")
        put("xco2", "f4", PPM + random.normal(size=n), "ppm")
        put("xco2_apriori", "f4", np.full(n, 400.0), "ppm")
        put("xco2_uncertainty", "f4", random.uniform(0.5, 1.2, n), "ppm")
        put("xco2_quality_flag", "i1", bad, "none")
        put("file_index", "i2" if version == 7 else "i1", np.ones(n), "none")
        profiles = ("sounding_id", "levels")
        put("pressure_levels", "f4", np.tile(pressure, (n, 1)), "hPa", profiles)
        put("pressure_weight", "f4", np.tile(weight, (n, 1)), "none", profiles)
        put("xco2_averaging_kernel", "f4", np.ones((n, levels)), "none", profiles)
        put("co2_profile_apriori", "f4", np.full((n, levels), 400.0), "ppm", profiles)
        sounding, retrieval = file.createGroup("Sounding"), file.createGroup("Retrieval")
        gain = sounding.createVariable("gain", str, ("sounding_id",))
        gain[:] = np.array(["H"] * n, dtype=object)
        put("land_fraction", "f4", np.full(n, 100.0), "%", group=sounding)
        put("surface_type", "i1", np.ones(n), "none", group=retrieval)
    core = (abs(longitude - 116) < 10) & (abs(latitude - 36) < 10) & (day in days)
    counts["good"] += int((core & (bad == 0)).sum())
    counts["bad"] += int((core & (bad == 1)).sum())


def obspack(site, longitude, latitude, first, hours):
    name = f"co2_{site.lower()}_tower-insitu_1_allvalid"
    with Dataset(new("ObsPack", f"{name}.nc"), "w") as file:
        file.setncatts(dict(
            site_code=site, dataset_name=name, dataset_parameter="co2", dataset_project="tower-insitu",
            dataset_platform="fixed", dataset_calibration_scale="WMO CO2 X2007", dataset_data_frequency="1",
            dataset_data_frequency_unit="hour", obspack_name="obspack_co2_1_GLOBALVIEWplus_v4.2",
        ))  # fmt: skip
        file.createDimension("obs", None)
        file.createDimension("string_of_10chars", 10)

        def put(key, kind, values, units):
            variable = file.createVariable(key, kind, ("obs",), fill_value=-9 if kind[0] == "i" else -1e34)
            variable.units = units
            variable[:] = values

        time = file.createVariable("time", "i4", ("obs",))
        time.units = "seconds since 1970-01-01T00:00:00Z"
        time[:] = (first - datetime(1970, 1, 1)).total_seconds() + 3600 * np.arange(hours)
        put("value", "f4", 1e-6 * (PPM + 3 + random.normal(size=hours)), "mol mol-1")
        put("value_std_dev", "f4", np.full(hours, 0.8e-6), "mol mol-1")
        for key, number in (("latitude", latitude), ("longitude", longitude)):
            put(key, "f4", np.full(hours, number), "degrees")
        for key, number in (("elevation", 100), ("intake_height", 80), ("altitude", 180)):
            put(key, "f4", np.full(hours, number), "m")
        put("obs_flag", "i4", np.ones(hours), "binary")
        flags = file.createVariable("qcflag", "S1", ("obs", "string_of_10chars"))
        flags[:] = np.array(["..."] * hours, dtype="S10").view("S1").reshape(hours, 10)


for number, day in enumerate(month):
    if day in days:
        mcip(day)
        carbontracker(day)
    acos(day, 9 if number % 2 == 0 else 7)
for day in month:
    if day in days:
        continue
    for kind in ("METCRO3D", "METDOT3D", "METCRO2D", "GRIDCRO2D"):
        hours = 1 if kind == "GRIDCRO2D" else 25
        again(day, "MCIP", lambda day: f"{kind}_CN256_{day:%Y%m%d}", lambda file: flag(file, day, hours))
    name = lambda day: f"CT2019B.molefrac_glb3x2_{day:%Y-%m-%d}.nc"
    again(day, "CT2019B", name, lambda file: three_hourly(file, day))
for site, x, y in (("XIA", 111.0, 31.0), ("HUB", 117.0, 40.0)):
    obspack(site, x, y, month[0], 24 * len(month))
print(json.dumps(counts))
