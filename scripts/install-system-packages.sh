#!/usr/bin/env bash
# Installs the Debian packages that the tests use to read our output with tools that we did not write:
# ncdump (netcdf-bin) and Python's netCDF4, xarray (with dask, for several files at once) and pyproj; h5py and
# tifffile, with which they write files of products; ecCodes (libeccodes-tools), which converts GRIB; Chromium, in which
# the pages of runs are looked at; and Open MPI and MPICH, whose ranks they start; and Slurm, whose
# daemons a test starts for itself (the services that its packages bring are not used, and may be disabled). The package itself needs none of them, but ecCodes for GRIB.
# Safe to run again: what is installed already is left alone.
set -euo pipefail

packages=(netcdf-bin python3-netcdf4 python3-xarray python3-dask python3-pyproj python3-h5py python3-tifffile libeccodes-tools chromium openmpi-bin libopenmpi3 mpich libmpich12 munge slurmctld slurmd slurm-client)

if ! command -v apt-get >/dev/null 2>&1; then
  echo "install-system-packages: no apt-get here; install by hand what you want of: ${packages[*]}." >&2
  echo "install-system-packages: openjdas runs without them; only the tests that compare with other readers need them." >&2
  exit 0
fi

missing=()
for package in "${packages[@]}"; do
  if [ "$(dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null || true)" != installed ]; then
    missing+=("$package")
  fi
done
if [ "${#missing[@]}" -eq 0 ]; then
  echo "install-system-packages: all here already: ${packages[*]}"
  exit 0
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
  if ! command -v sudo >/dev/null 2>&1; then
    echo "install-system-packages: not root and no sudo; ask an administrator to install: ${missing[*]}" >&2
    exit 1
  fi
  as_root=(sudo)
fi

echo "install-system-packages: installing ${missing[*]}"
"${as_root[@]}" apt-get update
"${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends "${missing[@]}" </dev/null
