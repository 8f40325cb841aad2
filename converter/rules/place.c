/* The form's rules on locations, and the limits of other forms that hold
 * addresses: see check.h. SPDX-License-Identifier: MIT */
#include "rules/check.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "rules/scan.h"

/* At a value of a location, or at its place in the profile. */
static void tell_at(const struct rules_check *check, const struct text *text, size_t location,
    const char *member, const char *const *values)
{
	char pointer[96];

	snprintf(pointer, sizeof pointer, "/locations/%zu/%s", location, member);
	check_tell(check, text->value, pointer, values);
}

void check_location_count(const struct rules_check *check)
{
	size_t found = check->profile->locations.count, limit = check->edition->location_max;
	char count[CHECK_NUMBER], most[CHECK_NUMBER];

	if (limit > 0 && found > limit)
		check_tell(check, check->profile->locations.items[limit].id.value, "/locations",
		    DIAG_VALUES(check->profile->country.data, check_number(count, found),
		        check_number(most, limit), check_since(check), check->edition->id));
}

void check_location_real(const struct rules_check *check)
{
	const struct profile_locations *locations = &check->profile->locations;

	for (size_t i = 0; i < locations->count; i++) {
		const struct profile_location *location = &locations->items[i];
		bool street = location->address.addressLine1.data != NULL;
		bool city = location->address.city.data != NULL;

		if (!street || !city)
			tell_at(check, &location->id, i, "address",
			    DIAG_VALUES(location->id.data != NULL ? location->id.data : "",
			        street ? "city" : city ? "street" : "street and city", check_since(check),
			        check->edition->id));
	}
}

void check_location_pages(const struct rules_check *check)
{
	char count[CHECK_NUMBER];

	if (check->profile->locations.count > 1)
		check_tell(check, check->profile->locations.items[0].id.value, "/locations",
		    DIAG_VALUES(check_number(count, check->profile->locations.count),
		        check->profile->country.data, check_since(check), check->edition->id));
}

void check_location_full(const struct rules_check *check)
{
	size_t limit = check->edition->location_max;
	char count[CHECK_NUMBER];

	if (limit > 0 && check->profile->locations.count == limit)
		check_tell(check, check->profile->locations.items[0].id.value, "/locations",
		    DIAG_VALUES(check->profile->country.data, check_number(count, limit),
		        check_since(check), check->edition->id));
}

/* Of any script: Arabic, Thai, full width. */
static bool has_digit(const struct text *text)
{
	for (size_t i = 0, used; i < text->length; i += used)
		if (utf8proc_category((utf8proc_int32_t)utf8_next(text->data + i, text->length - i, &used)) ==
		    UTF8PROC_CATEGORY_ND)
			return true;
	return false;
}

/* No page says what form a contact has. What nobody could write or call is told,
 * since requests from customers go there; everything else passes. */
void check_contact(const struct rules_check *check)
{
	const struct profile_locations *locations = &check->profile->locations;

	for (size_t i = 0; i < locations->count; i++) {
		const struct text *mail = &locations->items[i].contact.email;
		const struct text *phone = &locations->items[i].contact.phoneNumber;
		const char *at = mail->data != NULL ? strchr(mail->data, '@') : NULL;

		if (mail->data != NULL && (at == NULL || at == mail->data || at[1] == '\0'))
			tell_at(check, mail, i, "contact/email",
			    DIAG_VALUES(mail->data, at == NULL ? "a mail address: it has no @"
			                                       : "a mail address: nothing stands before or behind the @"));
		if (phone->data != NULL && !has_digit(phone))
			tell_at(check, phone, i, "contact/phoneNumber",
			    DIAG_VALUES(phone->data, "a phone number: it has no digit"));
	}
}

