import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import coding_page
import pytest

from vpnlp.errors import InputError, UsageError
from vpnlp.labels.formats import read_tasks
from vpnlp.labels.importing import import_files
from vpnlp.labels.serve import listen
from vpnlp.labels.serve.journal import Journal

pytest.importorskip("starlette")
pytest.importorskip("uvicorn")

pytestmark = pytest.mark.filterwarnings("ignore:Using `httpx`")  # of starlette's own test client

TOKEN = "hemlig"
HOST = "127.0.0.1:8642"
GOOD = {"Host": HOST, "X-Vpnlp-Token": TOKEN}
THEMES = coding_page.THEMES


@pytest.fixture
def material():
    return coding_page.material()


@pytest.fixture
def client(tmp_path, material):
    from starlette.testclient import TestClient

    from vpnlp.labels.serve.app import build

    with Journal(tmp_path / "j.jsonl", THEMES) as journal:
        app = build(material, journal, token=TOKEN, port=8642)
        yield TestClient(app, base_url=f"http://{HOST}")


def decide(client, number, themes, coder="Åsa", **headers):
    body = {"coder": coder, "id": f"valprogram:{number}", "themes": themes, "comment": ""}
    return client.post("/api/decide", json=body, headers=GOOD | headers)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {"Host": HOST}),  # without the token
        ("/?token=fel", {"Host": HOST}),
        ("/api/start", {"Host": HOST}),
        ("/api/start", {"Host": HOST, "X-Vpnlp-Token": "fel"}),
        ("/api/start?token=hemlig", {"Host": HOST}),  # a link from elsewhere cannot set a header
        ("/api/start", GOOD | {"Host": "ond.example"}),  # DNS rebinding
        ("/api/start", GOOD | {"Host": "127.0.0.1:80"}),
        ("/api/start", GOOD | {"Host": "ond.example:8642"}),
        ("/api/start", GOOD | {"Origin": "https://ond.example"}),
        ("/api/start", GOOD | {"Origin": "http://localhost:8643"}),
        ("/api/start", GOOD | {"Origin": "null"}),
        ("/api/start", GOOD | {"Sec-Fetch-Site": "cross-site"}),
        ("/api/start", GOOD | {"Sec-Fetch-Site": "same-site"}),
        ("/static/app.js", {"Host": "ond.example"}),
    ],
)
def test_requests_from_elsewhere_are_refused(client, path, headers):
    assert client.get(path, headers=headers).status_code == 403
    assert (
        client.post("/api/undo", json={"coder": "x"}, headers=headers | {"Host": "ond.example"}).status_code
        == 403
    )


def test_our_own_page_is_let_in(client):
    for headers in (GOOD, GOOD | {"Host": "localhost:8642", "Origin": "http://localhost:8642"}):
        assert (
            client.get("/api/start", headers=headers | {"Sec-Fetch-Site": "same-origin"}).status_code == 200
        )
    page = client.get("/?token=hemlig", headers={"Host": HOST, "Sec-Fetch-Site": "none"})
    assert page.status_code == 200
    assert "default-src 'none'" in page.headers["content-security-policy"]
    assert "access-control-allow-origin" not in page.headers


def test_the_page_loads_nothing_from_elsewhere():
    from importlib.resources import files

    for path in (files("vpnlp.labels.serve") / "static").iterdir():
        text = path.read_text(encoding="utf-8")
        assert "http://" not in text, path.name
        assert "https://" not in text, path.name
        assert "innerHTML" not in text, path.name


@pytest.mark.parametrize(
    ("body", "code"),
    [
        ({"coder": "Åsa", "id": "valprogram:9", "themes": []}, 400),
        ({"coder": "Åsa", "id": "valprogram:1", "themes": "skola"}, 400),
        ({"coder": "Åsa", "id": "valprogram:1", "themes": ["vård"]}, 422),
        ({"coder": "  ", "id": "valprogram:1", "themes": []}, 400),
        ({"coder": "x" * 81, "id": "valprogram:1", "themes": []}, 400),
        ([], 400),
        ({"coder": "Åsa", "comment": "x" * 70_000}, 413),
    ],
)
def test_a_wrong_decision_is_refused_and_not_written(client, tmp_path, body, code):
    assert client.post("/api/decide", json=body, headers=GOOD).status_code == code
    assert (tmp_path / "j.jsonl").read_text(encoding="utf-8") == ""


def test_two_coders_do_not_see_each_other(client):
    assert decide(client, 1, ["skola"]).json() == {"id": "valprogram:1", "done": 1}
    assert decide(client, 1, [], coder="Bo").json() == {"id": "valprogram:1", "done": 1}
    seen = {
        name: client.get(f"/api/tasks?coder={name}", headers=GOOD).json()[0]["themes"]
        for name in ("Åsa", "Bo", "Cy")
    }
    assert seen == {"Åsa": ["skola"], "Bo": [], "Cy": None}


