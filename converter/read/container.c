/* Archives, plain documents and pipes as one thing: see container.h.
 * SPDX-License-Identifier: MIT */
#include "read/container.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"
#include "read/ahead.h"
#include "read/beside.h"
#include "read/container_parts.h"
#include "read/xml/xml.h"
#include "read/zip/names.h"
#include "read/zip/policy.h"
#include "read/zip/zip.h"

struct decoder *container_prepare(const char *zip_encoding)
{
	return decoder_open(zip_encoding);
}

void container_unprepare(struct decoder *decoder)
{
	decoder_close(decoder);
}

static bool report(struct container *container, enum diag_code code, const char *const *values)
{
	struct place place = {.source = container->source};

	return diag_add(container->diag, code, &place, NULL, values);
}

static void add_plain(struct container *container)
{
	container->items = mem_alloc(sizeof *container->items);
	container->items[0].entry = (struct entry){
		.name = container_name(container),
		.size = container->input.size,
	};
	container->items[0].source = container->source;
	container->count = 1;
}

static void add_entries(struct container *container)
{
	container->count = container->directory.count;
	container->items = mem_alloc(mem_product(container->count, sizeof *container->items));
	for (size_t i = 0; i < container->count; i++) {
		const struct directory_entry *packed = &container->directory.entries[i];
		const char *name = container->inventory.names[i];
		enum entry_kind kind = policy_is_folder(packed) ? ENTRY_FOLDER : ENTRY_FILE;

		container->items[i].entry = (struct entry){
			.name = name,
			.kind = name_ignored(name) ? ENTRY_IGNORED : kind,
			.size = packed->size,
			.index = i,
		};
	}
}

static bool open_archive(struct container *container, const struct container_options *options)
{
	struct decoder *own = options->decoder == NULL ? decoder_open(options->zip_encoding) : NULL;
	const struct decoder *decoder = own != NULL ? own : options->decoder;
	struct input *input = &container->input;
	bool fine;

	assert(decoder != NULL);   /* the command line has been told of unknown encodings */
	container->archive = true;
	fine = directory_read(&container->directory, input, &container->limits) &&
	       policy_check(&container->directory, input, &container->limits) &&
	       inventory_build(&container->inventory, &container->directory, input,
	           &container->limits, decoder);
	decoder_close(own);
	if (fine)
		add_entries(container);
	return fine;
}

/* The folder of a plain document, for what stands beside it. */
static void open_folder(struct container *container)
{
	const char *slash = strrchr(container->path, '/');
	char *folder;

	if (strcmp(container->path, "-") == 0)
		return;
	folder = slash == NULL ? mem_copy(".", 1)
	                       : mem_copy(container->path, (size_t)(slash - container->path) + 1);
	container->folder = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
	mem_free(folder);
}

static bool open_plain(struct container *container)
{
	open_folder(container);
	add_plain(container);
	return true;
}

/* Something that is neither: what it is, as far as its first bytes tell. */
static bool refuse_kind(struct container *container, const char *data, size_t size)
{
	static const struct { const char *start; size_t size; const char *name; } kinds[] = {
		{"\x1F\x8B", 2, "a gzip file"},
		{"7z\xBC\xAF\x27\x1C", 6, "a 7-Zip archive"},
		{"Rar!", 4, "a RAR archive"},
		{"BZh", 3, "a bzip2 file"},
		{"\xFD" "7zXZ", 5, "an xz file"},
		{"MSCF", 4, "a cabinet file"},
		{"\xD0\xCF\x11\xE0", 4, "an old Office document"},
		{"%PDF", 4, "a PDF document"},
		{"\x89PNG", 4, "a picture"},
		{"\xFF\xD8\xFF", 3, "a picture"},
		{"GIF8", 4, "a picture"},
		{"{", 1, "a JSON or text file"},
	};
	const char *name = "a file of unknown kind";

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (size >= kinds[i].size && memcmp(data, kinds[i].start, kinds[i].size) == 0) {
			name = kinds[i].name;
			break;
		}
	return report(container, DIAG_Z101, DIAG_VALUES(name));
}

/* Local header, end record (of an empty archive), mark of a split archive. */
static bool starts_archive(const char *data, size_t size)
{
	static const char starts[][5] = {"PK\3\4", "PK\5\6", "PK\7\10", "PK00"};

	for (size_t i = 0; size >= 4 && i < sizeof starts / sizeof starts[0]; i++)
		if (memcmp(data, starts[i], 4) == 0)
			return true;
	return false;
}

/* A document that does not even start like one gets its message, with a
 * place, from the parser. */
