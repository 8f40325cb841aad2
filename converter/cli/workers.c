/* Worker processes: see workers.h.
 *
 * Inputs are handed out in order, some in advance so that nobody waits for
 * this process; what a worker says of an input whose turn has not come is kept.
 * The first input that is not done is always the one that some worker has in
 * hand, so reading from the others can stop when too much is kept.
 * SPDX-License-Identifier: MIT */
#include "cli/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "cli/child.h"

enum {
	AHEAD_MOST = 64,          /* inputs handed to a worker in advance */
	PIECE = 64 << 10
};

struct worker {
	unsigned number;
	int down[2], up;          /* both ends of `down`: writing to a dead worker must not be a SIGPIPE */
	struct buf in;            /* the beginning of a frame */
	size_t queue[AHEAD_MOST]; /* a ring; the first one is in its hands */
	size_t first, queued;
};

/* One input. */
struct slot {
	struct spooled kept;
	unsigned number;          /* of its worker */
	bool ended, lost, skip;   /* skip: its worker talked nonsense; reported */
	int status;
};

struct run {
	const struct work *work;
	struct worker *workers;
	pid_t *pids;              /* 0: not running */
	struct slot *slots;
	size_t next;              /* the first input that is not done */
	size_t given;             /* the first that was never handed out */
	size_t *again, again_count;   /* handed out, not begun, their worker is dead: sorted */
	unsigned numbers;
	int signals;
	int stopped;
	pid_t self;
};

/* ---- in the worker process ---- */

static bool next_index(int fd, size_t *index)
{
	return file_read(fd, index, sizeof *index) == (ssize_t)sizeof *index;
}

static _Noreturn void be_worker(const struct run *run, const struct worker *self, int up)
{
	struct wire wire = {.fd = up};
	size_t index;

	child_begin(run->self);
	/* Who keeps another worker's pipe open would hide its death. */
	for (unsigned i = 0; i < run->work->workers; i++)
		if (run->pids[i] > 0 && &run->workers[i] != self) {
			close(run->workers[i].down[0]);
			close(run->workers[i].down[1]);
			close(run->workers[i].up);
		}
	close(self->down[1]);
	close(self->up);
	close(run->signals);
	run->work->begin(run->work->to, self->number, &wire);
	while (next_index(self->down[0], &index)) {
		run->work->input(run->work->to, index);
		wire_flush(&wire);
	}
	_exit(0);
}

/* ---- starting and ending ---- */

static bool open_pipes(struct worker *worker, int *up)
{
	int ends[2];

	if (pipe2(worker->down, O_CLOEXEC) != 0)
		return false;
	/* While this process waits for the disk, workers go on. */
	if (!child_pipe(ends)) {
		close(worker->down[0]);
		close(worker->down[1]);
		return false;
	}
	worker->up = ends[0];
	*up = ends[1];
	return true;
}

static void close_pipes(struct worker *worker)
{
	close(worker->down[0]);
	close(worker->down[1]);
	close(worker->up);
	buf_free(&worker->in);
}

static void start(struct run *run, unsigned i)
{
	struct worker *worker = &run->workers[i];
	pid_t pid;
	int up;

	*worker = (struct worker){.number = ++run->numbers};
	if (!open_pipes(worker, &up))
		return;
	pid = fork();
	if (pid == 0)
		be_worker(run, worker, up);
	close(up);
	if (pid < 0)
		close_pipes(worker);
	else
		run->pids[i] = pid;
}

static size_t pop(struct worker *worker)
{
	const size_t index = worker->queue[worker->first];

	worker->first = (worker->first + 1) % AHEAD_MOST;
	worker->queued--;
	return index;
}

static void hand_back(struct run *run, size_t index)
{
	size_t at;

	run->again = mem_resize(run->again, mem_product(run->again_count + 1, sizeof *run->again));
	for (at = run->again_count++; at > 0 && run->again[at - 1] > index; at--)
		run->again[at] = run->again[at - 1];
	run->again[at] = index;
}

/* A worker has ended, whatever the reason. */
static void bury(struct run *run, unsigned i)
{
	struct worker *worker = &run->workers[i];
	const int status = child_wait(run->pids[i]);

	if (worker->queued > 0) {
		struct slot *slot = &run->slots[pop(worker)];

		slot->number = worker->number;
		slot->status = slot->status != 0 ? slot->status : status;
		slot->ended = slot->lost = true;
	}
	while (worker->queued > 0)
		hand_back(run, pop(worker));
	close_pipes(worker);
	run->pids[i] = 0;
}

