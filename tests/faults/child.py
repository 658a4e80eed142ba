"""One life of an installation: `python -m tests.faults.child FOLDER PLAN [BLOW]`.

PLAN and BLOW are JSON. Ends as the command line does: 0 when all is done, 5 when the database is
gone; the blow may end it sooner. Else it says on stdout how often each point was passed, whether
the blow fell, and how much of what was asked without an answer turned out to be written.
"""

import json
import sys
from pathlib import Path

from api.cli.exits import guarded
from api.home import Home
from api.wiring import opened
from tests.faults.client import Client, Outbox
from tests.faults.plan import plan
from tests.faults.striking import BETWEEN, Blow, Striker
from tests.faults.workload import play


def main(folder: str, planned: str, blow: str = "null") -> int:
    """Runs the plan on the installation in the folder."""
    place = Path(folder)
    home, told = Home(place / "home"), json.loads(blow)
    striker = Striker(home, Blow(**told) if told else None)
    striker.arm()
    written = 0

    def live() -> int:
        nonlocal written
        with opened(home) as system:
            client = Client(system, Outbox(place))
            written = client.resend()
            play(system, client, plan(**json.loads(planned)), lambda: striker.passing(BETWEEN))
        return 0

    code = guarded(live)
    print(json.dumps({"passed": striker.passed, "struck": striker.struck, "written": written}))
    return code


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
