# extract: figures of government information disclosure reports, from PDF to spreadsheets
#
#   make            build/extract                       make demo       all of it on a fresh machine, on the samples
#   make quick      the tests that take seconds         make check      all tests, sanitized, on a fresh machine
#   make fuzz       look for crashes, SECONDS each      make mutate     damage the samples in 70,000 ways
#   make faults     kill it 1,000 times as it writes    make memcheck   all samples under valgrind
#   make lint       warnings and rules of the house     make format     clang-format over the sources
#   make bench      time and memory beside pdftotext    make samples    samples/ and its picture again
#   make scale      the same of thousands of reports
#   make install    into PREFIX, below DESTDIR          make uninstall  out of it again

VERSION := 0.1.0
PREFIX ?= /usr/local
BUILD ?= build
CFLAGS ?= -O2 -g
JOBS := $(shell nproc)
SILENT := $(if $(V),,@) # make V=1 shows the commands whole

PKGS := libqpdf sqlite3 poppler-glib zlib libpcre2-8 libfyaml glib-2.0 jansson libseccomp nettle
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wdouble-promotion -Wformat=2 -Wstrict-prototypes \
  -Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Wundef -Wvla -Wpointer-arith -Wswitch-enum
REPLAY = $(BUILD)/obj/tests/fuzz/replay.o
SANITIZE := -O1 -g -Werror -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=undefined

CPPFLAGS += -I. -Iextract -I$(BUILD) -D_GNU_SOURCE -DEXTRACT_VERSION='"$(VERSION)"'
# pkg-config is asked when something is compiled, not when this file is read: make demo may have to install it first.
ALL_CFLAGS = -std=c17 $(WARN) -fPIC -fvisibility=hidden -ffunction-sections -fdata-sections $(CFLAGS) $(shell pkg-config --cflags $(PKGS))
# Of these each binary takes what it uses.
LDLIBS = $(FIRST) -Wl,--as-needed $(shell pkg-config --libs $(PKGS)) -lxlsxwriter -lreadstat -lcsv -lm

