"""Typing left in Telex because the Vietnamese keyboard was off: Nguyeenx Vawn Hungf."""

import re
from functools import lru_cache

from sheets_schema.vietnam.surnames import minority_unmarked
from sheets_schema.vietnam.syllable import is_syllable, is_unmarked_syllable, with_tone

_DOUBLED = {"aa": "â", "ee": "ê", "oo": "ô", "dd": "đ", "aw": "ă", "ow": "ơ", "uw": "ư"}
_TONES = "sfrxj"
_LATE = {"a": "â", "e": "ê", "o": "ô"}
_WITH_W = {"a": "ă", "o": "ơ", "u": "ư"}


def decode_telex(text: str) -> str | None:
    """The name that the keystrokes mean, None when the text is no Telex residue.

    At least one word must be impossible as it stands and right after decoding, and no word may
    remain impossible. Words are capitalised like the typed ones. Behind an unmarked surname of an
    ethnic minority one odd word is a name of its own (Nay Der).
    """
    pieces = re.split(r"([\s\-]+)", text.strip())
    words = pieces[::2]
    decoded = [_decode_word(word) for word in words]
    if None in decoded or decoded == words or all(map(_stands_alone, words)):
        return None
    changed = sum(new != old for new, old in zip(decoded, words, strict=True))
    if changed == 1 and words[0].lower() in minority_unmarked():
        return None
    pieces[::2] = [str(word) for word in decoded]
    return "".join(pieces)


def _stands_alone(word: str) -> bool:
    return is_unmarked_syllable(word) and "oo" not in word.lower()


@lru_cache(maxsize=4096)
def _decode_word(word: str) -> str | None:
    if not word.isalpha():
        return None
    lowered = word.lower()
    # "oong" is a rime of loan words; in a name it is "ông" typed in Telex.
    if _stands_alone(word) or ("oo" not in lowered and is_syllable(word)):
        return word
    for candidate in _candidates(lowered):
        if is_syllable(candidate):
            return _same_case(candidate, word)
    return None


def _candidates(word: str) -> list[str]:
    """Readings of the keystrokes: tone letter anywhere behind a vowel, marks at once or late."""
    stems = [(word, "")]
    for index in range(len(word) - 1, 0, -1):
        if word[index] in _TONES and any(char in "aeiouywăâêôơư" for char in word[:index]):
            stems.append((word[:index] + word[index + 1 :], word[index]))
    found = []
    for stem, tone in stems:
        for base in (_marked(stem), _marked_late(stem)):
            found.append(with_tone(base, tone))
    return found


def _marked(stem: str) -> str:
    stem = stem.replace("uow", "ươ").replace("uwow", "ươ").replace("uwo", "ươ")
    for keys, letter in _DOUBLED.items():
        stem = stem.replace(keys, letter)
    return stem


def _marked_late(stem: str) -> str:
    """Marks typed at the end of the syllable: Nguyene, Tranaf, Vanw, Duongw, Dungd."""
    if stem.count("d") == 2 and stem[0] == "d":
        stem = "đ" + stem[1:].replace("d", "", 1)
    if "w" in stem[1:]:
        rest = stem.replace("w", "", 1)
        if "uo" in rest:
            return rest.replace("uo", "ươ", 1)
        for vowel, letter in _WITH_W.items():
            if vowel in rest:
                return rest.replace(vowel, letter, 1)
    for vowel, letter in _LATE.items():
        if stem.count(vowel) == 2:
            first = stem.index(vowel)
            tail = stem[first + 1 :].replace(vowel, "", 1)
            return stem[:first] + letter + tail
    return _marked(stem)


def _same_case(candidate: str, word: str) -> str:
    if word.isupper():
        return candidate.upper()
    return candidate[:1].upper() + candidate[1:] if word[:1].isupper() else candidate
