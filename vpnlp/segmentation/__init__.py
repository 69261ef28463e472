"""From a document to its units: demands and prose, with their headings and lead-ins."""

from vpnlp.segmentation.lead_ins import split_lead_in

__all__ = ["split_lead_in"]
