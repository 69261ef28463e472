"""Summaries, tables and units become files: xlsx, ods, csv, parquet, json, qdpx, html, pictures."""

from vpnlp.export.flat import flat_columns, flat_row
from vpnlp.export.summaries import write_summary
from vpnlp.export.tables import read_table, write_table
from vpnlp.export.units import read_units, write_units

__all__ = [
    "flat_columns", "flat_row", "read_table", "read_units", "write_summary", "write_table", "write_units",
]  # fmt: skip
