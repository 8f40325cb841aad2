#!/usr/bin/python3
"""Writes a realistic export of about SIZE bytes to stdout: the same bytes for the same arguments.

usage: tests/bench/generate.py SIZE [SEED]      SIZE: 10K, 1M, 100M, 1G
"""
import random, sys

TEXTS = {
    "en-US": "We help manufacturers and retailers move to Microsoft Azure and Office 365. Our consultants plan, migrate and operate. Customers in twelve countries trust us with their data.",
    "de-DE": "Wir begleiten mittelständische Unternehmen in die Cloud. Unsere Beraterinnen und Berater planen, migrieren und betreiben Geschäftsanwendungen zuverlässig.",
    "ko-KR": "저희는 제조·유통 기업의 클라우드 이전을 돕습니다. 설계부터 운영까지 한 팀이 책임집니다. 24시간 지원 체계를 갖추었습니다.",
    "ja-JP": "製造業と小売業のクラウド移行を支援します。設計から運用まで一つのチームが担当します。二十四時間体制で対応します。",
    "ru-RU": "Мы помогаем производственным предприятиям перейти в облако. Наши специалисты проектируют, внедряют и сопровождают решения.",
    "ar-SA": "نساعد الشركات على الانتقال إلى السحابة. يخطط فريقنا وينفذ ويدير الأنظمة على مدار الساعة.",
}
COUNTRY = {"en-US": "US", "de-DE": "DE", "ko-KR": "KR", "ja-JP": "JP", "ru-RU": "RU", "ar-SA": "SA"}
INDUSTRIES = ["Manufacturing", "Retail", "Healthcare", "Education", "Financial Services", "Government"]


def html(rng, language):
    sentence = TEXTS[language]
    paragraphs = "".join("<p>%s <b>%s</b></p>\n" % (sentence, sentence[:20]) for _ in range(rng.randint(2, 5)))
    items = "".join("<li>%s &amp; %d</li>\n" % (sentence[:60], rng.randint(1, 99)) for _ in range(rng.randint(3, 8)))
    return "<![CDATA[%s<ul>\n%s</ul>]]>" % (paragraphs, items)


def listing(rng, kind, number, language):
    return """      <%s id="%d" status="Published" lastModified="2017-01-%02dT10:00:00Z">
        <Localizations>
          <Localization language="%s" countries="%s">
            <Name>Listing %d</Name>
            <ShortDescription>%s</ShortDescription>
            <LongDescription format="html">%s</LongDescription>
            <Url>https://www.partner%d.example/listing</Url>
          </Localization>
        </Localizations>
        <Products>
          <Product>Microsoft Azure</Product>
        </Products>
      </%s>
""" % (kind, number, rng.randint(1, 28), language, COUNTRY[language], number, TEXTS[language], html(rng, language), number, kind)


def account(rng, number):
    languages = rng.sample(sorted(TEXTS), rng.randint(1, 2))
    out = ['  <Account id="42%08d" mpnId="%07d" cspEnrolled="%s">\n    <LegalName>Partner %d GmbH &amp; Co.</LegalName>\n'
           '    <Company status="Published" lastModified="2017-03-02T17:40:11Z">\n'
           '      <Website>https://www.partner%d.example/</Website>\n      <Overviews>\n'
           % (number, number, rng.choice(["true", "false"]), number, number)]
    for language in languages:
        out.append('        <Overview language="%s" countries="%s">\n          <DisplayName>Partner %d</DisplayName>\n'
                   '          <Text format="html">%s</Text>\n        </Overview>\n' % (language, COUNTRY[language], number, html(rng, language)))
    out.append("      </Overviews>\n      <Industries>\n")
    out += ["        <Industry>%s</Industry>\n" % i for i in rng.sample(INDUSTRIES, 3)]
    out.append('      </Industries>\n      <Keywords>\n        <Keyword>cloud</Keyword>\n      </Keywords>\n      <CustomerSizes>\n'
               '        <CustomerSize minEmployees="10" maxEmployees="250"/>\n      </CustomerSizes>\n    </Company>\n    <Locations>\n')
    for i, language in enumerate(languages):
        out.append('      <Location id="L%d">\n        <Address>\n          <Line1>Main Street %d</Line1>\n          <City>City</City>\n'
                   '          <PostalCode>%05d</PostalCode>\n          <Country>%s</Country>\n        </Address>\n        <Contact>\n'
                   '          <Email>info@partner%d.example</Email>\n        </Contact>\n      </Location>\n'
                   % (i, rng.randint(1, 200), rng.randint(0, 99999), COUNTRY[language], number))
    out.append("    </Locations>\n    <ProfessionalServices>\n")
    out += [listing(rng, "ProfessionalService", number * 10 + i, languages[0]) for i in range(rng.randint(1, 3))]
    out.append("    </ProfessionalServices>\n    <Referrals>\n")
    for i in range(rng.randint(0, 6)):
        out.append('      <Referral id="R%d" received="2017-03-14T02:11:00Z" status="New" locationRef="L0">\n        <Customer>\n'
                   '          <Name>Customer %d</Name>\n          <Email>c%d@customer.example</Email>\n        </Customer>\n'
                   '        <Notes>%s</Notes>\n      </Referral>\n' % (i, i, i, TEXTS[languages[0]]))
    out.append('      <Referral id="last" received="2017-03-15T02:11:00Z" status="Won">\n        <Customer/>\n      </Referral>\n'
               "    </Referrals>\n  </Account>\n")
    return "".join(out)


def main():
    size = sys.argv[1].upper()
    most = int(float(size.rstrip("KMG")) * {"K": 1e3, "M": 1e6, "G": 1e9}.get(size[-1], 1))
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    out, number = sys.stdout.buffer, 0
    done = out.write(b'<?xml version="1.0" encoding="UTF-8"?>\n<PinpointExport xmlns="urn:pinport:pinpoint-export:1"'
                     b' version="1.0" exportedAt="2017-03-30T09:15:00Z">\n')
    while done < most:
        number += 1
        done += out.write(account(rng, number).encode())
    out.write(b"</PinpointExport>\n")


if __name__ == "__main__":
    main()
