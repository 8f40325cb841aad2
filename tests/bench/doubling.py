"""What doubles, one thing at a time, while the rest of the document stays as small as it can be.
SPDX-License-Identifier: MIT"""
import os, random, zipfile

import common, generate
from generate import HEAD, TAIL

ACCOUNT = ('<Account id="42%08d" mpnId="1"><LegalName>P</LegalName><Company status="Published" '
           'lastModified="2017-03-02T17:40:11Z"><Website>https://p.example/</Website><Overviews>%s</Overviews></Company>'
           '<Locations>%s</Locations>%s</Account>\n')
OVERVIEW = '<Overview language="en-US" countries="US"><DisplayName>P</DisplayName><Text>%s</Text></Overview>'
PLACE = ('<Location id="L%d"><Address><Line1>Main Street 1</Line1><City>City</City><PostalCode>10000</PostalCode>'
         '<Country>US</Country></Address></Location>')
LISTING = ('<ProfessionalService id="%d" status="Published" lastModified="2017-03-02T17:40:11Z"><Localizations>'
           '<Localization language="en-US" countries="US"><Name>L</Name><ShortDescription>S</ShortDescription>'
           '<LongDescription>Words and words.</LongDescription></Localization></Localizations></ProfessionalService>')
PICTURED = (LISTING % 1).replace("</ProfessionalService>", "<Screenshots>%s</Screenshots></ProfessionalService>")
REFERRAL = ('<Referral id="R%d" received="2017-03-14T02:11:00Z" status="New" locationRef="L0"><Customer><Name>C</Name>'
            '</Customer><Notes>Words and words.</Notes></Referral>')
REVIEW = ('<Review id="V%d" country="US" submitted="2017-03-14T02:11:00Z"><Ratings><Rating category="quality" stars="4"/></Ratings>'
          '<Title>Good</Title><Comment>Words and words.</Comment></Review>')
COUNTRIES = ("AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC "
             "CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD "
             "GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH "
             "KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW "
             "MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC "
             "SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY "
             "UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW").split()
# One grey pixel.
PIXEL = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b550000000a49444154789c6368000000"
                      "820081d9a5e3f50000000049454e44ae426082")


def repeat(text, count):
    return "".join(text % number for number in range(count))


def one(overview="Text", places="", listings=""):
    listings = listings and "<ProfessionalServices>%s</ProfessionalServices>" % listings
    return HEAD + ACCOUNT % (1, OVERVIEW % overview, places or PLACE % 0, listings) + TAIL


def behind(element, text):
    return one().replace(element, element + text)


def many_accounts(count):
    return HEAD + "".join(ACCOUNT % (number, OVERVIEW % "Text", PLACE % 0, "") for number in range(count)) + TAIL


def as_it_comes(count):
    rng = random.Random(1)
    return HEAD + "".join(generate.account(rng, number) for number in range(count)) + TAIL


def entries(count):
    return one(), [("more/%d.txt" % number, b"x") for number in range(count)]


def with_pictures(count):
    return one(listings=PICTURED % repeat('<Screenshot file="p%d.png"/>', count)), [("p%d.png" % n, PIXEL) for n in range(count)]


def in_countries(count):
    overviews = "".join((OVERVIEW % "Text").replace('language="en-US" countries="US"', 'language="en-%s" countries="%s"' % (c, c))
                        for c in COUNTRIES[:count])
    return one().replace(OVERVIEW % "Text", overviews)


HTML = "&lt;p&gt;word &lt;b&gt;bold&lt;/b&gt;&lt;/p&gt;"

# what doubles -> (how many, the document for so many or it with further entries, exit status)
CASES = {
    "input, accounts as they come": (200, as_it_comes, 0),
    "accounts of a line": (600, many_accounts, 0),
    "countries of one account": (100, in_countries, 0),
    "locations of one account": (8000, lambda n: one(places=repeat(PLACE, n)), 0),
    "listings of one account": (4000, lambda n: one(listings=repeat(LISTING, n)), 0),
    "keywords": (40000, lambda n: behind("</Overviews>", "<Keywords>" + repeat("<Keyword>word %d</Keyword>", n) + "</Keywords>"), 0),
    "referrals": (8000, lambda n: behind("</Locations>", "<Referrals>" + repeat(REFERRAL, n) + "</Referrals>"), 0),
    "reviews": (8000, lambda n: behind("</Locations>", "<Reviews>" + repeat(REVIEW, n) + "</Reviews>"), 0),
    "pictures that are there": (2000, with_pictures, 0),
    "pictures that are missing": (4000, lambda n: one(listings=PICTURED % repeat('<Screenshot file="p%d.png"/>', n)), 1),
    "one text, plain": (1800000, lambda n: one(overview="word " * (n // 5)), 0),
    "one text, HTML": (1000000, lambda n: one(overview=HTML * (n // len(HTML))).replace("<Text>", '<Text format="html">'), 0),
    "one text, CDATA": (1800000, lambda n: one(overview="<![CDATA[" + "word " * (n // 5) + "]]>"), 0),
    "one text, references": (1800000, lambda n: one(overview="&#xAC00;" * (n // 8)), 0),
    "one text, one letter": (1800000, lambda n: one(overview="x" * n), 0),
    "attributes of each of 200 elements": (120, lambda n: one(places=("<Location " + repeat('a%d="" ', n) + "/>") * 200), 1),
    "errors in one account": (8000, lambda n: one(places='<Location id=""/>' * n), 1),
    "errors in accounts": (4000, lambda n: many_accounts(n).replace('mpnId="1"', 'mpn="1"'), 1),
    "ids that are there twice": (8000, lambda n: one(places=(PLACE % 1) * n), 1),
    "accounts that are there twice": (4000, lambda n: HEAD + (ACCOUNT % (1, OVERVIEW % "Text", PLACE % 0, "")) * n + TAIL, 1),
    "entries of the archive": (50000, entries, 0),
}


def archive(folder, name, count):
    """FOLDER/COUNT.zip for one of the cases."""
    path, made = os.path.join(folder, "%d.zip" % count), CASES[name][1](count)
    text, others = made if isinstance(made, tuple) else (made, [])
    if len(others) > 10000:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as out:
            out.writestr(zipfile.ZipInfo("profiles.xml"), text)
            for entry, data in others:
                out.writestr(zipfile.ZipInfo(entry), data)
    else:
        common.pack(path, text, others)
    return path
