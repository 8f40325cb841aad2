#!/usr/bin/python3
"""Writes a realistic export of about SIZE bytes to stdout: the same bytes for the same arguments.

usage: tests/bench/generate.py SIZE [SEED]      SIZE: 10K, 1M, 100M, 1G

Partners of nine languages in six scripts: 10 KB an account, two fifths of it HTML in CDATA, a fifth of the bytes not
ASCII; deflate makes it seven times smaller. Every account is a good one. SPDX-License-Identifier: MIT
"""
import random, sys

# Phrases of a language; a sentence is made of them, of their words in any order, and now and then a name with a number.
PHRASES = {
    "en-US": ("our consultants plan, migrate and operate|manufacturers and retailers in twelve countries|Microsoft Azure and Office 365"
              "|a fixed price for every phase|since the first version of Exchange Online|identity, devices and information protection"
              "|we train your administrators|backup and disaster recovery|reports that your board understands|a single contact for all questions"
              "|business applications on Dynamics 365|with a pilot before the first invoice|data warehouses and dashboards in Power BI"
              "|our service desk answers around the clock|from the workshop to daily operation|without a day of downtime"),
    "de-DE": ("mittelständische Unternehmen aus Maschinenbau und Handel|wir begleiten Sie in die Cloud|zuverlässiger Betrieb rund um die Uhr"
              "|zertifizierte Beraterinnen und Berater|Datenschutz nach deutschem Recht|Einführung von Office 365 und Exchange Online"
              "|Schulungen für Ihre Beschäftigten|über zwanzig Jahre Erfahrung|feste Ansprechpartner vor Ort|Lösungen für die Fertigungsindustrie"
              "|Migration ohne Ausfallzeiten|Geschäftsanwendungen auf Azure|Auswertungen mit Power BI|transparente Abrechnung nach Verbrauch"),
    "fr-FR": ("nous accompagnons les collectivités et les entreprises|migration vers le nuage sans interruption|une équipe certifiée à votre écoute"
              "|déploiement de Microsoft Azure|l’hébergement de données en Europe|formation de vos équipes à distance|la sécurité avant tout"
              "|des tableaux de bord pour décider|un interlocuteur unique|gestion des identités et des accès|dans le respect de vos délais"
              "|intégration de Dynamics 365|où que vous soyez|maintenance préventive et évolutive"),
    "es-ES": ("ayudamos a fábricas y comercios|migración de servidores a la nube|más de quince años de experiencia|atención en su idioma"
              "|seguridad y cumplimiento normativo|copias de respaldo cada noche|formación para los usuarios|presupuesto cerrado desde el principio"
              "|aplicaciones a medida sobre Azure|implantación de Office 365|análisis de datos en tiempo real|teléfono de guardia los fines de semana"),
    "ru-RU": ("помогаем производственным предприятиям|переход в облако без простоев|проектируем, внедряем и сопровождаем|круглосуточная поддержка"
              "|обучение сотрудников заказчика|аудит информационной безопасности|решения для розничной торговли|опыт более двухсот проектов"
              "|развёртывание Office 365|хранилища данных и отчётность|резервное копирование|единая точка обращения"),
    "ko-KR": ("제조·유통 기업의 클라우드 이전을 돕습니다|설계부터 운영까지 한 팀이 책임집니다|24시간 지원 체계를 갖추었습니다|공인 전문가가 상주합니다"
              "|데이터 분석과 보고서를 제공합니다|보안 점검을 정기적으로 수행합니다|중단 없이 전환합니다|교육 과정을 함께 운영합니다"
              "|비용을 절감한 사례가 많습니다|하이브리드 환경을 구성합니다|Office 365 도입을 지원합니다|현장 방문 상담이 가능합니다"),
    "ja-JP": ("製造業と小売業のクラウド移行を支援します|設計から運用まで一つのチームが担当します|二十四時間体制で対応します|認定技術者が在籍しています"
              "|業務アプリケーションを開発します|停止時間を最小限に抑えます|セキュリティ診断を実施します|利用者向けの研修を行います"
              "|データ活用を推進します|Microsoft Azure の導入実績が豊富です|費用を事前に提示します|全国に拠点があります"),
    "zh-CN": ("帮助制造企业和零售企业上云|从规划到运维由同一团队负责|提供全天候技术支持|通过微软认证的工程师|数据备份与灾难恢复|为员工提供培训课程"
              "|本地数据中心与公有云混合部署|定期进行安全评估|按使用量透明计费|在多个行业拥有成功案例|商业智能与数据分析|迁移过程不中断业务"),
    "ar-SA": ("نساعد الشركات على الانتقال إلى السحابة|يخطط فريقنا وينفذ ويدير الأنظمة|دعم فني على مدار الساعة|خبرة طويلة في قطاع التجزئة"
              "|تدريب الموظفين على الأدوات الجديدة|حماية البيانات والهويات|تقارير واضحة لاتخاذ القرار|تكامل مع الأنظمة القائمة"
              "|نسخ احتياطي يومي|حلول مخصصة للقطاع الحكومي"),
}
PHRASES = {language: text.split("|") for language, text in PHRASES.items()}
WORDS = {language: sorted(set(" ".join(phrases).split())) for language, phrases in PHRASES.items()}
SPOKEN = ["en-US"] * 5 + ["de-DE"] * 3 + ["fr-FR", "es-ES", "ko-KR"] * 2 + ["ja-JP", "ru-RU", "zh-CN", "ar-SA"]
CITIES = {
    "en-US": [("US", "Portland"), ("US", "Columbus"), ("GB", "Leeds"), ("AU", "Adelaide")],
    "de-DE": [("DE", "Nürnberg"), ("AT", "Graz"), ("CH", "Zürich")], "fr-FR": [("FR", "Besançon"), ("BE", "Liège")],
    "es-ES": [("ES", "Málaga"), ("MX", "Mérida")], "ru-RU": [("RU", "Пермь")], "ko-KR": [("KR", "대전광역시")],
    "ja-JP": [("JP", "名古屋市")], "zh-CN": [("CN", "苏州市")], "ar-SA": [("SA", "جدة")],
}
CLOSED = {"ja-JP": "。", "zh-CN": "。"}
NAMES = ("Nordwind Contoso Fabrikam Tailspin Litware Adatum Proseware Wingtip Lucerne Relecloud Alpine Trey Humongous Woodgrove Südhang "
         "Lamna Margie Bellows Fourth Coho Blue Graphic City Wide Best School Liberty Consolidated Datum Munson").split()
