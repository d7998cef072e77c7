"""The command ``claimlint``: turns every way that a run can end into an exit code and at most one line of complaint.

Commands are in ``cli_commands`` and ``cli_rules``. They are imported only where their failures are guarded, as is
nearly everything: whoever interrupts the program while it starts must not see a traceback either.
"""

from __future__ import annotations

import gc
import os
import sys

from claimlint.errors import ClaimlintError

TYPE_CHECKING = False  # type checkers take it as true
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import NoReturn

NO_VERDICT = 2
INTERRUPTED = 130
TERMINATED = 143
MOST_NEW = 100_000
"""After so many new objects unused ones are looked for. A start makes as many, and nearly all of them stay."""


class _Terminated(BaseException):
    """The process was asked to end."""


def command() -> NoReturn:
    """Run the command line of this process and end the process with its exit code."""
    gc.set_threshold(MOST_NEW)
    code = main()
    # All output was flushed when it was written. Freeing all that a run has made takes a twentieth of a short one, and
    # the system does it anyway. Where there were other processes, they are waited for in the usual way.
    if "multiprocessing" in sys.modules:
        sys.exit(code)
    os._exit(code)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line (default: that of the process) and return the exit code; never raises.

    0 nothing at or above ``--fail-on``, 1 findings, 2 no verdict on something that was asked for, 130 interrupted,
    143 terminated.
    """
    words = tuple(sys.argv[1:] if arguments is None else arguments)
    try:
        _end_on_request()
        from claimlint.cli_streams import prepare_streams

        prepare_streams()
        from claimlint.cli_commands import dispatch

        return dispatch(words)
    except KeyboardInterrupt:
        _complain("interrupted")
        return INTERRUPTED
    except _Terminated:
        _complain("terminated")
        return TERMINATED
    except ClaimlintError as error:
        _complain(str(error))
    except Exception as error:  # whatever it is, it ends in one line and in no verdict
        from claimlint.cli_streams import abandon_stdout

        abandon_stdout()
        _complain(
            f"internal error: {type(error).__name__}: {error}; please report it with what claimlint --debug shows"
        )
        if "--debug" in words:
            import traceback

            for line in traceback.format_exc().splitlines():
                _complain(line)
    return NO_VERDICT


def _end_on_request() -> None:
    import signal

    def end(_number: int, _frame: object) -> None:
        raise _Terminated

    signal.signal(signal.SIGTERM, end)


def _complain(line: str) -> None:
    from claimlint.cli_streams import complain

    complain(line)
