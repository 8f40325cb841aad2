/* Code lists and language tags: see codes.h. SPDX-License-Identifier: MIT */
#include "rules/codes.h"

#include <string.h>

#include "base/utf8.h"

/* Each list is sorted; an entry takes its letters and one blank. Languages
 * include the six two-letter codes that were replaced but stay valid in tags. */
static const char countries[] =
	"AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE "
	"BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD "
	"CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM "
	"DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF "
	"GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU "
	"ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN "
	"KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME "
	"MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA "
	"NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM "
	"PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI "
	"SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK "
	"TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI "
	"VN VU WF WS XK YE YT ZA ZM ZW ";

static const char currencies[] =
	"AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF "
	"BMD BND BOB BOV BRL BSD BTN BWP BYN BYR BZD CAD CDF CHE CHF CHW "
	"CLF CLP CNY COP COU CRC CUC CUP CVE CYP CZK DJF DKK DOP DZD EEK "
	"EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL "
	"HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF "
	"KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LVL LYD MAD MDL MGA "
	"MKD MMK MNT MOP MRO MRU MTL MUR MVR MWK MXN MXV MYR MZN NAD NGN "
	"NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB "
	"RWF SAR SBD SCR SDG SEK SGD SHP SKK SLE SLL SOS SRD SSP STD STN "
	"SVC SYP SZL THB TJS TMM TMT TND TOP TRY TTD TWD TZS UAH UGX USD "
	"USN UYI UYU UYW UZS VED VEF VES VND VUV WST XAF XAG XAU XBA XBB "
	"XBC XBD XCD XCG XDR XOF XPD XPF XPT XSU XTS XUA XXX YER ZAR ZMK "
	"ZMW ZWG ZWL ";

static const char languages[] =
	"aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo "
	"br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo es "
	"et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr "
	"ht hu hy hz ia id ie ig ii ik in io is it iu iw ja ji jv jw "
	"ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln "
	"lo lt lu lv mg mh mi mk ml mn mo mr ms mt my na nb nd ne ng "
	"nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro "
	"ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv "
	"sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve "
	"vi vo wa wo xh yi yo za zh zu ";

static const struct { char wrong[3], meant[3]; } mistakes[] = {
	{"CS", "RS"}, {"DA", "DK"}, {"EL", "GR"}, {"EN", "GB"}, {"JA", "JP"}, {"KO", "KR"}, {"SU", "RU"},
	{"TP", "TL"}, {"UK", "GB"}, {"YU", "RS"}, {"ZH", "CN"}, {"ZR", "CD"},
};

static bool listed(const char *list, size_t size, size_t width, const char *code)
{
	size_t low = 0, high = size / (width + 1);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = memcmp(code, list + middle * (width + 1), width);

		if (order == 0)
			return true;
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return false;
}

const char *code_countries(void)
{
	return countries;
}

bool code_country(const char *code)
{
	return listed(countries, sizeof countries - 1, 2, code);
}

const char *code_country_meant(const char *code)
{
	for (size_t i = 0; i < sizeof mistakes / sizeof *mistakes; i++)
		if (memcmp(mistakes[i].wrong, code, 2) == 0)
			return mistakes[i].meant;
	return NULL;
}

bool code_currency(const char *code)
{
	return listed(currencies, sizeof currencies - 1, 3, code);
}

/* The parts of a tag between its hyphens. */
struct subtags {
	const char *at;
	size_t length;    /* of the part at `at`; 0: no part is left */
};

static void take(struct subtags *tags)
{
	tags->at += tags->length;
	if (*tags->at == '-')
		tags->at++;
	tags->length = strcspn(tags->at, "-");
}

static bool all(const struct subtags *tags, bool letters, bool digits)
{
	for (size_t i = 0; i < tags->length; i++) {
		bool fine = (letters && ascii_letter(tags->at[i])) || (digits && ascii_digit(tags->at[i]));

		if (!fine)
			return false;
	}
	return tags->length > 0;
}

static bool is_variant(const struct subtags *tags)
{
	return all(tags, true, true) &&
	       ((tags->length >= 5 && tags->length <= 8) ||
	           (tags->length == 4 && ascii_digit(tags->at[0])));
}

static const char *language_fault(struct subtags *tags)
{
	char code[2];

	if (!all(tags, true, false) || tags->length < 2 || tags->length > 8)
		return "it starts with no language of 2 to 8 letters";
	if (tags->length == 2) {
		code[0] = ascii_lower(tags->at[0]);
		code[1] = ascii_lower(tags->at[1]);
		if (!listed(languages, sizeof languages - 1, 2, code))
			return "ISO 639-1 has no such language";
	}
	take(tags);
	for (int i = 0; i < 3 && tags->length == 3 && all(tags, true, false); i++)
		take(tags);
	if (tags->length == 4 && all(tags, true, false))
		take(tags);
	return NULL;
}

/* Codes that ISO leaves to private use; Pinpoint's own sites had such regions (en-XE). */
static bool private_region(const char *code)
{
	return memcmp(code, "AA", 2) == 0 || memcmp(code, "ZZ", 2) == 0 || code[0] == 'X' ||
	       (code[0] == 'Q' && code[1] >= 'M');
}

static const char *region_fault(struct subtags *tags)
{
	char code[2];

	if (tags->length == 2 && all(tags, true, false)) {
		for (size_t i = 0; i < 2; i++)
			code[i] = (char)(ascii_lower(tags->at[i]) - 'a' + 'A');
		if (!code_country(code) && !private_region(code))
			return "ISO 3166-1 has no such region";
		take(tags);
	} else if (tags->length == 3 && all(tags, false, true)) {
		take(tags);
	}
	return NULL;
}

/* Extensions such as -u-co-phonebk, and what is private behind -x-. */
static const char *rest_fault(struct subtags *tags)
{
	while (is_variant(tags))
		take(tags);
	while (tags->length == 1 && all(tags, true, true)) {
		size_t least = ascii_lower(tags->at[0]) == 'x' ? 1 : 2, parts = 0;

		for (take(tags); tags->length >= least && tags->length <= 8 && all(tags, true, true); take(tags))
			parts++;
		if (parts == 0)
			return "a single letter stands in it with nothing behind it";
	}
	return *tags->at != '\0' ? "its parts are not language, script, region, variants in this order" : NULL;
}

const char *code_language_fault(const char *tag)
{
	struct subtags tags = {tag, strcspn(tag, "-")};
	const char *fault;
	size_t length = strlen(tag);

	if (strstr(tag, "--") != NULL || (length > 0 && tag[length - 1] == '-'))
		return "a hyphen stands at its end, or two together";
	if (tags.length == 1 && ascii_lower(tag[0]) == 'x')
		return rest_fault(&tags);
	/* i-klingon and the like: registered before the present form. */
	if (tags.length == 1 && ascii_lower(tag[0]) == 'i')
		return NULL;
	fault = language_fault(&tags);
	if (fault == NULL)
		fault = region_fault(&tags);
	return fault != NULL ? fault : rest_fault(&tags);
}
