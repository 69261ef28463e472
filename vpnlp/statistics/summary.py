"""The one summary that every output renders: terminal, spreadsheet, report, picture."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vpnlp.themes import Themes

if TYPE_CHECKING:
    import polars as pl

DEFAULT_BY: tuple[tuple[str, ...], ...] = ((), ("document",), ("year",))


@dataclass(frozen=True, slots=True)
class Summary:
    """Everything an output says about a set of tagged documents.

    Shares are fractions of the demands in the same row; every interval is 95 %.
    A figure that cannot be told is null.

    Attributes:
        themes: The themes, in order; `övrigt` (none of them) follows them in every table.
        created: When the summary was made, an ISO date and time.
        model: name, version, thresholds (by theme) and card (the model's own account of itself).
        sources: One row a document: document, file, title, year, year_source, year_is_guess,
            organisation, municipality, type, valid_from, valid_to, decided, other metadata,
            demands, prose, words, pages, repeated (demands the document had made before,
            counted or not).
        failures: One row a file that was left out: file, problem.
        demands: The tagged demands, as `demands_frame` gives them.
        by: Distributions by their keys; () for all demands, ("document",) and ("year",) among them. Columns:
            the keys (with `year` also year_is_guess), theme, demands, count, share, share_low,
            share_high, corrected, corrected_low, corrected_high, words, words_all, documents,
            documents_all, uncertain.
        trend: One row a theme and year, years without documents included: theme, year,
            year_is_guess, documents, demands, count, share, low, high, corrected,
            corrected_low, corrected_high.
        changes: One row a theme and pair of years: theme, year_from, year_to, n_from, n_to,
            share_from, share_to, difference, low, high, certain, sentence_sv, sentence_en.
        keywords: What each theme, year and organisation says more than the rest: key (theme, year,
            organisation), target (its value, as text), reference (null: the rest), kind (lemma or
            phrase), term, form (as readers see it), count_target, count_reference,
            documents_target, per_1000_target, per_1000_reference, log_odds, z, g2, p, q.
            Empty unless asked for.
        description: One row a document: document, words, sentences, words_per_sentence,
            long_words, lix, demands, demand_share, mattr, lemmas, phrases. Empty unless asked for.
        deduplicated: Whether repeated demands are counted once.
    """

    themes: Themes
    created: str
    model: Mapping[str, Any]
    sources: "pl.DataFrame"
    failures: "pl.DataFrame"
    demands: "pl.DataFrame"
    by: "Mapping[tuple[str, ...], pl.DataFrame]"
    trend: "pl.DataFrame"
    changes: "pl.DataFrame"
    keywords: "pl.DataFrame"
    description: "pl.DataFrame"
    deduplicated: bool = False
