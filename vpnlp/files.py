"""Files written whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vpnlp.errors import OutputError


@contextmanager
def atomic_path(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path` that becomes `path` when the block ends well.

    On any exception, Ctrl-C included, the temporary file is removed and `path`
    is what it was before.

    Raises:
        OutputError: The folder is missing or not writable, or `path` is a folder.
    """
    if path.is_dir():
        raise OutputError("is a folder", place=path, advice="name a file in it")
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.stem}-", suffix=path.suffix, dir=path.parent)
    except OSError as error:
        advice = "choose a folder that exists and that you may write in"
        raise OutputError(f"cannot be written ({error.strerror})", place=path, advice=advice) from None
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        # mkstemp makes files that only their owner reads; a result is for sharing.
        umask = os.umask(0)
        os.umask(umask)
        temporary.chmod(0o666 & ~umask)
        os.replace(temporary, path)
    except OSError as error:
        raise OutputError(
            f"cannot be written ({error.strerror})", place=path, advice="free it and retry"
        ) from None
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