def test_undo_takes_back_the_last_decision_of_that_coder(client):
    decide(client, 1, ["skola"])
    decide(client, 2, ["klimat"])
    decide(client, 3, [], coder="Bo")
    undo = [client.post("/api/undo", json={"coder": "Åsa"}, headers=GOOD).json() for _ in range(3)]
    assert [one["id"] for one in undo] == ["valprogram:2", "valprogram:1", None]


def test_the_journal_is_imported_and_compared(client, tmp_path):
    for number, themes in ((1, ["skola"]), (2, ["trafik"]), (2, ["klimat"]), (3, []), (4, ["trafik"])):
        decide(client, number, themes)
    client.post("/api/undo", json={"coder": "Åsa"}, headers=GOOD)
    done = import_files([tmp_path / "j.jsonl"], tmp_path / "egna", THEMES)
    assert (done.coded, done.themes) == (3, {"skola": 1, "klimat": 1, "trafik": 0})
    decide(client, 1, ["klimat"], coder="Bo")
    with pytest.raises(InputError, match="compare the coders with `vpnlp labels agreement`"):
        import_files([tmp_path / "j.jsonl"], tmp_path / "andra", THEMES)


def test_a_torn_last_line_is_cut_off_and_the_rest_kept(tmp_path, material):
    from dataclasses import replace

    path = tmp_path / "j.jsonl"
    with Journal(path, THEMES) as journal:
        journal.code(replace(material.tasks[0], themes=("skola",), coder="Åsa"))
    whole = path.read_bytes()
    path.write_bytes(whole + whole[:40])
    with Journal(path, THEMES) as journal:
        assert list(journal.decisions("Åsa")) == ["valprogram:1"]
    assert path.read_bytes() == whole


def test_a_file_that_is_no_journal_is_left_alone(tmp_path):
    path = tmp_path / "units.jsonl"
    path.write_text('{"id": "a:1", "text": "x", "themes": []}\n', encoding="utf-8")
    with pytest.raises(InputError, match="is no decision of a coding page; name another journal"):
        Journal(path, THEMES)
    assert path.read_text(encoding="utf-8").count("\n") == 1


def test_a_taken_port_is_said():
    taken = listen(0)
    port = taken.getsockname()[1]
    with pytest.raises(UsageError, match=f"the port {port} cannot be used"):
        listen(port)
    taken.close()


# ---- a process of its own, killed hard ----


class Server:
    """The coding page as a process."""

    def __init__(self, journal, *coder):
        script = Path(coding_page.__file__)
        self.process = subprocess.Popen(
            [sys.executable, script, journal, *coder], stdout=subprocess.PIPE, text=True, encoding="utf-8"
        )
        self.address = self.process.stdout.readline().strip()

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def serving(tmp_path):
    servers = []

    def start(*coder):
        servers.append(Server(tmp_path / "j.jsonl", *coder))
        return servers[-1]

    yield start
    for server in servers:
        if server.process.poll() is None:
            server.kill()


def test_kill_9_loses_no_decision(serving, tmp_path):
    import httpx

    server = serving()
    base, token = server.address.split("/?token=")
    for number, themes in enumerate((["skola"], ["klimat"], []), start=1):
        body = {"coder": "Åsa", "id": f"valprogram:{number}", "themes": themes}
        assert (
            httpx.post(f"{base}/api/decide", json=body, headers={"X-Vpnlp-Token": token}).status_code == 200
        )
    server.kill()
    assert [one.themes for one in read_tasks(tmp_path / "j.jsonl", THEMES)] == [("skola",), ("klimat",), ()]
    base, token = serving().address.split("/?token=")
    rows = httpx.get(f"{base}/api/tasks?coder=Åsa", headers={"X-Vpnlp-Token": token}).json()
    assert [row["themes"] for row in rows] == [["skola"], ["klimat"], [], None]


# ---- a browser ----

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")


