"""Calling the time map's modules in Node."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.web.__main__ import node


class Browser:
    """The modules of the browser's half that need no page, in a process of their own."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def ask(self, question: str, value: Any) -> Any:
        """Ask a question that ``answer.js`` knows."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{json.dumps([question, value])}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        assert line, "Node ended; its message stands above"
        return json.loads(line)


@contextmanager
def browser() -> Iterator[Browser]:
    """Start Node, and end it."""
    command = [str(node()), "--no-warnings", str(Path(__file__).with_name("answer.js"))]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        yield Browser(process)
