"""Fluxes of the paper's set-up in the layouts in which they are downloaded: CT2019B, MEIC, REAS and GFED4.1s, with invented
numbers of a fixed seed, written by netCDF4 and h5py. What is emitted lies in patches that the domain holds whole, far from the
border of China or alike on both of its sides, so that totals need no knowledge of the model's cells. Usage: FOLDER DAY...
Prints what two days (2015-12-31, 2016-01-01) emit on average, summed here [mol s-1]. There are files of a month around them;
daily ones of other days hold the same again."""

import json
import os
import shutil
import sys
from calendar import monthrange
from datetime import datetime, timedelta

import h5py
import numpy as np
from netCDF4 import Dataset, date2num

folder, days = sys.argv[1], [datetime.fromisoformat(day) for day in sys.argv[2:]]
random = np.random.default_rng(2016)
RADIUS = 6.37e6
CO2, SECONDS = 44.009e-3, 86400
MONTHS = ((2015, 12), (2016, 1))
SECTORS = ("industry", "power", "residential", "transportation")
totals = {}
month = [days[0] + timedelta(days=i) for i in range(-14, 17)]

# Of west, east, south, north.
CHINA = (106, 112, 29, 33)  # farther than two cells from any border
SEAM = (118, 130, 36, 44)  # north China, the Yellow Sea, Korea: both inventories have the same
SIAM = (100, 104, 14, 17)  # in the domain, far from China
OCEAN = (130, 134, 14, 18)
BEYOND = (96, 100, 2, 6)
LAND = (92, 128, 26, 50)
ELSEWHERE = (-70, -50, -20, 0)


def within(longitude, latitude, patch):
    west, east, south, north = patch
    return ((longitude > west) & (longitude < east) & (latitude > south) & (latitude < north)).astype(float)


def new(*path):
    path = os.path.join(folder, *path)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    return path


def lattice(size, west=-180, east=180, south=-90, north=90):
    """Middles of boxes from the south-west, and their areas [m2]."""
    longitude, latitude = np.meshgrid(np.arange(west + size / 2, east, size), np.arange(south + size / 2, north, size))
    height = np.sin(np.radians(latitude + size / 2)) - np.sin(np.radians(latitude - size / 2))
    return longitude, latitude, RADIUS**2 * np.radians(size) * height


def add(name, rate):
    totals[name] = totals.get(name, 0.0) + float(rate)


def carbontracker():
    longitude, latitude, area = lattice(1)
    land, sea = within(longitude, latitude, LAND), within(longitude, latitude, OCEAN)
    far = within(longitude, latitude, ELSEWHERE)
    for day in days:
        cycle = -np.cos(2 * np.pi * (np.arange(8) + 0.5) / 8)[:, None, None]
        draws = random.normal(size=(8, *area.shape))
        fields = {
            "bio_flux_opt": 1e-6 * (land * (cycle + draws) + 9 * far),
            "ocn_flux_opt": 5e-8 * sea * (1 + draws),
            "fossil_flux_imp": 1e-6 * land * (1 + 0 * draws),
            "fire_flux_imp": 1e-7 * land * (1 + 0 * draws),
        }
        with Dataset(new("CT2019B", f"CT2019B.flux1x1.{day:%Y%m%d}.nc"), "w") as file:
            file.createDimension("time", None)
            file.createDimension("calendar_components", 6)
            for name, values in (("latitude", latitude[:, 0]), ("longitude", longitude[0])):
                file.createDimension(name, len(values))
                file.createVariable(name, "f8", (name,))[:] = values
                file[name].units = "degrees_north" if name == "latitude" else "degrees_east"
            file.createVariable("time", "f8", ("time",)).units = "days since 2000-01-01 00:00:00 UTC"
            file.createVariable("time_components", "i4", ("time", "calendar_components"), fill_value=-9)
            stamp(file, day)
            for name, values in fields.items():
                flux = file.createVariable(
                    name, "f4", ("time", "latitude", "longitude"), fill_value=-1e34, zlib=True, complevel=1
                )
                flux.units = "mol m-2 s-1"
                flux[:] = values
        for component, name in (("biosphere", "bio_flux_opt"), ("ocean", "ocn_flux_opt")):
            if day.strftime("%Y%m") in ("201512", "201601"):
                kept = fields[name].astype("f4").astype(float) * (1 - far)
                add(component, (kept.mean(axis=0) * area).sum() / len(days))
    name = lambda day: new("CT2019B", f"CT2019B.flux1x1.{day:%Y%m%d}.nc")
    for day in month:
        if day not in days:
            shutil.copyfile(name(days[0]), name(day))
            with Dataset(name(day), "a") as file:
                stamp(file, day)


