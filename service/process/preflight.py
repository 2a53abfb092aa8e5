"""Looks at everything that connects us to Google and names the fix of what is not in order."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass

from jobs.register.kept import load_told
from jobs.register.take import sync_register
from jobs.register.told import Told
from jobs.store.units import load_register, load_units
from jobs.store.work.hints import hinting
from jobs.unit.context import Context
from jobs.workbooks.owner import Owner
from service.access.people import everybody
from service.office import Office, account_of
from service.process import surroundings
from service.process.surroundings import Found, Grade
from service.process.work import make_context
from service.process.workbooks.google_sign_in import owner_client, owner_of
from sheets_client.credentials import service_account_credentials
from sheets_client.errors import CredentialsRefused, GoogleError, PassingError
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.tree import tree_of

GOOGLE_SHEET = "application/vnd.google-apps.spreadsheet"
LOCALE_MASK = "spreadsheetId,properties(title,locale)"
LOCALES = 30
# Silent units that are named; the others are counted.
NAMES = 10


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the preflight: a grade and a sentence that names the fix. `code` is its word in
    the catalogue, `masked` the sentence without what it names: counts alone stand in it."""

    grade: Grade
    sentence: str
    code: str
    masked: str


class Preflight:
    """Runs the checks in the order in which an operator sets things up."""

    def __init__(self, here: Office) -> None:
        self._here = here
        self._files = here.settings.service_accounts

    def checks(self) -> Iterator[Check]:
        """One check after the other; ends early where the next would only repeat the fault."""
        for found in surroundings.before_google(self._here.settings):
            yield self._told(found)
        if not self._files:
            yield self._say(Grade.WRONG, "no-accounts")
            return
        keys = list(self._keys())
        yield from keys
        if any(check.grade is Grade.WRONG for check in keys):
            return
        context = make_context(self._here)
        signed_in = list(self._accounts(context))
        yield from signed_in
        if any(check.grade is Grade.WRONG for check in signed_in):
            return
        yield self._district(context)
        yield from self._units(context)
        yield from self._ownership(context)
        yield from self._doors()

    def _say(self, grade: Grade, key: str, **params: object) -> Check:
        code, language = f"preflight-{key}", self._here.settings.language
        counts = {name: one if isinstance(one, int) else "…" for name, one in params.items()}
        return Check(grade, text(code, language, **params), code, text(code, language, **counts))

    def _told(self, found: Found) -> Check:
        grade, key, said = found
        return self._say(grade, key, **said)

    def _keys(self) -> Iterator[Check]:
        good = 0
        for file in self._files:
            try:
                service_account_credentials(file)
                good += 1
            except CredentialsRefused:
                yield self._say(Grade.WRONG, "key-wrong", file=file.name)
        if good:
            yield self._say(Grade.GOOD, "accounts", n=good)

    def _accounts(self, context: Context) -> Iterator[Check]:
        for file, client in zip(self._files, context.accounts, strict=True):
            try:
                client.drive.get_start_page_token()
            except PassingError:
                yield self._say(Grade.WRONG, "unreachable")
                return
            except GoogleError:
                yield self._say(Grade.WRONG, "refused", account=account_of(file))
                continue
            yield self._say(Grade.GOOD, "signed-in", account=account_of(file))
        yield self._say(Grade.GOOD, "feed")
        with suppress(GoogleError):
            moment = context.accounts[0].drive.moment()
            yield from map(self._told, surroundings.clock(moment))

    def _ownership(self, context: Context) -> Iterator[Check]:
        """Who would own workbooks that are made, and why the other ways are not taken."""
        owner = owner_of(self._here)
        if folder := self._here.settings.workbooks_folder:
            yield self._folder(context, folder)
        elif owner is not None:
            yield self._owner(owner)
        elif self._lacks_workbooks():
            yield self._say(Grade.HINT, "nobody-owns", account=account_of(self._files[0]))

    def _lacks_workbooks(self) -> bool:
        with self._here.engine.connect() as connection:
            return any(not one.spreadsheet for one in load_units(connection))

    def _folder(self, context: Context, folder: str) -> Check:
        """Whether files can be made in the folder: by a service account in a shared drive alone."""
        account = account_of(self._files[0])
        try:
            file = context.accounts[0].drive.get_folder(folder)
        except PassingError:
            return self._say(Grade.HINT, "unreachable")
        except GoogleError:
            return self._say(Grade.WRONG, "folder-closed", account=account)
        if not file.get("driveId"):
            return self._say(Grade.WRONG, "folder-no-drive", account=account)
        if not file.get("capabilities", {}).get("canAddChildren"):
            return self._say(Grade.WRONG, "folder-closed", account=account)
        return self._say(Grade.GOOD, "folder")

    def _owner(self, owner: Owner) -> Check:
        """Whether we may still make files in this person's Drive."""
        client = owner_client(self._here, owner)
        try:
            client.drive.my_address()
        except PassingError:
            return self._say(Grade.HINT, "owner-unreachable", account=owner.address)
        except GoogleError:
            key = "owner-ended" if owner.words else "not-delegated"
            robot = account_of(self._files[0])
            return self._say(Grade.WRONG, key, account=owner.address, robot=robot)
        else:
            return self._owner_signed_in(owner)
        finally:
            client.close()

    def _owner_signed_in(self, owner: Owner) -> Check:
        if owner.ends_at is None:
            return self._say(Grade.GOOD, "owner", account=owner.address)
        day = f"{self._here.local(owner.ends_at):%d/%m/%Y}"
        return self._say(Grade.HINT, "owner-week", account=owner.address, day=day)

    def _district(self, context: Context) -> Check:
        settings = self._here.settings
        if not settings.district_spreadsheet:
            # A CSV is enough to check and flag; only the consolidation needs the spreadsheet.
            grade = Grade.HINT if settings.units_csv else Grade.WRONG
            return self._say(grade, "no-district", account=account_of(self._files[0]))
        file = settings.district_spreadsheet
        wrong = self._file(context, "district", file)
        return wrong or self._say(Grade.GOOD, "district")

    def _units(self, context: Context) -> Iterator[Check]:
        units, told = self._registered(context)
        for one in told:
            yield Check(Grade.WRONG if one.blocks else Grade.HINT, one.sentence, "register", "…")
        if not units:
            yield self._say(Grade.WRONG, "no-units")
            return
        for code in self._unknown_parts():
            yield self._say(Grade.WRONG, "part", code=code)
        wrong = [check for unit in units if (check := self._unit(context, unit))]
        yield from wrong
        grade = Grade.GOOD if not wrong else Grade.HINT
        yield self._say(grade, "units", good=len(units) - len(wrong), all=len(units))
        yield from map(self._told, surroundings.locale_of(self._foreign_locales(context, units)))
        yield from self._hints([unit for unit in units if unit.spreadsheet])

    def _hints(self, units: Sequence[OrgUnit]) -> Iterator[Check]:
        """How many tell of edits at once, where the office has a script at all."""
        with self._here.engine.connect() as connection:
            heard = hinting(connection)
        silent = [unit.name for unit in units if unit.spreadsheet not in heard]
        counts = {"n": len(units) - len(silent), "all": len(units)}
        if counts["n"] and silent:
            more = [f"+{len(silent) - NAMES}"] if len(silent) > NAMES else []
            names = ", ".join([*silent[:NAMES], *more])
            yield self._say(Grade.HINT, "hints-some", names=names, **counts)
        elif counts["n"]:
            yield self._say(Grade.GOOD, "hints", **counts)

    def _foreign_locales(self, context: Context, units: Sequence[OrgUnit]) -> list[str]:
        """Spreadsheets that read what is typed by the customs of another country; of a large
        register the first ones, a read each."""
        found = []
        files = [(unit.name, unit.key, unit.spreadsheet) for unit in units if unit.spreadsheet]
        for name, subject, file in files[:LOCALES]:
            with suppress(GoogleError):
                seen = context.google_for(subject).get_workbook(file, mask=LOCALE_MASK)
                found += [name] if seen.locale not in ("", "vi", "vi_VN") else []
        return found

    def _registered(self, context: Context) -> tuple[list[OrgUnit], list[Told]]:
        """The register as it counts now, and what there is to tell of it."""
        with suppress(GoogleError):
            sync_register(context)
        with self._here.engine.connect() as connection:
            return load_units(connection), load_told(connection)

    def _unknown_parts(self) -> list[str]:
        """Codes that people are bound to and no unit of the register has."""
        with self._here.engine.connect() as connection:
            tree = tree_of(load_register(connection))
        codes = dict.fromkeys(self._here.settings.parts.values())
        return [code for code in codes if tree.key_of(code) is None]

    def _unit(self, context: Context, unit: OrgUnit) -> Check | None:
        if not unit.spreadsheet:
            return self._say(Grade.WRONG, "no-spreadsheet", name=unit.name)
        return self._file(context, unit.key, unit.spreadsheet, unit.name)

    def _file(self, context: Context, subject: str, file_id: str, name: str = "") -> Check | None:
        """What is wrong with a file for the account that serves it, None when nothing is."""
        client = context.google_for(file_id if subject == "district" else subject)
        words = {"account": client.address, "name": name or file_id}
        try:
            file = client.drive.get_file(file_id)
        except GoogleError:
            return self._say(Grade.WRONG, "file-closed", **words)
        if file.get("mimeType") != GOOGLE_SHEET:
            return self._say(Grade.WRONG, "file-not-sheet", **words)
        if file.get("trashed"):
            return self._say(Grade.WRONG, "file-trashed", **words)
        if not file.get("capabilities", {}).get("canEdit"):
            return self._say(Grade.WRONG, "file-read-only", **words)
        return None

    def _doors(self) -> Iterator[Check]:
        settings = self._here.settings
        if settings.public_url.startswith("https:"):
            yield self._say(Grade.GOOD, "push", url=settings.public_url)
        else:
            yield self._say(Grade.HINT, "no-push")
        if settings.oidc_issuer or settings.identity_header:
            yield self._say(Grade.GOOD, "people", n=len(everybody(self._here)))
        else:
            yield self._say(Grade.HINT, "nobody")