static bool named_xml(const char *path)
{
	size_t size = strlen(path);

	return size > 4 && ascii_same(path + size - 4, ".xml");
}

static bool open_file(struct container *container, const struct container_options *options)
{
	struct input *input = &container->input;
	char data[256];
	size_t size = input->size < sizeof data ? (size_t)input->size : sizeof data;
	enum directory_trace trace;
	bool xml;

	if (!input_read(input, 0, data, size))
		return false;
	if (starts_archive(data, size))
		return open_archive(container, options);
	if (!directory_sniff(input, &trace))
		return false;
	xml = xml_sniff(data, size);
	if (trace == DIRECTORY_END && xml)
		return report(container, DIAG_Z108,
		    DIAG_VALUES("it is an XML document and a ZIP archive at once"));
	if (xml)
		return open_plain(container);
	if (trace != DIRECTORY_NONE)
		return open_archive(container, options);
	if (named_xml(container->path))
		return open_plain(container);
	return refuse_kind(container, data, size);
}

/* A pipe is read on only when its first bytes are those of something known. */
static bool open_stream(struct container *container, bool spool,
    const struct container_options *options)
{
	struct input *input = &container->input;
	bool archive;

	if (!input_peek(input, 4))
		return false;
	archive = starts_archive(input->head.data, input->head.length);
	if (!archive && !xml_sniff(input->head.data, input->head.length))
		return refuse_kind(container, input->head.data, input->head.length);
	if (!archive && !spool)
		return open_plain(container);
	return input_spool(input, container->limits.total_bytes) && open_file(container, options);
}

struct container *container_open(const char *path, bool spool,
    const struct container_options *options, struct diag *diag)
{
	struct container *container = mem_alloc(sizeof *container);
	bool fine;

	container->diag = diag;
	container->limits = *options->limits;
	container->ahead = options->ahead;
	container->path = mem_copy(path, strlen(path));
	container->source = diag_source(diag, path);
	container->folder = -1;
	fine = input_open(&container->input, path, container->source, diag);
	if (fine)
		fine = container->input.stream ? open_stream(container, spool, options)
		                               : open_file(container, options);
	if (fine)
		return container;
	container_close(container);
	return NULL;
}

void container_close(struct container *container)
{
	if (container == NULL)
		return;
	if (container->folder >= 0)
		close(container->folder);
	map_free(&container->beside);
	inventory_free(&container->inventory);
	directory_free(&container->directory);
	input_close(&container->input);
	arena_free(&container->arena);
	arena_free(&container->scratch);
	mem_free(container->items);
	mem_free(container->path);
	mem_free(container);
}

bool container_is_archive(const struct container *container)
{
	return container->archive;
}

bool container_has_files(const struct container *container)
{
	return container->archive || container->folder >= 0;
}

const char *container_name(const struct container *container)
{
	const char *slash = strrchr(container->path, '/');

	return slash != NULL ? slash + 1 : container->path;
}

size_t container_count(const struct container *container)
{
	return container->count;
}

struct entry *container_entry(const struct container *container, size_t index)
{
	assert(index < container->count);
	return &container->items[index].entry;
}

/* "export.zip!data.xml", or the path of a file beside a plain document. */
static uint32_t register_source(struct container *container, const struct item *item)
{
	size_t folder = (size_t)(container_name(container) - container->path);
	struct buf name = {0};
	uint32_t source;

	if (item->beside) {
		buf_add(&name, container->path, folder);
	} else {
		buf_adds(&name, container->path);
		buf_addc(&name, '!');
	}
	buf_adds(&name, item->entry.name);
	source = diag_source(container->diag, buf_text(&name));
	buf_free(&name);
	return source;
}

uint32_t container_source(struct container *container, const struct entry *entry)
{
	struct item *item;

	if (entry == NULL)
		return container->source;
	item = container->items;
	if (!container->archive && entry != &item->entry)
		item = map_find(&container->beside, entry->name, strlen(entry->name));
	else
		item += entry->index;
	assert(&item->entry == entry);
	if (item->source == 0)
		item->source = register_source(container, item);
	return item->source;
}

enum { AHEAD_LEAST = 256 << 10 };   /* smaller entries are inflated before a thread has begun */

/* Where the bytes of one entry come from: exactly one of these. */
struct bytes {
	struct container *container;
	struct unzip *unzip;
	int fd;              /* a file beside the document, or -1 */
	uint64_t at;         /* in the document, or in that file */
	uint64_t size;
	uint32_t source;
};

