# extract: figures of government information disclosure reports, from PDF to spreadsheets
VERSION := 0.1.0
CC ?= gcc
BUILD ?= build
PKGS := poppler-glib libqpdf libpcre2-8 libfyaml glib-2.0 sqlite3
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wdouble-promotion -Wformat=2 -Wstrict-prototypes \
  -Wmissing-prototypes -Wold-style-definition -Wwrite-strings -Wundef -Wvla -Wpointer-arith -Wswitch-enum
CPPFLAGS += -Iextract -I$(BUILD) -D_GNU_SOURCE -DEXTRACT_VERSION='"$(VERSION)"'
CFLAGS ?= -O2 -g
ALL_CFLAGS = -std=c17 $(WARN) $(CFLAGS) $(shell pkg-config --cflags $(PKGS))
LDLIBS = $(shell pkg-config --libs $(PKGS)) -lxlsxwriter -lm

SOURCES := $(wildcard extract/*.c output/*.c)
OBJECTS := $(SOURCES:%.c=$(BUILD)/%.o)

.PHONY: all clean
all: $(BUILD)/extract

$(BUILD)/extract: $(OBJECTS)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LDLIBS)

$(BUILD)/%.o: %.c | $(BUILD)/radicals.inc
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(ALL_CFLAGS) -MMD -c -o $@ $<

# Unicode's table of radicals and their ideographs, as C: { first, last, ideograph },
$(BUILD)/radicals.inc: /usr/share/unicode/EquivalentUnifiedIdeograph.txt
	@mkdir -p $(@D)
	awk -F'[;#]' '/^[0-9A-F]/ { gsub(/ /, ""); n = split($$1, r, /\.\./); \
	  printf "{ 0x%s, 0x%s, 0x%s },\n", r[1], r[n], $$2 }' $< >$@

clean:
	rm -rf $(BUILD)

-include $(OBJECTS:.o=.d)
