"""Files of column retrievals in the layouts of their producers, made up from a seed, for tests of the readers.

columnFiles.py KIND PATH: `oco2` (a Lite file of v11), `oco2std` and `acosstd` (Level-2 Standard), `c3s` (levels) and
`c3slayers` (layers between boundaries), `plain` (other names and units, surface to space), `tccon` (a site under the pass
of `oco2`, two priors for all spectra), `nies`.
"""

import sys

import h5py
import netCDF4
import numpy as np

KIND, PATH = sys.argv[1], sys.argv[2]
RANDOM = np.random.default_rng(11)
LEVELS = 20
START = 1467331200  # 2016-07-01T00:00Z


def column(count, levels=LEVELS):
    """Pressure [hPa], kernel, weight and prior [ppm] from space to surface."""
    sigma = np.concatenate([[1e-4], np.arange(1, levels) / (levels - 1)])
    surface = RANDOM.uniform(940, 1000, count)
    pressure = surface[:, None] * sigma[None, :]
    hat = np.empty_like(pressure)
    hat[:, 1:-1] = (pressure[:, 2:] - pressure[:, :-2]) / 2
    hat[:, 0] = (pressure[:, 1] - pressure[:, 0]) / 2
    hat[:, -1] = (pressure[:, -1] - pressure[:, -2]) / 2
    weight = hat / hat.sum(axis=1, keepdims=True)
    kernel = np.linspace(0.3, 1.02, levels)[None, :] + RANDOM.normal(0, 0.005, (count, levels))
    prior = np.linspace(394, 404, levels)[None, :] + RANDOM.normal(0, 0.05, (count, levels))
    return pressure, kernel, weight, prior


def variable(group, name, values, dims, dtype="f4", **attributes):
    made = group.createVariable(name, dtype, dims)
    for key, value in attributes.items():
        made.setncattr(key, value)
    made[...] = values
    return made


def oco2():
    """One pass northward over East Asia at 05 UTC, three rows of eight footprints a second, and some of the next pass."""
    seconds = np.repeat(np.arange(0, 150), 24)
    count = len(seconds)
    time = START + 5 * 3600 + seconds + np.tile(np.repeat(np.arange(3), 8), 150) / 3
    footprint = np.tile(np.arange(1, 9), 450)
    latitude = 25 + 6.75 / 111.2 * (time - time[0])
    longitude = 116 - 0.2 * (latitude - 25) + 0.012 * (footprint - 4.5)
    pressure, kernel, weight, prior = column(count)
    xco2 = 402 + 0.01 * (latitude - 25) + RANDOM.normal(0, 0.6, count)
    bits = np.where(RANDOM.uniform(size=count) < 0.3, 1 << RANDOM.integers(0, 40, count), 0).astype("u8")
    uncertainty = RANDOM.uniform(0.4, 0.7, count)
    uncertainty[5] = -999999
    data = netCDF4.Dataset(PATH, "w")
    data.setncatts({"Platform": "OCO-2", "title": "OCO-2 L2FP Lite Output", "BuildId": "B11.2.10",
                    "identifier_product_doi": "10.5067/70K2B2W8MNGY"})
    for name, length in (("sounding_id", count), ("levels", LEVELS), ("vertices", 4), ("footprints", 8),
                         ("epoch_dimension", 7)):
        data.createDimension(name, length)
    one, two = ("sounding_id",), ("sounding_id", "levels")
    fill = {"missing_value": np.float32(-999999)}
    variable(data, "sounding_id", (2016070105000000 + np.arange(count)).astype("u8"), one, "u8", units="YYYYMMDDhhmmssmf")
    variable(data, "time", time, one, "f8", units="seconds since 1970-01-01 00:00:00")
    variable(data, "latitude", latitude, one, units="degrees_north", **fill)
    variable(data, "longitude", longitude, one, units="degrees_east", **fill)
    corners = ("sounding_id", "vertices")
    variable(data, "vertex_latitude", latitude[:, None] + np.array([-0.01, -0.01, 0.01, 0.01]), corners, units="degrees_north")
    variable(data, "vertex_longitude", longitude[:, None] + np.array([-0.006, 0.006, 0.006, -0.006]), corners, units="degrees_east")
    variable(data, "xco2", xco2, one, units="ppm", long_name="Bias-corrected XCO2 on X2007 scale", **fill)
    variable(data, "xco2_x2019", xco2 * 1.00079 - 0.142, one, units="ppm", long_name="Bias-corrected XCO2 on X2019 scale", **fill)
    variable(data, "xco2_uncertainty", uncertainty, one, units="ppm")
    variable(data, "xco2_apriori", (weight * prior).sum(axis=1), one, units="ppm", **fill)
    variable(data, "xco2_quality_flag", (bits != 0).astype("i1"), one, "i1", units="none")
    variable(data, "xco2_qf_bitflag", bits, one, "u8", units="none")
    variable(data, "xco2_qf_simple_bitflag", (bits != 0).astype("u1"), one, "u1", units="none")
    variable(data, "pressure_levels", pressure, two, units="hPa", **fill)
    variable(data, "co2_profile_apriori", prior, two, units="ppm", **fill)
    variable(data, "xco2_averaging_kernel", kernel, two, units="none", **fill)
    variable(data, "pressure_weight", weight, two, units="none", **fill)
    sounding, retrieval = data.createGroup("Sounding"), data.createGroup("Retrieval")
    variable(sounding, "operation_mode", (latitude > 33).astype("i1"), one, "i1", units="0=Nadir;1=Glint;2=Target;3=Transition")
    variable(sounding, "footprint", footprint, one, "i1")
    variable(sounding, "orbit", np.full(count, 10595), one, "i4")
    variable(retrieval, "surface_type", (longitude < 115.9).astype("i1"), one, "i1", units="0=ocean;1=land")
    data.close()


