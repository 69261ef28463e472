import base64
import hashlib
import json
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser

import pytest

from vpnlp.errors import MissingExtraError, UsageError
from vpnlp.export.report import check_report, json_for_script, save_report, write_report
from vpnlp.export.report.charts import bundle, interval_text, share_label
from vpnlp.export.report.findings import findings

pytest.importorskip("altair", reason="the charts' libraries are not installed")


class Page(HTMLParser):
    """The tags, the headings' levels and the ids of a page."""

    def __init__(self, text):
        super().__init__()
        self.levels, self.ids, self.tags = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.tags.append((tag, attributes))
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if "id" in attributes:
            self.ids.append(attributes["id"])


def embedded(page, name):
    return json.loads(
        re.search(rf'<script type="application/json" id="{name}">(.*?)</script>', page, re.S)[1]
    )


def test_headings_descend_one_by_one_and_ids_are_unique(report):
    page = Page(report)
    assert page.levels[0] == 1
    assert all(after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
    assert len(page.ids) == len(set(page.ids))
    assert ("html", {"lang": "sv"}) in page.tags


def test_every_chart_has_a_label_and_a_table_beside_it(report):
    page = Page(report)
    charts = [attributes for _, attributes in page.tags if attributes.get("class") == "chart"]
    assert len(charts) == 4
    assert all(chart["role"] == "img" and "tabellen" in chart["aria-label"] for chart in charts)
    assert report.count("<details>") == 2


def test_nothing_is_loaded_from_anywhere(report):
    page = Page(report)
    sources = [
        value
        for tag, attributes in page.tags
        for key, value in attributes.items()
        if key in {"src", "srcset"}
    ]
    links = [attributes["href"] for _, attributes in page.tags if "href" in attributes]
    assert sources == []
    assert all(link.startswith("#") for link in links)
    assert not [tag for tag, _ in page.tags if tag in {"link", "iframe", "img", "object"}]


def test_only_our_own_scripts_may_run(report):
    policy = next(
        a["content"] for t, a in Page(report).tags if a.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe-eval" not in policy
    scripts = re.findall(r"<script>(.*?)</script>", report, re.S)
    digests = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts]
    assert all(f"'sha256-{digest}'" in policy for digest in digests)


def test_texts_are_escaped(report):
    assert "<script>alert" not in report
    assert "\\u003cscript>alert('xss')\\u003c/script>" in report
    texts = [demand[4] for demand in embedded(report, "data")["demands"]]
    assert "<script>alert('xss')</script> & \"citat\" </textarea> ska visas som text." in texts


def test_json_in_a_script_cannot_end_it():
    value = {"a": "</script><!--", "b": "\u2028", "c": "å & ä"}
    text = json_for_script(value)
    assert "<" not in text
    assert "&" not in text
    assert "\u2028" not in text
    assert json.loads(text) == value


def test_findings_say_count_denominator_and_interval(summary):
    found = findings(summary, "sv")
    assert re.match(
        r"Vanligast är \w+: \d+\u00a0% av kraven \(\d+ av 51; 95\u00a0% intervall \d+–\d+\u00a0%\)\.",
        found[0],
    )
    assert "En fil kunde inte läsas; den är inte med i några siffror." in found
    assert any(text.startswith("Årtalet för 1 av 4 dokument är en gissning") for text in found)
    assert any(text.startswith("1 av 4 dokument saknar årtal") for text in found)


def test_findings_of_odd_material_are_sentences(odd_summary):
    for language in ("sv", "en"):
        for text in findings(odd_summary, language):
            assert re.match(r"[A-ZÅÄÖ0-9].*\.$", text)
            assert "None" not in text
            assert "nan" not in text


def test_shares_are_told_with_what_they_were_divided_by():
    row = {"share": 9 / 69, "count": 9, "demands": 69}
    assert share_label(row, 0.07, 0.23, "sv") == "13 % (9 av 69; 95 % intervall 7–23 %)"
    assert share_label(row, None, None, "en") == "13% (9 of 69)"
    assert share_label(row | {"share": None}, None, None, "sv") == "inga krav"
    assert interval_text(None, None, "sv") == "–"


def test_odd_material_makes_a_page(odd_summary, tmp_path):
    for language in ("sv", "en"):
        write_report(odd_summary, tmp_path / "rapport.html", language)
        text = (tmp_path / "rapport.html").read_text(encoding="utf-8")
        assert len(embedded(text, "data")["demands"]) == len(odd_summary.demands)
        assert f'<html lang="{language}">' in text


def test_a_report_is_a_web_page(summary, tmp_path):
    with pytest.raises(UsageError, match=r"call it \.html"):
        save_report(summary, tmp_path / "rapport.pdf")


def test_without_the_extra_it_says_what_to_install(tmp_path, monkeypatch):
    for module, use in (
        ("altair", lambda: check_report(tmp_path / "r.html")),
        ("vl_convert", bundle.__wrapped__),
    ):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, module, None)
            with pytest.raises(MissingExtraError, match=r"pip install 'vpnlp\[report\]'"):
                use()


