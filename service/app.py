"""The Flask application: doors, pages and guards put together around one office."""

from collections.abc import Sequence

from flask import Flask
from flask_bootstrap import Bootstrap5

from service.doors import (
    api,
    downloads,
    health,
    login,
    openapi,
    rows,
    webhooks,
)
from service.edge.hosts import install_hosts
from service.errors import install_errors
from service.guards import install_guards
from service.office import Office
from service.pages import breaches as breaches_page
from service.pages import call_back as call_back_page
from service.pages import duplicates as duplicates_page
from service.pages import notices as notices_page
from service.pages import periods as periods_page
from service.pages import receipts as receipts_page
from service.pages import register as register_page
from service.pages import report as report_page
from service.pages import views as pages
from service.pages.access import audit as audit_page
from service.pages.access import page as access_page
from service.pages.answers import page as answers_page
from service.pages.deeds import of_many, of_unit
from service.pages.history import page as history_page
from service.pages.several import campaigns as campaigns_page
from service.pages.several import owed as owed_page
from service.pages.signing import before
from service.scope import install_scope


def create_app(here: Office, offices: Sequence[Office] = ()) -> Flask:
    """The application of an opened office; it starts no work of its own. `offices` are those of
    all campaigns of the service, this one among them."""
    app = Flask("service", template_folder="pages/templates", static_folder="pages/static")
    app.extensions["wardsheets"] = here
    app.extensions["wardsheets-offices"] = tuple(offices) or (here,)
    app.config["BOOTSTRAP_SERVE_LOCAL"] = True
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    Bootstrap5(app)
    # First: what was asked for under another name is looked at no further.
    install_hosts(app, here.settings)
    install_guards(app, here)
    install_errors(app)
    login.install_openid(app)
    deeds = (of_unit, of_many)
    of_reports = (*deeds, periods_page, receipts_page, report_page, before, call_back_page)
    of_units = (answers_page, history_page)
    of_admins = (breaches_page, access_page, audit_page)
    shown = (
        *of_units,
        *(pages, campaigns_page, owed_page, *of_reports),
        *(duplicates_page, register_page, notices_page, downloads, *of_admins),
    )
    for module in (webhooks, api, rows, login, health, openapi, *shown):
        app.register_blueprint(module.door)
    pages.install_words(app, here.settings.language)
    install_scope(app)
    return app