# Leap seconds from 1993 to 2016.
TAI93 = START + 5 * 3600 - 725846400 + 9


def standard(header, geometry, time, latitude, longitude, identity):
    count = 12
    pressure, kernel, weight, prior = column(count)
    prior_column = (weight * prior).sum(axis=1)
    weight[5, 3] = -999999
    with h5py.File(PATH, "w") as data:
        def put(path, values, units=None):
            made = data.create_dataset(path, data=values)
            if units is not None:
                made.attrs["Units"] = np.array([units], dtype="S20")
        put(f"{header}/{identity}", (2016070105000000 + np.arange(count)).astype("i8"))
        put(f"{header}/{time}", TAI93 + np.arange(count) / 3, "Second")
        put(f"{geometry}/{latitude}", (30 + 0.02 * np.arange(count)).astype("f4"), "Degrees")
        put(f"{geometry}/{longitude}", np.full(count, 116.0, "f4"), "Degrees")
        result = "RetrievalResults"
        put(f"{result}/xco2", (402e-6 + RANDOM.normal(0, 0.6e-6, count)).astype("f4"), "Mole Mole^{-1}")
        put(f"{result}/xco2_uncert", RANDOM.uniform(0.4e-6, 0.7e-6, count).astype("f4"), "Mole Mole^{-1}")
        put(f"{result}/xco2_apriori", (1e-6 * prior_column).astype("f4"), "Mole Mole^{-1}")
        put(f"{result}/vector_pressure_levels", (100 * pressure).astype("f4"), "Pascals")
        put(f"{result}/xco2_avg_kernel_norm", kernel.astype("f4"), "None")
        put(f"{result}/xco2_pressure_weighting_function", weight.astype("f4"), "None")
        put(f"{result}/co2_profile_apriori", (1e-6 * prior).astype("f4"), "Mole Mole^{-1}")
        flag = np.ones(count, "i1")
        flag[3] = 2
        put(f"{result}/outcome_flag", flag)