/* ---- handing out ---- */

static size_t left_to_give(const struct run *run)
{
	return run->again_count + (run->work->count - run->given);
}

static size_t take_index(struct run *run)
{
	size_t index;

	if (run->again_count == 0)
		return run->given++;
	index = run->again[0];
	memmove(run->again, run->again + 1, --run->again_count * sizeof *run->again);
	return index;
}

/* Much in advance while there is much, one by one at the end. */
static size_t ahead(const struct run *run)
{
	const size_t share = left_to_give(run) / (4 * (size_t)run->work->workers);

	return share < 1 ? 1 : share > AHEAD_MOST ? AHEAD_MOST : share;
}

static struct worker *idlest(struct run *run)
{
	struct worker *found = NULL;

	for (unsigned i = 0; i < run->work->workers; i++)
		if (run->pids[i] > 0 && (found == NULL || run->workers[i].queued < found->queued))
			found = &run->workers[i];
	return found;
}

static void hand_out(struct run *run)
{
	while (left_to_give(run) > 0) {
		struct worker *worker = idlest(run);
		size_t index;

		if (worker == NULL || worker->queued >= ahead(run))
			return;
		index = take_index(run);
		worker->queue[(worker->first + worker->queued++) % AHEAD_MOST] = index;
		file_write(worker->down[1], &index, sizeof index);   /* there is room for all of them */
	}
}

static void start_missing(struct run *run)
{
	size_t wanted = left_to_give(run);

	for (unsigned i = 0; i < run->work->workers && wanted > 0; i++)
		if (run->pids[i] == 0) {
			start(run, i);
			wanted--;
		}
}

/* ---- hearing ---- */

static void garbled(struct run *run, size_t index)
{
	struct slot *slot = &run->slots[index];

	slot->skip = true;
	run->work->lost(run->work->to, index, LOST_GARBLED);
	for (unsigned i = 0; i < run->work->workers; i++)
		if (run->pids[i] > 0 && run->workers[i].number == slot->number)
			kill(run->pids[i], SIGKILL);
}

/* A frame of the input whose turn it is. */
static void tell(struct run *run, const struct frame *frame)
{
	const struct slot *slot = &run->slots[run->next];

	if (!slot->skip && !run->work->frame(run->work->to, run->next, slot->number, frame))
		garbled(run, run->next);
}

static void tell_all(void *to, const char *data, size_t size)
{
	struct run *run = to;
	struct frame frame;

	while (size > 0 && frame_at(data, size, &frame) == FRAME_GOOD) {
		tell(run, &frame);
		data += frame.whole;
		size -= frame.whole;
	}
}

/* Goes on with the inputs whose turn has come. */
static void advance(struct run *run)
{
	while (run->next < run->work->count) {
		struct slot *slot = &run->slots[run->next];

		if (!spool_drain(run->work->spool, &slot->kept, tell_all, run) && !slot->skip) {
			slot->skip = true;
			run->work->lost(run->work->to, run->next, LOST_SPOOL);
		}
		if (!slot->ended)
			return;
		if (slot->lost && !slot->skip)
			run->work->lost(run->work->to, run->next, slot->status);
		run->work->done(run->work->to, run->next);
		run->next++;
	}
}

static void route(struct run *run, struct worker *worker, const struct frame *frame)
{
	const size_t index = worker->queue[worker->first];
	struct slot *slot = &run->slots[index];

	slot->number = worker->number;
	if (index == run->next)
		tell(run, frame);
	else
		spool_add(run->work->spool, &slot->kept, frame->data - (frame->whole - frame->size), frame->whole);
	if (frame->kind == WIRE_END) {
		slot->ended = true;
		pop(worker);
		advance(run);
	}
}

static void split(struct run *run, unsigned i)
{
	struct worker *worker = &run->workers[i];
	enum frame_state state = FRAME_SHORT;
	struct frame frame;
	size_t at = 0;

	while (at < worker->in.length) {
		state = worker->queued == 0 ? FRAME_BAD
		                            : frame_at(worker->in.data + at, worker->in.length - at, &frame);
		if (state != FRAME_GOOD)
			break;
		route(run, worker, &frame);
		at += frame.whole;
	}
	if (state == FRAME_BAD) {
		if (worker->queued > 0)
			run->slots[worker->queue[worker->first]].status = LOST_GARBLED;
		kill(run->pids[i], SIGKILL);
		at = worker->in.length;
	}
	memmove(worker->in.data, worker->in.data + at, worker->in.length - at);
	buf_cut(&worker->in, worker->in.length - at);
}

