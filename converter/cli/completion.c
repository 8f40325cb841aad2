/* pinport completion: scripts for shells, from the tables of commands, options,
 * editions, diagnostics and limits. Files are offered only where files go.
 * SPDX-License-Identifier: MIT */
#include <string.h>

#include "base/embedded.h"
#include "base/limits.h"
#include "base/nearest.h"
#include "cli/command.h"
#include "read/zip/decode.h"
#include "rules/codes.h"

/* What can stand somewhere. */
enum offer { OFFER_NOTHING, OFFER_FILES, OFFER_WORDS };

struct place_to_fill {
	enum offer offer;
	struct buf words;              /* separated by blanks */
	enum command_bit command;      /* that it is for */
};

static void add_word(struct buf *to, const char *word)
{
	buf_printf(to, "%s%s", to->length > 0 ? " " : "", word);
}

static void add_editions(struct buf *to, const struct session *session)
{
	for (size_t i = 0; i < session->catalogue->edition_count; i++)
		if (!session->catalogue->editions[i].pseudo)
			add_word(to, session->catalogue->editions[i].id);
	add_word(to, "latest");
}

/* Those whose rules can be shown. */
static void add_shown_editions(struct buf *to, const struct session *session)
{
	add_editions(to, session);
	add_word(to, "pinpoint");
}

static void add_countries(struct buf *to, const struct session *session)
{
	(void)session;
	buf_adds(to, code_countries());
}

static void add_encodings(struct buf *to, const struct session *session)
{
	(void)session;
	add_word(to, "auto");
	for (size_t i = 0; decoder_known(i) != NULL; i++)
		add_word(to, decoder_known(i));
}

static void add_commands(struct buf *to, const struct session *session)
{
	(void)session;
	for (const struct command *command = commands; command->name != NULL; command++)
		add_word(to, command->name);
}

static void add_codes(struct buf *to, const struct session *session)
{
	(void)session;
	for (size_t i = 0; i < DIAG_CODES; i++)
		add_word(to, diag_rows[i].code);
}

static void add_schemas(struct buf *to, const struct session *session)
{
	(void)session;
	for (const struct embedded *file = embedded_files; file->name != NULL; file++)
		if (schema_is(file))
			add_word(to, file->name);
}

static void add_limits(struct buf *to, const struct session *session)
{
	(void)session;
	for (const struct limit_row *row = limit_rows; row->name != NULL; row++) {
		add_word(to, row->name);
		buf_addc(to, '=');
	}
}

static void add_shells(struct buf *to, const struct session *session)
{
	(void)session;
	buf_adds(to, "bash zsh fish");
}

/* How values and words are called in the tables, and what can stand there. */
static const struct { const char *value; void (*words)(struct buf *to, const struct session *session); } values[] = {
	{"ID", add_editions}, {"[ID]", add_shown_editions}, {"[CODE…]", add_codes}, {"[NAME]", add_schemas},
	{"CC", add_countries}, {"NAME", add_encodings}, {"COMMAND", add_commands}, {"NAME=VALUE", add_limits}, {"bash|zsh|fish", add_shells},
	{"FILE", NULL}, {"OLDPLAN", NULL}, {"EXPORT", NULL}, {"DIR|FILE.zip|-", NULL}, {"EXPORT…", NULL},
	{"FILE…", NULL}, {"BUNDLE…", NULL}, {"OLD NEW", NULL}, {"REPORT", NULL},
};

static void fill(struct place_to_fill *place, const struct session *session, const char *value,
    const char *const *choices)
{
	place->offer = OFFER_NOTHING;
	buf_clear(&place->words);
	for (; choices != NULL && *choices != NULL; choices++) {
		add_word(&place->words, *choices);
		place->offer = OFFER_WORDS;
	}
	for (size_t i = 0; place->offer == OFFER_NOTHING && i < sizeof values / sizeof *values; i++) {
		if (strcmp(values[i].value, value) != 0)
			continue;
		place->offer = values[i].words != NULL ? OFFER_WORDS : OFFER_FILES;
		if (values[i].words != NULL)
			values[i].words(&place->words, session);
		if (values[i].words == add_editions && place->command == FOR_VALIDATE)
			add_word(&place->words, "none");
	}
}

/* For single quotes; what a shell's own syntax gives a meaning gets `escape` in front. */
static void put_quoted(const char *text, const char *special, const char *quote)
{
	for (; *text != '\0'; text++) {
		if (*text == '\'')
			fputs(quote, stdout);
		else if (strchr(special, *text) != NULL)
			printf("\\%c", *text);
		else
			putchar(*text);
	}
}

