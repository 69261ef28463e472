"""The command documents: what is known of each document, and from where."""

from pathlib import Path
from typing import Annotated

import typer

from vpnlp.cli import common


def documents(
    paths: common.Paths,
    manifest: Annotated[
        Path | None,
        typer.Option(
            "--manifest",
            metavar="FILE",
            help="Write a manifest.csv to correct in Excel; put it beside the documents.",
            show_default=False,
        ),
    ] = None,
    year: common.Year = None,
    meta: common.Meta = None,
    format_: common.TableFormatOption = common.TableFormat.TABLE,
    language: common.LanguageOption = common.Language.SV,
) -> None:
    """List documents with their year, type, title and so on, each with its source.

    A year that only stands in the body text is a guess and shown as one (2022?).
    Settle it with --year, --meta or a manifest.csv, which override what a document says.
    """
    from vpnlp.cli.documents_table import print_documents

    with common.corpus(paths, year=year, meta=meta) as read:
        found = list(read.documents())
        print_documents(found, format_=format_, language=language)
        if manifest is not None:
            from vpnlp.documents import write_manifest

            write_manifest(found, manifest)
            typer.echo(f"vpnlp: {len(found)} documents written to {manifest}", err=True)


def register(app: typer.Typer) -> None:
    """Add the command to the command tree."""
    app.command(epilog="Example: vpnlp documents plans --manifest plans/manifest.csv")(documents)
