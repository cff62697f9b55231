"""The program packed as it runs here: the private environment gets these very files, from a checkout or a wheel alike.

Source: the binary distribution format of packaging.python.org (wheel 1.0).
"""

from __future__ import annotations

import base64
import hashlib
import importlib.metadata as metadata
import io
import tomllib
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from ..errors import RefusedError
from ..paths import PACKAGE, is_hidden

DISTRIBUTION = "lhh-excel"
_STAMP = (1980, 1, 1, 0, 0, 0)


def package_files(package: Path = PACKAGE) -> dict[str, bytes]:
    """Path in the wheel -> bytes: the package, and in a checkout what pyproject.toml says goes into it.

    As they were when they were first asked for: one run installs one program.
    """
    return dict(_package_files(package))


@cache
def _package_files(package: Path) -> dict[str, bytes]:
    files = {f"{package.name}/{name}": data for name, data in _below(package)}
    project = package.parent / "pyproject.toml"
    if project.is_file():
        wheel = tomllib.loads(project.read_text(encoding="utf-8"))["tool"]["hatch"]["build"]["targets"]["wheel"]
        for source, target in wheel.get("force-include", {}).items():
            place = package.parent / source
            if place.is_file():
                files[target] = place.read_bytes()
            else:
                files |= {f"{target}/{name}": data for name, data in _below(place)}
    return dict(sorted(files.items()))


def _below(folder: Path) -> Iterator[tuple[str, bytes]]:
    for file in folder.rglob("*"):
        if file.is_file() and "__pycache__" not in file.parts and not is_hidden(file.name):
            yield file.relative_to(folder).as_posix(), file.read_bytes()


def fingerprint(files: dict[str, bytes]) -> str:
    """One for the same files, whatever their dates."""
    total = hashlib.sha256()
    for name, data in sorted(files.items()):
        total.update(f"{name}\0{len(data)}\0".encode())
        total.update(data)
    return total.hexdigest()


def pinned_xlwings() -> str:
    """The version of xlwings that the program asks for; "" where the program was not installed by pip."""
    try:
        requirements = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        return ""
    for requirement in requirements:
        name, _, version = requirement.partition("==")
        if name.strip().lower() == "xlwings":
            return version.split(";")[0].strip()
    return ""


def constraints() -> str:
    """The versions that run here, one a line, so that the private environment gets the tested ones.

    Without xlwings, which the program pins itself, and what was not installed from a released version.
    """
    lines = set()
    for found in metadata.distributions():
        name = str(found.metadata["Name"])
        if name.lower() not in (DISTRIBUTION, "lhh_excel", "xlwings", "pip") and "+" not in found.version:
            lines.add(f"{name}=={found.version}")
    return "\n".join(sorted(lines)) + "\n"


def own_wheel() -> tuple[str, bytes]:
    """File name and bytes of the program as a wheel; the same files give the same bytes.

    Raises RefusedError("setup_not_installed") where pip knows nothing of the program.
    """
    try:
        ours = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError as error:
        raise RefusedError("setup_not_installed") from error
    info = f"lhh_excel-{ours.version}.dist-info"
    files = package_files()
    files[f"{info}/METADATA"] = (ours.read_text("METADATA") or "").encode()
    files[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: lhh-excel\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    files[f"{info}/entry_points.txt"] = b"[console_scripts]\nlhh-excel = lhh_excel.__main__:main\n"
    record = "".join(f"{name},sha256={_digest(data)},{len(data)}\n" for name, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            member = zipfile.ZipInfo(name, _STAMP)
            member.compress_type, member.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(member, data)
    return f"lhh_excel-{ours.version}-py3-none-any.whl", target.getvalue()


def _digest(data: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()