def c3s(layers):
    count = 15
    levels = LEVELS - 1 if layers else LEVELS
    pressure, kernel, weight, prior = column(count)
    if layers:
        thickness = np.diff(pressure, axis=1)
        weight = thickness / thickness.sum(axis=1, keepdims=True)
        kernel, prior = kernel[:, 1:], prior[:, 1:]
    data = netCDF4.Dataset(PATH, "w", format="NETCDF4_CLASSIC")
    data.setncatts({"platform": "GOSAT", "sensor": "TANSO-FTS", "product_version": "v7.3", "Conventions": "CF-1.6"})
    for name, length in (("n", count), ("m", levels), ("boundaries", LEVELS), ("string_length", 22)):
        data.createDimension(name, length)
    one, two = ("n",), ("n", "m")
    names = [f"2016070105{i:02d}0123456789AB"[:22] for i in range(count)]
    variable(data, "exposure_id", netCDF4.stringtochar(np.array(names, dtype="S22")), ("n", "string_length"), "S1")
    variable(data, "time", START + 5 * 3600 + 4.0 * np.arange(count), one, "f8", units="seconds since 1970-01-01 00:00:00")
    variable(data, "longitude", np.full(count, 116.0), one, units="degrees_east")
    variable(data, "latitude", 30 + 1.5 * np.arange(count) / count, one, units="degrees_north")
    variable(data, "xco2", 402 + RANDOM.normal(0, 0.6, count), one, units="1e-6")
    variable(data, "xco2_uncertainty", RANDOM.uniform(1, 2, count), one, units="1e-6")
    variable(data, "xco2_quality_flag", (np.arange(count) % 5 == 4).astype("i1"), one, "i1")
    upward = pressure[:, ::-1].copy()
    upward[2, 4] = -9999.99
    variable(data, "pressure_levels", upward, ("n", "boundaries" if layers else "m"), units="hPa")
    variable(data, "pressure_weight", weight[:, ::-1], two, units="1")
    variable(data, "xco2_averaging_kernel", kernel[:, ::-1], two, units="1")
    variable(data, "co2_profile_apriori", prior[:, ::-1], two, units="1e-6")
    data.close()


def plain():
    count = 12
    pressure, kernel, weight, prior = column(count)
    with h5py.File(PATH, "w") as data:
        data["geo/lon"] = np.full(count, 116.0)
        data["geo/lat"] = np.linspace(30, 31, count)
        data["geo/t"] = START + 5 * 3600.0 + np.arange(count)
        data["geo/t"].attrs["units"] = "seconds since 1970-01-01"
        data["co2/x"] = (402 + RANDOM.normal(0, 0.6, count))[:, None]
        data["co2/x"].attrs["units"] = "ppm (micromol mol-1)"
        data["co2/error"] = np.full(count, 1.1)
        data["co2/error"][6] = 0
        data["co2/ak"] = kernel[:, ::-1]
        data["co2/h"] = weight[:, ::-1]
        data["co2/prior"] = prior[:, ::-1]
        data["co2/p"] = 100 * pressure[:, ::-1]
        data["co2/flag"] = np.array([1] * 10 + [0] * 2, "i1")


def nies():
    """Fifteen layers of equal pressure, the lowest first."""
    count, layers = 9, 15
    surface = RANDOM.uniform(940, 1000, count)
    height = (np.arange(layers) + 0.5) / layers
    with h5py.File(PATH, "w") as data:
        times = [f"2016-07-01 05:00:{4 * i:02d}.{250 + i:03d}Z" for i in range(count)]
        data["scanAttribute/time"] = np.array(times, dtype="S24")
        data["Data/geolocation/longitude"] = np.full(count, 116.0, "f4")
        data["Data/geolocation/latitude"] = np.linspace(30, 31, count).astype("f4")
        data["Data/mixingRatio/XCO2BiasCorrected"] = (402 + RANDOM.normal(0, 0.6, count)).astype("f4")
        data["Data/mixingRatio/XCO2BiasCorrectedError"] = RANDOM.uniform(1, 2, count).astype("f4")
        data["Data/auxiliaryParameter/surfacePressure"] = surface.astype("f4")
        kernel = np.tile(1.02 - 0.6 * height, (count, 1)).astype("f4")
        kernel[4, 2] = np.nan
        data["Data/retrievalQuality/columnAveragingKernel"] = kernel
        data["scanAttribute/referenceData/CO2Profile"] = np.tile(404 - 10 * height, (count, 1)).astype("f4")


