/* One export, several processes: see deal.h.
 *
 * The first process starts the others before it reads the first part, so they
 * know all that it knows. Accounts are dealt in turns. A helper that reads on
 * ahead keeps what it found in the pipe until the first process has come there,
 * which then need not read that account itself; one that comes to an account late
 * leaves it to the first, which waits there.
 * A helper's word is taken for an account whose bundle was made and stored: in
 * all other cases (refused, no room, no memory, no helper any more) the first
 * process does the work and says what is to be said. */
#include "cli/deal.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "cli/child.h"

enum {
	TURN = 8,                 /* accounts */
	LEAST = 256 << 10,        /* bytes of XML that are worth a process */
	LEAD = 4,                 /* rounds that a helper is ahead, and helps the first process, too */
	SLOTS = 64,               /* rounds in which it does so at most */
	SELF = 9,                 /* bits of a process's number */
	DESCRIPTORS = 64,         /* that one process may need */
	PIECE = 64 << 10,
	WORD_MOST = 64 << 20      /* bytes about one account */
};
_Static_assert(ATOMIC_LLONG_LOCK_FREE == 2, "processes share these numbers");

struct deal_page {
	_Atomic uint64_t at;             /* the account that the first process has come to */
	_Atomic uint64_t taken[SLOTS];   /* turns of the first process: see claim() */
};

struct deal_helper {
	int fd;                   /* -1: nothing can be heard from it any more */
	struct buf in;
	size_t taken;             /* of `in` */
	uint64_t told;            /* one more than the account that it spoke of last */
	struct frame_reader word; /* what it said of that one, behind its number; at NULL: nothing */
};

/* Whose a turn of the first process is: of whoever asks first. Any helper may
 * have written anything there, so what means nobody means the first process. */
static unsigned claim(const struct deal *deal, uint64_t turn)
{
	const uint64_t round = turn / deal->processes, own = (round + 1) << SELF | deal->self;
	_Atomic uint64_t *slot = &deal->page->taken[round % SLOTS];
	uint64_t there = atomic_load(slot);

	while (there >> SELF <= round)
		if (atomic_compare_exchange_weak(slot, &there, own))
			return deal->self;
	there &= (1 << SELF) - 1;
	return there < deal->processes ? (unsigned)there : 0;
}

static unsigned owner_of(const struct deal *deal, uint64_t turn)
{
	const unsigned dealt = (unsigned)(turn % deal->processes);
	uint64_t first, ahead;

	if (dealt > 0 || deal->page == NULL)
		return dealt;
	first = atomic_load(&deal->page->at) / TURN;
	ahead = turn > first ? (turn - first) / deal->processes : 0;
	return deal->self == 0 || (ahead >= LEAD && ahead < SLOTS - 1) ? claim(deal, turn) : 0;
}

/* Asked once for each turn: what was said stays. */
static void see_owner(struct deal *deal, uint64_t account)
{
	if (deal->turn == account / TURN)
		return;
	deal->turn = account / TURN;
	deal->owner = owner_of(deal, deal->turn);
}

static void count_account(void *to)
{
	struct deal *deal = to;

	deal->at++;
	if (deal->page != NULL && deal->self == 0)
		atomic_store(&deal->page->at, deal->at);
	see_owner(deal, deal->at);
}

/* ---- in a helper ---- */

/* The first process tells of everything; what the bundles of later accounts depend on is none of it. */
static bool is_unwanted(void *to)
{
	struct deal *deal = to;

	see_owner(deal, deal->at + 1);
	if (deal->owner == deal->self)
		return false;
	count_account(deal);
	return true;
}

static void keep_parcel(void *to, const void *parcel, size_t size)
{
	struct deal *deal = to;

	buf_clear(&deal->parcel);
	buf_add(&deal->parcel, parcel, size);
}

/* True for what is not this one's, or not any more. */
static bool leave_to_others(void *to, const struct account *account, struct convert_result *result)
{
	struct deal *deal = to;

	(void)account;
	(void)result;
	deal->making = deal->owner == deal->self && atomic_load(&deal->page->at) < deal->at;
	diag_entries(deal->reading->session->diag, 0, &deal->from);
	buf_clear(&deal->parcel);
	return !deal->making;
}

