"""Source text at `ZipFile` becomes a package; everything else stays as it is."""

from __future__ import annotations

import io
import zipfile

from awslab.lab.packages import with_packages


def test_source_text_is_packed_as_index_py() -> None:
    parameters = with_packages({"FunctionName": "f", "Code": {"ZipFile": "x = 1\n"}, "Layers": ["a"]})
    with zipfile.ZipFile(io.BytesIO(parameters["Code"]["ZipFile"])) as archive:
        assert archive.namelist() == ["index.py"]
        assert archive.read("index.py") == b"x = 1\n"
    assert (parameters["FunctionName"], parameters["Layers"]) == ("f", ["a"])


def test_the_same_source_makes_the_same_package() -> None:
    assert with_packages({"ZipFile": "x = 1"}) == with_packages({"ZipFile": "x = 1"})
    assert with_packages({"ZipFile": "x = 1"}) != with_packages({"ZipFile": "x = 2"})


def test_what_is_a_package_already_is_kept() -> None:
    assert with_packages([{"ZipFile": b"PK"}]) == [{"ZipFile": b"PK"}]
