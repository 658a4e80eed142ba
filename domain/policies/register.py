"""POLICIES: what follows by itself; the reactor asks for it."""

from domain.kernel import Policy

POLICIES: tuple[Policy, ...] = ()