/* What was left out of a list for its length cannot be told in two parts. */
static bool complete(const struct diag_entry *entries, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (entries[i].code == DIAG_R170)
			return false;
	return true;
}

/* Sources keep their numbers: all processes meet them in the same order. Parts are named before any account
 * is, pictures when an account is looked at, whose ever it is; and where accounts are passed over instead, nothing
 * is found in another file of the archive (is_only_file() in convert.c), and no finding stands in one beside it. */
static void put_made(struct deal *deal, const struct account *account, const struct convert_result *result,
    const struct diag_entry *entries, size_t count, size_t read)
{
	struct wire *wire = &deal->wire;

	wire_number(wire, account->node.place.offset);
	wire_number(wire, account->end);
	wire_text(wire, result->id);
	wire_text(wire, result->name);
	wire_number(wire, result->outcome);
	wire_number(wire, result->profiles);
	wire_number(wire, result->withheld);
	wire_text(wire, result->edition);
	wire_text(wire, result->countries);
	wire_number(wire, read);
	wire_number(wire, count);
	for (size_t i = 0; i < count; i++)
		wire_entry(wire, &entries[i], entries[i].place.source);
	wire_bytes(wire, buf_text(&deal->parcel), deal->parcel.length);
}

static void tell(void *to, const struct account *account, const struct convert_result *result, size_t mark)
{
	struct deal *deal = to;
	const struct diag_entry *entries;
	size_t count;
	bool made;

	if (deal->owner != deal->self)
		return;
	entries = diag_entries(deal->reading->session->diag, mark, &count);
	made = deal->making && result->outcome != CONVERT_REFUSED && complete(entries, count);
	wire_begin(&deal->wire, WIRE_DEALT);
	wire_number(&deal->wire, deal->at);
	wire_number(&deal->wire, made);
	if (made)
		put_made(deal, account, result, entries, count, deal->from - mark);
	wire_end(&deal->wire);
	wire_flush(&deal->wire);
	deal->making = false;
}

static void be_helper(struct deal *deal, unsigned self, int up, pid_t first)
{
	struct reading *reading = deal->reading;
	struct convert *convert = &reading->convert;

	child_begin(first);
	for (unsigned i = 1; i < self; i++)
		if (deal->pids[i] > 0)
			close(deal->helpers[i].fd);
	deal->self = self;
	deal->wire = (struct wire){.fd = up};
	deal->giver = (struct bundle_giver){.account = keep_parcel, .to = deal};
	deal->calls = (struct convert_deal){.account = count_account, .unwanted = is_unwanted,
		.elsewhere = leave_to_others, .done = tell, .to = deal};
	deal->watch = (struct convert_watch){.is_there = convert->watch->is_there, .to = convert->watch->to};
	convert->watch = &deal->watch;
	convert->printer = NULL;
	reading->progress = NULL;
	convert->delivery.target = bundle_open_worker(convert->delivery.target, self, &deal->giver,
	    reading->session->diag);
	if (convert->delivery.target == NULL)
		_exit(4);
}

/* ---- in the first process ---- */

static void give_up(struct deal *deal, unsigned number)
{
	struct deal_helper *helper = &deal->helpers[number];

	if (helper->fd >= 0)
		close(helper->fd);
	helper->fd = -1;
	if (deal->pids[number] > 0) {
		kill(deal->pids[number], SIGKILL);
		child_wait(deal->pids[number]);
		deal->pids[number] = 0;
	}
}

/* In the new process, too, this returns: it reads on as a helper. */
static void start(struct deal *deal, unsigned number)
{
	const pid_t first = getpid();
	int ends[2];
	pid_t pid;

	deal->helpers[number].fd = -1;
	if (!child_pipe(ends))
		return;
	file_hold_signals();   /* until it stands in the list of those that a signal ends */
	pid = fork();
	if (pid > 0) {
		deal->pids[number] = pid;
		deal->helpers[number].fd = ends[0];
	}
	file_release_signals();
	if (pid == 0) {
		close(ends[0]);
		be_helper(deal, number, ends[1], first);
		return;
	}
	close(ends[1]);
	if (pid < 0)
		close(ends[0]);
}

