"""`wardsheets campaign`: a declaration looked at by itself, and what editors complete it by."""

import json
from pathlib import Path

import click

from sheets_schema.messages import LANGUAGES, text

language_option = click.option(
    "--lang", type=click.Choice(LANGUAGES), default="vi", show_default=True
)


@click.group("campaign")
def command() -> None:
    """Write the declaration of a campaign."""


@command.command("check")
@click.argument("campaign", metavar="NAME_OR_FOLDER")
@language_option
def check(campaign: str, lang: str) -> None:
    """Tell everything that is wrong in a declaration, by file, table and key.

    Exit status 1 when there is something.
    """
    from sheets_schema.declaration import DeclarationError, read_campaign

    try:
        read = read_campaign(campaign)
    except DeclarationError as error:
        raise click.ClickException(error.in_words(lang)) from error
    lists = [table.title for tables in read.workbooks.values() for table in tables]
    said = {"name": read.name, "kinds": ", ".join(read.workbooks), "lists": "; ".join(lists)}
    click.echo(text("campaign-right", lang, **said))


@command.command("schema")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@language_option
def schema(folder: Path, lang: str) -> None:
    """Write the JSON Schemas of the files into FOLDER, for completion in an editor."""
    from sheets_schema.declaration.for_editors import editor_schemas

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in editor_schemas(lang).items():
            words = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
            (folder / name).write_text(words, encoding="utf-8")
    except OSError as error:
        said = text("template-not-written", lang, file=error.filename, why=error.strerror)
        raise click.ClickException(said) from error
    click.echo(text("campaign-schemas-written", lang, folder=folder))
