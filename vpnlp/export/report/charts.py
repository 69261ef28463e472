"""The charts of the report and of `vpnlp plot`, as Vega-Lite made by Altair."""

from functools import cache
from typing import TYPE_CHECKING, Any

from vpnlp.errors import MissingExtraError
from vpnlp.export.views import overall, theme_colours, theme_names
from vpnlp.language import wording
from vpnlp.statistics.sentences import group_name, percent
from vpnlp.statistics.summary import Summary
from vpnlp.themes import OTHER

if TYPE_CHECKING:
    import altair as alt

FONT = "Helvetica Neue, Helvetica, Arial, Liberation Sans, sans-serif"
INK, MUTED, RULE = "#1a1a1a", "#5c5c5c", "#e3e3e3"
_PERCENT = {"sv": "format(datum.value * 100, '.0f') + '\u00a0%'", "en": "format(datum.value, '.0%')"}


def altair() -> Any:  # noqa: ANN401 - a module
    """Return Altair.

    Raises:
        MissingExtraError: It is not installed.
    """
    try:
        import altair as alt
    except ImportError:
        raise MissingExtraError("drawing charts", "report") from None
    return alt


@cache
def bundle() -> str:
    """Return Vega-Lite and what it needs as one JavaScript text.

    Raises:
        MissingExtraError: vl-convert is not installed.
    """
    try:
        import vl_convert
    except ImportError:
        raise MissingExtraError("the report", "report") from None
    script: str = vl_convert.javascript_bundle("window.vegaEmbed = vegaEmbed;")
    return script.replace("</script", "<\\/script")