static bool takes(const struct command *command, const struct option_row *row)
{
	return (row->commands & (unsigned)command->bit) != 0;
}

/* ---- bash ---- */

static void bash_offer(const struct place_to_fill *place)
{
	if (place->offer == OFFER_FILES)
		printf("mapfile -t COMPREPLY < <(compgen -f -- \"$cur\"); compopt -o filenames");
	else if (place->offer == OFFER_WORDS)
		printf("mapfile -t COMPREPLY < <(compgen -W '%s' -- \"$cur\")", buf_text(&place->words));
	else
		printf(":");
	printf(" ;;\n");
}

static void bash_value(const struct command *command, const struct option_row *row,
    struct place_to_fill *place, const struct session *session)
{
	place->command = command->bit;
	fill(place, session, row->value, row->choices);
	printf("\t'%s --%s'", command->name, row->name);
	if (row->letter != 0)
		printf(" | '%s -%c'", command->name, row->letter);
	printf(") ");
	bash_offer(place);
}

static void bash_words(const struct command *command, struct place_to_fill *place, const struct session *session)
{
	printf("\t'%s -'*) mapfile -t COMPREPLY < <(compgen -W '", command->name);
	for (const struct option_row *row = option_rows; row->name != NULL; row++)
		if (takes(command, row))
			printf("--%s ", row->name);
	printf("' -- \"$cur\") ;;\n\t'%s '*) ", command->name);
	fill(place, session, command->words, NULL);
	bash_offer(place);
}

static void put_bash(const struct session *session, struct place_to_fill *place)
{
	printf("# bash completion for pinport, made by: pinport completion bash\n"
	    "_pinport()\n{\n"
	    "\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
	    "\tCOMPREPLY=()\n\tif ((COMP_CWORD == 1)); then\n\t\tmapfile -t COMPREPLY < <(compgen -W '");
	for (const struct command *command = commands; command->name != NULL; command++)
		printf("%s ", command->name);
	printf("help --help --version' -- \"$cur\")\n\t\treturn\n\tfi\n"
	    "\t# --option=value comes as three words\n"
	    "\tif [[ $cur == '=' ]]; then\n\t\tcur=\n"
	    "\telif [[ $prev == '=' ]]; then\n\t\tprev=${COMP_WORDS[COMP_CWORD-2]}\n\tfi\n"
	    "\tcase \"$command $prev\" in\n");
	for (const struct command *command = commands; command->name != NULL; command++)
		for (const struct option_row *row = option_rows; row->name != NULL; row++)
			if (takes(command, row) && row->kind != OPTION_FLAG)
				bash_value(command, row, place, session);
	printf("\t*)\n\tcase \"$command $cur\" in\n");
	for (const struct command *command = commands; command->name != NULL; command++)
		bash_words(command, place, session);
	printf("\t'help '*) ");
	fill(place, session, "COMMAND", NULL);
	bash_offer(place);
	printf("\tesac ;;\n\tesac\n"
	    "\t[[ ${COMPREPLY[0]} == *= ]] && compopt -o nospace\n}\ncomplete -F _pinport pinport\n");
}

/* ---- zsh ---- */

static void zsh_action(const char *message, const struct place_to_fill *place)
{
	putchar(':');
	put_quoted(message, ":[]\\", "'\\''");
	putchar(':');
	if (place->offer == OFFER_FILES)
		printf("_files");
	else if (place->offer == OFFER_WORDS)
		printf("(%s)", buf_text(&place->words));
	else
		putchar(' ');
}

static void zsh_option(const struct option_row *row, bool letter, const struct place_to_fill *place)
{
	printf(" \\\n\t\t\t'%s", row->kind == OPTION_LIST ? "*" : "");
	if (letter)
		printf("-%c%s", row->letter, row->kind != OPTION_FLAG ? "+" : "");
	else
		printf("--%s%s", row->name, row->kind != OPTION_FLAG ? "=" : "");
	putchar('[');
	put_quoted(row->help, ":[]\\", "'\\''");
	putchar(']');
	if (row->kind != OPTION_FLAG)
		zsh_action(row->value, place);
	putchar('\'');
}

static void zsh_command(const struct command *command, struct place_to_fill *place, const struct session *session)
{
	place->command = command->bit;
	printf("\t%s)\n\t\t_arguments -S", command->name);
	for (const struct option_row *row = option_rows; row->name != NULL; row++) {
		if (!takes(command, row))
			continue;
		if (row->kind != OPTION_FLAG)
			fill(place, session, row->value, row->choices);
		if (row->letter != 0)
			zsh_option(row, true, place);
		zsh_option(row, false, place);
	}
	fill(place, session, command->words, NULL);
	printf(" \\\n\t\t\t'*");
	zsh_action(command->words, place);
	printf("' ;;\n");
}

