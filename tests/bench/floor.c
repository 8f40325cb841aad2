/* The floor F of tests/bench: what reading costs before anything is done with
 * it. Inflates the first entry of a ZIP archive with zlib and hands it to
 * libxml2's push parser with empty handlers. SPDX-License-Identifier: MIT */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <zlib.h>

enum { PIECE = 64 << 10, LOCAL_HEAD = 30 };

static void start_element(void *to, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
    int namespaces, const xmlChar **namespace_list, int attributes, int defaulted, const xmlChar **attribute_list)
{
	(void)to, (void)name, (void)prefix, (void)uri, (void)namespaces, (void)namespace_list;
	(void)attributes, (void)defaulted, (void)attribute_list;
}

static void end_element(void *to, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)to, (void)name, (void)prefix, (void)uri;
}

static void characters(void *to, const xmlChar *text, int length)
{
	(void)to, (void)text, (void)length;
}

static _Noreturn void fail(const char *what)
{
	fprintf(stderr, "floor: %s\n", what);
	exit(1);
}

/* The archives of the benchmark have one entry, whose sizes stand in its head. */
static void skip_head(int fd)
{
	unsigned char head[LOCAL_HEAD];

	if (read(fd, head, sizeof head) != LOCAL_HEAD || memcmp(head, "PK\3\4", 4) != 0 || head[8] != 8)
		fail("no deflated entry at the start of the archive");
	if (lseek(fd, head[26] + 256 * head[27] + head[28] + 256 * head[29], SEEK_CUR) < 0)
		fail("the archive is not a file");
}

static void parse(int fd, xmlParserCtxtPtr parser)
{
	static unsigned char in[PIECE], out[PIECE];
	z_stream stream = {.next_in = in};
	uLong crc = crc32(0, NULL, 0);
	int state = Z_OK;

	if (inflateInit2(&stream, -MAX_WBITS) != Z_OK)
		fail("zlib");
	while (state == Z_OK) {
		if (stream.avail_in == 0) {
			ssize_t got = read(fd, in, sizeof in);

			if (got <= 0)
				fail("the entry ends too early");
			stream.next_in = in;
			stream.avail_in = (uInt)got;
		}
		stream.next_out = out;
		stream.avail_out = sizeof out;
		state = inflate(&stream, Z_NO_FLUSH);
		crc = crc32(crc, out, (uInt)(sizeof out - stream.avail_out));
		if (xmlParseChunk(parser, (const char *)out, (int)(sizeof out - stream.avail_out), 0) != 0)
			fail("XML");
	}
	if (state != Z_STREAM_END || xmlParseChunk(parser, NULL, 0, 1) != 0)
		fail("the end");
	inflateEnd(&stream);
	printf("%08lx\n", crc);
}

int main(int argc, char **argv)
{
	xmlSAXHandler handler;
	xmlParserCtxtPtr parser;
	int fd;

	if (argc != 2)
		fail("usage: floor ARCHIVE");
	fd = open(argv[1], O_RDONLY);
	if (fd < 0)
		fail("cannot open the archive");
	memset(&handler, 0, sizeof handler);
	handler.initialized = XML_SAX2_MAGIC;
	handler.startElementNs = start_element;
	handler.endElementNs = end_element;
	handler.characters = handler.cdataBlock = characters;
	parser = xmlCreatePushParserCtxt(&handler, NULL, NULL, 0, NULL);
	if (parser == NULL)
		fail("libxml2");
	skip_head(fd);
	parse(fd, parser);
	xmlFreeParserCtxt(parser);
	xmlCleanupParser();
	return 0;
}