/* Pipes are not to take what the first process needs for its files. */
static bool enough_descriptors(const struct deal *deal)
{
	struct rlimit most;

	return getrlimit(RLIMIT_NOFILE, &most) == 0 && most.rlim_cur >= DESCRIPTORS + deal->processes;
}

static void start_all(void *to, uint64_t size)
{
	struct deal *deal = to;

	deal->at = deal->turn = UINT64_MAX;   /* before the first */
	deal->processes = deal->most;
	if (size / LEAST < deal->processes)
		deal->processes = (unsigned)(size / LEAST) + 1;
	if (deal->processes < 2 || !enough_descriptors(deal))
		return;
	deal->page = mmap(NULL, sizeof *deal->page, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (deal->page == MAP_FAILED) {
		deal->page = NULL;
		return;
	}
	deal->helpers = mem_alloc(mem_product(deal->processes, sizeof *deal->helpers));
	deal->pids = mem_alloc(mem_product(deal->processes, sizeof *deal->pids));
	file_pending_workers(deal->pids, deal->processes);
	for (unsigned i = 1; i < deal->processes && deal->self == 0; i++)
		start(deal, i);
}

static bool hear(struct deal_helper *helper)
{
	ssize_t got;

	if (helper->taken > 0) {
		memmove(helper->in.data, helper->in.data + helper->taken, helper->in.length - helper->taken);
		buf_cut(&helper->in, helper->in.length - helper->taken);
		helper->taken = 0;
	}
	do
		got = read(helper->fd, buf_reserve(&helper->in, PIECE), PIECE);
	while (got < 0 && errno == EINTR);
	helper->in.length += got > 0 ? (size_t)got : 0;
	return got > 0;
}

static bool can_hear(const struct deal_helper *helper)
{
	struct pollfd pipe = {.fd = helper->fd, .events = POLLIN};

	return poll(&pipe, 1, 0) > 0;
}

/* Waits until the helper has spoken of an account, or looks whether it has. False: not yet, or
 * nothing that could be understood. */
static bool next_word(struct deal_helper *helper, uint64_t at, bool wait)
{
	struct frame frame;

	if (helper->word.at != NULL && helper->told == at + 1)
		return true;
	helper->word.at = NULL;
	for (;;) {
		const size_t left = helper->in.length - helper->taken;
		const enum frame_state state = frame_at(buf_text(&helper->in) + helper->taken, left, &frame);
		uint64_t number;

		if (state == FRAME_BAD || (state == FRAME_SHORT &&
		    (left > WORD_MOST || (!wait && !can_hear(helper)) || !hear(helper))))
			return false;
		if (state == FRAME_SHORT)
			continue;
		helper->word = frame_open(&frame);
		number = frame_number(&helper->word, UINT64_MAX);
		if (frame.kind != WIRE_DEALT || helper->word.bad || number < helper->told || number > at)
			return false;
		helper->taken += frame.whole;
		helper->told = number + 1;
		if (number == at)
			return true;   /* earlier ones were not asked for */
	}
}

/* Reads all entries, and adds those from `from` on. */
static bool take_entries(struct diag *diag, struct frame_reader *reader, uint64_t from)
{
	const uint64_t count = frame_number(reader, SIZE_MAX);
	const char *values[WIRE_VALUES];
	struct diag_entry entry;

	for (uint64_t i = 0; i < count && !reader->bad; i++) {
		if (!frame_entry(reader, &entry, values, diag_source_count(diag)))
			return false;
		if (i >= from)
			diag_add_again(diag, &entry);
	}
	return !reader->bad;
}

/* What a helper says of an account. */
struct made {
	bool made;                       /* else there is nothing more to say */
	uint64_t start, end;             /* offsets of its tags */
	struct convert_result result;
	uint64_t read;                   /* so many of the entries are of reading it */
	struct frame_reader entries;
	struct bundle_parcel parcel;
};

/* False: it could not be understood. */
static bool read_made(const struct deal *deal, const struct deal_helper *helper, struct made *made)
{
	struct frame_reader reader = helper->word;

	made->made = frame_number(&reader, 1) != 0;
	if (!made->made)
		return !reader.bad;
	made->start = frame_number(&reader, UINT64_MAX);
	made->end = frame_number(&reader, UINT64_MAX);
	made->result = (struct convert_result){.id = frame_string(&reader)};
	made->result.name = frame_string(&reader);
	made->result.outcome = (enum convert_outcome)frame_number(&reader, CONVERT_NOTHING);
	made->result.profiles = (size_t)frame_number(&reader, SIZE_MAX);
	made->result.withheld = (size_t)frame_number(&reader, SIZE_MAX);
	made->result.edition = frame_string(&reader);
	made->result.countries = frame_string(&reader);
	made->read = frame_number(&reader, SIZE_MAX);
	made->entries = reader;
	if (!take_entries(deal->reading->convert.diag, &reader, UINT64_MAX))
		return false;
	made->parcel = (struct bundle_parcel){reader.at, reader.left, made->result.id};
	return true;
}

/* The bundle, if there is one, and the findings from `from` on. Nothing is done before all of it is known to be good. */
static bool accept(const struct deal *deal, const struct made *made, const struct place *account, uint64_t from,
    struct convert_result *result)
{
	struct convert *convert = &deal->reading->convert;
	struct frame_reader entries = made->entries;

	if (made->result.outcome == CONVERT_DELIVERED && !bundle_take(convert->delivery.target, deal->owner,
	    &made->parcel, account))
		return false;
	take_entries(convert->diag, &entries, from);
	*result = made->result;
	result->id = arena_string(&convert->account_arena, result->id);
	result->name = arena_string(&convert->account_arena, result->name);
	result->edition = arena_string(&convert->account_arena, result->edition);
	result->countries = arena_string(&convert->account_arena, result->countries);
	return true;
}

/* The helper that the account at hand, or the one behind it, is dealt to; NULL: it is this process's. */
static struct deal_helper *helper_of(const struct deal *deal)
{
	struct deal_helper *helper = deal->page != NULL && deal->owner > 0 ? &deal->helpers[deal->owner] : NULL;

	return helper != NULL && helper->fd >= 0 ? helper : NULL;
}

/* It is there, and of just what would be passed over; an id that is not new is for others to tell. */
static bool take_unread(void *to, const struct place *account, uint64_t end, struct convert_result *result)
{
	struct deal *deal = to;
	struct deal_helper *helper;
	struct made made;

	see_owner(deal, deal->at + 1);
	helper = helper_of(deal);
	if (helper == NULL || !next_word(helper, deal->at + 1, false) || !read_made(deal, helper, &made) ||
	    !made.made || made.start != account->offset || made.end != end ||
	    claims_know(&deal->reading->convert.claims, made.result.id) ||
	    !accept(deal, &made, account, 0, result))
		return false;
	count_account(deal);
	return true;
}

static bool take(void *to, const struct account *account, struct convert_result *result)
{
	struct deal *deal = to;
	struct deal_helper *helper = helper_of(deal);
	struct made made;

	if (helper == NULL)
		return false;
	if (next_word(helper, deal->at, true) && read_made(deal, helper, &made)) {
		if (!made.made)
			return false;
		if (strcmp(made.result.id, value_text(account->id)) == 0 &&
		    accept(deal, &made, &account->node.place, made.read, result))
			return true;
	}
	give_up(deal, deal->owner);
	return false;
}

/* ---- for both ---- */

void deal_open(struct deal *deal, struct reading *reading, unsigned most)
{
	deal->reading = reading;
	deal->processes = deal->most = most;
	deal->calls = (struct convert_deal){.input = start_all, .account = count_account, .made = take_unread,
		.elsewhere = take, .to = deal};
	reading->convert.deal = &deal->calls;
}

void deal_end(struct deal *deal)
{
	if (deal->self > 0)
		_exit(0);
	if (deal->page == NULL)
		return;
	for (unsigned i = 1; i < deal->processes; i++) {
		give_up(deal, i);
		buf_free(&deal->helpers[i].in);
	}
	file_pending_workers(NULL, 0);
	mem_free(deal->helpers);
	mem_free(deal->pids);
	munmap(deal->page, sizeof *deal->page);
	deal->page = NULL;
}