static void put_zsh(const struct session *session, struct place_to_fill *place)
{
	printf("#compdef pinport\n# zsh completion for pinport, made by: pinport completion zsh\n"
	    "_pinport() {\n\tif (( CURRENT == 2 )); then\n\t\tlocal -a commands\n\t\tcommands=(\n");
	for (const struct command *command = commands; command->name != NULL; command++) {
		printf("\t\t\t'%s:", command->name);
		put_quoted(command->summary, ":\\", "'\\''");
		printf("'\n");
	}
	printf("\t\t\t'help:what a command does'\n\t\t)\n\t\t_describe command commands\n\t\treturn\n\tfi\n"
	    "\tshift words\n\t(( CURRENT-- ))\n\tcase $words[1] in\n");
	for (const struct command *command = commands; command->name != NULL; command++)
		zsh_command(command, place, session);
	fill(place, session, "COMMAND", NULL);
	printf("\thelp)\n\t\t_arguments '*");
	zsh_action("COMMAND", place);
	printf("' ;;\n\tesac\n}\nif [[ $funcstack[1] == _pinport ]]; then\n\t_pinport \"$@\"\nelse\n"
	    "\tcompdef _pinport pinport\nfi\n");
}

/* ---- fish ---- */

static void fish_help(const char *help)
{
	printf(" -d '");
	put_quoted(help, "\\", "\\'");
	printf("'\n");
}

static void fish_offer(const struct place_to_fill *place)
{
	if (place->offer == OFFER_FILES)
		printf(" -F");
	else if (place->offer == OFFER_WORDS)
		printf(" -f -a '%s'", buf_text(&place->words));
	else
		printf(" -f");
}

static void fish_command(const struct command *command, struct place_to_fill *place, const struct session *session)
{
	place->command = command->bit;
	printf("complete -c pinport -n __fish_use_subcommand -a %s", command->name);
	fish_help(command->summary);
	for (const struct option_row *row = option_rows; row->name != NULL; row++) {
		if (!takes(command, row))
			continue;
		printf("complete -c pinport -n '__fish_seen_subcommand_from %s' -l %s", command->name, row->name);
		if (row->letter != 0)
			printf(" -s %c", row->letter);
		if (row->kind != OPTION_FLAG) {
			fill(place, session, row->value, row->choices);
			printf(" -r");
			fish_offer(place);
		}
		fish_help(row->help);
	}
	fill(place, session, command->words, NULL);
	printf("complete -c pinport -n '__fish_seen_subcommand_from %s'", command->name);
	fish_offer(place);
	putchar('\n');
}

static void put_fish(const struct session *session, struct place_to_fill *place)
{
	printf("# fish completion for pinport, made by: pinport completion fish\ncomplete -c pinport -f\n");
	for (const struct command *command = commands; command->name != NULL; command++)
		fish_command(command, place, session);
	printf("complete -c pinport -n __fish_use_subcommand -a help");
	fish_help("what a command does");
	fill(place, session, "COMMAND", NULL);
	printf("complete -c pinport -n '__fish_seen_subcommand_from help'");
	fish_offer(place);
	putchar('\n');
}

void run_completion(struct session *session)
{
	static const struct shell {
		const char *name;
		void (*put)(const struct session *session, struct place_to_fill *place);
	} shells[] = {{"bash", put_bash}, {"zsh", put_zsh}, {"fish", put_fish}};
	static const char *const names[] = {"bash", "zsh", "fish", NULL};
	const struct strings *words = &session->options.words;
	struct place_to_fill place = {0};
	struct buf hint = {0};

	if (words->count != 1) {
		diag_add(session->diag, DIAG_U205, NULL, NULL,
		    DIAG_VALUES("completion", "the name of a shell: bash, zsh or fish"));
		return;
	}
	for (size_t i = 0; i < sizeof shells / sizeof *shells; i++)
		if (strcmp(shells[i].name, words->items[0]) == 0) {
			shells[i].put(session, &place);
			buf_free(&place.words);
			return;
		}
	nearest_hint(&hint, words->items[0], names);
	diag_add(session->diag, DIAG_U207, NULL, NULL, DIAG_VALUES("completion for", words->items[0], buf_text(&hint)));
	buf_free(&hint);
}
