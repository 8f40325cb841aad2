# pinport: `make help` says what the targets do. GNU make, no configure.
PREFIX  ?= /usr/local
DESTDIR ?=
BUILD   ?= build
CC      ?= cc
CFLAGS  ?= -O2 -g
SAN     ?=
# V=1 shows the commands
V       ?= 0
Q        = $(if $(filter 0,$(V)),@)

PACKAGES  = libxml-2.0 yaml-0.1 libzip libutf8proc libcrypto jansson
WARNINGS  = -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes \
	-Wmissing-prototypes -Wwrite-strings -Wvla -Wnested-externs
CPPFLAGS += -D_GNU_SOURCE -Iconverter $(shell pkg-config --cflags $(PACKAGES) 2>/dev/null)
HARDEN    = -fstack-protector-strong -fPIE
LDLIBS    = $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
ALLFLAGS  = -std=c11 $(WARNINGS) $(CPPFLAGS) $(HARDEN) $(CFLAGS) $(SAN)

SOURCES = $(filter-out converter/main.c converter/embed.c,$(sort $(wildcard converter/*.c converter/*/*.c converter/*/*/*.c)))
OBJECTS = $(SOURCES:converter/%.c=$(BUILD)/%.o) $(BUILD)/embedded.o
EMBED   = $(sort $(wildcard schemas/*.xsd schemas/*.json schemas/*.yaml schemas/vocabularies/*.yaml) \
	$(wildcard converter/emit/sheet/*.html converter/emit/sheet/*.css converter/emit/sheet/*.js converter/emit/sheet/*.yaml))
embed_name = $(patsubst schemas/%,%,$(patsubst converter/emit/%,%,$(1)))

all: $(BUILD)/pinport ## build the program (installs nothing)

$(BUILD)/pinport: $(BUILD)/main.o $(BUILD)/libpinport.a
	@echo 'link    $@'
	$(Q)$(CC) $(SAN) $(LDFLAGS) -pie -Wl,-z,relro,-z,now -o $@ $^ $(LDLIBS)

$(BUILD)/libpinport.a: $(OBJECTS)
	$(Q)rm -f $@ && ar rcs $@ $^

$(BUILD)/%.o: converter/%.c | check-packages
	@mkdir -p $(@D)
	@echo 'compile $<'
	$(Q)$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/embedded.o: $(BUILD)/embedded.c converter/base/embedded.h
	$(Q)$(CC) $(ALLFLAGS) -c -o $@ $<

$(BUILD)/embedded.c: $(BUILD)/embed $(EMBED)
	@echo 'embed   schemas and sheet'
	$(Q)$(BUILD)/embed $(foreach f,$(EMBED),$(call embed_name,$(f))=$(f)) > $@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/embed: converter/embed.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(WARNINGS) -O1 -o $@ $< $(shell pkg-config --cflags --libs yaml-0.1)

$(BUILD)/tests/%: tests/unit/%.c $(BUILD)/libpinport.a
	@mkdir -p $(@D)
	@echo 'test    $<'
	$(Q)$(CC) $(ALLFLAGS) -MMD -MP -o $@ $< $(BUILD)/libpinport.a $(LDLIBS) -lcmocka

DEBIAN_BUILD = gcc make pkg-config libc6-dev libxml2-dev libyaml-dev libzip-dev libutf8proc-dev libssl-dev libjansson-dev
DEBIAN_DEMO  = $(DEBIAN_BUILD) zip
DEBIAN_CHECK = $(DEBIAN_BUILD) python3 libcmocka-dev clang libxml2-utils python3-yaml python3-ruamel.yaml \
	python3-jsonschema python3-lxml ruby libyaml-libyaml-perl libyaml-pp-perl golang-go golang-gopkg-yaml.v3-dev jq \
	mandoc shellcheck zsh fish unzip zip nodejs=node npm=npm chromium firefox-esr poppler-utils fonts-noto-core fonts-noto-cjk fonts-noto-color-emoji strace valgrind

demo: ## install what is missing, build, convert the sample export, say where to look
	@tests/need.sh $(DEBIAN_DEMO)
	@$(MAKE) --no-print-directory all
	@rm -rf $(BUILD)/demo && mkdir -p $(BUILD)/demo
	@cd fixtures/good/korea-html/export && TZ=UTC zip -q -X -r "$(abspath $(BUILD))/demo/export.zip" .
	@echo "+ pinport inspect export.zip"; cd $(BUILD)/demo && ../pinport inspect export.zip
	@echo; echo "+ pinport convert export.zip -o bundles"; cd $(BUILD)/demo && ../pinport convert export.zip -o bundles
	@echo; echo "Look at:"; cd $(BUILD)/demo && ls -d bundles/*/upload.html bundles/*/report.yaml bundles/*/profiles/*/*.yaml | sed 's|^|  $(BUILD)/demo/|'

check: ## install what the tests need and run all of them
	@tests/need.sh $(DEBIAN_CHECK)
	@$(MAKE) --no-print-directory all tests $(BUILD)/tests/differential
	@cd tests && npm ci --silent --no-audit --no-fund
	@sh tests/check.sh $(BUILD)

tests: $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))

# where the shells look, by their own documentation
COMPLETIONS = bash-completion/completions/pinport zsh/site-functions/_pinport fish/vendor_completions.d/pinport.fish
shell_of    = $(firstword $(subst -, ,$(subst /, ,$(1))))

install: all ## install under $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/pinport $(DESTDIR)$(PREFIX)/bin/pinport
	install -m 644 docs/pinport.1 $(DESTDIR)$(PREFIX)/share/man/man1/pinport.1
	$(foreach f,$(COMPLETIONS),install -d $(DESTDIR)$(PREFIX)/share/$(dir $(f)) && \
	$(BUILD)/pinport completion $(call shell_of,$(f)) > $(DESTDIR)$(PREFIX)/share/$(f) && ) :

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/pinport $(DESTDIR)$(PREFIX)/share/man/man1/pinport.1 \
	$(addprefix $(DESTDIR)$(PREFIX)/share/,$(COMPLETIONS))

$(BUILD)/tests/differential: tests/differential/check.c $(BUILD)/libpinport.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALLFLAGS) -o $@ $< $(BUILD)/libpinport.a $(LDLIBS)

sanitized: ## build/sanitized/pinport and tests with AddressSanitizer and UBSan
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/sanitized CFLAGS="-O1 -g" SAN="-fsanitize=address,undefined -fno-sanitize-recover=all" all tests

clang: ## build with clang, warnings as errors
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/clang CC=clang CFLAGS="-O1 -Werror" all

torture: ## what takes longer than check: all fault positions, valgrind, mutations
	@tests/torture.sh $(BUILD)

T ?= 60
FUZZERS = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))

fuzz: ## run every fuzz target for T seconds (60), on seeds from the fixtures
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/fuzzing CC=clang CFLAGS="-O1 -g" \
		SAN="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all" $(BUILD)/fuzzing/libpinport.a
	@sh tests/fuzz/run.sh $(BUILD)/fuzzing $(T) $(FUZZERS)

$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(BUILD)/libpinport.a
	$(Q)$(CC) $(ALLFLAGS) -fsanitize=fuzzer -o $@ $< $(BUILD)/libpinport.a $(LDLIBS)

manual: all ## rewrite docs/pinport.1 from the program's own tables
	$(BUILD)/pinport help --mdoc > docs/pinport.1

check-packages:
	@pkg-config --exists $(PACKAGES) || { \
	echo "pinport needs libraries that are not installed. On Debian:"; \
	echo "  apt-get install $(DEBIAN_BUILD)"; \
	exit 1; } >&2

help: ## this text
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile

clean: ## remove everything that was built
	rm -rf $(BUILD)

.PHONY: all demo check tests sanitized clang torture fuzz manual install uninstall help clean check-packages
-include $(wildcard $(BUILD)/*.d $(BUILD)/*/*.d $(BUILD)/*/*/*.d)