PROBE = """
<script>
addEventListener("load", () => setTimeout(() => {
  const count = () => document.getElementById("demand-count").textContent;
  const rows = () => document.querySelectorAll("#demand-list li").length;
  const seen = { charts: document.querySelectorAll(".chart svg").length, all: count(), shown: rows() };
  document.querySelector('.chip[data-theme="1"]').click();
  seen.theme = count();
  document.getElementById("year").value = "2021";
  document.getElementById("year").dispatchEvent(new Event("change"));
  seen.year = count();
  document.querySelector('button[type="reset"]').click();
  setTimeout(() => {
    seen.reset = count();
    document.getElementById("more").click();
    seen.more = rows();
    document.getElementById("q").value = "BIBLIOTEKET söndagar";
    document.getElementById("q").dispatchEvent(new Event("input"));
    setTimeout(() => {
      seen.search = count();
      seen.marks = document.querySelectorAll("#demand-list li:first-child mark").length;
      seen.requests = performance.getEntriesByType("resource").length;
      seen.wide = document.documentElement.scrollWidth > innerWidth;
      seen.alerts = document.querySelectorAll("#demand-list script").length;
      document.body.innerHTML = `<pre id="seen">${JSON.stringify(seen)}</pre>`;
    }, 400);
  }, 100);
}, 1500));
</script>
"""


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1280])
def test_in_a_browser_it_draws_filters_and_asks_the_network_for_nothing(report, summary, tmp_path, width):
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        pytest.skip("Chromium is not installed")
    script = re.search(r"<script>(.*)</script>", PROBE, re.S)[1]
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    start, _, end = report.rpartition("</body>")  # the chart library has one in its texts
    probed = start.replace("script-src ", f"script-src 'sha256-{digest}' ", 1) + PROBE + "</body>" + end
    path = tmp_path / "prov.html"
    path.write_text(probed, encoding="utf-8")
    command = [
        browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={tmp_path}/profil",
        f"--window-size={width},900", "--virtual-time-budget=8000", "--dump-dom", path.as_uri(),
    ]  # fmt: skip
    dumped = subprocess.run(command, capture_output=True, check=True, timeout=120).stdout.decode()
    seen = json.loads(re.search(r'<pre id="seen">(.*?)</pre>', dumped)[1])
    bostad = summary.demands["bostad"]
    of_2021 = bostad & (summary.demands["year"] == 2021).fill_null(False)
    library = summary.demands["text"].str.contains("Biblioteket").sum()
    assert seen == {
        "charts": 4,
        "all": "51 krav",
        "shown": 50,
        "theme": f"{bostad.sum()} av 51 krav",
        "year": f"{of_2021.sum()} av 51 krav",
        "reset": "51 krav",
        "more": 51,
        "search": f"{library} av 51 krav",
        "marks": 2,
        "requests": 0,
        "wide": False,
        "alerts": 0,
    }
