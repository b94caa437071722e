"""The product's own settings, with a data folder of its own for each test run."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile

os.environ["OVERENS_ENV"] = os.environ.get("OVERENS_TEST_ENV", "test")
if "OVERENS_TEST_DATA" not in os.environ:
    folder = tempfile.mkdtemp(prefix="overens-test-")
    # Workers of one run are within it; the one that made it takes it away.
    os.environ["OVERENS_TEST_DATA"] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
# A folder for each worker: another one's nightly sweep takes files that it has no rows
# of.
data = os.path.join(
    os.environ["OVERENS_TEST_DATA"], os.environ.get("PYTEST_XDIST_WORKER", "one")
)
os.environ["OVERENS_DATA"] = data
# WhiteNoise warns of a folder that is not there, and a warning fails a test.
os.makedirs(os.path.join(data, "static"), exist_ok=True)

from overens.config.settings import *  # noqa: E402, F403
