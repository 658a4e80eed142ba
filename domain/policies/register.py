"""POLICIES: what follows by itself. Nothing does yet: lines are matched by whoever asks."""

from domain.kernel import Policy

POLICIES: tuple[Policy, ...] = ()
