"""Small reanalysis files in the layouts of ERA5 and MERRA-2, written with netCDF4. Usage: reanalysisFixtures.py FOLDER

Fields are linear in longitude and latitude so that what is read can be computed; the content is nobody's weather.
"""

import sys
import zipfile

import netCDF4
import numpy as np

FOLDER = sys.argv[1]
LAT = np.arange(40.0, 24.9, -1.0)
LON = np.arange(100.0, 120.1, 1.0)
X, Y = np.meshgrid(LON, LAT)


def ramp(offset, hour=0.0, level=0.0):
    return offset + 0.1 * (X - 110) - 0.2 * (Y - 32) + hour + level


def dataset(name, **dimensions):
    out = netCDF4.Dataset(f"{FOLDER}/{name}", "w")
    for dimension, size in dimensions.items():
        out.createDimension(dimension, size)
    return out


def put(out, name, kind, dimensions, values, fill=None, **attributes):
    variable = out.createVariable(name, kind, dimensions, fill_value=fill)
    variable.setncatts(attributes)
    variable[...] = values
    return variable


def new_cds_axes(out, hours):
    """valid_time, latitude and longitude as the converter of the new CDS writes them."""
    seconds = 1251763200 + 3600 * np.asarray(hours)
    put(out, "number", "i8", (), 0, units="1", standard_name="realization")
    put(out, "valid_time", "i8", ("valid_time",), seconds, units="seconds since 1970-01-01",
        calendar="proleptic_gregorian", standard_name="time", long_name="time")
    put(out, "latitude", "f8", ("latitude",), LAT, units="degrees_north", standard_name="latitude",
        stored_direction="decreasing")
    put(out, "longitude", "f8", ("longitude",), LON, units="degrees_east", standard_name="longitude")
    expver = out.createVariable("expver", str, ("valid_time",))
    for i, hour in enumerate(hours):
        expver[i] = "0001" if hour < 2 else "0005"
    out.setncatts({"GRIB_centre": "ecmf", "Conventions": "CF-1.7",
                   "institution": "European Centre for Medium-Range Weather Forecasts"})


HOURS = [0, 1, 2]
LEVELS = np.array([1000.0, 850, 500, 200, 50])

# New CDS, pressure levels.
out = dataset("era5_pl.nc", valid_time=3, pressure_level=5, latitude=LAT.size, longitude=LON.size)
new_cds_axes(out, HOURS)
put(out, "pressure_level", "f8", ("pressure_level",), LEVELS, units="hPa", standard_name="air_pressure",
    positive="down", stored_direction="decreasing")
for name, unit, offset, step in [("u", "m s**-1", 5, 1), ("v", "m s**-1", -3, 0), ("t", "K", 280, 0), ("q", "kg kg**-1", 0, 0)]:
    values = np.stack([np.stack([ramp(offset, step * h) if name != "q" else 0 * X + 0.004 for _ in LEVELS]) for h in HOURS])
    put(out, name, "f4", ("valid_time", "pressure_level", "latitude", "longitude"), values, fill=np.nan, units=unit,
        coordinates="number valid_time isobaricInhPa latitude longitude expver")
out.close()

# New CDS, single levels: a zip of instantaneous and accumulated fields.
for name, fields in [("instant", ["sp", "blh", "zust", "t2m"]), ("accum", ["sshf"])]:
    out = dataset(f"data_stream-oper_stepType-{name}.nc", valid_time=3, latitude=LAT.size, longitude=LON.size)
    new_cds_axes(out, HOURS)
    content = {"sp": ("Pa", lambda h: ramp(95000)), "blh": ("m", lambda h: ramp(700, 100 * h)),
               "zust": ("m s**-1", lambda h: 0 * X + 0.3), "t2m": ("K", lambda h: ramp(285)),
               "sshf": ("J m**-2", lambda h: 0 * X - 3600.0 * 100 * (h + 1))}
    for field in fields:
        unit, value = content[field]
        put(out, field, "f4", ("valid_time", "latitude", "longitude"), np.stack([value(h) for h in HOURS]), fill=np.nan,
            units=unit, standard_name="unknown", coordinates="number valid_time latitude longitude expver")
    out.close()