def tccon():
    """Spectra of 04:40 to 06:20 UTC at 115.2 E 29 N, 0.05 km above the sea."""
    index = np.arange(51)
    altitude = 0.4 * index + 0.02 * index**2
    time = START + 4.6667 * 3600 + 300.0 * np.arange(21)
    count = len(time)
    water = np.stack([0.02 * np.exp(-altitude / 2), 0.015 * np.exp(-altitude / 2)])
    dry = np.stack([403 - 0.1 * altitude, 404 - 0.11 * altitude])
    pressure = np.stack([1.0 * np.exp(-altitude / 7.8), 1.001 * np.exp(-altitude / 7.8)])
    site = 0.05
    prior = (np.arange(count) > 10).astype(int)
    fine = np.linspace(site, altitude[-1], 70001)
    hats = np.stack([np.interp(fine, altitude, np.eye(51)[k]) for k in index])
    operator = np.empty((count, 51))
    for i, which in enumerate(prior):
        density = np.exp(-fine / 7.8)
        density[0] /= 2
        density[-1] /= 2
        air = density.sum()
        moist = np.interp(fine, altitude, water[which])
        # A retrieved oxygen column that is off by some tenths of a per cent.
        operator[i] = (hats * density).sum(axis=1) / (air - (density * moist).sum()) * (1 + 0.002 * np.sin(i))
    data = netCDF4.Dataset(PATH, "w")
    data.setncatts({"long_name": "made01", "short_location": "Made up, CN", "data_doi": "10.14291/tccon.made"})
    for name, length in (("time", count), ("prior_time", 2), ("prior_altitude", 51), ("ak_altitude", 51)):
        data.createDimension(name, length)
    one, of_prior = ("time",), ("prior_time", "prior_altitude")
    variable(data, "time", time, one, "f8", units="seconds since 1970-01-01", calendar="gregorian")
    variable(data, "prior_index", prior, one, "i2")
    for name, value in (("lat", 29.0), ("long", 115.2)):
        variable(data, name, np.full(count, value), one, units="degrees_north" if name == "lat" else "degrees_east")
    variable(data, "zmin", np.full(count, site), one, units="km")
    variable(data, "pout", np.full(count, 1013.25 * np.exp(-site / 7.8)), one, units="hPa")
    xco2 = 402.5 + RANDOM.normal(0, 0.5, count)
    for suffix, scale in (("", "WMO CO2 X2007"), ("_x2019", "WMO CO2 X2019")):
        variable(data, f"xco2{suffix}", xco2 + (0.2 if suffix else 0), one, units="ppm", wmo_or_analogous_scale=scale)
        variable(data, f"xco2_error{suffix}", np.full(count, 1.2), one, units="ppm")
        variable(data, f"integration_operator{suffix}", operator, ("time", "prior_altitude"), "f8", units="1")
    variable(data, "prior_altitude", altitude, ("prior_altitude",), units="km")
    variable(data, "ak_pressure", 1013.25 * pressure[0], ("ak_altitude",), units="hPa")
    variable(data, "ak_xco2", np.tile(1 - 0.01 * altitude, (count, 1)), ("time", "ak_altitude"), units="1")
    variable(data, "prior_pressure", pressure, of_prior, "f8", units="atm")
    variable(data, "prior_co2", dry * (1 - water), of_prior, "f8", units="ppm")
    variable(data, "prior_h2o", water, of_prior, "f8", units="1")
    data.close()


{
    "oco2": oco2,
    "tccon": tccon,
    "oco2std": lambda: standard("RetrievalHeader", "RetrievalGeometry", "retrieval_time_tai93", "retrieval_latitude",
                                "retrieval_longitude", "sounding_id"),
    "acosstd": lambda: standard("SoundingHeader", "SoundingGeometry", "sounding_time_tai93", "sounding_latitude_geoid",
                                "sounding_longitude_geoid", "sounding_id"),
    "c3s": lambda: c3s(layers=False),
    "c3slayers": lambda: c3s(layers=True),
    "plain": plain,
    "nies": nies,
}[KIND]()
print(f'"{PATH}"')