OBJECTS := $(patsubst %.c,$(BUILD)/obj/%.o,$(filter-out extract/tools/%,$(wildcard extract/*.c extract/*/*.c output/*.c)))
MAIN := $(BUILD)/obj/extract/main.o
# Parts of the program that are loaded when they are wanted: extract/base/module.h.
MODULES := $(patsubst %,$(BUILD)/modules/%.so,pdf xlsx db dta)
UNITS := $(patsubst %.c,$(BUILD)/%,$(wildcard tests/unit/*.c))
FUZZERS := $(patsubst %.c,$(BUILD)/%,$(filter-out tests/fuzz/replay.c,$(wildcard tests/fuzz/*.c)))
PATTERNS := $(sort $(wildcard patterns/*.yaml patterns/*.csv))
DEMO := samples/liaocheng-2018.pdf

.PHONY: all unit fuzzers demo quick check check-slurm fuzz mutate faults memcheck lint format bench scale samples install uninstall clean
.DELETE_ON_ERROR:
.SECONDARY:

all: $(BUILD)/extract $(MODULES)
unit: $(UNITS) $(MODULES)
fuzzers: $(FUZZERS) $(MODULES)

$(BUILD)/extract: $(MAIN) $(BUILD)/parts.a
	@echo link $@
	$(SILENT)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)
	@$(abspath $@) --list --patterns patterns >/dev/null # tries the samples of the patterns

# The version of the patterns that were tried: the program tries others whenever it reads them, these no more.
$(BUILD)/patterns.inc: $(PATTERNS)
	@mkdir -p $(@D)
	@for file in $(notdir $(PATTERNS)); do printf '%s\0' $$file; cat patterns/$$file; done | sha256sum | \
	  awk '{ printf "#define EXTRACT_PATTERNS \"%s\"\n", substr($$1, 1, 12) }' >$@

$(BUILD)/obj/extract/report/report.o: $(BUILD)/patterns.inc

# The trees of the patterns as C: what the program finds as it was then need not be parsed.
$(BUILD)/trees: extract/tools/trees.c extract/base/yaml.c extract/base/yaml.h
	@mkdir -p $(@D)
	@echo cc $<
	$(SILENT)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -o $@ $(filter %.c,$^) $(shell pkg-config --libs libfyaml glib-2.0)

$(BUILD)/trees.inc: $(BUILD)/trees $(filter %.yaml,$(PATTERNS))
	@$^ >$@

$(BUILD)/obj/extract/base/yaml_built.o: $(BUILD)/trees.inc

# The regular expressions of the patterns, compiled.
$(BUILD)/regexes: $(addprefix extract/,tools/regexes.c prose/prose_patterns.c prose/prose_source.c place/place_words.c \
  base/word_list.c base/regex.c base/yaml.c base/any.c)
	@mkdir -p $(@D)
	@echo cc $<
	$(SILENT)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/regexes.inc: $(BUILD)/regexes $(filter %.yaml,$(PATTERNS))
	@$< patterns >$@

$(BUILD)/obj/extract/base/regex_built.o: $(BUILD)/regexes.inc

# All of the program but its main(): what the unit tests are linked with.
$(BUILD)/parts.a: $(filter-out $(MAIN),$(OBJECTS))
	@rm -f $@
	@$(AR) rcs $@ $^

# The loader looks names up in the order of the libraries, and most of this module's are in these.
$(BUILD)/modules/pdf.so: FIRST = -Wl,--no-as-needed -l:libstdc++.so.6 -lqpdf -lpoppler

# The table that it shows, and of the parts what that needs.
$(BUILD)/modules/%.so: $(BUILD)/parts.a
	@mkdir -p $(@D)
	@echo link $@
	$(SILENT)$(CC) $(CFLAGS) $(LDFLAGS) -shared -o $@ -Wl,--gc-sections,-u,$*_module $^ $(LDLIBS)

$(BUILD)/tests/unit/%: tests/unit/%.c $(BUILD)/parts.a
	@mkdir -p $(@D)
	@echo cc $<
	$(SILENT)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $(filter %.c %.a,$^) $(LDLIBS)

# A fuzzer is fed by replay.c, or by libFuzzer's own main() in make fuzz.
$(BUILD)/tests/fuzz/%: tests/fuzz/%.c $(REPLAY) $(BUILD)/parts.a
	@mkdir -p $(@D)
	@echo cc $<
	$(SILENT)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(filter %.o %.a,$^) $(LDLIBS)

$(BUILD)/obj/%.o: %.c Makefile | $(BUILD)/radicals.inc
	@mkdir -p $(@D)
	@echo cc $<
	$(SILENT)$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

# Unicode's table of radicals and their ideographs, as C: { first, last, ideograph },
$(BUILD)/radicals.inc: /usr/share/unicode/EquivalentUnifiedIdeograph.txt
	@mkdir -p $(@D)
	@awk -F'[;#]' '/^[0-9A-F]/ { gsub(/ /, ""); n = split($$1, r, /\.\./); \
	  printf "{ 0x%s, 0x%s, 0x%s },\n", r[1], r[n], $$2 }' $< >$@

# What makes the PDFs of samples/, which are committed: only whoever changes them needs cairo, chromium and the fonts.
$(BUILD)/sample-maker: $(wildcard samples/*.c samples/*.h)
	@mkdir -p $(@D)
	$(CC) -std=c17 -D_GNU_SOURCE $(WARN) $(CFLAGS) $(shell pkg-config --cflags cairo glib-2.0) $(LDFLAGS) -o $@ $(filter %.c,$^) \
	  $(shell pkg-config --libs cairo glib-2.0) -lm

samples: all
	.ci/packages samples
	$(MAKE) $(BUILD)/sample-maker
	for report in samples/*.report samples/*/*.report; do $(BUILD)/sample-maker $$report $${report%.report}.pdf $${report%.report}.truth.json || exit 1; done
	samples/picture $(BUILD)/extract samples/workbook.png

quick: unit all
	tests/run --quick $(BUILD)

check:
	.ci/packages build check
	$(MAKE) -j$(JOBS) all $(BUILD)/sample-maker
	$(MAKE) -j$(JOBS) BUILD=$(BUILD)/san CFLAGS='$(SANITIZE)' all unit fuzzers
	tests/run $(BUILD)/san

# The job array of tests/cluster on a Slurm of one node, which it starts and ends; wants root.
check-slurm: all
	.ci/packages slurm
	tests/cluster/check-slurm $(BUILD)/extract

# SECONDS each; what it finds new is kept in $(BUILD)/fuzz/corpus, what crashes in $(BUILD)/fuzz/crashes.
fuzz:
	.ci/packages build lint
	$(MAKE) -j$(JOBS) BUILD=$(BUILD)/fuzz CC=clang CFLAGS='$(filter-out -Werror,$(SANITIZE)) -fsanitize=fuzzer-no-link' LDFLAGS=-fsanitize=fuzzer REPLAY= fuzzers
	tests/fuzz/run $(BUILD)/fuzz $(or $(SECONDS),60)

# What is worth a look is kept in $(BUILD)/mutants.
mutate: all
	.ci/packages check
	tests/mutations.py --keep $(BUILD)/mutants $(MUTATE) $(BUILD)

faults: all
	.ci/packages check
	EXTRACT_KILLS=1000 tests/run $(BUILD) test_faults

memcheck: all
	.ci/packages memcheck
	tests/memcheck $(BUILD)/extract

demo:
	.ci/packages build
	$(MAKE) -j$(JOBS) all
	$(BUILD)/extract -v $(DEMO) -o $(BUILD)/demo.xlsx || test $$? = 1
	@echo "The workbook is $(BUILD)/demo.xlsx, made from $(DEMO)"

lint:
	.ci/packages build lint
	tests/lint $(BUILD)

format:
	git ls-files '*.c' '*.h' | xargs clang-format -i

# What thousands of reports take, and what is left of them when the program is killed again and again. It takes an hour.
scale: all
	.ci/packages bench
	tests/scale $(BUILD) archive
	tests/scale $(BUILD) kills
	tests/scale $(BUILD) figures 1000 10000 100000

bench: all
	.ci/packages bench
	tests/bench $(BUILD) $(or $(PDFS),$(DEMO) $(wildcard ../shared/real/*.pdf))

install: all
	install -d $(addprefix $(DESTDIR)$(PREFIX)/,bin lib/extract share/extract/patterns share/man/man1)
	install $(BUILD)/extract $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(MODULES) $(DESTDIR)$(PREFIX)/lib/extract
	install -m 644 $(PATTERNS) patterns/README.md $(DESTDIR)$(PREFIX)/share/extract/patterns
	install -m 644 extract/extract.1 $(DESTDIR)$(PREFIX)/share/man/man1

uninstall:
	rm -rf $(addprefix $(DESTDIR)$(PREFIX)/,bin/extract lib/extract share/extract share/man/man1/extract.1)

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d) $(UNITS:=.d) $(FUZZERS:=.d)
