"""Dates of seats and parties that were missing or false once, as they were read again in November
2026 (WTO, depositaries, the parties' own pages): by agreement, who and from or until when.
"""

from __future__ import annotations

import pytest

from loaders.seeds import seed_snapshot

BEGAN = {
    ("NEGOTIATES", "cptpp_accession_2026"): "are_moft=2025-08 idn_mot=2024-09-25 phl_dti=2025-08",
    ("NEGOTIATES", "cptpp_accession_cri"): "cri_comex=2022-08-10",
    ("NEGOTIATES", "cptpp_accession_ury"): "ury_mrree=2022-12-01",
    ("NEGOTIATES", "depa"): "can_gac=2022-05-22 chn_mofcom=2021-11-01 cri_comex=2022-12-23",
    ("NEGOTIATES", "depa_accession_2026"): "can_gac=2022-05-22 kor_motie=2024-05-03",
    ("NEGOTIATES", "depa_accession_chn"): "chn_mofcom=2021-11-01 kor_motie=2024-05-03",
    ("NEGOTIATES", "depa_accession_cri"): "cri_comex=2022-12-23 kor_motie=2024-05-03",
    ("NEGOTIATES", "tisa"): "mus_mfa=2015-07",
    (
        "NEGOTIATES",
        "tpp",
    ): "can_gac=2012-10-08 jpn_mofa=2013-07-23 mex_se=2012-10-08 mys_miti=2010-10",
    ("NEGOTIATES", "wto_eca"): "chn_mofcom=2019-01-25 gbr_dbt=2021-01-01",
    ("PARTY_TO", "aanzfta"): "idn=2012-01-10 khm=2011-01-04 lao=2011-01-01 tha=2010-03-12",
    ("PARTY_TO", "asean_defa"): "tls=2025-10-26",
    (
        "PARTY_TO",
        "cafta_dr",
    ): "cri=2009-01-01 dom=2007-03-01 gtm=2006-07-01 hnd=2006-04-01 nic=2006-04-01",
    ("PARTY_TO", "cpta"): "kgz=2024-03-19 kor=2023-02-26 mng=2022-10-25"
    " rus=2023-11-16 tjk=2023-03-08 tkm=2022-08-02 tls=2022-07-04 tuv=2023-03-08",
    (
        "PARTY_TO",
        "cptpp",
    ): "brn=2023-07-12 chl=2023-02-21 gbr=2024-12-15 mys=2022-11-29 per=2021-09-19 vnm=2019-01-14",
    ("PARTY_TO", "depa"): "chl=2021-11-23 kor=2024-05-03",
    ("PARTY_TO", "depa_accession_2026"): "kor=2024-05-03",
    ("PARTY_TO", "depa_accession_chn"): "kor=2024-05-03",
    ("PARTY_TO", "depa_accession_cri"): "kor=2024-05-03",
    ("PARTY_TO", "efta_moldova"): "che=2025-04-01 lie=2025-04-01 nor=2024-11-01",
    ("PARTY_TO", "eu_andean"): "col=2013-08-01 ecu=2017-01-01",
    ("PARTY_TO", "pacer_plus"): "tuv=2022-04-03 vut=2022-10-11",
    (
        "PARTY_TO",
        "rcep",
    ): "idn=2023-01-02 kor=2022-02-01 mmr=2022-05-01 mys=2022-03-18 phl=2023-06-02",
    ("PARTY_TO", "tisa"): "mus=2015-07",
}
ENDED = {
    ("NEGOTIATES", "tpp"): "usa_ustr=2017-01-30",
    ("PARTY_TO", "acta"): "euu=2012-07-04",
    ("PARTY_TO", "nafta"): "can=2020-07-01 mex=2020-07-01 usa=2020-07-01",
    ("PARTY_TO", "tpp"): "usa=2017-01-30",
}


@pytest.mark.parametrize(
    ("field", "table"), [("valid_from", BEGAN), ("valid_to", ENDED)], ids=["began", "ended"]
)
def test_dates_that_were_put_right(field: str, table: dict[tuple[str, str], str]) -> None:
    for (type, agreement), said in table.items():
        rows = seed_snapshot().back(agreement, type)
        for who, day in (pair.split("=") for pair in said.split()):
            assert day in {tie.text(field) for tie in rows if tie.source == who}, (agreement, who)
