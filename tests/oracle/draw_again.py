"""A lot's draw, drawn again from the answer of `GET /v1/lots/LOT/draw`: `draw_again.py ANSWER`.

Independent of the project: standard library only, no import of ours; written from decision 59.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path


def wrong(told):
    """What does not hold of a draw that was told; nothing of one that does."""
    if told["algorithm"] != "SHA256-RANK-1":
        yield f"algorithm {told['algorithm']}"
    if sha256(told["seed"].encode()).hexdigest() != told["commitment"]:
        yield "seed"
    codes = ",".join(f'"{code}"' for code in sorted(told["pool"]))
    canonical = f'{{"lot":"{told["lot"]}","pool":[{codes}]}}'
    if sha256(f"zhangben/draw-pool/v1\n{canonical}".encode()).hexdigest() != told["drawn_from"]:
        yield "pool"
    ranks = {sha256(f"{told['seed']}\n{code}".encode()).digest(): code for code in told["pool"]}
    drawn = [ranks[rank] for rank in sorted(ranks)]
    if [*told["passed_over"], told["application"]] != drawn[: len(told["passed_over"]) + 1]:
        yield "order"


if __name__ == "__main__":
    found = list(wrong(json.loads(Path(sys.argv[1]).read_text("utf-8"))["data"]))
    print("\n".join(found) or "the same")
    sys.exit(3 if found else 0)
