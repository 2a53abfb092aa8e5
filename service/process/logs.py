"""Logs as JSON lines with run ids; no value of a cell and no person's data ever stands in one."""

import logging
import sys

import structlog

SHARED: list[structlog.typing.Processor] = [
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
]


def start_logging(level: str) -> None:
    """Sends the logs of this program and its libraries to stderr, a JSON object a line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=SHARED,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                _first_line_of_engine,
                _where_it_failed,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for name in ("dbos", "waitress", "werkzeug", "alembic"):
        logging.getLogger(name).setLevel("WARNING")
    # A line for each request that waits for a thread: a burst of hints is no reason to worry.
    logging.getLogger("waitress.queue").setLevel("ERROR")
    # Where a handler is there, the job engine adds none of its own, which writes plain text.
    logging.getLogger("dbos").handlers[:] = [logging.NullHandler()]
    logging.getLogger("dbos").propagate = True
    structlog.configure(
        processors=[*SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )


def _first_line_of_engine(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Cuts the tracebacks, with their exceptions' texts, out of the job engine's sentences."""
    if str(event.get("logger", "")).startswith("dbos"):
        event["event"] = str(event["event"]).partition("\n")[0]
    return event


def _where_it_failed(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Replaces a traceback by its places: the text of an exception may quote a cell."""
    failure = event.pop("exc_info", None)
    error = failure[1] if isinstance(failure, tuple) else sys.exc_info()[1] if failure else None
    if error is not None:
        event["error"] = type(error).__name__
        event["at"] = places(error)
    return event


def places(error: BaseException) -> list[str]:
    """Where in the code an error came up, the outermost place first."""
    found, step = [], error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        found.append(f"{step.tb_frame.f_globals.get('__name__')}:{step.tb_lineno} {code.co_name}")
        step = step.tb_next
    return found
