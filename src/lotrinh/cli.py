"""The command line: `lotrinh <command> …`. Thin: a command's module is imported only when it is called.

A new command is one row in `COMMANDS` and one module `lotrinh/commands/<name>.py` with a Typer `app`.
Commands that need
the database are marked `web`; they are run by the web application's own entry, which is found by name and
not imported
here.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Sequence
from dataclasses import dataclass

from lotrinh.errors import LotrinhError


@dataclass(frozen=True, slots=True)
class Command:
    """Where a command lives and the line that describes it."""

    module: str
    help: str
    web: bool = False


COMMANDS: dict[str, Command] = {
    "read": Command("lotrinh.commands.read", "Đọc văn bản: dàn ý, mục tiêu, nhiệm vụ, viện dẫn, điểm cần xem lại"),
    "compare": Command("lotrinh.commands.compare", "So hai bản của một văn bản, từng điều khoản"),
    "cascade": Command("lotrinh.commands.cascade", "Đề xuất điều khoản cấp trên mà từng việc trong kế hoạch thực hiện"),
    "forecast": Command("lotrinh.commands.forecast", "Dự báo chuỗi số liệu và khả năng đạt mục tiêu"),
    "chance": Command("lotrinh.commands.chance", "Khả năng đạt một mục tiêu"),
    "coherence": Command("lotrinh.commands.coherence", "Các mục tiêu có cùng đạt được không"),
    "rollup": Command("lotrinh.commands.rollup", "Tổng hợp số liệu theo địa bàn và thời kỳ"),
    "check-format": Command("lotrinh.commands.check_format", "Kiểm tra thể thức một văn bản Word"),
    "audit": Command("lotrinh_web.commands", "Kiểm tra nhật ký (audit verify)", web=True),
    "package": Command("lotrinh_web.commands", "Xuất, nhập gói dữ liệu (package export | import)", web=True),
}

_USAGE = "Cách dùng: lotrinh LỆNH [THAM SỐ]…\n\nLệnh:\n"


def main(argv: Sequence[str] | None = None) -> int:
    """Runs a command. Gives the exit code: 0 done, 1 partly done, 2 bad input (with a Vietnamese
    sentence)."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    name = arguments[0] if arguments else "--help"
    if name in ("--help", "-h", "help"):
        sys.stdout.write(usage())
        return 0
    if name == "--version":
        from lotrinh import __version__

        sys.stdout.write(f"lotrinh {__version__}\n")
        return 0
    command = COMMANDS.get(name)
    if command is None:
        return _fail(f"Không có lệnh “{name}”. Gõ “lotrinh --help” để xem các lệnh.")
    try:
        return _run(name, command, arguments[1:])
    except LotrinhError as error:
        return _fail(str(error))


def usage() -> str:
    """The help text, from the table alone."""
    rows = [f"  {name:<13} {c.help}\n" for name, c in COMMANDS.items() if _exists(c)]
    return _USAGE + "".join(rows) + "\nGõ “lotrinh LỆNH --help” để xem tham số của từng lệnh.\n"


def _exists(command: Command) -> bool:
    from importlib.util import find_spec

    try:
        return find_spec(command.module) is not None
    except ModuleNotFoundError:
        return False


def _run(name: str, command: Command, arguments: list[str]) -> int:
    if not _exists(command):
        return _fail(f"Lệnh “{name}” chưa được cài trong bản này.")
    module = importlib.import_module(command.module)
    if command.web:
        code: int = module.main([name, *arguments])
        return code
    import typer

    # Typer may carry its own copy of click; its errors are reached through the class it publishes.
    usage_error = typer.BadParameter.__mro__[1]
    try:
        result = module.app(args=arguments, prog_name=f"lotrinh {name}", standalone_mode=False)
    except typer.Exit as stop:
        return int(stop.exit_code)
    except typer.Abort:
        return _fail("Đã dừng theo yêu cầu.")
    except BrokenPipeError:
        return 0
    except Exception as error:
        if isinstance(error, usage_error):
            return _fail(f"Tham số chưa đúng ({error}). Gõ “lotrinh {name} --help” để xem cách dùng.")
        raise
    return result if isinstance(result, int) else 0


def _fail(sentence: str) -> int:
    sys.stderr.write(sentence.rstrip() + "\n")
    return 2


def entry() -> None:
    """For `python -m lotrinh.cli`."""
    sys.exit(main())


if __name__ == "__main__":
    entry()
