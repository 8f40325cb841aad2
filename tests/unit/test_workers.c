/* Worker processes: frames, what is kept of them, and the order in which
 * inputs are heard, whoever dies. SPDX-License-Identifier: MIT */
#include <stdarg.h>
#include <setjmp.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "cli/workers.h"

/* ---- frames ---- */

static void frames_come_back(void **state)
{
	struct wire wire = {.fd = -1};
	struct frame_reader reader;
	struct frame frame;

	(void)state;
	wire_begin(&wire, WIRE_CLAIM);
	wire_number(&wire, UINT64_MAX);
	wire_text(&wire, NULL);
	wire_text(&wire, "");
	wire_text(&wire, "가");
	wire_end(&wire);
	wire_begin(&wire, WIRE_FLUSH);
	wire_end(&wire);
	for (size_t i = 0; i < 24; i++)
		assert_int_equal(frame_at(wire.out.data, i, &frame), FRAME_SHORT);
	assert_int_equal(frame_at(wire.out.data, wire.out.length, &frame), FRAME_GOOD);
	assert_int_equal(frame.kind, WIRE_CLAIM);
	reader = frame_open(&frame);
	assert_true(frame_number(&reader, UINT64_MAX) == UINT64_MAX);
	assert_null(frame_text(&reader));
	assert_string_equal(frame_text(&reader), "");
	assert_string_equal(frame_string(&reader), "가");
	assert_false(reader.bad);
	assert_int_equal(frame_number(&reader, 1), 0);
	assert_true(reader.bad);
	assert_int_equal(frame_at(wire.out.data + frame.whole, wire.out.length - frame.whole, &frame), FRAME_GOOD);
	assert_int_equal(frame.kind, WIRE_FLUSH);
	assert_int_equal(frame.size, 0);
	buf_free(&wire.out);
}

static void nonsense_is_no_frame(void **state)
{
	struct wire wire = {.fd = -1};
	struct frame_reader reader;
	struct frame frame;
	char text[64] = "sixty-three bytes of text are nothing that a worker would say.";

	(void)state;
	assert_int_equal(frame_at(text, sizeof text, &frame), FRAME_BAD);
	wire_begin(&wire, WIRE_SOURCE);
	wire_number(&wire, 4);             /* a text of 4 bytes without its end */
	wire_bytes(&wire, "abcd", 4);
	wire_end(&wire);
	assert_int_equal(frame_at(wire.out.data, wire.out.length, &frame), FRAME_GOOD);
	reader = frame_open(&frame);
	assert_string_equal(frame_string(&reader), "");
	assert_true(reader.bad);
	wire_begin(&wire, WIRE_SOURCE);
	wire_number(&wire, 1000);          /* longer than the frame */
	wire_end(&wire);
	assert_int_equal(frame_at(wire.out.data + frame.whole, wire.out.length - frame.whole, &frame), FRAME_GOOD);
	reader = frame_open(&frame);
	assert_null(frame_text(&reader));
	assert_true(reader.bad);
	wire.out.data[0] = WIRE_KINDS;
	assert_int_equal(frame_at(wire.out.data, wire.out.length, &frame), FRAME_BAD);
	buf_free(&wire.out);
}

/* ---- the spool ---- */

struct seen {
	size_t bytes, runs;
	unsigned char next;
	bool wrong;
};

static void see_run(void *to, const char *data, size_t size)
{
	struct seen *seen = to;

	for (size_t i = 0; i < size; i++)
		seen->wrong = seen->wrong || (unsigned char)data[i] != seen->next++;
	seen->bytes += size;
	seen->runs++;
}

static void add_counting(struct spool *spool, struct spooled *kept, size_t pieces)
{
	char piece[4096];   /* a multiple of 256: each begins where the last one ended */

	for (size_t i = 0; i < sizeof piece; i++)
		piece[i] = (char)(unsigned char)i;
	while (pieces-- > 0)
		spool_add(spool, kept, piece, sizeof piece);
}

