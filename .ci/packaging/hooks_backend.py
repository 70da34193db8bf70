"""Builds what `pip install .` installs of a checkout: an empty package that requires the wheel.

pre-commit installs a repository of hooks by `pip install .`; to compile there takes minutes and a Rust
toolchain. The wheel on the package index has the program already, so this asks for it, by the version
of this checkout. It needs nothing but Python itself.
"""

import base64
import hashlib
import os
import pathlib
import re
import zipfile

NAME = "incident-handoff"
FROM_SOURCE = "HANDOFF_FROM_SOURCE"


def _version():
    manifest = pathlib.Path("Cargo.toml").read_text(encoding="utf-8")
    return re.search(r'^version = "([^"]+)"', manifest, re.MULTILINE).group(1)


def _from_source():
    return bool(os.environ.get(FROM_SOURCE))


def get_requires_for_build_wheel(config_settings=None):
    return ["maturin>=1.7,<2"] if _from_source() else []


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    if _from_source():
        import maturin

        return maturin.build_wheel(wheel_directory, config_settings, metadata_directory)
    version = _version()
    # Another name than the wheel's, or it would require itself.
    stem = f"incident_handoff_hooks-{version}"
    info = f"{stem}.dist-info"
    files = {
        f"{info}/METADATA": (
            f"Metadata-Version: 2.1\nName: {NAME}-hooks\nVersion: {version}\n"
            f"Summary: The hooks of handoff for pre-commit\nRequires-Dist: {NAME}=={version}\n"
        ),
        f"{info}/WHEEL": (
            "Wheel-Version: 1.0\nGenerator: handoff\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        ),
    }
    record = ""
    for path, text in files.items():
        digest = hashlib.sha256(text.encode()).digest()
        encoded = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        record += f"{path},sha256={encoded},{len(text.encode())}\n"
    files[f"{info}/RECORD"] = record + f"{info}/RECORD,,\n"
    name = f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / name, "w") as wheel:
        for path, text in files.items():
            wheel.writestr(path, text)
    return name


def build_sdist(sdist_directory, config_settings=None):
    raise SystemExit("a source package is made by `maturin sdist`")
