"""The words of dates in English: months, days, seasons, numbers, and how each is written in a pattern."""

from __future__ import annotations

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            ("monday", "mon"),
            ("tuesday", "tues", "tue"),
            ("wednesday", "wed"),
            ("thursday", "thurs", "thur", "thu"),
            ("friday", "fri"),
            ("saturday", "sat"),
            ("sunday", "sun"),
        )
    )
    for name in names
}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
ORDINALS = {
    word: number
    for number, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth"
        " fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first twenty-second twenty-third"
        " twenty-fourth"
        " twenty-fifth twenty-sixth twenty-seventh twenty-eighth twenty-ninth thirtieth thirty-first".split(),
        start=1,
    )
}
COUNTS = {
    **{"a": 1, "an": 1, "a couple of": 2, "couple of": 2, "a dozen": 12},
    **{
        word: number
        for number, word in enumerate(
            "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
            " eighteen nineteen twenty".split(),
            start=1,
        )
    },
    **{
        "thirty": 30,
        "forty": 40,
        "fifty": 50,
        "sixty": 60,
        "seventy": 70,
        "eighty": 80,
        "ninety": 90,
        "a hundred": 100,
    },
}

S = r"[ \u00a0\t]{1,3}"
"""Blanks between the words of one expression."""

MONTH = (
    r"(?P<month>(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|JANUARY|FEBRUARY|MARCH|APRIL|MAY|JUNE|JULY|AUGUST|SEPTEMBER|OCTOBER|NOVEMBER|DECEMBER)(?![\w])"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|JAN|FEB|MAR|APR|JUN|JUL|AUG|SEPT|SEP|OCT|NOV|DEC)(?:\."
    r"|(?![\w])))"
)
WEEKDAY = (
    r"(?P<weekday>(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
    r"|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY|SUNDAY)(?![\w]))"
)
_SHORT_WEEKDAY = r"(?:Mon|Tues?|Wed|Thur?s?|Fri|Sat|Sun)\.?"
ANY_WEEKDAY = (
    rf"(?:(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|MONDAY|TUESDAY|WEDNESDAY|THURSDAY|FRIDAY|SATURDAY"
    rf"|SUNDAY|{_SHORT_WEEKDAY}),?{S})"
)
ORDINAL_WORD = "(?:" + "|".join(sorted(ORDINALS, key=len, reverse=True)) + ")"
DAY = rf"(?P<day>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%])(?![.,:]\d)|{ORDINAL_WORD}(?![\w-]))"
YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d(?![\w%])(?![.,:]\d))"
SEASON = r"(?P<season>[Ss]pring|[Ss]ummer|[Aa]utumn|[Ff]all|[Ww]inter)(?![\w])"
COUNT = (
    r"(?P<count>\d{1,3}|(?i:"
    + "|".join(sorted((w.replace(" ", "[ ]") for w in COUNTS), key=len, reverse=True))
    + r"))(?![\w.,])"
)
UNIT = r"(?P<unit>day|week|month|year|decade|century|centurie)s?(?![\w-])"
PART = r"(?P<part>[Ee]arly|[Mm]id|[Ll]ate)"
LEFT = r"(?<![\w.,/$€£¥%-])"
"""Where an expression that begins with a month, a day or a year may begin."""
DASH = r"[ ]?(?:-|–|—|to|through|and|until)[ ]?"
"""What stands between the two days of a range."""
DAY_END = r"(?P<day_end>(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\w%]))"
TURNED = rf"(?P<step>[Ll]ast|[Pp]ast|[Pp]revious|[Tt]his(?:{S}(?:past|coming))?|[Cc]urrent|[Nn]ext|[Cc]oming)"
"""The words that turn to the period before, the same, or the one after."""
_STEPS = {
    "last": -1,
    "past": -1,
    "previous": -1,
    "this": 0,
    "the": 0,
    "current": 0,
    "next": 1,
    "coming": 1,
    "following": 1,
}


def number_of(word: str) -> int:
    """The number that a day, ordinal or count stands for ('9th', 'ninth', 'three', 'a'); KeyError for other words."""
    digits = word.rstrip("stndrh")
    if digits.isdigit():
        return int(digits)
    lowered = word.lower()
    return ORDINALS[lowered] if lowered in ORDINALS else COUNTS[lowered]


def month_number(word: str) -> int:
    """1 to 12 for the name of a month or its short form."""
    return MONTHS[word.lower().rstrip(".")]


def weekday_number(word: str) -> int:
    """0 (Monday) to 6 for the name of a weekday."""
    return WEEKDAYS[word.lower().rstrip(".")]


def step_of(words: str | None) -> int:
    """-1, 0 or 1 for 'last', 'this' or 'next' and their like; 0 for None."""
    return _STEPS[words.lower().split()[-1]] if words else 0
