"""Where things lie in a checkout."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "guanjia"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
LOCK = ROOT / "requirements.lock"
DATA = Path(os.environ.get("GUANJIA_DATA", ROOT / "var"))
NODE_MODULES = ROOT / "node_modules"
BUILT = PACKAGE / "ui" / "static" / "ui" / "dist"
