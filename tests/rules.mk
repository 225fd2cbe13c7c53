# How the lists of the Makefile become programs and tests.

LIBRARY := $(BASE) $(MODEL) $(PORT) $(PLATFORMS) $(CHECKS) $(RUN) \
	$(filter-out agent/main.c,$(AGENT))
MAIN := $(filter agent/main.c,$(AGENT))
# What each implementation of a port links; the others link nothing.
LIBS_libproc2 := -lproc2
LIBS := $(LIBS_$(PROC)) -lsystemd

# The collector: its own archive, so that the agent needs none of its
# libraries.
# agent/base/json.h and jansson both have a json_object(): ours must not be
# seen by the shared library.
COLLECTOR_LIBS := -Wl,--exclude-libs,libhm.a -ljansson -lsqlite3 -levent_openssl -levent -lssl -lcrypto \
	-lz -lpthread

# POSIX.1-2008 with its XSI part: the type bits of st_mode are there.
STD := -std=c11 -D_XOPEN_SOURCE=700
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 \
	-Wno-unused-parameter
HARDEN := -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fPIE
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
OURS = $(STD) $(WARN) -I. -DHM_VERSION='"$(VERSION)"' \
	-DHM_SYSCONFDIR='"$(sysconfdir)"'

# build/ is what users run; build/san/ is the same with sanitizers, for tests,
# where a warning is an error; build/fuzz/ is for the fuzzers.
S := $(B)/san
F := $(B)/fuzz
OBJ = $(LIBRARY:%.c=$(B)/%.o)
SAN = $(LIBRARY:%.c=$(S)/%.o)
FUZZ = $(LIBRARY:%.c=$(F)/%.o)
COBJ = $(filter-out $(B)/collector/main.o,$(COLLECTOR:%.c=$(B)/%.o))
CSAN = $(filter-out $(S)/collector/main.o,$(COLLECTOR:%.c=$(S)/%.o))
CFUZZ = $(filter-out $(F)/collector/main.o,$(COLLECTOR:%.c=$(F)/%.o))
CTESTS := $(COLLECTOR_TESTS:%.c=$(S)/%)
TESTS := $(UNIT_TESTS:%.c=$(S)/%) $(CTESTS)
# What script tests run beside the program.
TOOLS := $(TEST_TOOLS:%.c=$(S)/%)
CFUZZ_PROGRAMS := $(COLLECTOR_FUZZERS:%.c=$(F)/%)
FUZZ_PROGRAMS := $(FUZZERS:%.c=$(F)/%) $(CFUZZ_PROGRAMS)
FUZZ_SECONDS ?= 5

.DEFAULT_GOAL := all
.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all run test test-hosts check fuzz bench lint install clean deps-build \
	deps-test programs

PROGRAMS := $(MAIN:agent/main.c=$(B)/hardenmail) $(B)/hardenmail-collector
all: $(B)/libhm.a $(PROGRAMS)

$(B)/hardenmail-collector: $(B)/collector/main.o $(B)/libcollector.a \
    $(B)/libhm.a
	$(CC) -pie $(CFLAGS) $(LDFLAGS) -Wl,-z,relro,-z,now -o $@ $^ \
	    $(COLLECTOR_LIBS)
$(S)/hardenmail-collector: $(S)/collector/main.o $(S)/libcollector.a \
    $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(COLLECTOR_LIBS)

$(B)/hardenmail: $(B)/agent/main.o $(B)/libhm.a
	$(CC) -pie $(CFLAGS) $(LDFLAGS) -Wl,-z,relro,-z,now -o $@ $^ \
	    -Wl,--as-needed $(LIBS)
$(S)/hardenmail: $(S)/agent/main.o $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(LIBS)