def stamp(file, day):
    times = [day + timedelta(hours=1.5 + 3 * i) for i in range(8)]
    file["time"][:] = date2num(times, file["time"].units)
    file["time_components"][:] = [t.timetuple()[:6] for t in times]


def some(shape):
    """Kilotonnes, of which a 32-bit number and a text of eight digits are exact."""
    return random.integers(0, 4096, shape) / 64.0


def meic_and_reas():
    longitude, latitude, _ = lattice(0.25, 70, 150, 10, 60)
    china, seam = within(longitude, latitude, CHINA), within(longitude, latitude, SEAM)
    alike = {}
    for year, month in MONTHS:
        seconds = monthrange(year, month)[1] * SECONDS
        alike[year, month] = some(seam.shape) * seam
        for sector in SECTORS:
            kilotonnes = some(china.shape) * china + (alike[year, month] if sector == "industry" else 0)
            z = np.where(china + seam > 0, 1e3 * kilotonnes, -9999.0).astype("f4")
            meic(year, month, sector, z)
            add("meic", kilotonnes.sum() * 1e6 / CO2 / seconds / 2)
            add("fossil", kilotonnes.sum() * 1e6 / CO2 / seconds / 2)
    # Inside China REAS has emissions of its own, which must not count.
    rows = {patch: np.argwhere(within(longitude, latitude, patch) > 0) for patch in (CHINA, SIAM, OCEAN)}
    south = [(2 + 0.25 * j, 96 + 0.25 * i) for j in range(16) for i in range(16)]
    for year in (2014, 2015):
        month, (of_year, of_month) = (12, MONTHS[0]) if year == 2014 else (1, MONTHS[1])
        seconds = monthrange(of_year, of_month)[1] * SECONDS
        places = [
            (latitude[j, i] - 0.125, longitude[j, i] - 0.125, float(some(())), patch)
            for patch, found in rows.items()
            for j, i in found
        ]
        places += [(y, x, float(some(())), BEYOND) for y, x in south]
        same = alike[of_year, of_month]
        places += [(latitude[j, i] - 0.125, longitude[j, i] - 0.125, same[j, i], SEAM) for j, i in np.argwhere(same > 0)]
        stations = [(14.07 + 0.1 * k, 101.11, float(some(())), SIAM) for k in range(20)]
        for sector, found in (("INDUSTRY", places), ("POWER_PLANTS_POINT", stations)):
            reas(year, month, sector, found)
            for _, _, kilotonnes, patch in found:
                rate = kilotonnes * 1e6 / CO2 / seconds / 2
                add("reas", rate)
                add("reas beyond" if patch == BEYOND else "reas in the domain", rate)
                if patch in (SIAM, OCEAN):
                    add("fossil", rate)
                if patch == OCEAN:
                    add("ocean patch", rate)
                if patch == SEAM:
                    add("seam", rate)


def meic(year, month, sector, z):
    """December as the netCDF of GMT 3, January as an Arc/Info text; both begin in the north-west."""
    rows, columns = z.shape
    if year == 2016:
        with open(new("MEIC", f"{year}_{month:02d}_{sector}_CO2.asc"), "w") as file:
            file.write(f"ncols {columns}\nnrows {rows}\nxllcorner 70\nyllcorner 10\ncellsize 0.25\nnodata_value -9999\n")
            np.savetxt(file, z[::-1], fmt="%.10g")
        return
    with Dataset(new("MEIC", f"{year}_{month:02d}__{sector}__CO2.nc"), "w", format="NETCDF3_CLASSIC") as file:
        file.createDimension("side", 2)
        file.createDimension("xysize", z.size)
        for key, values in (("x_range", (70, 150)), ("y_range", (10, 60)), ("spacing", (0.25, 0.25))):
            file.createVariable(key, "f8", ("side",))[:] = values
        file.createVariable("dimension", "i4", ("side",))[:] = (columns, rows)
        variable = file.createVariable("z", "f4", ("xysize",))
        variable.nodata_value = np.float32(-9999.0)
        variable[:] = z[::-1].ravel()


