/* Sixteen bytes at once, by the vectors of gcc and clang: a compare gives 0xFF
 * in each byte where it holds, and 0 elsewhere. They become SSE2, NEON or plain
 * words, whatever the machine has.
 * SPDX-License-Identifier: MIT */
#ifndef PINPORT_BASE_WIDE_H
#define PINPORT_BASE_WIDE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum {
	WIDE = 16,
	WIDE_BLOCK = 64,         /* what loops take at once, so that they test seldom */
	WIDE_SUMS_MOST = 255     /* a byte of a sum holds so many ones */
};

typedef uint8_t wide __attribute__((vector_size(16)));
typedef int8_t wide_signed __attribute__((vector_size(16)));
typedef uint64_t wide_halves __attribute__((vector_size(16)));

static inline wide wide_load(const char *data)
{
	wide bytes;

	memcpy(&bytes, data, sizeof bytes);
	return bytes;
}

/* Whether any bit is set. */
static inline bool wide_any(wide bytes)
{
	wide_halves halves = (wide_halves)bytes;

	return (halves[0] | halves[1]) != 0;
}

/* Where the first byte stands that is not 0; there must be one. */
static inline size_t wide_first(wide bytes)
{
	wide_halves halves = (wide_halves)bytes;
	size_t half = halves[0] == 0;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return 8 * half + (size_t)__builtin_ctzll(halves[half]) / 8;
#else
	return 8 * half + (size_t)__builtin_clzll(halves[half]) / 8;
#endif
}

/* The same bytes, and zeros where the text ends: for the last ones of a text. */
static inline void wide_tail(char room[2 * WIDE], const char *data, size_t size)
{
	memset(room, 0, 2 * WIDE);
	memcpy(room, data, size < 2 * WIDE ? size : 2 * WIDE);
}

/* Bytes 0x80 and above. */
static inline wide wide_high(wide bytes)
{
	return (wide)((wide_signed)bytes < 0);
}

/* Bytes that continue a character of UTF-8: 0x80 to 0xBF. */
static inline wide wide_continues(wide bytes)
{
	return (wide)((wide_signed)bytes < -64);
}

/* The sum of all bytes. */
static inline size_t wide_sum(wide bytes)
{
	const wide_halves pairs = {UINT64_C(0x00FF00FF00FF00FF), UINT64_C(0x00FF00FF00FF00FF)};
	wide_halves sums = ((wide_halves)bytes & pairs) + ((wide_halves)bytes >> 8 & pairs);

	return (size_t)((sums[0] + sums[1]) * UINT64_C(0x0001000100010001) >> 48);
}

#endif
