/* The formats, one row each, and what every writer can do: see writer.h. SPDX-License-Identifier: MIT */
#include "emit/writer.h"

#include <string.h>

const struct format formats[] = {
	{"yaml", yaml_writer_open, "YAML that readers of YAML 1.1 and 1.2 understand alike (the default)"},
	{"json", json_writer_open, "JSON; on stdout one document a line (JSON Lines)"},
	{NULL, NULL, NULL},
};

const struct format *format_find(const char *name)
{
	for (const struct format *format = formats; format->name != NULL; format++)
		if (strcmp(format->name, name) == 0)
			return format;
	return NULL;
}
