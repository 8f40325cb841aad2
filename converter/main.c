/* A shim: the program is cli_main(). SPDX-License-Identifier: MIT */
#include "cli/command.h"

int main(int argc, char **argv)
{
	return cli_main(argc, argv);
}
