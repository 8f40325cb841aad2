/* Four words at a time, each multiplied into a lane of its own: see imprint.h.
 * SPDX-License-Identifier: MIT */
#include "bundle/imprint.h"

#include <string.h>

/* Odd, with about half of their bits set: every step can be undone, so that no
 * single change of a word is ever lost. */
static const uint64_t spread = UINT64_C(0x9E3779B97F4A7C15), blend = UINT64_C(0xD6E8FEB86659FD93);

static uint64_t turn(uint64_t word, unsigned bits)
{
	return word << bits | word >> (64 - bits);
}

static inline uint64_t take(uint64_t lane, const unsigned char *at)
{
	uint64_t word;

	memcpy(&word, at, sizeof word);
	return turn(lane ^ word, 29) * spread;
}

/* Whole stripes, with the lanes where the processor has them at hand. */
static void take_stripes(struct imprint *imprint, const unsigned char *at, size_t count)
{
	uint64_t a = imprint->lanes[0], b = imprint->lanes[1], c = imprint->lanes[2], d = imprint->lanes[3];

	for (; count > 0; count--, at += IMPRINT_STRIPE) {
		a = take(a, at);
		b = take(b, at + 8);
		c = take(c, at + 16);
		d = take(d, at + 24);
	}
	imprint->lanes[0] = a;
	imprint->lanes[1] = b;
	imprint->lanes[2] = c;
	imprint->lanes[3] = d;
}

void imprint_begin(struct imprint *imprint)
{
	*imprint = (struct imprint){.length = 0};
	for (size_t i = 0; i < IMPRINT_LANES; i++)
		imprint->lanes[i] = spread * (i + 1);
}

/* Returns how much was taken to fill up what was left over. */
static size_t fill_rest(struct imprint *imprint, const unsigned char *at, size_t size)
{
	size_t room = IMPRINT_STRIPE - imprint->rest_length;

	room = room < size ? room : size;
	memcpy(imprint->rest + imprint->rest_length, at, room);
	imprint->rest_length += room;
	if (imprint->rest_length == IMPRINT_STRIPE) {
		take_stripes(imprint, imprint->rest, 1);
		imprint->rest_length = 0;
	}
	return room;
}

void imprint_add(struct imprint *imprint, const void *data, size_t size)
{
	const unsigned char *at = data;
	size_t taken = 0, whole;

	imprint->length += size;
	if (size == 0)
		return;
	if (imprint->rest_length > 0)
		taken = fill_rest(imprint, at, size);
	whole = (size - taken) / IMPRINT_STRIPE;
	take_stripes(imprint, at + taken, whole);
	taken += whole * IMPRINT_STRIPE;
	if (taken < size)
		fill_rest(imprint, at + taken, size - taken);
}

uint64_t imprint_end(const struct imprint *imprint)
{
	struct imprint last = *imprint;
	uint64_t result = imprint->length;

	memset(last.rest + last.rest_length, 0, IMPRINT_STRIPE - last.rest_length);
	take_stripes(&last, last.rest, 1);
	for (size_t i = 0; i < IMPRINT_LANES; i++) {
		result = (result ^ last.lanes[i] ^ last.lanes[i] >> 32) * blend;
		result ^= result >> 29;
	}
	return result;
}
