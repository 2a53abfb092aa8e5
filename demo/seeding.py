"""Puts a district into the local Google once, and remembers which spreadsheet is whose."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from demo.district import District, DistrictError
from demo.local_google import LocalGoogle
from demo.payload import spreadsheet_body

ACCOUNT = "wardsheets@demo.iam.gserviceaccount.com"


@dataclass(slots=True)
class Seeded:
    """The spreadsheets made so far, by unit code; kept in a file after each one."""

    file: Path
    district: str
    district_spreadsheet: str = ""
    units: dict[str, str] = field(default_factory=dict)

    def save(self) -> None:
        """Writes the file in one step, so that a kill leaves the old or the new one."""
        said = {
            "district": self.district,
            "district_spreadsheet": self.district_spreadsheet,
            "units": self.units,
        }
        fresh = self.file.with_suffix(".new")
        fresh.write_text(json.dumps(said, ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(self.file)


def seed(google: LocalGoogle, district: District, file: Path) -> Seeded:
    """The district's spreadsheets, made where they are not there yet and shared with ACCOUNT.

    Raises DistrictError when `file` belongs to another district.
    """
    seeded = _remembered(district, file)
    for unit in district.units:
        if unit.code not in seeded.units:
            seeded.units[unit.code] = google.create(spreadsheet_body(unit), ACCOUNT)
            seeded.save()
    if not seeded.district_spreadsheet:
        body = {
            "properties": {
                "title": f"Tổng hợp báo cáo - {district.name}",
                "locale": "vi_VN",
                "timeZone": "Asia/Ho_Chi_Minh",
            },
            "sheets": [{"properties": {"title": "Ghi chú của cơ quan"}}],
        }
        seeded.district_spreadsheet = google.create(body, ACCOUNT)
        seeded.save()
    return seeded


def _remembered(district: District, file: Path) -> Seeded:
    if not file.exists():
        return Seeded(file, district.name)
    said = json.loads(file.read_text(encoding="utf-8"))
    if said["district"] != district.name:
        raise DistrictError(
            f"{file.parent} holds another district ({said['district']}): name another --data folder"
        )
    return Seeded(file, said["district"], said["district_spreadsheet"], said["units"])
