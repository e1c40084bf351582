"""Work spread over forked processes, of which one may be killed without the others waiting for it for ever."""

from plugins.forking.spread import KilledError, Spread, end_with, in_processes

__all__ = ["KilledError", "Spread", "end_with", "in_processes"]
