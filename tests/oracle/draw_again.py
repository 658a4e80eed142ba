"""A lot's draw, drawn again from the answer of `GET /v1/lots/LOT/draw`: `draw_again.py ANSWER`.

Independent of the project: standard library only, no import of ours; written from decision 59.
"""

import json
import sys
from hashlib import sha256
from pathlib import Path


def wrong(told):
    """What does not hold of a draw that was told; nothing of one that does."""
    heads = {"SHA256-RANK-1": "", "SHA256-RANK-2": f"{told['drawn_from']}\n"}
    if told["algorithm"] not in heads:
        yield "algorithm"
        return
    if sha256(told["seed"].encode()).hexdigest() != told["commitment"]:
        yield "seed"
    codes = ",".join(f'"{code}"' for code in sorted(told["pool"]))
    canonical = f'{{"lot":"{told["lot"]}","pool":[{codes}]}}'
    if sha256(f"zhangben/draw-pool/v1\n{canonical}".encode()).hexdigest() != told["drawn_from"]:
        yield "pool"
    head = f"{told['seed']}\n{heads[told['algorithm']]}"
    ranks = sorted((sha256(f"{head}{one}".encode()).digest(), one) for one in told["pool"])
    drawn = [code for _, code in ranks]
    if [*told["passed_over"], told["application"]] != drawn[: len(told["passed_over"]) + 1]:
        yield "order"


if __name__ == "__main__":
    found = list(wrong(json.loads(Path(sys.argv[1]).read_text("utf-8"))["data"]))
    print("\n".join(found) or "the same")
    sys.exit(3 if found else 0)