def reas(year, month, sector, places):
    points = sector.endswith("POINT")
    lines = []
    for south, west, kilotonnes, _ in places:
        values = [0.0] * 12
        values[month - 1] = kilotonnes
        numbers = "".join(f"{v:14.7E}" for v in values)
        lines.append(f"{west:8.2f}{south:8.2f} {numbers}{' THAWC' if points else ''}")
    header = f"""10
CO2 emissions on 0.25 degree by 0.25 degree grid
REASv2.1_CO2_{sector}_2008_0.25x0.25
CO2_[kt/mon],2008,monthly,0.25 degree by 0.25 degree
{sector.title()} (Asian region)
min : 0.0 max : 64.0 sum : 1.0
Format:2F8.2,12E14.7(longitude, latitude, monthly emission value)
* Longitude and latitude are at lower left (southwest) corner of grid cell
contact: somebody
somewhere
"""
    name = f"REASv3.2_CO2_{sector}_{year}" + ("" if points else "_0.25x0.25")
    with open(new("REAS", name), "w") as file:
        file.write(header + "\n".join(lines) + "\n")


def gfed(size):
    """From the north; the layout of the product, on boxes of another size where that is cheaper."""
    factors = dict(SAVA=1686, BORF=1489, TEMF=1647, DEFO=1643, PEAT=1703, AGRI=1585)
    longitude, latitude, area = (values[::-1] for values in lattice(size))
    burns = within(longitude, latitude, LAND) + 4 * within(longitude, latitude, ELSEWHERE)
    inside = within(longitude, latitude, LAND)
    squeeze = dict(compression="gzip", compression_opts=1)
    for year, month in MONTHS:
        count = monthrange(year, month)[1]
        with h5py.File(new("GFED", f"GFED4.1s_{year}.hdf5"), "w") as file:
            put = lambda key, values: file.create_dataset(key, data=np.asarray(values, "f4"), **squeeze)
            put("lat", latitude)
            put("lon", longitude)
            file["ancill/grid_cell_area"] = area
            group = f"emissions/{month:02d}"
            dry = (1e-3 * burns * random.gamma(0.5, size=area.shape)).astype("f4")
            put(f"{group}/DM", dry)
            put(f"{group}/C", dry * 480)
            put(f"burned_area/{month:02d}/burned_fraction", 0 * dry)
            part = random.dirichlet(np.ones(6), area.shape).astype("f4") * (burns > 0)[..., None]
            for k, key in enumerate(factors):
                put(f"{group}/partitioning/DM_{key}", part[..., k])
                put(f"{group}/partitioning/C_{key}", part[..., k])
            put(f"{group}/small_fire_fraction", 0.1 * (dry > 0))
            daily = random.dirichlet(np.ones(count), area.shape).astype("f4") * (burns > 0)[..., None]
            for day in range(count):
                put(f"{group}/daily_fraction/day_{day + 1}", daily[..., day])
            cycle = random.dirichlet(np.ones(8), area.shape).astype("f4") * (burns > 0)[..., None]
            for k in range(8):
                put(f"{group}/diurnal_cycle/UTC_{3 * k}-{3 * k + 3}h", cycle[..., k])
            kilograms = (dry.astype(float)[..., None] * part * list(factors.values())).sum(-1) * 1e-3 * area
            sums = np.where(burns > 0, daily.astype(float).sum(-1), 1)
            share = daily[..., count - 1 if month == 12 else 0].astype(float) / sums
            add("fire", (kilograms * share * inside).sum() / CO2 / SECONDS / 2)
            add("fire in the files", (kilograms * share).sum() / CO2 / SECONDS / 2)


carbontracker()
meic_and_reas()
gfed(1.0)
print(json.dumps(totals))
