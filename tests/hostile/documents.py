"""The control document, and XML that is hostile, damaged or odd. SPDX-License-Identifier: MIT"""
import random
import struct
import zlib

SPACE = "urn:pinport:pinpoint-export:1"


def picture(width, height, grey):
    """A PNG of one shade."""
    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + bytes([grey]) * width for _ in range(height))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)) +
            chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


LOGO, OTHER_LOGO = picture(120, 60, 90), picture(120, 60, 91)

TEXT = """<?xml version="1.0" encoding="UTF-8"?>
<PinpointExport xmlns="urn:pinport:pinpoint-export:1" version="1.0" exportedAt="2017-03-20T09:00:00Z">
  <Account id="4711" mpnId="1234567" cspEnrolled="true">
    <LegalName>\ud55c\ube5b \uc2dc\uc2a4\ud15c Hanbit Systems</LegalName>
    <Company status="Published" lastModified="2017-03-01T12:00:00Z">
      <Website>https://www.hanbit.example/</Website>
      <Logo file="logos/logo.png" alt="Hanbit"/>
      <Overviews>
        <Overview language="en-US" countries="KR">
          <Text>We migrate offices to the cloud &amp; train their people.</Text>
        </Overview>
      </Overviews>
      <Industries><Industry>Retail</Industry></Industries>
      <Products><Product>Office 365</Product></Products>
    </Company>
    <Locations>
      <Location id="seoul" primary="true">
        <Address>
          <Line1>1 Sejong-daero</Line1>
          <City>Seoul</City>
          <PostalCode>03154</PostalCode>
          <Country>KR</Country>
        </Address>
        <Contact><FirstName>Min</FirstName><LastName>Kim</LastName><Email>min@hanbit.example</Email><Phone>+82 2 555 0100</Phone></Contact>
      </Location>
    </Locations>
    <Referrals>
      <Referral id="r1" received="2017-02-03T10:00:00Z" status="New">
        <Customer><Name>Lee</Name><Country>KR</Country></Customer>
        <Notes>Please call back.</Notes>
      </Referral>
    </Referrals>
  </Account>
</PinpointExport>
"""
CONTROL = TEXT.encode()
LEGAL = "\ud55c\ube5b \uc2dc\uc2a4\ud15c Hanbit Systems"
REFERENCES = LEGAL.encode("ascii", "xmlcharrefreplace").decode()
NOTE = "Please call back."


def changed(old, new):
    assert old in TEXT, old
    return TEXT.replace(old, new, 1).encode()


def with_doctype(doctype, note=NOTE):
    return changed("<PinpointExport", doctype + "<PinpointExport").replace(NOTE.encode(), note.encode())