static ssize_t changed(struct bytes *bytes)
{
	struct place place = {.source = bytes->source};

	diag_add(bytes->container->diag, DIAG_I107, &place, NULL, NULL);
	return -1;
}

static ssize_t next_of_file(struct bytes *bytes, char *to, size_t size)
{
	uint64_t left = bytes->size - bytes->at;
	struct input *input = &bytes->container->input;

	if (left < size)
		size = (size_t)left;
	if (size == 0)
		return bytes->fd >= 0 || input_unchanged(input) ? 0 : -1;
	if (bytes->fd >= 0) {
		if (input_pread_all(bytes->fd, to, size, bytes->at) != (ssize_t)size)
			return changed(bytes);
	} else if (!input_read(input, bytes->at, to, size)) {
		return -1;
	}
	bytes->at += size;
	return (ssize_t)size;
}

static ssize_t next_bytes(struct bytes *bytes, char *to, size_t size)
{
	if (bytes->unzip != NULL)
		return unzip_read(bytes->unzip, to, size);
	if (bytes->container->input.stream)
		return input_next(&bytes->container->input, to, size);
	return next_of_file(bytes, to, size);
}

static bool open_beside(struct bytes *bytes, const struct entry *entry)
{
	const char *what;

	bytes->fd = beside_open(bytes->container->folder, entry->name, &bytes->size, &what);
	if (bytes->fd >= 0 && bytes->size == entry->size)
		return true;
	if (bytes->fd >= 0)
		close(bytes->fd);
	return changed(bytes) == 0;
}

static bool open_bytes(struct bytes *bytes, const struct entry *entry)
{
	struct container *container = bytes->container;

	bytes->source = container_source(container, entry);
	bytes->size = entry->size;
	if (container->archive) {
		bytes->unzip = unzip_open(&container->input,
		    &container->directory.entries[entry->index], bytes->source);
		return bytes->unzip != NULL;
	}
	if (entry != &container->items[0].entry)
		return open_beside(bytes, entry);
	assert(!container->consumed);
	container->consumed = container->input.stream;
	return true;
}

static void close_bytes(struct bytes *bytes)
{
	unzip_close(bytes->unzip);
	if (bytes->fd >= 0)
		close(bytes->fd);
}

static enum read_result read_here(struct bytes *bytes, const struct piece_sink *sink)
{
	char *piece = mem_resize(NULL, INPUT_PIECE);
	bool wanted = true;
	ssize_t got;

	while (wanted && (got = next_bytes(bytes, piece, INPUT_PIECE)) > 0)
		wanted = sink->piece(sink->to, piece, (size_t)got);
	mem_free(piece);
	return !wanted ? READ_STOPPED : got == 0 ? READ_WHOLE : READ_FAILED;
}

/* False: nothing has been read, for want of a thread. */
static bool read_ahead(struct bytes *bytes, const struct piece_sink *sink, enum read_result *result)
{
	const struct ahead_source source = {unzip_fetch, bytes->unzip};
	struct ahead *ahead = ahead_open(&source);
	bool fits = true, wanted = true;
	const char *piece;
	ssize_t got;

	if (ahead == NULL)
		return false;
	bytes->container->ahead = false;   /* of pictures that an account names meanwhile, the first bytes are enough */
	do {
		got = ahead_next(ahead, &piece);
		fits = unzip_fits(bytes->unzip, got);
		if (fits && got > 0)
			wanted = sink->piece(sink->to, piece, (size_t)got);
	} while (fits && wanted && got > 0);
	ahead_close(ahead);
	bytes->container->ahead = true;
	*result = !fits ? READ_FAILED : wanted ? READ_WHOLE : READ_STOPPED;
	return true;
}

enum read_result container_read(struct container *container, struct entry *entry,
    const struct piece_sink *sink)
{
	struct bytes bytes = {.container = container, .fd = -1};
	enum read_result result;

	if (!open_bytes(&bytes, entry))
		return READ_FAILED;
	if (!container->ahead || bytes.unzip == NULL || entry->size < AHEAD_LEAST ||
	    !read_ahead(&bytes, sink, &result))
		result = read_here(&bytes, sink);
	close_bytes(&bytes);
	return result;
}

const char *container_sha256(struct container *container)
{
	struct input *input = &container->input;

	if (container->sha256[0] != '\0')
		return container->sha256;
	if (input->stream) {
		assert(!container->consumed);
		if (!input_spool(input, container->limits.total_bytes))
			return NULL;
		container->items[0].entry.size = input->size;
	}
	if (input_hash(input, container->sha256))
		return container->sha256;
	container->sha256[0] = '\0';
	return NULL;
}
