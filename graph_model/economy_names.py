"""What economies are called beside the name on record: their ISO codes, their names in English, and
those in their own languages (all from `pycountry`).
"""

from __future__ import annotations

import gettext
from functools import lru_cache

import pycountry

#: The languages in which a body of an economy writes its name, of those that pycountry knows.
LANGUAGES = {
    "ARE": "ar", "ARG": "es", "AZE": "az", "BEL": "nl fr de", "BGD": "bn", "BHR": "ar",
    "BRA": "pt_BR",
    "BRN": "ms", "CAN": "fr", "CHE": "de fr it", "CHL": "es", "CHN": "zh_CN", "CIV": "fr",
    "CMR": "fr", "COL": "es", "CRI": "es", "DEU": "de", "DOM": "es", "ECU": "es", "EST": "et",
    "ETH": "am", "FRA": "fr", "GTM": "es", "HKG": "zh_HK", "HND": "es", "IDN": "id", "IND": "hi",
    "IRN": "fa", "ISL": "is", "ISR": "he ar", "JPN": "ja", "KEN": "sw", "KGZ": "ky ru", "KHM": "km",
    "KOR": "ko", "KWT": "ar", "LAO": "lo", "LIE": "de", "LKA": "si ta", "MAR": "ar fr", "MDA": "ro",
    "MEX": "es", "MKD": "mk", "MMR": "my", "MNG": "mn", "MUS": "fr", "MYS": "ms", "NIC": "es",
    "NLD": "nl", "NOR": "nb_NO", "NZL": "mi", "OMN": "ar", "PAK": "ur", "PAN": "es", "PER": "es",
    "PHL": "fil", "POL": "pl", "PRY": "es gn", "QAT": "ar", "RUS": "ru", "RWA": "rw fr",
    "SAU": "ar",
    "SGP": "zh_CN ms ta", "SLV": "es", "THA": "th", "TJK": "tg", "TKM": "tk", "TUR": "tr",
    "TWN": "zh_TW", "UKR": "uk", "URY": "es", "VNM": "vi", "VUT": "fr", "WSM": "en", "ZAF": "af zu",
    "ESP": "es ca eu gl", "ITA": "it", "AUT": "de", "PRT": "pt", "SWE": "sv", "FIN": "fi sv",
    "DNK": "da", "GRC": "el", "HUN": "hu", "CZE": "cs", "SVK": "sk", "SVN": "sl", "HRV": "hr",
    "BGR": "bg", "ROU": "ro", "LTU": "lt", "LVA": "lv", "IRL": "ga", "MLT": "mt", "LUX": "fr de",
    "CYP": "el tr", "EGY": "ar", "DZA": "ar fr", "TUN": "ar fr", "JOR": "ar", "LBN": "ar fr",
    "SEN": "fr", "GEO": "ka", "ARM": "hy", "KAZ": "kk ru", "UZB": "uz", "NPL": "ne", "BOL": "es",
    "VEN": "es", "CUB": "es", "AGO": "pt", "MOZ": "pt", "TZA": "sw",
}  # fmt: skip
#: What people write and no standard lists.
SPOKEN = {
    "GBR": ("UK", "Britain"),
    "USA": ("America", "USA", "United States of America"),
    "ARE": ("UAE",),
    "EUU": ("EU", "European Union"),
    "KOR": ("Korea", "Republic of Korea"),
    "TUR": ("Turkey",),
    "CIV": ("Ivory Coast",),
    "CZE": ("Czech Republic",),
    "RUS": ("Russia",),
    "TWN": ("Chinese Taipei",),
    "LAO": ("Lao PDR",),
}


@lru_cache(maxsize=512)
def economy_names(iso3: str) -> tuple[str, ...]:
    """Every name and code of an economy, each once; only what people say for one that ISO does not
    list.

    >>> names = economy_names("BRA")
    >>> "Brasil" in names, "BR" in names, "Federative Republic of Brazil" in names
    (True, True, True)
    >>> economy_names("XYZ")
    ()
    """
    found = [iso3, *SPOKEN[iso3]] if iso3 in SPOKEN else []
    country = pycountry.countries.get(alpha_3=iso3)
    if country is not None:
        english = [
            str(getattr(country, name))
            for name in ("common_name", "name", "official_name")
            if hasattr(country, name)
        ]
        own = [
            _catalogue(language).gettext(name)
            for language in LANGUAGES.get(iso3, "").split()
            for name in english
        ]
        found += [country.alpha_2, country.alpha_3, *english, *own]
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=128)
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation(
        "iso3166-1", pycountry.LOCALES_DIR, languages=[language], fallback=True
    )
