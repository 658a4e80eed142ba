"""Options that many commands share."""

import os
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from api.banks.statements import schemas
from api.banks.statements.shelf import VARIABLE

Data = Annotated[
    Path | None,
    typer.Option("--data", envvar="ZHANGBEN_DATA", help="数据目录 · folder of the installation"),
]
Json = Annotated[bool, typer.Option("--json", help="输出 JSON · print JSON")]
Expected = Annotated[
    Path | None, typer.Option("--trust", help="期望的公钥 · keys to expect (trust.json)")
]
Held = Annotated[
    list[Path] | None,
    typer.Option("--checkpoint", help="自己留存的检查点 · a checkpoint that you kept yourself"),
]
Of = Annotated[
    str | None,
    typer.Option("--of", help="应属的项目或标段 · project or lot that a pack should be of"),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", help="位置、时刻或法定日 · position, instant (with offset) or legal day"
    ),
]
Profiles = Annotated[
    Path | None,
    typer.Option("--profiles", envvar=VARIABLE, help="自有银行格式目录 · folder of bank profiles"),
]
Schemas = Annotated[
    Path | None,
    typer.Option(
        "--schemas", envvar=schemas.VARIABLE, help="ISO 20022 模式目录 · folder of their schemas"
    ),
]


def use_folders(profiles: Path | None, iso: Path | None) -> None:
    """From here on a user's own bank profiles and the schemas of ISO are read from these folders,
    where they are named."""
    for variable, folder in ((VARIABLE, profiles), (schemas.VARIABLE, iso)):
        if folder is not None:
            os.environ[variable] = str(folder)


def moment_of(wanted: str | None) -> int | date | datetime | None:
    """A position, an instant with its offset, or a legal day, as the person wrote it."""
    if wanted is None:
        return None
    if wanted.isascii() and wanted.isdecimal():
        return int(wanted)
    try:
        if len(wanted) == len("2024-05-15"):
            return date.fromisoformat(wanted)
        instant = datetime.fromisoformat(wanted)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise typer.BadParameter(
            f"{wanted!r}: 388, 2024-05-15, 2024-05-15T17:00:00+08:00", param_hint="--as-of"
        )
    return instant
