#!/usr/bin/env python3
"""Checks the templates without deploying them, and the API's description: sam validate, cfn-lint, checkov, and tests/template.

Needs Python 3.11 or later; everything else is installed under target/emulator. Nothing of AWS is reached.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "infra" / "emulator"))

from venv_at import venv  # noqa: E402

TEMPLATES = ["template.yaml", *sorted(f"infra/{p.name}" for p in (ROOT / "infra").glob("*.yaml") if p.name != "checkov.yaml")]


def main() -> int:
    # checkov wants other versions of the same libraries.
    tools, checkov = venv("requirements.txt"), venv("requirements-checkov.txt")
    env = {**os.environ, "SAM_CLI_TELEMETRY": "0", "AWS_DEFAULT_REGION": "us-east-1", "LOG_LEVEL": "ERROR"}
    commands = [
        [tools / "sam", "validate", "--lint", "--region", "us-east-1"],
        [tools / "cfn-lint", *TEMPLATES],
        [checkov / "checkov", "--config-file", "infra/checkov.yaml", "-f", *TEMPLATES],
        [tools / "python", "-m", "unittest", "discover", "-s", "tests/template", "-t", "tests/template"],
    ]
    failed = 0
    for command in commands:
        print(f"{command[0].name} {command[1]}", flush=True)
        failed |= subprocess.run(command, cwd=ROOT, env=env).returncode
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
