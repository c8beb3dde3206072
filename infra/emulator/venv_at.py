"""Virtual environments under target/emulator, made when what they are to hold changes."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[1] / "target" / "emulator"


def venv(requirements: str) -> Path:
    """The folder of programs of an environment with what a file beside this one names."""
    wanted = (HERE / requirements).read_text()
    place = HOME / requirements.removesuffix(".txt").replace("requirements", "venv")
    installed = place / "installed.txt"
    if not installed.exists() or installed.read_text() != wanted:
        shutil.rmtree(place, ignore_errors=True)
        place.parent.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-m", "venv", place], check=True)
        pip = [place / "bin" / "pip", "install", "--quiet", "--disable-pip-version-check", "-r", HERE / requirements]
        subprocess.run(pip, check=True)
        installed.write_text(wanted)
    return place / "bin"
