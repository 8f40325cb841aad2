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
#ifdef __SSE2__
#include <emmintrin.h>
#endif

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
static inline bool wide_any_bit(wide bytes)
{
	wide_halves halves = (wide_halves)bytes;

	return (halves[0] | halves[1]) != 0;
}

/* Whether a compare, or several that were joined, holds anywhere: of a byte, only the
 * highest bit counts. x86 has an instruction that collects these. */
static inline bool wide_any(wide holds)
{
#ifdef __SSE2__
	return _mm_movemask_epi8((__m128i)holds) != 0;
#else
	return wide_any_bit(holds);
#endif
}

/* Whether it holds everywhere. */
static inline bool wide_all(wide holds)
{
#ifdef __SSE2__
	return _mm_movemask_epi8((__m128i)holds) == 0xFFFF;
#else
	return !wide_any_bit(~holds);
#endif
}

/* Where such a compare holds first; it must somewhere. */
static inline size_t wide_first(wide holds)
{
#ifdef __SSE2__
	return (size_t)__builtin_ctz((unsigned)_mm_movemask_epi8((__m128i)holds));
#else
	wide_halves halves = (wide_halves)holds;
	size_t half = halves[0] == 0;

#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	return 8 * half + (size_t)__builtin_ctzll(halves[half]) / 8;
#else
	return 8 * half + (size_t)__builtin_clzll(halves[half]) / 8;
#endif
#endif
}

/* Copies `size` bytes, 2 * WIDE at most, by two moves of one size that may overlap:
 * for so few, a call of memcpy() costs more. */
static inline void wide_copy(char *to, const char *from, size_t size)
{
	if (size >= WIDE) {
		memcpy(to, from, WIDE);
		memcpy(to + size - WIDE, from + size - WIDE, WIDE);
	} else if (size >= 8) {
		memcpy(to, from, 8);
		memcpy(to + size - 8, from + size - 8, 8);
	} else if (size >= 4) {
		memcpy(to, from, 4);
		memcpy(to + size - 4, from + size - 4, 4);
	} else {
		for (size_t i = 0; i < size; i++)
			to[i] = from[i];
	}
}

/* The same bytes, and zeros where the text ends: for the last ones of a text. */
static inline void wide_tail(char room[2 * WIDE], const char *data, size_t size)
{
	memset(room, 0, 2 * WIDE);
	wide_copy(room, data, size < 2 * WIDE ? size : 2 * WIDE);
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
