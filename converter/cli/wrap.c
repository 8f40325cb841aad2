/* Text in lines that fit: see wrap.h. SPDX-License-Identifier: MIT */
#include "cli/wrap.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/utf8.h"

void wrap_text(FILE *to, size_t column, size_t indent, const char *text)
{
	size_t at = column;
	bool first = true;

	for (text += strspn(text, " \n"); *text != '\0'; text += strspn(text, " \n")) {
		const size_t length = strcspn(text, " \n"), cells = utf8_cells(text, length);

		if (!first && at + 1 + cells > WRAP_WIDTH) {
			fprintf(to, "\n%*s", (int)indent, "");
			at = indent;
		} else if (!first) {
			putc(' ', to);
			at++;
		}
		fwrite(text, 1, length, to);
		at += cells;
		text += length;
		first = false;
	}
	putc('\n', to);
}

size_t wrap_cut(const char *text, size_t size, size_t width)
{
	size_t at = 0, cells = 0;

	if (width == 0 || utf8_cells(text, size) <= width)
		return size;
	while (at < size) {
		size_t used;

		utf8_next(text + at, size - at, &used);
		cells += utf8_cells(text + at, used);
		if (cells >= width)
			break;
		at += used;
	}
	return at;
}

size_t wrap_skip(const char *text, size_t size, size_t width)
{
	size_t at = 0, cells = utf8_cells(text, size);

	if (cells <= width)
		return 0;
	while (at < size && cells >= width) {
		size_t used;

		utf8_next(text + at, size - at, &used);
		cells -= utf8_cells(text + at, used);
		at += used;
	}
	return at;
}

size_t wrap_terminal(int fd)
{
	struct winsize size = {0};

	return isatty(fd) && ioctl(fd, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
