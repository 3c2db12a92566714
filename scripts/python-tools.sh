#!/bin/sh
# python-tools.sh NAME…: installs the Python programs that test/drivers/NAME runs, at the versions of its requirements.txt,
# into virtual environments below .stillhouse-tools/. What is installed already is kept; the status is 0 when all are there.
set -u
cd "$(dirname "$0")/.."
status=0
for name in "$@"; do
  wanted=test/drivers/$name/requirements.txt
  home=.stillhouse-tools/$name
  if cmp -s "$wanted" "$home/installed.txt"; then continue; fi
  rm -rf "$home"
  if python3 -m venv "$home" &&
    "$home/bin/pip" install --quiet --disable-pip-version-check --no-deps --requirement "$wanted"; then
    cp "$wanted" "$home/installed.txt"
  else
    echo "not to be had: $name" >&2
    rm -rf "$home"
    status=1
  fi
done
exit $status
