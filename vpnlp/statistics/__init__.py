"""Tagged units become tables: distribution, prevalence, trend, keyness, comparison, description."""

from vpnlp.statistics.distribution import distribution
from vpnlp.statistics.frame import demands_frame, sources_frame
from vpnlp.statistics.summarising import summarise
from vpnlp.statistics.summary import Summary

__all__ = ["Summary", "demands_frame", "distribution", "sources_frame", "summarise"]