with zipfile.ZipFile(f"{FOLDER}/era5_sl.zip", "w", zipfile.ZIP_DEFLATED) as archive:
    for name in ("instant", "accum"):
        member = f"data_stream-oper_stepType-{name}.nc"
        archive.write(f"{FOLDER}/{member}", member)

# Old CDS: packed 16-bit integers, ERA5 and ERA5T in two slots of a dimension "expver".
out = netCDF4.Dataset(f"{FOLDER}/era5_old.nc", "w", format="NETCDF3_64BIT_OFFSET")
for name, size in [("longitude", LON.size), ("latitude", LAT.size), ("level", 5), ("expver", 2), ("time", 3)]:
    out.createDimension(name, size)
put(out, "longitude", "f4", ("longitude",), LON, units="degrees_east")
put(out, "latitude", "f4", ("latitude",), LAT, units="degrees_north")
put(out, "level", "i4", ("level",), LEVELS[::-1], units="millibars", long_name="pressure_level")
put(out, "expver", "i4", ("expver",), [1, 5], long_name="expver")
put(out, "time", "i4", ("time",), 961320 + np.arange(3), units="hours since 1900-01-01 00:00:00.0", calendar="gregorian")


def packed(name, dimensions, values, unit):
    least, greatest = np.nanmin(values), np.nanmax(values)
    scale = max(greatest - least, 1e-6) / 65000
    offset = (greatest + least) / 2
    variable = out.createVariable(name, "i2", dimensions, fill_value=-32767)
    variable.setncatts({"scale_factor": scale, "add_offset": offset, "missing_value": np.int16(-32767), "units": unit})
    variable.set_auto_maskandscale(False)
    variable[...] = np.where(np.isnan(values), -32767, np.round((values - offset) / scale)).astype("i2")


def slots(fields):
    """Final data in the first slot for the first two hours, preliminary in the second for the last."""
    stacked = np.full((3, 2) + fields.shape[1:], np.nan)
    stacked[:2, 0], stacked[2, 1] = fields[:2], fields[2]
    return stacked


deep = ("time", "expver", "level", "latitude", "longitude")
packed("u", deep, slots(np.stack([np.stack([ramp(5, h) for _ in LEVELS]) for h in HOURS])), "m s**-1")
packed("v", deep, slots(np.stack([np.stack([ramp(-3) for _ in LEVELS]) for h in HOURS])), "m s**-1")
packed("t", deep, slots(np.stack([np.stack([ramp(280) for _ in LEVELS]) for h in HOURS])), "K")
packed("q", deep, slots(np.stack([np.stack([ramp(0.0) * 1e-4 + 0.004 for _ in LEVELS]) for h in HOURS])), "kg kg**-1")
packed("sp", ("time", "expver", "latitude", "longitude"), slots(np.stack([ramp(95000) for _ in HOURS])), "Pa")
out.close()

# Model levels as converters of MARS write them: coefficients by name, lnsp on one level of its own.
out = dataset("era5_ml.nc", time=1, lev=4, nhym=4, nhyi=5, lev_2=1, lat=LAT.size, lon=LON.size)
put(out, "time", "f8", ("time",), [0], units="hours since 2009-09-01 00:00:00", standard_name="time")
put(out, "lat", "f8", ("lat",), LAT, units="degrees_north")
put(out, "lon", "f8", ("lon",), LON, units="degrees_east")
put(out, "lev", "f8", ("lev",), [1, 2, 3, 4], standard_name="hybrid_sigma_pressure", long_name="hybrid level at layer midpoints",
    formula="hyam hybm (mlev=hyam+hybm*aps)", formula_terms="ap: hyam b: hybm ps: aps", units="level", positive="down")
