"""An interrupt while the embedded database starts: whenever it comes, no server is left."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from watchdesk import embedded

ROOT = Path(__file__).resolve().parents[2]
# Starts the server as `manage.py run` does, and lets it go when it is interrupted.
STARTER = """
import signal
import sys
import time
from pathlib import Path
from watchdesk import embedded

def interrupt(number, frame):
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt

signal.signal(signal.SIGINT, interrupt)
try:
    print("starting", flush=True)
    embedded.start(Path(sys.argv[1]))
    time.sleep(30)
except KeyboardInterrupt:
    pass
finally:
    embedded.release(Path(sys.argv[1]))
"""


def test_no_server_is_left(made: Path) -> None:
    for seconds in (0, 0.03, 0.1, 0.3):
        starter = subprocess.Popen(
            [sys.executable, "-c", STARTER, str(made)],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        assert starter.stdout is not None
        assert starter.stdout.readline() == "starting\n"
        time.sleep(seconds)
        os.killpg(starter.pid, signal.SIGINT)
        assert starter.wait(timeout=60) == 0
        starter.stdout.close()
        left = (embedded.folder(made) / "postmaster.pid").exists()
        embedded.stop(made)
        assert not left, f"interrupted after {seconds} s"