FORMS = ["GmbH &amp; Co. KG", "Inc.", "Ltd.", "S.A.", "株式会社", "주식회사", "LLC", "AG"]
INDUSTRIES = ["Education", "Financial Services", "Government", "Healthcare", "Hospitality", "Manufacturing", "Services"]
PRODUCTS = ["Microsoft Azure", "Office 365", "Dynamics 365", "Windows Server", "SQL Server", "Exchange", "SharePoint", "Skype for Business"]
STATUS = ["New", "Accepted", "Declined", "Expired", "Won", "Lost"]


def sentence(rng, language):
    words = [rng.choice(PHRASES[language]) if rng.random() < 0.4 else " ".join(rng.sample(WORDS[language], rng.randint(3, 6)))
             for _ in range(rng.randint(3, 5))]
    if rng.random() < 0.4:
        words.insert(1, "%s %d" % (rng.choice(NAMES), rng.randint(2, 9999)))
    joined = ("、" if language in CLOSED else ", ").join(words)
    return joined[:1].upper() + joined[1:] + CLOSED.get(language, ".")


def prose(rng, language, most):
    return " ".join(sentence(rng, language) for _ in range(rng.randint(1, most)))


def html(rng, language, most, link=None):
    """Paragraphs, a heading, a list, a link; marks as people set them."""
    out = ["<p>%s <strong>%s</strong> %s</p>" % (sentence(rng, language), rng.choice(PHRASES[language]), sentence(rng, language))
           for _ in range(rng.randint(1, most))]
    out.append("<h3>%s</h3>\n<ul>" % rng.choice(PHRASES[language]))
    out += ["<li>%s &amp; <em>%d</em></li>" % (rng.choice(PHRASES[language]), rng.randint(1, 400)) for _ in range(rng.randint(2, 6))]
    out.append("</ul>\n<p>%s&nbsp;– %s</p>" % (rng.choice(PHRASES[language]), sentence(rng, language)))
    if link:
        out.append('<p><a href="https://www.%s.example/%d">%s</a></p>' % (link, rng.randint(1, 99999), rng.choice(PHRASES[language])))
    return "<![CDATA[%s]]>" % "\n".join(out)


