"""From a document to its units: demands and prose, with their headings and lead-ins."""

from vpnlp.segmentation.lead_ins import split_lead_in
from vpnlp.segmentation.segmenting import segment

__all__ = ["segment", "split_lead_in"]
