"""The pytest fixture `sheets_emulator`: a local Google in this process, one for each test."""

import itertools
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from sheets_emulator.server import RunningServer
    from sheets_emulator.weather.persons import PersonDeed
    from sheets_emulator.wire.request_log import LoggedRequest

ROBOT = "robot@emulator.iam.gserviceaccount.com"


class SheetsEmulator:
    """A running emulator: its address, key files, seeds, request log, weather and persons.

    The words of `plan`, `conditions`, `quota`, `person` and `spreadsheet` are those of the
    control doors (docs/emulator.md).
    """

    def __init__(self, folder: Path) -> None:
        from sheets_emulator.google.answer_check import AnswerCheck

        self._folder = folder
        self._numbers = itertools.count()
        self._answers = AnswerCheck()
        self._server = self._started(0)

    def _started(self, port: int) -> "RunningServer":
        from sheets_emulator.server import Emulator, RunningServer

        emulator = Emulator(self._folder / "data", durable=False)
        emulator.observers.append(self._answers.observe)
        return RunningServer(emulator, port=port).start()

    @property
    def emulator(self) -> Any:
        """The `Emulator` itself, for what no method here offers."""
        return self._server.emulator

    @property
    def url(self) -> str:
        """The address, the same after `restart()`."""
        return self._server.url

    @property
    def control_token(self) -> str:
        """What the control doors want to see in the header `X-Emulator-Token`."""
        token: str = self.emulator.gate.token
        return token

    def key(self, email: str = ROBOT) -> dict[str, str]:
        """The service-account JSON of an account; its token_uri is the emulator's."""
        key: dict[str, str] = self.emulator.accounts.key_file(email, f"{self.url}/token")
        return key

    def key_file(self, email: str = ROBOT) -> Path:
        """A service-account JSON file; the account is registered when it is new."""
        path = self._folder / f"key-{next(self._numbers)}.json"
        path.write_text(json.dumps(self.key(email)), encoding="utf-8")
        return path

    def spreadsheet(self, title: str, *tabs: Mapping[str, Any], **words: Any) -> str:
        """Make a spreadsheet from tabs of `title` and `values`, shared with ROBOT; its id."""
        from sheets_emulator.seeding import seed_spreadsheet

        said = {"title": title, "tabs": list(tabs), "share": {ROBOT: "writer"}, **words}
        return seed_spreadsheet(self.emulator, said, self.emulator.owner)

    def get(self, file_id: str, **query: Any) -> Any:
        """The Spreadsheet resource as the files' owner gets it: not in the log, no weather.

        `query` are the words of `spreadsheets.get`: fields, ranges, includeGridData.
        """
        path = f"/v4/spreadsheets/{file_id}"
        return self.emulator.api.call(self.emulator.owner, "GET", path, query)

    def share(self, file_id: str, email: str, role: str | None = "writer") -> None:
        """Give an account a role on a file; None takes its permission away."""
        from sheets_emulator.seeding import share_file

        share_file(self.emulator, file_id, email, role)

    def become_xlsx(self, file_id: str) -> None:
        """Put an .xlsx file in a spreadsheet's place, under the same id."""
        from sheets_emulator.seeding import replace_with_xlsx

        replace_with_xlsx(self.emulator, file_id)

    def requests(
        self, method: str = "", path: str = "", kind: str = "", user: str = ""
    ) -> "list[LoggedRequest]":
        """The API calls since the start or the last `clear_requests()`, oldest first.

        `path` is a regular expression, `kind` read, write, drive or token.
        """
        from sheets_emulator.weather.quota import kind_of

        return [
            call
            for call in self.emulator.log.calls()
            if method in ("", call.method)
            and user in ("", call.user)
            and kind in ("", kind_of(call.method, call.path, call.verb))
            and (not path or re.search(path, call.path))
        ]

    def clear_requests(self) -> None:
        """Empty the request log."""
        self.emulator.log.clear()

    def plan(self, *rules: Mapping[str, Any], seed: int | None = None, **rule: Any) -> None:
        """Plan trouble: one rule in keywords, or several as mappings."""
        from sheets_emulator.weather.weather import read_rule

        planned = [*rules, rule] if rule else list(rules)
        self.emulator.weather.plan([read_rule(said) for said in planned], seed)

    def quota(self, **limits: Any) -> None:
        """Turn the quotas on."""
        from sheets_emulator.weather.quota import Limits

        self.emulator.quota.set(Limits(**limits))

    def conditions(self, **words: Any) -> None:
        """Change the pace of the changes feed, trouble of pushes, storage of accounts."""
        from sheets_emulator.drive.conditions import changed_conditions

        changed_conditions(self.emulator.conditions, words)

    def clear_weather(self) -> None:
        """Fine weather: no rules, no quotas, all conditions as at the start."""
        self.emulator.fine_weather()

    def person(
        self, file_id: str, *deeds: Mapping[str, Any], when: str = "now", **words: Any
    ) -> "list[PersonDeed]":
        """Let a person act, now or at a client's next call; what persons have done so far."""
        from sheets_emulator.weather.persons import read_plan

        plan = read_plan({"file": file_id, "do": list(deeds), "when": when, **words})
        self.emulator.persons.plan(plan)
        return self.persons()

    def persons(self) -> "list[PersonDeed]":
        """What persons did, oldest first."""
        done: Sequence[PersonDeed] = self.emulator.persons.done
        return list(done)

    def advance(self, seconds: float) -> None:
        """Move the emulator's clock."""
        self.emulator.clock_offset += seconds
        self.emulator.wake_pushes()

    def reset(self) -> None:
        """No files, no plans, an empty log, in milliseconds; accounts and the address stay."""
        self.emulator.reset()

    def restart(self) -> None:
        """Stop and start again with what is on disk; the address stays."""
        port = self._server.port
        self._server.stop()
        self._server = self._started(port)

    def stop(self) -> None:
        """Stop for good; fails when an answer was not as Google's discovery documents say."""
        crashes = self.emulator.crashes
        self._server.stop()
        assert not crashes, "\n".join(crashes)
        assert not self._answers.found, "\n".join(self._answers.found)


@pytest.fixture
def sheets_emulator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SheetsEmulator]:
    """A local Google on a free port, its state in a folder of its own."""
    running = SheetsEmulator(tmp_path_factory.mktemp("emulator"))
    yield running
    running.stop()