static void much_goes_to_the_file(void **state)
{
	struct spool spool;
	struct spooled one = {0}, two = {0};
	struct seen seen = {0};

	(void)state;
	spool_open(&spool);
	assert_true(spool.fd >= 0);
	add_counting(&spool, &one, 10);
	assert_int_equal(one.count, 0);
	add_counting(&spool, &two, 1000);
	add_counting(&spool, &one, 1000);
	assert_true(one.count > 0 && two.count > 0);
	assert_true(spool.memory < 1 << 20);
	assert_false(spool_full(&spool));
	assert_true(spool_drain(&spool, &one, see_run, &seen));
	assert_int_equal(seen.bytes, 1010 * 4096);
	assert_true(spool.end > 0);
	assert_true(spool_drain(&spool, &two, see_run, &seen));
	assert_int_equal(seen.bytes, 2010 * 4096);
	assert_false(seen.wrong);
	assert_int_equal(spool.end, 0);
	assert_int_equal(spool.memory, 0);
	assert_true(spool_drain(&spool, &one, see_run, &seen));   /* nothing */
	spool_close(&spool);
}

static void without_a_file_it_fills_up(void **state)
{
	struct spool spool = {.fd = -1, .failed = true};
	struct spooled one = {0};
	struct seen seen = {0};

	(void)state;
	add_counting(&spool, &one, 4096);
	assert_false(spool_full(&spool));
	add_counting(&spool, &one, 1);
	assert_true(spool_full(&spool));
	assert_true(spool_drain(&spool, &one, see_run, &seen));
	assert_int_equal(seen.bytes, 4097 * 4096);
	assert_false(seen.wrong);
}

/* ---- workers ---- */

enum { INPUTS = 200, LONG = 300000 };

struct play {
	struct wire *wire;               /* of the worker */
	const char *fate;                /* by index: see work_input() */
	size_t next, frames, lost, alone, done;
	int statuses[INPUTS];
	bool wrong;
};

static void play_begin(void *to, unsigned number, struct wire *wire)
{
	struct play *play = to;

	(void)number;
	play->wire = wire;
}

static void say(struct wire *wire, enum wire_kind kind, size_t index)
{
	wire_begin(wire, kind);
	wire_number(wire, index);
	wire_end(wire);
}

static void say_much(struct wire *wire, size_t index)
{
	char *text = mem_alloc(LONG);

	memset(text, 'x', LONG - 1);
	wire_begin(wire, WIRE_DATA);
	wire_number(wire, index);
	wire_text(wire, text);
	wire_end(wire);
	mem_free(text);
}

static void play_input(void *to, size_t index)
{
	struct play *play = to;
	const char fate = index < strlen(play->fate) ? play->fate[index] : '.';

	say(play->wire, WIRE_CLAIM, index);
	if (fate == 'w')       /* a slow one */
		usleep(50000);
	if (fate == 'l')
		say_much(play->wire, index);
	if (fate == 's') {     /* a signal, after something was said */
		wire_flush(play->wire);
		raise(SIGKILL);
	}
	if (fate == 'e')
		_exit(5);
	if (fate == 'g') {     /* garbage */
		wire_bytes(play->wire, "what is this, if it is no frame?", 32);
		wire_flush(play->wire);
		pause();
	}
	if (fate == 'f')       /* a frame that cannot be */
		say(play->wire, WIRE_SOURCE, index);
	say(play->wire, WIRE_END, index);
}

static bool play_frame(void *to, size_t index, unsigned number, const struct frame *frame)
{
	struct play *play = to;
	struct frame_reader reader = frame_open(frame);

	play->wrong = play->wrong || index != play->next || number == 0 ||
	    frame_number(&reader, UINT64_MAX) != index;
	play->frames++;
	return frame->kind != WIRE_SOURCE;
}

static void play_lost(void *to, size_t index, int status)
{
	struct play *play = to;

	play->wrong = play->wrong || index != play->next;
	play->statuses[index] = status;
	play->lost++;
}

static void play_alone(void *to, size_t index)
{
	struct play *play = to;

	play->wrong = play->wrong || index != play->next;
	play->alone++;
}

