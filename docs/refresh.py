"""Put real output into the README and the command reference, or check that it is fresh.

    python docs/refresh.py            # rewrite
    python docs/refresh.py --check    # exit 1 and name what is stale

In the README a comment `<!-- output: COMMAND | lines A-B -->` stands above the
fenced block that holds what COMMAND prints; `| lines A-B` keeps those lines.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

RE_OUTPUT = re.compile(
    # <!-- output: vpnlp stats corpus | lines 1-9 -->\n```text\n...\n```
    r"<!-- output: (?P<command>[^|\n]+?)(?: \| lines (?P<first>\d+)-(?P<last>\d+))? -->\n```text\n.*?```",
    re.DOTALL,
)


def fresh_readme(text: str) -> str:
    """Return the README with every output block made anew."""
    return RE_OUTPUT.sub(_block, text)


def _block(match: re.Match[str]) -> str:
    lines = _run(match["command"]).splitlines()
    if match["first"]:
        lines = lines[int(match["first"]) - 1 : int(match["last"])]
    shown = "\n".join(line.rstrip() for line in lines).strip("\n")
    comment = match[0].split("\n", 1)[0]
    return f"{comment}\n```text\n{shown}\n```"


def _run(command: str) -> str:
    program, *arguments = shlex.split(command)
    assert program == "vpnlp", command
    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1"}
    run = [sys.executable, "-c", "from vpnlp.cli import main; main()", *arguments]
    done = subprocess.run(run, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=True)
    return done.stdout


def stale() -> list[Path]:
    """Return the files whose generated parts are not fresh, rewriting them."""
    from vpnlp.cli.reference import reference

    readme, commands = ROOT / "README.md", ROOT / "docs" / "cli.md"
    fresh = {readme: fresh_readme(readme.read_text(encoding="utf-8")), commands: reference()}
    changed = [
        path for path, text in fresh.items() if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if "--check" not in sys.argv:
        for path in changed:
            path.write_text(fresh[path], encoding="utf-8")
    return changed


if __name__ == "__main__":
    names = [str(path.relative_to(ROOT)) for path in stale()]
    if names:
        print(f"{'stale' if '--check' in sys.argv else 'rewritten'}: {', '.join(names)}")
    sys.exit(bool(names) and "--check" in sys.argv)
