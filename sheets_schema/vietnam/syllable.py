"""Vietnamese syllables: which letters can form one, and where its tone mark stands."""

from functools import lru_cache

from sheets_schema.vietnam.text import fold, nfc, split_tone

_ONSETS = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
    i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet
    oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
    u ua uc ui um un ung up ut uân uâng uât uây uê uêch uên uênh uơ uôc uôi uôm uôn uông uôt
    uy uya uych uynh uyp uyt uyu uyên uyêt
    ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    y ych ynh yt yêm yên yêng yêt yêu
"""
ONSETS = frozenset(_ONSETS.split()) | {""}
RIMES = frozenset(_RIMES.split())
_FOLDED_ONSETS = ONSETS - {"đ"}
_AFTER_QU = ("oc", "oi")  # quốc and quối without their marks
_TWO_PLACES = ("oa", "oe", "uy")
_STOPS = ("c", "ch", "p", "t")
_VOWELS = frozenset("aăâeêioôơuưy")
_MARKED_VOWELS = "ăâêôơư"
_COMBINING = {"s": "\u0301", "f": "\u0300", "r": "\u0309", "x": "\u0303", "j": "\u0323", "": ""}


@lru_cache(maxsize=1)
def _folded_rimes() -> frozenset[str]:
    return frozenset(map(fold, RIMES))


def _split_onset(base: str, rimes: frozenset[str], onsets: frozenset[str]) -> str | None:
    """The onset when the rest is a rime, None when the letters are no syllable."""
    for length in (3, 2, 1, 0):
        onset, rime = base[:length], base[length:]
        if onset not in onsets or rime not in rimes or len(onset) != length:
            continue
        # In "quốc" the u belongs to the onset: q never stands without it.
        if onset == "qu" and rime[0] in "ou" and rime not in _AFTER_QU:
            continue
        return onset
    return None


@lru_cache(maxsize=32768)
def is_syllable(word: str) -> bool:
    """Whether a word, in any case, is a possible syllable: onset, rime and a tone that goes.

    A syllable that ends in c, ch, p or t takes only sắc or nặng; hòa and hoà are both right.
    """
    lowered = word.lower()
    base, tone = split_tone(lowered)
    if len(tone) > 1 or not base:
        return False
    if _split_onset(base, RIMES, ONSETS) is None:
        return base == "gi"
    if base.endswith(_STOPS) and tone not in ("s", "j"):
        return False
    classic = with_tone(base, tone)
    return lowered == classic or (base.endswith(_TWO_PLACES) and lowered == _modern(base, tone))


@lru_cache(maxsize=32768)
def is_unmarked_syllable(word: str) -> bool:
    """Whether ASCII letters could be a syllable whose marks were left out (Nguyen, Duc)."""
    lowered = word.lower()
    return lowered.isascii() and (
        lowered == "gi" or _split_onset(lowered, _folded_rimes(), _FOLDED_ONSETS) is not None
    )


def with_tone(base: str, tone: str) -> str:
    """A lower-case syllable without tone, with the tone mark (Telex letter) where it belongs.

    >>> with_tone("hoang", "f"), with_tone("thuy", "s"), with_tone("quynh", "f")
    ('hoàng', 'thúy', 'quỳnh')
    """
    if not tone:
        return base
    place = _tone_place(base)
    return nfc(base[: place + 1] + _COMBINING[tone] + base[place + 1 :])


def _modern(base: str, tone: str) -> str:
    return nfc(base + _COMBINING[tone])


def _tone_place(base: str) -> int:
    onset = _split_onset(base, RIMES, ONSETS) or ""
    places = [i for i in range(len(onset), len(base)) if base[i] in _VOWELS] or [len(base) - 1]
    marked = [i for i in places if base[i] in _MARKED_VOWELS]
    if marked:
        return marked[-1]
    if len(places) == 3 or (len(places) == 2 and base[-1] not in _VOWELS):
        return places[1]
    return places[0]
