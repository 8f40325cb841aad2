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
HARDEN    = -fstack-protector-strong -fPIE -pthread
# LINK=static takes libxml2 with ICU, libyaml, libutf8proc and Jansson into the program (35 MB more): it starts a third
# sooner, and needs fewer packages where it is taken to. libzip has no static library in Debian. Updates of what is
# taken in then need a new build.
LINK     ?= shared
PACKAGES_static = icu-uc liblzma
DEBIAN_static = g++ libicu-dev liblzma-dev
# libcrypto, with the most names to be looked up, comes first: each is then found sooner
LIBS_shared = $(shell pkg-config --libs libcrypto 2>/dev/null) $(shell pkg-config --libs $(PACKAGES) 2>/dev/null)
LIBS_static = -Wl,-Bstatic -lxml2 -licuuc -licudata -llzma -lz -lyaml -lutf8proc -ljansson -l:libstdc++.a \
	-Wl,-Bdynamic -static-libgcc -lcrypto -lzip -lm
LDLIBS    = $(LIBS_$(LINK))
ALLFLAGS  = -std=c11 $(WARNINGS) $(CPPFLAGS) $(HARDEN) $(CFLAGS) $(SAN)

# the program, and what runs while it is built (bake), with a compiler of its own if need be
SOURCES = $(filter-out converter/main.c converter/bake/%,$(sort $(wildcard converter/*.c converter/*/*.c converter/*/*/*.c)))
BAKED   = $(BUILD)/base/built_in.o $(BUILD)/read/xsd/built_in.o $(BUILD)/load/built_in.o
OBJECTS = $(SOURCES:converter/%.c=$(BUILD)/%.o) $(BUILD)/embedded.o $(BAKED)
BUILD_CC ?= $(CC)
BUILD_FLAGS = -std=c11 $(WARNINGS) $(CPPFLAGS) $(filter -Werror,$(CFLAGS)) -O1
BAKE    = $(patsubst converter/%.c,$(BUILD)/host/%.o,$(wildcard converter/bake/*.c) \
	$(addprefix converter/base/,buf.c diag.c diag_group.c diag_text.c language.c map.c mem.c tape.c template.c utf8.c) \
	$(addprefix converter/load/,edition.c edition_rows.c json.c yaml.c) converter/read/xml/cursor.c $(wildcard converter/read/xsd/xsd*.c))
VOCABULARIES = products services industries solutions customer-sizes
EMBED   = $(sort $(wildcard schemas/*.xsd schemas/*.json schemas/*.tsv schemas/*.yaml schemas/vocabularies/*.yaml schemas/messages/*.yaml) \
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

$(BUILD)/embedded.c: $(BUILD)/bake $(EMBED)
	@echo 'bake    files'
	$(Q)$(BUILD)/bake files $(foreach f,$(EMBED),$(call embed_name,$(f))=$(f)) > $@.tmp
	$(Q)mv $@.tmp $@

# what every start would else make again from the schemas; tests/unit/test_built_in.c makes it again
$(BAKED): %.o: %.c
	@echo 'compile $<'
	$(Q)$(CC) $(ALLFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/read/xsd/built_in.c: $(BUILD)/bake schemas/pinpoint-export-1.xsd
	@mkdir -p $(@D)
	@echo 'bake    schema'
	$(Q)$(BUILD)/bake schema schemas/pinpoint-export-1.xsd > $@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/load/built_in.c: $(BUILD)/bake schemas/editions.yaml $(VOCABULARIES:%=schemas/vocabularies/%.yaml)
	@mkdir -p $(@D)
	@echo 'bake    editions'
	$(Q)$(BUILD)/bake editions $(VOCABULARIES:%=schemas/vocabularies/%.yaml) schemas/editions.yaml > $@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/base/built_in.c: $(BUILD)/bake
	@mkdir -p $(@D)
	@echo 'bake    encodings'
	$(Q)$(BUILD)/bake encodings > $@.tmp
	$(Q)mv $@.tmp $@

$(BUILD)/bake: $(BAKE)
	$(Q)$(BUILD_CC) -o $@ $^ $(shell pkg-config --libs libxml-2.0 yaml-0.1 libutf8proc)

$(BUILD)/host/%.o: converter/%.c | check-packages
	@mkdir -p $(@D)
	$(Q)$(BUILD_CC) $(BUILD_FLAGS) -MMD -MP -c -o $@ $<

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
	@$(MAKE) --no-print-directory -j$$(nproc) all tests $(BUILD)/tests/differential
	@cd tests && npm ci --silent --no-audit --no-fund
	@bash tests/check.sh $(BUILD)

tests: $(patsubst tests/unit/%.c,$(BUILD)/tests/%,$(wildcard tests/unit/test_*.c))

# where the shells look, by their own documentation
COMPLETIONS = bash-completion/completions/pinport zsh/site-functions/_pinport fish/vendor_completions.d/pinport.fish
shell_of    = $(firstword $(subst -, ,$(subst /, ,$(1))))

install: all ## install under $(DESTDIR)$(PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 $(DESTDIR)$(PREFIX)/share/man/man5
	install -m 755 $(BUILD)/pinport $(DESTDIR)$(PREFIX)/bin/pinport
	install -m 644 docs/pinport.1 $(DESTDIR)$(PREFIX)/share/man/man1/pinport.1
	install -m 644 docs/pinport-formats.5 $(DESTDIR)$(PREFIX)/share/man/man5/pinport-formats.5
	$(foreach f,$(COMPLETIONS),install -d $(DESTDIR)$(PREFIX)/share/$(dir $(f)) && \
	$(BUILD)/pinport completion $(call shell_of,$(f)) > $(DESTDIR)$(PREFIX)/share/$(f) && ) :

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/pinport $(DESTDIR)$(PREFIX)/share/man/man1/pinport.1 \
	$(DESTDIR)$(PREFIX)/share/man/man5/pinport-formats.5 \
	$(addprefix $(DESTDIR)$(PREFIX)/share/,$(COMPLETIONS))

$(BUILD)/tests/differential: tests/differential/check.c $(BUILD)/libpinport.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALLFLAGS) -o $@ $< $(BUILD)/libpinport.a $(LDLIBS)

sanitized: ## build/sanitized/pinport and tests with AddressSanitizer and UBSan
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/sanitized CFLAGS="-O1 -g" SAN="-fsanitize=address,undefined -fno-sanitize-recover=all" all tests

clang: ## build with clang, warnings as errors
	@$(MAKE) --no-print-directory BUILD=$(BUILD)/clang CC=clang CFLAGS="-O1 -Werror" all

# runtime.c reaches the linker as a word of -Wl: the compiler knows no other way through SAN
COVERED = $(BUILD)/coverage

coverage: ## count by gcov which lines and branches the tests reach; what they do not has a reason
	@tests/need.sh $(DEBIAN_CHECK) gcovr
	@mkdir -p $(COVERED)
	@$(CC) -std=gnu11 $(WARNINGS) -DCOUNTS='"$(abspath $(COVERED))"' -O1 -c -o $(COVERED)/runtime.o tests/coverage/runtime.c
	@$(MAKE) --no-print-directory BUILD=$(COVERED) CFLAGS="-O0 -g" \
		SAN="--coverage -fprofile-update=atomic -Wl,--wrap=_exit,--wrap=raise,--wrap=syscall,$(COVERED)/runtime.o" all tests $(COVERED)/tests/differential
	@sh tests/coverage/run.sh $(COVERED)

torture: ## what takes longer than check: all fault positions, valgrind, mutations
	@tests/torture.sh $(BUILD)

DEBIAN_BENCH = $(DEBIAN_BUILD) $(DEBIAN_static) python3 libxml2-utils python3-lxml python3-yaml xsltproc yq unzip valgrind binutils
BENCH = $(BUILD)/bench
FULL  ?=
WRITE ?=

bench: ## measure against floors and peers; FULL=1 with 1 GB and 62,000 accounts, WRITE=docs/PERFORMANCE.md writes there
	@tests/need.sh $(DEBIAN_BENCH)
	@$(MAKE) --no-print-directory all $(BENCH)/floor $(BENCH)/measure $(BENCH)/files $(BENCH)/empty
	@$(MAKE) --no-print-directory BUILD=$(BENCH)/static LINK=static all
	@FULL=$(FULL) WRITE=$(WRITE) /usr/bin/python3 tests/bench/run.py $(BUILD)/pinport $(BENCH) $(BENCH)/data $(PARTS)

$(BENCH)/%: tests/bench/%.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(WARNINGS) $(CPPFLAGS) -O2 -o $@ $< $(shell pkg-config --libs libxml-2.0 zlib)

# linked as pinport is: what the libraries cost a program that does not use them
$(BENCH)/empty: tests/bench/empty.c
	@mkdir -p $(@D)
	$(Q)$(CC) -std=c11 $(WARNINGS) -O2 -pie -fPIE -Wl,-z,relro,-z,now -Wl,--no-as-needed -o $@ $< $(LDLIBS)

N ?= 10000

batch-proof: all ## N archives (10000), killed at random and resumed, by shards and by workers: the same bytes; -j 2 measured
	@/usr/bin/python3 tests/batch/proof.py $(BUILD)/pinport $(N)

T ?= 60
FUZZERS = $(patsubst tests/fuzz/%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
# libFuzzer and the linker's detour for allocations (tests/fuzz/fault.h); what is linked statically takes it, too
FUZZ_LINK = -fsanitize=fuzzer -Wl,--wrap=malloc,--wrap=calloc,--wrap=realloc,--wrap=write
FUZZ_LIBS = $(subst -lutf8proc,-l:libutf8proc.a,$(subst -lyaml,-l:libyaml.a,$(LDLIBS)))
FUZZ_SAN  = -fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=all
FUZZ_COVER = -fprofile-instr-generate -fcoverage-mapping
FUZZ_BUILD = $(MAKE) --no-print-directory CC=clang CFLAGS="-O1 -g"

fuzz: ## run every fuzz target for T seconds (60), on seeds from the fixtures; FUZZERS="fuzz_xml …": only these
	@$(FUZZ_BUILD) BUILD=$(BUILD)/fuzzing SAN="$(FUZZ_SAN)" $(FUZZERS:%=$(BUILD)/fuzzing/%)
	@sh tests/fuzz/run.sh $(BUILD)/fuzzing $(T) $(FUZZERS)

fuzz-coverage: ## what the corpora of make fuzz reach: regions and lines of each folder
	@$(FUZZ_BUILD) BUILD=$(BUILD)/fuzz-coverage SAN="$(FUZZ_COVER)" $(FUZZERS:%=$(BUILD)/fuzz-coverage/%)
	@sh tests/fuzz/coverage.sh $(BUILD)/fuzz-coverage $(BUILD)/fuzzing $(FUZZERS)

$(BUILD)/fuzz_%: tests/fuzz/fuzz_%.c $(wildcard tests/fuzz/*.h) $(BUILD)/libpinport.a
	@echo 'fuzzer  $<'
	$(Q)$(CC) $(ALLFLAGS) $(FUZZ_LINK) -o $@ $< $(BUILD)/libpinport.a $(FUZZ_LIBS)

manual: all ## rewrite the manual pages in docs/ from the program's own tables and schemas
	$(BUILD)/pinport help --mdoc > docs/pinport.1
	$(BUILD)/pinport help --mdoc formats > docs/pinport-formats.5

check-packages:
	@pkg-config --exists $(PACKAGES) $(PACKAGES_$(LINK)) && { [ $(LINK) != static ] || \
	[ -e "$$($(CC) -print-file-name=libstdc++.a)" ]; } || { \
	echo "pinport needs libraries that are not installed. On Debian:"; \
	echo "  apt-get install $(strip $(DEBIAN_BUILD) $(DEBIAN_$(LINK)))"; \
	exit 1; } >&2

help: ## this text
	@sed -n 's/^\([a-z-]*\):.*## /\1	/p' Makefile

clean: ## remove everything that was built
	rm -rf $(BUILD)

.PHONY: all demo check tests sanitized clang coverage torture bench batch-proof fuzz fuzz-coverage manual install uninstall help clean check-packages
-include $(wildcard $(BUILD)/*.d $(BUILD)/*/*.d $(BUILD)/*/*/*.d $(BUILD)/*/*/*/*.d)