static void hear(struct run *run, unsigned i)
{
	struct worker *worker = &run->workers[i];
	ssize_t got = read(worker->up, buf_reserve(&worker->in, PIECE), PIECE);

	if (got < 0 && (errno == EINTR || errno == EAGAIN))
		return;
	if (got > 0) {
		worker->in.length += (size_t)got;
		split(run, i);
		return;
	}
	bury(run, i);
	advance(run);
}

/* ---- the loop ---- */

/* True when one may wait: not if it has in hand what everybody waits for. */
static bool may_wait(const struct run *run, const struct worker *worker)
{
	return worker->queued > 0 && worker->queue[worker->first] != run->next;
}

static bool next_is_in_hand(const struct run *run)
{
	for (unsigned i = 0; i < run->work->workers; i++)
		if (run->pids[i] > 0 && !may_wait(run, &run->workers[i]))
			return true;
	return false;
}

static void read_signal(struct run *run)
{
	struct signalfd_siginfo info;

	if (read(run->signals, &info, sizeof info) == (ssize_t)sizeof info)
		run->stopped = (int)info.ssi_signo;
}

static void wait_and_hear(struct run *run, struct pollfd *polls)
{
	const bool full = spool_full(run->work->spool) && next_is_in_hand(run);
	const unsigned count = run->work->workers;

	for (unsigned i = 0; i < count; i++) {
		const bool listen = run->pids[i] > 0 && !(full && may_wait(run, &run->workers[i]));

		polls[i] = (struct pollfd){.fd = listen ? run->workers[i].up : -1, .events = POLLIN};
	}
	polls[count] = (struct pollfd){.fd = run->signals, .events = POLLIN};
	if (poll(polls, count + 1, -1) < 0)
		return;
	if (polls[count].revents != 0)
		read_signal(run);
	for (unsigned i = 0; i < count && run->stopped == 0; i++)
		if (polls[i].fd >= 0 && polls[i].revents != 0)
			hear(run, i);
}

static void go_on_alone(struct run *run)
{
	while (run->next < run->work->count) {
		if (!run->slots[run->next].ended) {
			run->work->alone(run->work->to, run->next);
			run->slots[run->next].ended = run->slots[run->next].skip = true;
		}
		advance(run);
	}
}

static void loop(struct run *run)
{
	struct pollfd *polls = mem_alloc(mem_product(run->work->workers + 1, sizeof *polls));

	while (run->next < run->work->count && run->stopped == 0) {
		start_missing(run);
		if (idlest(run) == NULL) {
			go_on_alone(run);
			break;
		}
		hand_out(run);
		wait_and_hear(run, polls);
	}
	mem_free(polls);
}

/* They are idle, and end with their pipe; or everything is to be stopped at once. */
static void end_workers(struct run *run)
{
	for (unsigned i = 0; i < run->work->workers; i++)
		if (run->pids[i] > 0) {
			close_pipes(&run->workers[i]);
			if (run->stopped != 0)
				kill(run->pids[i], SIGKILL);
		}
	for (unsigned i = 0; i < run->work->workers; i++)
		if (run->pids[i] > 0) {
			child_wait(run->pids[i]);
			run->pids[i] = 0;
		}
}

int workers_run(const struct work *work)
{
	struct run run = {.work = work, .self = getpid()};
	sigset_t stops, before;

	run.workers = mem_alloc(mem_product(work->workers, sizeof *run.workers));
	run.pids = mem_alloc(mem_product(work->workers, sizeof *run.pids));
	run.slots = mem_alloc(mem_product(work->count, sizeof *run.slots));
	sigemptyset(&stops);
	sigaddset(&stops, SIGINT);
	sigaddset(&stops, SIGTERM);
	sigaddset(&stops, SIGHUP);
	sigprocmask(SIG_BLOCK, &stops, &before);   /* workers keep it so: it is this process that is asked */
	run.signals = signalfd(-1, &stops, SFD_CLOEXEC);
	file_pending_workers(run.pids, work->workers);
	loop(&run);
	end_workers(&run);
	file_pending_workers(NULL, 0);
	close(run.signals);
	sigprocmask(SIG_SETMASK, &before, NULL);
	for (size_t i = run.next; i < work->count; i++) {
		buf_free(&run.slots[i].kept.memory);
		mem_free(run.slots[i].kept.chunks);
	}
	mem_free(run.slots);
	mem_free(run.again);
	mem_free(run.pids);
	mem_free(run.workers);
	return run.stopped;
}
