"""What economies are called beside the name on record: their ISO codes, their names in English, and
those in their own languages (all from `pycountry`).
"""

from __future__ import annotations

import gettext
from functools import cache, lru_cache

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
#: What people, the WTO and the World Bank write, and no standard lists.
SPOKEN: dict[str, tuple[str, ...]] = {
    iso3: tuple(name.strip() for name in names.split(";"))
    for iso3, names in {
        "ARE": "UAE",
        "BIH": "Bosnia & Herzegovina; Bosnia-Herzegovina",
        "BOL": "Bolivia",
        "BRN": "Brunei; Brunei Darussalam",
        "CHN": "China, People's Republic of; PR China",
        "CIV": "Ivory Coast; Cote d Ivoire",
        "COD": "Congo, Dem. Rep.; Democratic Republic of the Congo; DR Congo; Zaire",
        "COG": "Congo, Rep.",
        "CPV": "Cape Verde",
        "CZE": "Czech Republic",
        "EGY": "Egypt, Arab Rep.",
        "EUU": "EU; European Union",
        "FRO": "Faroe Islands; Faeroe Islands",
        "GBR": "UK; Great Britain; Britain",
        "GEO": "Republic of Georgia",
        "GNB": "Guinea Bissau",
        "HKG": "Hong Kong, China; Hong Kong SAR, China",
        "IRN": "Iran, Islamic Rep.",
        "KGZ": "Kyrgyz Republic",
        "KNA": "St. Kitts and Nevis; St Kitts and Nevis",
        "KOR": "Korea; South Korea; Republic of Korea; Korea, Rep.; Rep. of Korea",
        "LAO": "Lao PDR; Laos",
        "LBY": "Libyan Arab Jamahiriya",
        "LCA": "St. Lucia; St Lucia",
        "MAC": "Macao, China; Macau; Macau, China",
        "MDA": "Moldova",
        "MKD": "Macedonia; FYR Macedonia; FYROM; Former Yugoslav Republic of Macedonia",
        "PRK": "North Korea; Korea, Dem. People's Rep.",
        "PSE": "Palestine; Palestinian Authority",
        "RUS": "Russia",
        "SVK": "Slovak Republic",
        "SWZ": "Swaziland",
        "SYR": "Syria",
        "TCD": "Tchad",
        "TUR": "Turkey",
        "TWN": "Chinese Taipei; Taiwan, China; Separate Customs Territory of Taiwan",
        "TZA": "Tanzania",
        "USA": "America; USA; U.S.; U.S.A.; United States of America; EE.UU.; Etats-Unis",
        "VCT": "St. Vincent and the Grenadines; St Vincent and the Grenadines",
        "VEN": "Venezuela, RB",
        "VNM": "Vietnam",
    }.items()
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


@cache
def every_economy() -> dict[str, tuple[str, ...]]:
    """All names and codes by which an economy may be meant, by its code: those of `economy_names`,
    and those of ISO 3166 in English, French and Spanish with its numeric code.

    Returns
    -------
    dict[str, tuple[str, ...]]
        By the three letters of ISO 3166.

    Examples
    --------
    >>> "Alemania" in every_economy()["DEU"], "276" in every_economy()["DEU"]
    (True, True)
    """
    found = {iso3: list(economy_names(iso3)) for iso3 in SPOKEN}
    for country in pycountry.countries:
        english = [
            str(getattr(country, name))
            for name in ("name", "official_name", "common_name")
            if hasattr(country, name)
        ]
        spoken = [
            _catalogue(language).gettext(name) for language in ("fr", "es") for name in english
        ]
        names = [*economy_names(str(country.alpha_3)), *spoken, str(country.numeric)]
        found.setdefault(str(country.alpha_3), []).extend(names)
    return {iso3: tuple(dict.fromkeys(names)) for iso3, names in found.items()}