def moment(rng):
    return "201%d-%02d-%02dT%02d:%02d:%02dZ" % (rng.randint(4, 6), rng.randint(1, 12), rng.randint(1, 28),
                                              rng.randint(0, 23), rng.randint(0, 59), rng.randint(0, 59))


def lines(element, texts, indent):
    many = {"Industry": "Industries"}.get(element, element + "s")
    return "%s<%s>\n%s%s</%s>\n" % (indent, many, "".join("%s  <%s>%s</%s>\n" % (indent, element, text, element) for text in texts),
                                    indent, many)


def listing(rng, kind, number, languages):
    out = ['      <%s id="%d" status="Published" lastModified="%s">\n        <Localizations>\n' % (kind, number, moment(rng))]
    for language in languages:
        out.append("""          <Localization language="%s" countries="%s">
            <Name>%s %d</Name>
            <ShortDescription>%s</ShortDescription>
            <LongDescription format="html">%s</LongDescription>
            <Url>https://www.%s.example/%d</Url>
          </Localization>
""" % (language, CITIES[language][0][0], rng.choice(PHRASES[language])[:40], number % 1000, sentence(rng, language),
           html(rng, language, 2, kind.lower()), kind.lower(), number))
    out.append("        </Localizations>\n" + lines("Industry", rng.sample(INDUSTRIES, 2), "        ")
               + lines("Product", rng.sample(PRODUCTS, rng.randint(1, 3)), "        "))
    if kind == "Application":
        out.append('        <Version>%d.%d</Version>\n        <Pricing model="Paid" amount="%d.90" currency="EUR"/>\n'
                   % (rng.randint(1, 9), rng.randint(0, 30), rng.randint(1, 900)))
    return "".join(out) + "      </%s>\n" % kind


def company(rng, name, languages):
    out = ['    <Company status="Published" lastModified="%s">\n      <Website>https://www.%s.example/</Website>\n      <Overviews>\n'
           % (moment(rng), name)]
    for language in languages:
        countries = " ".join(sorted({country for country, _ in CITIES[language]}))
        out.append('        <Overview language="%s" countries="%s">\n          <DisplayName>%s</DisplayName>\n'
                   '          <Text format="html">%s</Text>\n        </Overview>\n' % (language, countries, name.title(), html(rng, language, 3)))
    out.append("      </Overviews>\n" + lines("Industry", rng.sample(INDUSTRIES, 3), "      ")
               + lines("Product", rng.sample(PRODUCTS, 3), "      ")
               + lines("Keyword", [rng.choice(PHRASES[language])[:30] for language in languages], "      ")
               + '      <CustomerSizes>\n        <CustomerSize minEmployees="10" maxEmployees="%d"/>\n      </CustomerSizes>\n    </Company>\n'
               % rng.choice([50, 250, 1000]))
    return "".join(out)