static void play_done(void *to, size_t index)
{
	struct play *play = to;

	play->wrong = play->wrong || index != play->next++;
	play->done++;
}

static struct play run_play(const char *fate, unsigned workers)
{
	struct play play = {.fate = fate};
	struct spool spool;
	const struct work work = {
		.count = INPUTS, .workers = workers, .spool = &spool, .begin = play_begin, .input = play_input,
		.frame = play_frame, .lost = play_lost, .alone = play_alone, .done = play_done, .to = &play,
	};

	spool_open(&spool);
	assert_int_equal(workers_run(&work), 0);
	assert_int_equal(play.done, INPUTS);
	assert_false(play.wrong);
	assert_int_equal(spool.memory, 0);
	spool_close(&spool);
	assert_int_equal(waitpid(-1, NULL, WNOHANG), -1);   /* no child is left */
	return play;
}

static void all_are_heard_in_order(void **state)
{
	(void)state;
	for (unsigned workers = 1; workers <= 5; workers++) {
		struct play play = run_play("w..l.w.llll", workers);

		assert_int_equal(play.lost, 0);
		assert_int_equal(play.frames, 2 * INPUTS + 5);
	}
}

static void the_dead_cost_one_input_each(void **state)
{
	(void)state;
	for (unsigned workers = 1; workers <= 3; workers++) {
		struct play play = run_play("s.e.g..ss.lsw..e", workers);

		assert_int_equal(play.lost, 7);
		assert_true(WIFSIGNALED(play.statuses[0]) && WTERMSIG(play.statuses[0]) == SIGKILL);
		assert_true(WIFEXITED(play.statuses[2]) && WEXITSTATUS(play.statuses[2]) == 5);
		assert_int_equal(play.statuses[4], LOST_GARBLED);
	}
}

static void a_frame_that_cannot_be_costs_its_input(void **state)
{
	struct play play = run_play("..f...", 2);

	(void)state;
	assert_int_equal(play.statuses[2], LOST_GARBLED);
	assert_true(play.lost >= 1);   /* its worker is killed, with what it had in hand then */
}

static void a_full_spool_makes_them_wait(void **state)
{
	struct play play = {.fate = "wllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllllll"};
	struct spool spool = {.fd = -1, .failed = true};
	const struct work work = {
		.count = INPUTS, .workers = 3, .spool = &spool, .begin = play_begin, .input = play_input,
		.frame = play_frame, .lost = play_lost, .alone = play_alone, .done = play_done, .to = &play,
	};

	(void)state;
	assert_int_equal(workers_run(&work), 0);
	assert_int_equal(play.done, INPUTS);
	assert_false(play.wrong);
}

static void a_signal_ends_it(void **state)
{
	struct play play = {.fate = "wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww"};
	struct spool spool;
	const struct work work = {
		.count = INPUTS, .workers = 2, .spool = &spool, .begin = play_begin, .input = play_input,
		.frame = play_frame, .lost = play_lost, .alone = play_alone, .done = play_done, .to = &play,
	};
	pid_t killer = fork();

	(void)state;
	if (killer == 0) {
		usleep(200000);
		kill(getppid(), SIGTERM);
		_exit(0);
	}
	spool_open(&spool);
	/* Should it come too early, it must not end the test. */
	signal(SIGTERM, SIG_DFL);
	assert_int_equal(workers_run(&work), SIGTERM);
	assert_true(play.done > 0 && play.done < INPUTS);
	spool_close(&spool);
	waitpid(killer, NULL, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(frames_come_back),
		cmocka_unit_test(nonsense_is_no_frame),
		cmocka_unit_test(much_goes_to_the_file),
		cmocka_unit_test(without_a_file_it_fills_up),
		cmocka_unit_test(all_are_heard_in_order),
		cmocka_unit_test(the_dead_cost_one_input_each),
		cmocka_unit_test(a_frame_that_cannot_be_costs_its_input),
		cmocka_unit_test(a_full_spool_makes_them_wait),
		cmocka_unit_test(a_signal_ends_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
