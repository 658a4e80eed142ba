"""Options that many commands share."""

import os
from pathlib import Path
from typing import Annotated

import typer

from api.banks.statements.shelf import VARIABLE

Data = Annotated[
    Path | None,
    typer.Option("--data", envvar="ZHANGBEN_DATA", help="数据目录 · folder of the installation"),
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")]
Profiles = Annotated[
    Path | None,
    typer.Option("--profiles", envvar=VARIABLE, help="自有银行格式目录 · folder of bank profiles"),
]


def use_profiles(folder: Path | None) -> None:
    """From here on a user's own bank profiles are read from this folder, where one is named."""
    if folder is not None:
        os.environ[VARIABLE] = str(folder)