def locations(rng, name, languages):
    out = ["    <Locations>\n"]
    for i in range(len(languages) + rng.randint(0, 1)):
        language = languages[i % len(languages)]
        country, city = rng.choice(CITIES[language])
        out.append("""      <Location id="L%d"%s>
        <Name>%s</Name>
        <Address>
          <Line1>%s %d</Line1>
          <City>%s</City>
          <PostalCode>%05d</PostalCode>
          <Country>%s</Country>
        </Address>
        <Geo latitude="%.4f" longitude="%.4f"/>
        <Contact>
          <Email>office%d@%s.example</Email>
          <Phone>+%d %d</Phone>
        </Contact>
      </Location>
""" % (i, ' primary="true"' if i == 0 else "", city, rng.choice(NAMES), rng.randint(1, 200), city, rng.randint(0, 99999), country,
           rng.uniform(-60, 70), rng.uniform(-170, 170), i, name, rng.randint(20, 99), rng.randint(10**7, 10**9)))
    return "".join(out) + "    </Locations>\n"


def referral(rng, i, language):
    return """      <Referral id="R%d" received="%s" status="%s" locationRef="L0">
        <Customer>
          <Name>%s %s</Name>
          <Company>%s</Company>
          <Email>c%d@customer.example</Email>
        </Customer>
        <Notes>%s</Notes>
      </Referral>
""" % (i, moment(rng), rng.choice(STATUS), rng.choice(NAMES), rng.choice(NAMES), rng.choice(NAMES), rng.randint(0, 10**6), prose(rng, language, 2))


def review(rng, i, language):
    return """      <Review id="V%d" country="%s" submitted="%s">
        <Ratings>
          <Rating category="quality" stars="%d"/>
        </Ratings>
        <Title>%s</Title>
        <Comment>%s</Comment>
      </Review>
""" % (i, CITIES[language][0][0], moment(rng), rng.randint(1, 5), rng.choice(PHRASES[language])[:40], prose(rng, language, 2))


def account(rng, number):
    languages = list(dict.fromkeys(rng.choice(SPOKEN) for _ in range(rng.choice([1, 1, 1, 2]))))
    short = "%s%s%d" % (rng.choice(NAMES).lower().replace("ü", "ue"), rng.choice(NAMES).lower().replace("ü", "ue"), number)
    out = ['  <Account id="42%08d" mpnId="%07d" cspEnrolled="true">\n    <LegalName>%s %s %s</LegalName>\n'
           % (number, number, rng.choice(NAMES), rng.choice(NAMES), rng.choice(FORMS)),
           company(rng, short, languages), locations(rng, short, languages)]
    if rng.random() < 0.5:
        out.append("    <Applications>\n%s    </Applications>\n" % listing(rng, "Application", number * 10 + 9, languages[:1]))
    out.append("    <ProfessionalServices>\n")
    out += [listing(rng, "ProfessionalService", number * 10 + i, languages[:1]) for i in range(rng.randint(1, 2))]
    out.append("    </ProfessionalServices>\n    <Referrals>\n")
    out += [referral(rng, i, languages[0]) for i in range(rng.randint(1, 5))]
    out.append("    </Referrals>\n")
    if rng.random() < 0.5:
        out.append("    <Reviews>\n%s    </Reviews>\n" % "".join(review(rng, i, languages[0]) for i in range(rng.randint(1, 2))))
    return "".join(out) + "  </Account>\n"


HEAD = ('<?xml version="1.0" encoding="UTF-8"?>\n<PinpointExport xmlns="urn:pinport:pinpoint-export:1" version="1.0" '
        'exportedAt="2017-03-30T09:15:00Z">\n')
TAIL = "</PinpointExport>\n"


def main():
    size = sys.argv[1].upper()
    most = int(float(size.rstrip("KMG")) * {"K": 1e3, "M": 1e6, "G": 1e9}.get(size[-1], 1))
    rng = random.Random(int(sys.argv[2]) if len(sys.argv) > 2 else 1)
    out, number = sys.stdout.buffer, 0
    done = out.write(HEAD.encode())
    while number == 0 or done + 4500 < most:
        number += 1
        done += out.write(account(rng, number).encode())
    out.write(TAIL.encode())


if __name__ == "__main__":
    main()
