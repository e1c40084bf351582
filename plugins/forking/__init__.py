"""Processes: work spread over forked ones, of which one may be killed, and a folder in which nobody else is at work."""

from plugins.forking.alone import BusyError, alone
from plugins.forking.spread import KilledError, Spread, end_with, in_processes

__all__ = ["BusyError", "KilledError", "Spread", "alone", "end_with", "in_processes"]
