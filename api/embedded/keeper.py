"""Ends a server once its users are gone, however they went; started beside each server."""

import sys
import time
from pathlib import Path

from api.embedded.server import retire

SECONDS_BETWEEN_LOOKS = 0.5  # waiting on the lock instead would look like one more user

if __name__ == "__main__":
    while not retire(Path(sys.argv[1])):
        time.sleep(SECONDS_BETWEEN_LOOKS)
