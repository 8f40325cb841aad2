/* A fuzz target as a plain program, without libFuzzer: compile with
 * -DFUZZ_REPLAY, give it files. SPDX-License-Identifier: MIT */
#ifndef PINPORT_TESTS_REPLAY_H
#define PINPORT_TESTS_REPLAY_H

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Unlike assert(), also without debugging. */
#define FUZZ_MUST(condition) do { if (!(condition)) __builtin_trap(); } while (0)

#ifdef FUZZ_REPLAY
#include <stdio.h>

#include "base/buf.h"

int main(int argc, char **argv)
{
	for (int i = 1; i < argc; i++) {
		struct buf data = {0};
		FILE *file = fopen(argv[i], "rb");
		size_t got = 1;

		while (file != NULL && got > 0) {
			got = fread(buf_reserve(&data, 65536), 1, 65536, file);
			data.length += got;
		}
		if (file == NULL || ferror(file)) {
			perror(argv[i]);
			return 3;
		}
		fclose(file);
		LLVMFuzzerTestOneInput((const uint8_t *)buf_text(&data), data.length);
		buf_free(&data);
	}
	return 0;
}
#endif

#endif