void check_phone(const struct rules_check *check)
{
	const char *most = check->force->value != NULL ? check->force->value : "0";
	const struct profile_locations *locations = &check->profile->locations;

	for (size_t i = 0; i < locations->count; i++) {
		const struct text *phone = &locations->items[i].contact.phoneNumber;
		size_t digits = 0;

		while (phone->data != NULL && ascii_digit(phone->data[digits]))
			digits++;
		if (phone->data != NULL && (digits < phone->length || digits > strtoul(most, NULL, 10)))
			tell_at(check, phone, i, "contact/phoneNumber",
			    DIAG_VALUES(phone->data, most, check_since(check)));
	}
}

/* The large mail services that anybody may use, in the countries Pinpoint served. */
static const char *const public_mail[] = {
	"126.com", "163.com", "aol.com", "daum.net", "gmail.com", "gmx.de", "gmx.net", "googlemail.com",
	"hanmail.net", "hotmail.com", "icloud.com", "laposte.net", "libero.it", "live.com", "mac.com",
	"mail.ru", "me.com", "msn.com", "nate.com", "naver.com", "orange.fr", "outlook.com",
	"proton.me", "protonmail.com", "qq.com", "rediffmail.com", "sina.com", "t-online.de", "uol.com.br",
	"wanadoo.fr", "web.de", "yahoo.co.jp", "yahoo.com", "yandex.ru", NULL,
};

void check_work_mail(const struct rules_check *check)
{
	const struct profile_locations *locations = &check->profile->locations;

	for (size_t i = 0; i < locations->count; i++) {
		const struct text *mail = &locations->items[i].contact.email;
		const char *at = mail->data != NULL ? strrchr(mail->data, '@') : NULL;
		struct scan_hit host;

		if (at == NULL)
			continue;
		host = (struct scan_hit){SCAN_MAIL, mail->data, mail->length, at + 1, strlen(at + 1)};
		if (scan_host_in(&host, public_mail))
			tell_at(check, mail, i, "contact/email",
			    DIAG_VALUES(mail->data, check_since(check)));
	}
}

/* The parts that rule API-ADDR has a row for, by what the row is `of`. */
static const struct { const char *of, *name, *member; size_t offset; } parts[] = {
	{"addressLine1", "address line 1", "address/addressLine1",
	    offsetof(struct profile_location, address.addressLine1)},
	{"addressLine2", "address line 2", "address/addressLine2",
	    offsetof(struct profile_location, address.addressLine2)},
	{"state", "state", "address/state",
	    offsetof(struct profile_location, address.state)},
	{"country", "country", "address/country",
	    offsetof(struct profile_location, address.country)},
	{"firstName", "first name", "contact/firstName",
	    offsetof(struct profile_location, contact.firstName)},
	{"lastName", "last name", "contact/lastName",
	    offsetof(struct profile_location, contact.lastName)},
};

static void check_part(const struct rules_check *check, const struct rule_row *row, size_t part)
{
	const struct profile_locations *locations = &check->profile->locations;
	size_t most = strtoul(row->value, NULL, 10);
	char count[CHECK_NUMBER];

	for (size_t i = 0; i < locations->count; i++) {
		const struct text *text = (const struct text *)(const void *)
		    ((const char *)&locations->items[i] + parts[part].offset);
		size_t length = text->data != NULL ? utf8_count_utf16(text->data, text->length) : 0;

		if (length > most)
			tell_at(check, text, i, parts[part].member,
			    DIAG_VALUES(parts[part].name, text->data, check_number(count, length),
			        row->value, check_since(check)));
	}
}

void check_address_lengths(const struct rules_check *check)
{
	const struct rule *rule = catalogue_rule(check->catalogue, check->row->rule);

	for (size_t i = 0; i < rule->row_count; i++)
		for (size_t part = 0; part < sizeof parts / sizeof *parts; part++)
			if (rule->rows[i].of != NULL && rule->rows[i].value != NULL &&
			    strcmp(rule->rows[i].of, parts[part].of) == 0)
				check_part(check, &rule->rows[i], part);
}