put(out, "lev_2", "f8", ("lev_2",), [1], standard_name="hybrid_sigma_pressure", units="level")
A, B = np.array([0.0, 20000, 15000, 3000, 0]), np.array([0.0, 0, 0.4, 0.9, 1])
put(out, "hyai", "f8", ("nhyi",), A, units="Pa")
put(out, "hybi", "f8", ("nhyi",), B, units="1")
put(out, "hyam", "f8", ("nhym",), (A[1:] + A[:-1]) / 2, units="Pa")
put(out, "hybm", "f8", ("nhym",), (B[1:] + B[:-1]) / 2, units="1")
for name, unit, offset in [("u", "m s**-1", 5), ("v", "m s**-1", -3), ("t", "K", 250), ("q", "kg kg**-1", 0.004)]:
    value = (lambda k: 0 * X + offset) if name == "q" else (lambda k: ramp(offset, 0, 10 * k))
    put(out, name, "f4", ("time", "lev", "lat", "lon"), np.stack([value(k) for k in range(4)])[None], units=unit)
put(out, "lnsp", "f8", ("time", "lev_2", "lat", "lon"), np.log(ramp(95000))[None, None], units="")
out.close()

# MERRA-2: 72 layers from the top without coefficients every three hours; hourly means at the surface, stamped in the middle.
MISSING = {"missing_value": np.float32(1e15), "fmissing_value": np.float32(1e15), "vmax": np.float32(1e15)}


def merra(name, minutes, start, **more):
    out = dataset(name, time=len(minutes), lat=LAT.size, lon=LON.size, **more)
    put(out, "time", "i4", ("time",), minutes, units=f"minutes since 2009-09-01 {start}", begin_date=20090901)
    put(out, "lat", "f8", ("lat",), LAT[::-1], units="degrees_north", long_name="latitude")
    put(out, "lon", "f8", ("lon",), LON, units="degrees_east", long_name="longitude")
    out.setncatts({"Institution": "NASA Global Modeling and Assimilation Office", "Conventions": "CF-1"})
    return out


out = merra("MERRA2_300.inst3_3d_asm_Nv.20090901.nc4", [0, 180], "00:00:00", lev=72)
put(out, "lev", "f8", ("lev",), np.arange(1, 73), units="layer", long_name="vertical level", positive="down",
    coordinate="eta", standard_name="model_layers")
deep = ("time", "lev", "lat", "lon")
for name, unit, standard, value in [
    ("U", "m s-1", "eastward_wind", lambda k: 0 * X + k),
    ("V", "m s-1", "northward_wind", lambda k: 0 * X - 3),
    ("T", "K", "air_temperature", lambda k: 0 * X + 200 + k),
    ("QV", "kg kg-1", "specific_humidity", lambda k: 0 * X + 0.004),
]:
    put(out, name, "f4", deep, np.stack([np.stack([value(k) for k in range(72)])] * 2), fill=np.float32(1e15), units=unit,
        standard_name=standard, **MISSING)
put(out, "PS", "f4", ("time", "lat", "lon"), np.stack([0 * X + 98000] * 2), fill=np.float32(1e15), units="Pa", **MISSING)
out.close()

out = merra("MERRA2_300.tavg1_2d_flx_Nx.20090901.nc4", list(range(0, 240, 60)), "00:30:00")
for name, unit, value in [
    ("PBLH", "m", lambda h: 0 * X + 500 + 100 * h),
    ("USTAR", "m s-1", lambda h: 0 * X + 0.3),
    ("HFLUX", "W m-2", lambda h: 0 * X + 100),
]:
    put(out, name, "f4", ("time", "lat", "lon"), np.stack([value(h) for h in range(4)]), fill=np.float32(1e15), units=unit,
        standard_name="sensible_heat_flux_from_turbulence" if name == "HFLUX" else name, **MISSING)
out.close()

print("null")