def doctypes():
    laughs = "".join('<!ENTITY l%d "%s">' % (i, "&l%d;" % (i - 1) * 10) for i in range(1, 10))
    parameter = "".join("<!ENTITY %% p%d '%s'>" % (i, ("&#37;p%d;" % (i - 1)) * 10) for i in range(1, 9))
    for name, doctype, note in (
            ("empty", "<!DOCTYPE PinpointExport>", NOTE),
            ("entity", '<!DOCTYPE x [<!ENTITY a "b">]>', "&a;"),
            ("xxe-file", '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>', "&a;"),
            ("xxe-http", '<!DOCTYPE x [<!ENTITY a SYSTEM "http://127.0.0.1:9/x">]>', "&a;"),
            ("xxe-relative", '<!DOCTYPE x [<!ENTITY a SYSTEM "logos/logo.png">]>', "&a;"),
            ("xxe-parameter", '<!DOCTYPE x [<!ENTITY % a SYSTEM "file:///etc/passwd"> %a;]>', NOTE),
            ("external-subset", '<!DOCTYPE PinpointExport SYSTEM "http://127.0.0.1:9/x.dtd">', NOTE),
            ("public", '<!DOCTYPE PinpointExport PUBLIC "-//x//y" "file:///etc/passwd">', NOTE),
            ("attribute-default", '<!DOCTYPE x [<!ATTLIST Account mpnId CDATA "evil">]>', NOTE),
            ("laughs", '<!DOCTYPE x [<!ENTITY l0 "ha">' + laughs + "]>", "&l9;"),
            ("laughs-parameter", "<!DOCTYPE x [<!ENTITY % p0 'x'>" + parameter + "%p8;]>", NOTE),
            ("quadratic", '<!DOCTYPE x [<!ENTITY a "' + "a" * 50000 + '">]>', "&a;" * 50000),
            ("loop", '<!DOCTYPE x [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"),
            ("unfinished", "<!DOCTYPE x [", NOTE)):
        yield "doctype-" + name, with_doctype(doctype, note)
    text = TEXT.replace('encoding="UTF-8"', 'encoding="UTF-16"').replace("<PinpointExport", "<!DOCTYPE x><PinpointExport", 1)
    yield "doctype-utf16", text.encode("utf-16")


def damaged():
    body = TEXT.encode()
    for name, data in (
            ("cut-half", body[:len(body) // 2]), ("cut-end", body[:-20]), ("cut-tag", body[:body.index(b"<Website") + 5]),
            ("two-roots", body + b"<x/>"), ("tail", body + b"words"), ("blank-first", b"\n" + body),
            ("two-boms", b"\xef\xbb\xbf\xef\xbb\xbf" + body), ("mismatch", changed("</LegalName>", "</LegalNames>")),
            ("ampersand", changed("&amp;", "&")), ("less-than", changed(NOTE, "a < b")),
            ("attribute-twice", changed('id="4711"', 'id="4711" id="4712"')), ("attribute-bare", changed('id="4711"', "id=4711")),
            ("entity-html", changed(NOTE, "&nbsp;")), ("reference-nul", changed(NOTE, "&#0;")),
            ("reference-surrogate", changed(NOTE, "&#xD800;")), ("reference-control", changed(NOTE, "&#x1B;")),
            ("reference-huge", changed(NOTE, "&#x110000;")), ("reference-wraps", changed(NOTE, "&#x100000041;")),
            ("control", changed(NOTE, "a\x01b")), ("escape", changed(NOTE, "a\x1b[2Jb")), ("ffff", changed(NOTE, "a\uffffb")),
            ("nul", body.replace(NOTE.encode(), b"a\0b")), ("latin-1", body.replace(NOTE.encode(), b"caf\xe9 ol\xe9")),
            ("cp949", body.replace(NOTE.encode(), "\ud55c\ube5b".encode("cp949"))),
            ("overlong", body.replace(NOTE.encode(), b"\xc0\xbc")), ("cesu-8", body.replace(NOTE.encode(), b"\xed\xa0\xbd\xed\xb8\x80")),
            ("cut-character", body.replace(NOTE.encode(), b"\xe2\x82")), ("prefix", changed("<Website>", "<p:Website>")),
            ("prefix-attribute", changed('id="4711"', 'p:id="4711"')), ("comment", changed(NOTE, "<!-- a -- b -->")),
            ("cdata-end", changed(NOTE, "]]>")), ("cdata-open", changed(NOTE, "<![CDATA[ open")),
            ("declaration", changed('version="1.0" encoding', 'version="1.0" standalone="yes" encoding')),
            ("declaration-inside", changed(NOTE, "<?xml version='1.0'?>")), ("version-2", changed('<?xml version="1.0"', '<?xml version="9"')),
            ("xmlns-undone", changed(NOTE, '<x xmlns:a=""/>'))):
        yield name, data
    utf16 = TEXT.replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16")
    yield "utf16-odd", utf16[:-1]
    yield "utf16-surrogate", utf16.replace("call".encode("utf-16-le"), b"\x00\xd8a\0")
    yield "encoding-unknown", changed("UTF-8", "x-martian")
    yield "encoding-utf7", changed("UTF-8", "UTF-7")
    yield "encoding-ebcdic", TEXT.encode("ascii", "xmlcharrefreplace").decode().encode("cp037")
    yield "encoding-lies", changed("UTF-8", "US-ASCII")
    yield "one-of-two", [CONTROL, body[:len(body) // 2].replace(b"4711", b"4712")]
    yield "one-of-three", [CONTROL, CONTROL.replace(b"4711", b"1"), b"<PinpointExport xmlns='%s'>" % SPACE.encode()]


def large():
    yield "depth-200", changed(NOTE, "<a>" * 200 + "</a>" * 200)
    yield "depth-100000", changed(NOTE, "<a>" * 100000)
    def noise(pieces):
        return "".join(random.Random(4).choices("abcdefghijklmnop", k=pieces * 5000))

    yield "attribute-6m", changed('alt="Hanbit"', 'alt="%s"' % noise(1200))
    yield "text-6m", changed(NOTE, noise(1200))
    yield "text-3m", changed(NOTE, noise(600)), "some \\[[A-Z0-9-]+\\]", "[01]"
    yield "name-100k", changed(NOTE, "<%s/>" % ("n" * 100000))
    yield "attribute-name-100k", changed('id="4711"', 'id="4711" %s="1"' % ("n" * 100000))
    yield "attributes-100k", changed('id="4711"', 'id="4711" ' + " ".join('a%d="1"' % i for i in range(100000)))
    yield "namespaces-20k", changed('id="4711"', 'id="4711" ' + " ".join('xmlns:a%d="u%d"' % (i, i) for i in range(20000)))
    yield "comment-6m", changed(NOTE, "<!--%s-->" % noise(1200))
    yield "instruction-6m", changed(NOTE, "<?x %s?>" % noise(1200))
    yield "cdata-6m", changed(NOTE, "<![CDATA[%s]]>" % noise(1200))
    yield "errors-20k", changed("<Industry>Retail</Industry>", "<Industri/>" * 20000)
    yield "blank-lines", changed(NOTE, NOTE + "\n" * 100000 + "x"), "some .", "[01]"


def judged():
    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    for name, data in (
            ("namespace-wrong", changed(SPACE, "urn:other")), ("namespace-none", changed(' xmlns="%s"' % SPACE, "")),
            ("xsi-type", changed('<Account id', '<Account %sxsi:type="x" id' % xsi)),
            ("xsi-nil", changed("<Notes>", '<Notes %sxsi:nil="true">' % xsi)),
            ("attribute-unknown", changed('id="4711"', 'id="4711" secret="1"')),
            ("element-unknown", changed("<Locations>", "<Secret/><Locations>")),
            ("text-between", changed("<Locations>", "secret<Locations>")),
            ("xml-base", changed("<Account id", '<Account xml:base="http://x/" id')),
            ("xinclude", changed("<Notes>", '<i:include xmlns:i="http://www.w3.org/2001/XInclude" href="/etc/passwd"/><Notes>')),
            ("id-path", changed('id="4711"', 'id="../../x"')), ("id-empty", changed('id="4711"', 'id=""')),
            ("id-long", changed('id="4711"', 'id="%s"' % ("1" * 5000))), ("id-reserved", changed('id="4711"', 'id="CON"')),
            ("id-fullwidth", changed('id="4711"', 'id="\uff14\uff17"'))):
        yield name, data
    yield "id-twice", [CONTROL, CONTROL], "some \\[R[0-9]+\\]", 1
    yield "no-export", b"<other/>"
    yield "empty-part", [CONTROL, b""]


def odd():
    def same(name, data):
        return "odd-" + name, data, "same", 0

    xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    yield same("bom", b"\xef\xbb\xbf" + CONTROL)
    yield same("no-declaration", TEXT[TEXT.index("<Pin"):].encode())
    yield same("crlf", TEXT.replace("\n", "\r\n").encode())
    yield same("utf16-declared-only", changed("UTF-8", "utf-16"))
    for name in ("utf-16-le", "utf-16-be"):
        text = TEXT.replace("UTF-8", "UTF-16")
        yield same(name + "-bom", ("\ufeff" + text).encode(name))
        yield same(name, text.encode(name))
    for name, codec in (("EUC-KR", "euc-kr"), ("ks_c_5601-1987", "euc-kr"), ("windows-949", "cp949"), ("GB18030", "gb18030")):
        yield same("encoding-" + name, TEXT.replace("UTF-8", name).encode(codec))
    for name in ("windows-1252", "Shift_JIS", "windows-1251", "US-ASCII", "ISO-8859-1"):
        yield same("encoding-" + name, TEXT.replace("UTF-8", name).replace(LEGAL, REFERENCES).encode("ascii"))
    yield same("references", TEXT.replace(LEGAL, REFERENCES).encode())
    prefixed = TEXT.replace("</", "</q:").replace("<", "<q:").replace("<q:/q:", "</q:").replace("<q:?", "<?")
    yield same("prefix", prefixed.replace("xmlns=", "xmlns:q=").encode())
    yield same("comments", changed(NOTE, "Please<!-- x --> call<?x y?> back<![CDATA[.]]>"))
    yield same("cdata", changed(NOTE, "<![CDATA[Please call back.]]>"))
    yield same("instructions", changed("<PinpointExport", "<?xml-stylesheet href='http://127.0.0.1:9/x.xsl'?><!-- x --><PinpointExport"))
    yield same("schema-location", changed('version="1.0" exp', xsi + 'xsi:schemaLocation="%s http://127.0.0.1:9/x.xsd" version="1.0" exp' % SPACE))
    yield same("quotes", TEXT.replace('"4711"', "'4711'").encode())
    yield same("blanks", changed('<Account id="4711"', '<Account\n\t id  =  "4711"'))
    yield same("empty-tags", changed('alt="Hanbit"/>', 'alt="Hanbit"></Logo>'))
    yield same("trailing-comment", CONTROL + b"<!-- end -->\n\n")


# What each has to be told as, and with which exit status if it is not 1.
CODES = {
    "X101": "encoding-unknown encoding-utf7 encoding-ebcdic",
    "X102": "utf16-surrogate encoding-lies", "X108": "latin-1 cp949 overlong cesu-8 cut-character",
    "X103": "utf16-odd", "X105": "nul", "X106": "two-boms", "X201": "mismatch", "X202": "cut-half one-of-two",
    "X203": "cut-end cut-tag cdata-open", "X204": "two-roots tail", "X205": "empty-part",
    "X207": "blank-first declaration-inside", "X208": "declaration version-2", "X210": "entity-html", "X211": "ampersand",
    "X213": "reference-nul reference-surrogate reference-control reference-huge reference-wraps",
    "X214": "control escape ffff", "X216": "less-than", "X217": "attribute-bare", "X219": "attribute-twice",
    "X221": "cdata-end", "X222": "comment", "X224": "prefix prefix-attribute", "X225": "xmlns-undone",
    "X302": "attribute-6m text-6m cdata-6m comment-6m instruction-6m", "X303": "depth-200 depth-100000",
    "X304": "name-100k attribute-name-100k", "X305": "attributes-100k namespaces-20k",
    "V101": "element-unknown xinclude", "V116": "errors-20k", "V103": "text-between", "V104": "attribute-unknown xml-base",
    "V105": "one-of-three", "V107": "id-path id-empty id-reserved id-fullwidth", "V110": "namespace-wrong namespace-none",
    "V10[78]": "id-long", "V111": "xsi-type xsi-nil", "R130": "no-export",
}
NOT_JUDGEABLE = {"X101"}


def code_of(name):
    if name.startswith("doctype-"):
        return "X301"
    return next((code for code, names in CODES.items() if name in names.split()), None)


def xml_cases():
    """Name, document or documents, what is expected, exit status."""
    for group in (doctypes, damaged, large, judged, odd):
        for name, data, *expected in group():
            code = code_of(name)
            expect, exit = expected if expected else ("none \\[%s\\]" % code, 3 if code in NOT_JUDGEABLE else 1)
            yield name, data, expect, exit
