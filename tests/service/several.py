"""A service of several campaigns in a folder: the letter, and a monthly return of communes."""

from pathlib import Path

from service.settings.declared import Settings
from service.settings.source import read_settings

LETTER, MONTHLY = "to-cnscd-2024", "binh-dan-hoc-vu-so"
FILES = {
    "letter": f'campaign = "{LETTER}"\ndistrict_spreadsheet = "district-of-the-letter"\n',
    "monthly": f'campaign = "{MONTHLY}"\ndistrict_spreadsheet = "province-of-the-return"\n',
}


def declare(folder: Path, **files: str) -> dict[str, str]:
    """Writes the files of the campaigns; returns the environment of their service."""
    campaigns = folder / "campaigns"
    campaigns.mkdir(parents=True, exist_ok=True)
    for name, content in (files or FILES).items():
        (campaigns / f"{name}.toml").write_text(content, encoding="utf-8")
    return {
        "WARDSHEETS_CAMPAIGNS": str(campaigns),
        "WARDSHEETS_DATA_DIR": str(folder / "data"),
        "WARDSHEETS_PEOPLE": "an@example.vn = officer",
    }


def settings_of(folder: Path, **files: str) -> Settings:
    """The settings of that service."""
    return read_settings(declare(folder, **files))
