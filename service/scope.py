"""What of the register somebody sees: their own part of it, and what the address narrows it to.

A person may be bound to a part (the setting `parts`: e-mail = code of a unit that others stand
under). Every view that answers such a person says `@narrows`; all others refuse them, so that a
new one shows nothing of other parts before it was thought of.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple, ParamSpec, TypeVar

from flask import Flask, current_app, g, request

from jobs.store.units import load_register
from service.errors import NotAllowed, NotFound
from service.identity import current_person
from service.office import Office, office
from sheets_schema.messages import text
from sheets_schema.org_unit import OrgUnit
from sheets_schema.register.tree import Tree, tree_of

P = ParamSpec("P")
R = TypeVar("R")

# Doors that show nothing of any unit, by their endpoint or its first word.
OPEN = frozenset(
    {"static", "bootstrap", "login", "openapi", "webhooks", "health.alive", "health.ready"}
)
QUERY = ("part", "level", "kind")
INDENT = "\u2003"


@dataclass(frozen=True, slots=True)
class Scope:
    """`own` is the key of the part that the person is bound to, "" for the whole register; `asked`
    the rest of the address, which every link keeps; `keys` the units in view, None for all."""

    tree: Tree
    own: str = ""
    asked: Mapping[str, str] = field(default_factory=dict)
    keys: frozenset[str] | None = None

    def sees(self, key: str) -> bool:
        """Whether that unit is in view."""
        return self.keys is None or key in self.keys

    @property
    def bound(self) -> bool:
        """Whether the person sees a part alone."""
        return bool(self.own)

    @property
    def title(self) -> str:
        """The name of the part in view, "" for the whole."""
        part = self.asked.get("part") or self.own
        unit = self.tree.units.get(part)
        return unit.name if unit else part

    @property
    def parts(self) -> list[OrgUnit]:
        """The parts that may be asked for: those inside of one's own."""
        inside = self.tree.below(self.own) | {self.own}
        return [unit for unit in self.tree.parts if not self.own or unit.key in inside]


class Choices(NamedTuple):
    """What a page offers to narrow itself by, each as it stands in the address and in words;
    nothing where there is but one of its sort."""

    parts: list[tuple[str, str]]
    levels: list[tuple[str, str]]
    kinds: list[tuple[str, str]]

    @property
    def any(self) -> bool:
        """Whether there is anything to choose."""
        return bool(self.parts or self.levels or self.kinds)


def offered(here: Office, scope: Scope) -> Choices:
    """What there is in the person's part."""
    own, language, campaign = own_scope(here), here.settings.language, here.campaign
    units = [one for one in scope.tree.units.values() if not one.reviews and own.sees(one.key)]
    depths = sorted({scope.tree.depth(one.key) for one in units})
    kinds = [kind for kind in campaign.workbooks if any(one.kind == kind for one in units)]
    parts = [(one.key, f"{INDENT * (scope.tree.depth(one.key) - 1)}{one.name}")
             for one in scope.parts]  # fmt: skip
    levels = [(str(one), text("scope-level", language, n=one)) for one in depths]
    words = [(kind, campaign.word_of(kind, language)) for kind in kinds]
    several = (one if len(one) > 1 else [] for one in (levels, words))
    return Choices(parts, *several)


def narrows(view: Callable[P, R]) -> Callable[P, R]:
    """Marks a view that shows a bound person nothing but their part."""
    view.narrows = True  # type: ignore[attr-defined]
    return view


def install_scope(app: Flask) -> None:
    """Refuses bound persons wherever a view does not narrow."""
    app.before_request(_refuse_what_does_not_narrow)

    app.add_template_global(scope_now)
    app.add_template_global(kept)

    @app.template_global()
    def bound() -> bool:
        return bool(part_code(office()))


def kept() -> dict[str, str]:
    """What of this address stays in the links of its page."""
    return {name: said for name in QUERY if (said := request.args.get(name, "").strip())}


def _refuse_what_does_not_narrow() -> None:
    endpoint = request.endpoint or ""
    if not endpoint or OPEN & {endpoint, endpoint.partition(".")[0]}:
        return
    view = current_app.view_functions[endpoint]
    if not getattr(view, "narrows", False) and part_code(office()):
        raise NotAllowed


def part_code(here: Office) -> str:
    """The code of the part that the person of this request is bound to, "" for none."""
    person = current_person()
    return here.settings.parts.get(person.email, "") if person else ""


def own_scope(here: Office) -> Scope:
    """The person's part, whatever the address asks for; worked out once a request."""
    known: dict[str, Scope] = g.setdefault("own_scopes", {})
    store = here.settings.store_url
    if store not in known:
        with here.engine.connect() as connection:
            tree = tree_of(load_register(connection))
        code = part_code(here)
        own = tree.key_of(code) or code
        known[store] = Scope(tree, own, {}, _part(tree, own) if code else None)
    return known[store]


def scope_now() -> Scope:
    """The person's part, narrowed by `part`, `level` and `kind` of the address. Raises `NotFound`
    for a part that there is not, or not for this person."""
    own = own_scope(office())
    asked = kept()
    keys = own.keys
    if "part" in asked:
        key = own.tree.key_of(asked["part"])
        if key is None or (own.bound and key not in own.tree.below(own.own) | {own.own}):
            raise NotFound(code="unknown-part", message="The register has no such part.")
        asked["part"] = key
        keys = _both(keys, _part(own.tree, key))
    for name, said_of in (("level", _level), ("kind", _kind)):
        if name in asked:
            found = (unit.key for unit in own.tree.units.values() if said_of(own.tree, unit)
                     == asked[name])  # fmt: skip
            keys = _both(keys, frozenset(found))
    return Scope(own.tree, own.own, asked, keys)


def reviewed_parts(here: Office, tree: Tree) -> frozenset[str]:
    """The keys of the parts that have people of their own."""
    keys = (tree.key_of(code) for code in here.settings.parts.values())
    return frozenset(key for key in keys if key)


def _part(tree: Tree, key: str) -> frozenset[str]:
    return tree.below(key) | {key}


def _both(keys: frozenset[str] | None, more: frozenset[str]) -> frozenset[str]:
    return more if keys is None else keys & more


def _level(tree: Tree, unit: OrgUnit) -> str:
    return str(tree.depth(unit.key))


def _kind(tree: Tree, unit: OrgUnit) -> str:
    return unit.kind
