"""Options that many commands share."""

from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[
    Path | None,
    typer.Option("--data", envvar="ZHANGBEN_DATA", help="数据目录 · folder of the installation"),
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")]