class Charts:
    """The charts of one summary in one language."""

    def __init__(self, summary: Summary, language: str) -> None:
        self._summary = summary
        self._language = language
        self._texts = wording("report", language)
        self._names = theme_names(summary.themes, language)
        self._colours = theme_colours(summary.themes)
        self._alt = altair()

    def specs(self) -> dict[str, Any]:
        """Return the page's charts as Vega-Lite, by the id of the element they go into."""
        charts = {"chart-themes": self.themes()}
        charts |= {f"chart-trend-{place}": self.trend(key) for place, key in enumerate(self.trend_keys)}
        return {
            name: dressed(chart.properties(width="container")).to_dict() for name, chart in charts.items()
        }

    @property
    def trend_keys(self) -> tuple[str, ...]:
        """The themes whose trend can be drawn: all of them, where two years have demands."""
        with_demands = self._summary.trend.filter(self._summary.trend["demands"] > 0)
        return self._summary.themes.keys if with_demands["year"].n_unique() > 1 else ()

    def themes(self) -> "alt.LayerChart":
        """Return every theme's share of all demands, with its interval."""
        rows = [
            self._row(row, row["share_low"], row["share_high"]) | {"theme": self._names[row["theme"]]}
            for row in overall(self._summary).iter_rows(named=True)
            if row["share"] is not None
        ]
        names, colours = list(self._names.values()), [self._colours[key] for key in self._names]
        alt = self._alt
        base = alt.Chart(alt.Data(values=rows)).encode(
            y=alt.Y(
                "theme:N",
                sort=names,
                title=None,
                axis=alt.Axis(labelFontSize=14, domain=False, labelLimit=220),
            ),
            tooltip=alt.Tooltip("label:N", title=self._texts["share"]),
        )
        colour = alt.Color("theme:N", scale=alt.Scale(domain=names, range=colours), legend=None)
        bars = base.mark_bar(height={"band": 0.62}).encode(x=self._x("share"), color=colour)
        figures = base.mark_text(align="left", dx=6, color=INK, fontSize=13).encode(
            x=self._x("high"), text="figure:N"
        )
        ends = base.mark_rule(strokeWidth=1.5, color=INK).encode(x=self._x("low"), x2="high:Q")
        return alt.layer(bars, ends, figures).properties(height=38 * max(len(rows), 1))

    def trend(self, key: str) -> "alt.LayerChart":
        """Return one theme's share by year, with its interval; years without demands are gaps."""
        table = self._summary.trend
        rows = [
            self._row(row, row["low"], row["high"]) | {"year": row["year"]}
            for row in table.filter(table["theme"] == key).iter_rows(named=True)
        ]
        alt, colour = self._alt, self._colours[key]
        years = [row["year"] for row in rows]
        step = -(-len(years) // 6)
        axis = alt.Axis(format="d", values=years[::step], labelAngle=0, grid=False, tickSize=4)
        base = alt.Chart(alt.Data(values=rows)).encode(
            x=alt.X(
                "year:Q",
                title=None,
                axis=axis,
                scale=alt.Scale(domain=[years[0], years[-1]], nice=False, padding=8),
            ),
            tooltip=[
                alt.Tooltip("name:N", title=self._texts["year"]),
                alt.Tooltip("label:N", title=self._texts["share"]),
            ],
        )
        band = base.mark_area(color=colour, opacity=0.18).encode(y=self._y("low"), y2="high:Q")
        rule = base.mark_rule(color=colour, opacity=0.35, strokeWidth=1.5).encode(
            y=self._y("low"), y2="high:Q"
        )
        line = base.mark_line(color=colour, strokeWidth=2.5).encode(y=self._y("share"))
        dots = base.mark_point(color=colour, filled=True, size=55, opacity=1).encode(y=self._y("share"))
        return alt.layer(band, rule, line, dots).properties(height=190)

    def figure(self, keys: tuple[str, ...], title: str | None) -> Any:  # noqa: ANN401
        """Return the trends of `keys` side by side, for print; all shares where there is no trend."""
        alt = self._alt
        if not self.trend_keys:
            return self.all_themes(title)
        small = [
            self.trend(key).properties(
                width=230 if len(keys) > 1 else 480,
                height=150 if len(keys) > 1 else 260,
                title=alt.TitleParams(self._names[key], anchor="start", color=INK),
            )
            for key in keys
        ]
        chart = alt.concat(*small, columns=min(3, len(small)), spacing=24)
        return self._titled(chart, title or self._texts["plot_title"], "plot_note")

    def all_themes(self, title: str | None) -> Any:  # noqa: ANN401
        """Return every theme's share of all demands, for print."""
        chart = self.themes().properties(width=460)
        return self._titled(chart, title or self._texts["plot_title_themes"], "plot_note_themes")

    def _titled(self, chart: Any, title: str, note: str) -> Any:  # noqa: ANN401
        texts = self._texts[note].format(n=len(self._summary.demands), documents=len(self._summary.sources))
        heading = self._alt.TitleParams(
            title, subtitle=texts, anchor="start", fontSize=20, subtitleFontSize=12, offset=18
        )
        return dressed(chart.properties(title=heading), background="white")

    def stacked(self, key: str, title: str) -> "alt.Chart":
        """Return one bar a document or year, the themes' shares one after the other."""
        alt, frame = self._alt, self._summary.by[key,]
        names = [self._names[theme] for theme in self._names if theme != OTHER]
        rows = [
            {
                "theme": self._names[row["theme"]],
                "order": names.index(self._names[row["theme"]]),
                **self._row(row, None, None),
            }
            | {"group": group_name(key, row[key], language=self._language)}
            for row in frame.iter_rows(named=True)
            if row["theme"] != OTHER and row["share"] is not None
        ]
        colours = [self._colours[theme] for theme in self._names if theme != OTHER]
        groups = list(dict.fromkeys(row["group"] for row in rows))
        chart = (
            alt.Chart(alt.Data(values=rows))
            .mark_bar(stroke="white", strokeWidth=0.7)
            .encode(
                x=self._x("share", stack=True),
                y=alt.Y("group:N", sort=groups, title=None, axis=alt.Axis(labelLimit=280)),
                color=alt.Color(
                    "theme:N",
                    scale=alt.Scale(domain=names, range=colours),
                    title=None,
                    legend=alt.Legend(orient="top"),
                ),
                order="order:Q",
            )
        )
        return self._titled(chart.properties(width=560, height=alt.Step(24)), title, "plot_stacked_note")

    def _row(self, row: dict[str, Any], low: float | None, high: float | None) -> dict[str, Any]:
        shown = {
            "share": row["share"],
            "low": low,
            "high": high,
            "label": share_label(row, low, high, self._language),
            "figure": unbroken(percent(row["share"], language=self._language)),
        }
        guess = bool(row.get("year_is_guess"))
        return shown | {"name": group_name("year", row["year"], guess=guess)} if "year" in row else shown

    def _x(self, field: str, **more: Any) -> "alt.X":  # noqa: ANN401
        axis = self._alt.Axis(labelExpr=_PERCENT[self._language], tickCount=6, domain=False, ticks=False)
        return self._alt.X(f"{field}:Q", title=None, axis=axis, **more)

    def _y(self, field: str) -> "alt.Y":
        top = self._top()
        axis = self._alt.Axis(labelExpr=_PERCENT[self._language], tickCount=4, domain=False, ticks=False)
        return self._alt.Y(
            f"{field}:Q", title=None, axis=axis, scale=self._alt.Scale(domain=[0, top], nice=False)
        )

    def _top(self) -> float:
        """Return where the shares' axis ends, the same for every theme, so that they can be compared."""
        trend = self._summary.trend
        highest = trend.filter(trend["theme"].is_in(list(self._summary.themes.keys)))["high"].max()
        return min(1.0, -(-max(float(highest or 0), 0.1) // 0.1) * 0.1)  # type: ignore[arg-type]


def share_label(row: dict[str, Any], low: float | None, high: float | None, language: str) -> str:
    """Return "13 % (9 av 69; 95 % KI 7–23 %)"."""
    texts = wording("report", language)
    if row["share"] is None:
        return texts["no_demands"]
    parts = {
        "share": percent(row["share"], language=language),
        "count": row["count"],
        "demands": row["demands"],
    }
    if low is None or high is None:
        return texts["share_of"].format(**parts)
    interval = interval_text(low, high, language)
    return texts["share_of_interval"].format(**parts, interval=interval)


def interval_text(low: float | None, high: float | None, language: str) -> str:
    """Return "7–23 %"."""
    if low is None or high is None:
        return "–"
    return f"{round(100 * low)}–{percent(high, language=language)}"


def unbroken(text: str) -> str:
    """Return `text` with its percentages kept on one line."""
    return text.replace(" %", "\u00a0%")


def dressed(chart: Any, *, background: str = "transparent") -> Any:  # noqa: ANN401 - any kind of chart
    """Return a chart in the look of the report."""
    return (
        chart.configure(font=FONT, background=background, padding=8)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=MUTED, labelFontSize=12, gridColor=RULE, tickColor="#b5b5b5", domainColor="#b5b5b5"
        )
        .configure_title(color=INK, fontSize=15, subtitleColor=MUTED)
        .configure_legend(labelFontSize=12, labelColor=INK)
    )