$(B)/libhm.a: $(OBJ)
$(S)/libhm.a: $(SAN)
$(F)/libhm.a: $(FUZZ)
$(B)/libcollector.a: $(COBJ)
$(S)/libcollector.a: $(CSAN)
$(F)/libcollector.a: $(CFUZZ)
%/libhm.a:
	@rm -f $@
	ar rcs $@ $^
# Two rules: make takes a pattern with two targets for one that makes both.
%/libcollector.a:
	@rm -f $@
	ar rcs $@ $^

$(S)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(OURS) $(CFLAGS) -O1 -Werror $(SANITIZE) -MMD -MP -c -o $@ $<
$(F)/%.o: %.c
	@mkdir -p $(@D)
	clang $(OURS) -Wno-cast-qual -g -O1 -fsanitize=fuzzer-no-link,address,undefined \
	    -fno-sanitize-recover=all -MMD -MP -c -o $@ $<
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(OURS) $(CFLAGS) $(HARDEN) -MMD -MP -c -o $@ $<
$(CTESTS): $(S)/tests/unit/%: $(S)/tests/unit/%.o $(S)/libcollector.a \
    $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ -lcmocka $(COLLECTOR_LIBS) $(LIBS)
$(CFUZZ_PROGRAMS): $(F)/tests/fuzz/%: $(F)/tests/fuzz/%.o \
    $(F)/libcollector.a $(F)/libhm.a
	clang -fsanitize=fuzzer,address,undefined -o $@ $^ $(COLLECTOR_LIBS)
$(S)/tests/unit/%: $(S)/tests/unit/%.o $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ -lcmocka $(LIBS)
$(S)/tests/real/%: $(S)/tests/real/%.o $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(LIBS)
$(F)/tests/fuzz/%: $(F)/tests/fuzz/%.o $(F)/libhm.a
	clang -fsanitize=fuzzer,address,undefined -o $@ $^ $(LIBS)

deps-build:
	@packaging/deps build
deps-test:
	@packaging/deps test

run: deps-build
	@$(MAKE) --no-print-directory all
	$(B)/hardenmail --check; test $$? -le 3

# Everything but what boots hosts. `check` is the same without installing.
test: deps-test
	@$(MAKE) --no-print-directory check
check: all $(TESTS) $(FUZZ_PROGRAMS) programs
	tests/run -s $(FUZZ_SECONDS) $(TESTS) $(SCRIPT_TESTS) $(FUZZ_PROGRAMS)
programs: $(MAIN:agent/main.c=$(S)/hardenmail) $(S)/hardenmail-collector \
    $(TOOLS)

test-hosts: deps-test
	@$(MAKE) --no-print-directory all programs
	tests/run -j 1 -t 1800 $(HOST_TESTS)

fuzz: $(FUZZ_PROGRAMS)
	tests/run -s $(FUZZ_SECONDS) $(FUZZ_PROGRAMS)

bench: all
	tests/bench/bench

lint:
	tests/lint/lint

install: all
	install -d $(DESTDIR)$(prefix)/sbin $(DESTDIR)$(prefix)/share/man/man8 \
	    $(DESTDIR)$(prefix)/share/man/man5
	install -m 0755 $(PROGRAMS) $(DESTDIR)$(prefix)/sbin/
	install -m 0644 packaging/hardenmail.8 packaging/hardenmail-collector.8 \
	    $(DESTDIR)$(prefix)/share/man/man8/
	install -m 0644 packaging/hardenmail-policy.5 \
	    $(DESTDIR)$(prefix)/share/man/man5/

clean:
	rm -rf $(B)

-include $(COBJ:.o=.d) $(CSAN:.o=.d) $(CFUZZ:.o=.d) \
	$(B)/collector/main.d $(S)/collector/main.d \
	$(OBJ:.o=.d) $(SAN:.o=.d) $(FUZZ:.o=.d) $(TESTS:=.d) $(TOOLS:=.d) \
	$(FUZZ_PROGRAMS:=.d) $(B)/agent/main.d $(S)/agent/main.d