@pytest.fixture(scope="module")
def browser():
    webdriver = pytest.importorskip("selenium.webdriver")
    if not CHROMIUM or not DRIVER:
        pytest.skip("Chromium and its chromedriver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(DRIVER))
    yield driver
    driver.quit()


class Page:
    """The page as a coder sees it."""

    def __init__(self, driver):
        self.driver = driver

    def text(self, name):
        return self.driver.find_element("id", name).text

    def click(self, selector):
        self.driver.find_element("css selector", selector).click()

    def keys(self, *keys):
        from selenium.webdriver import ActionChains

        ActionChains(self.driver).send_keys(*keys).perform()

    def wait(self, condition):
        from selenium.webdriver.support.wait import WebDriverWait

        WebDriverWait(self.driver, 10, poll_frequency=0.05).until(lambda _: condition())

    def wait_for(self, name, text):
        self.wait(lambda: text in self.text(name))


@pytest.fixture
def page(browser):
    return Page(browser)


def journal(tmp_path):
    lines = (tmp_path / "j.jsonl").read_text(encoding="utf-8").splitlines()
    return [(row["action"], row["id"], row.get("themes")) for row in map(json.loads, lines)]


@pytest.mark.browser
def test_coding_by_keyboard(page, serving, tmp_path):
    from selenium.webdriver.common.keys import Keys

    page.driver.get(serving("Åsa").address)
    page.wait_for("position", "Krav 1 av 4")
    page.keys("1")
    page.keys(Keys.ENTER)
    page.wait_for("position", "Krav 2 av 4")
    page.wait_for("spoken", "Sparat: Skola. Krav 2 av 4")
    page.keys("1", "2", "1", Keys.ENTER)  # a theme chosen by mistake is taken away again
    page.wait_for("position", "Krav 3 av 4")
    page.wait(lambda: page.driver.find_element("css selector", "mark").text.startswith("Avgiftsfria bussar"))
    page.keys(Keys.SPACE)
    page.wait_for("position", "Krav 4 av 4")
    page.keys("u")
    page.wait_for("position", "Krav 3 av 4")
    page.keys("k")
    page.wait(lambda: page.driver.find_element("id", "codebook").get_attribute("open"))
    page.keys("2", "k")  # nothing is coded behind the code book
    page.wait(lambda: not page.driver.find_element("id", "codebook").get_attribute("open"))
    page.keys("1", "3", Keys.ENTER)
    page.wait_for("position", "Krav 4 av 4")
    page.keys(Keys.SPACE)
    page.wait_for("finished", "Klart. Alla 4 krav är kodade.")
    assert journal(tmp_path) == [
        ("code", "valprogram:1", ["skola"]),
        ("code", "valprogram:2", ["klimat"]),
        ("code", "valprogram:3", []),
        ("undo", "valprogram:3", None),
        ("code", "valprogram:3", ["skola", "trafik"]),
        ("code", "valprogram:4", []),
    ]
    assert [entry for entry in page.driver.get_log("browser") if entry["level"] == "SEVERE"] == []


@pytest.mark.browser
def test_coding_by_mouse_and_resuming_after_kill_9(page, serving, tmp_path):
    server = serving()
    page.driver.get(server.address)
    page.wait(lambda: page.driver.find_element("id", "who").get_attribute("open"))
    page.driver.find_element("id", "name").clear()
    page.driver.find_element("id", "name").send_keys("Bo Ek")
    page.click("#who button")
    page.wait_for("position", "Krav 1 av 4")
    page.click("#save")
    page.wait_for("failure", "Välj minst ett tema")
    page.click("button.theme:nth-child(2)")
    page.click("#save")
    page.wait_for("position", "Krav 2 av 4")
    server.kill()
    page.click("#none")
    page.wait_for("failure", "Beslutet är inte sparat")
    assert "Krav 2 av 4" in page.text("position")
    page.driver.get(serving("Bo Ek").address)
    page.wait_for("position", "Krav 2 av 4")
    assert page.text("progress-text") == "1 av 4 kodade"
    page.driver.find_element("id", "comment").send_keys("svår 1 2 u k")
    page.click("#none")
    page.wait_for("position", "Krav 3 av 4")
    page.click("#previous")
    page.wait_for("decided", "Ditt beslut: Inget tema")
    rows = read_tasks(tmp_path / "j.jsonl", THEMES)
    assert [(row.coder, row.themes, row.comment) for row in rows] == [
        ("Bo Ek", ("klimat",), ""),
        ("Bo Ek", (), "svår 1 2 u k"),
    ]


@pytest.mark.browser
@pytest.mark.parametrize("width", [1280, 390])
def test_the_page_fits_wide_and_narrow(page, serving, width):
    page.driver.get(serving("Åsa").address)
    metrics = {"width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500}
    page.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    try:
        page.wait_for("position", "Krav 1 av 4")
        assert page.driver.execute_script("return document.documentElement.scrollWidth") <= width
        small = page.driver.execute_script(
            "const shown = [...document.querySelectorAll('button')].filter(b => b.offsetParent);"
            "return shown.filter(b => b.offsetHeight < 44).length"
        )
        assert small == 0
    finally:
        page.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.browser
def test_every_control_has_a_name_for_a_screen_reader(page, serving):
    page.driver.get(serving("Åsa").address)
    page.wait_for("position", "Krav 1 av 4")
    nodes = page.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    controls = [
        node
        for node in nodes
        if node["role"].get("value") in {"button", "textbox", "checkbox", "progressbar"}
    ]
    assert len(controls) >= 11
    assert [node for node in controls if not node["name"].get("value")] == []
    status = page.driver.find_element("id", "spoken")
    assert status.get_attribute("aria-live") == "polite"
    pressed = page.driver.find_element("css selector", "button.theme")
    assert pressed.get_attribute("aria-pressed") == "false"
