"""Cities and how their wards and residential groups are called."""

from dataclasses import dataclass
from random import Random

from tests.districts.wording import words


@dataclass(frozen=True, slots=True)
class Place:
    """A city: its code in citizen numbers, its own telephone codes, its words."""

    city: str
    district: str
    province: str
    kind: str
    group: str
    landline: str
    old_landline: str
    wards: tuple[str, ...]


PLACES = (
    Place(
        "thành phố Hà Nội",
        "Quận Hoàn Đình",
        "001",
        "Phường",
        "Tổ dân phố số {n}|TDP {n}|Tổ dân phố {n}|TDP số {n}",
        "024",
        "04",
        tuple(words("Hàng Than|Cửa Nam|Ngọc Hà|Thổ Quan|Kim Mã|Ô Chợ|Phương Liên - Trung Tự")),
    ),
    Place(
        "Thành phố Hồ Chí Minh",
        "Quận Phú Hòa",
        "079",
        "Phường",
        "Khu phố {n}|Khu phố {n}|KP {n}",
        "028",
        "08",
        tuple(words("1|2|3|4|5|Bến Thành|Tân Định|Thảo Điền|Hiệp Phú|12|An Lạc A|14")),
    ),
    Place(
        "thành phố Cần Thơ",
        "Quận Ninh Thới",
        "092",
        "Phường",
        "Khu vực {n}|Khu vực {n}|KV {n}",
        "0292",
        "0710",
        tuple(words("An Khánh|Cái Khế|Hưng Lợi|Thới Bình|Xuân Khánh|Long Hòa|Trà An")),
    ),
    Place(
        "thành phố Hải Phòng",
        "Quận Hải Lê",
        "031",
        "Phường",
        "Tổ dân phố số {n}|TDP số {n}|TDP {n}",
        "0225",
        "031",
        tuple(words("Cầu Tre|Lạch Tray|Đằng Lâm|Máy Tơ|Hạ Lý|Cát Bi|Nam Hải 1|Nam Hải 2")),
    ),
    Place(
        "tỉnh Nghệ An",
        "Huyện Nam Thanh",
        "040",
        "Xã",
        "Thôn {n}|Xóm {n}|Thôn {name}",
        "0238",
        "",
        tuple(words("Kim Liên|Nam Cát|Hùng Tiến|Xuân Lâm|Thượng Tân Lộc|Nam Giang")),
    ),
    Place(
        "tỉnh Đồng Tháp",
        "Huyện Cao Mỹ",
        "087",
        "Xã",
        "Ấp {n}|Ấp {name}|Khóm {n}",
        "0277",
        "",
        tuple(words("Mỹ Thọ|Bình Hàng Tây|Phương Trà|Tân Nghĩa|An Bình|Gáo Giồng")),
    ),
    Place(
        "thành phố Đà Nẵng",
        "Quận Thanh Sơn",
        "048",
        "Phường",
        "Tổ dân phố {n}|Tổ dân phố số {n}|Tổ {n}",
        "0236",
        "0511",
        tuple(words("Hòa Cường Bắc|Thạc Gián|Thanh Khê Tây|An Hải Đông|Phước Mỹ|Nại Hiên")),
    ),
)
NAMED = words("Đoài|Đông Thượng|Trung Hòa|Yên Phú|Bắc Sơn|Tân Lập|Hạ Đồng|Phú Lợi|Mỹ Tây|Long An")


def residential_groups(rng: Random, place: Place) -> list[str]:
    """The residential groups of one ward, all called in one manner."""
    form = rng.choice(place.group.split("|"))
    count = rng.choice((2, 3, 4, 5, 6, 7, 8, 9, 10))
    names = rng.sample(NAMED, count)
    return [form.format(n=n + 1, name=names[n]) for n in range(count)]
