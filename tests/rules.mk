# How the lists of the Makefile become programs and tests.

# The agent alone is portable; the others stand on libraries.
ifdef PORTABLE
UNIT_TESTS := $(filter-out $(PROBE:probe/%.c=tests/unit/test_%.c),$(UNIT_TESTS))
PROBE :=
SEND :=
SEND_TESTS :=
COLLECTOR :=
COLLECTOR_TESTS :=
COLLECTOR_FUZZERS :=
endif
LIBRARY := $(BASE) $(MODEL) $(PORT) $(PLATFORMS) $(CHECKS) $(RULES) $(RUN) \
	$(filter-out agent/main.c,$(AGENT)) \
	$(filter-out probe/main.c,$(PROBE))
MAIN := $(filter agent/main.c,$(AGENT)) $(filter probe/main.c,$(PROBE)) \
	$(filter collector/main.c,$(COLLECTOR)) \
	$(filter agent/send/main.c,$(SEND))
PROGRAMS := $(MAIN:agent/main.c=$(B)/hardenmail)
PROGRAMS := $(PROGRAMS:probe/main.c=$(B)/hardenmail-probe)
PROGRAMS := $(PROGRAMS:collector/main.c=$(B)/hardenmail-collector)
PROGRAMS := $(PROGRAMS:agent/send/main.c=$(B)/hardenmail-send)
# What each implementation of a port links; the others link nothing. libproc2
# is loaded when it is needed, by the name that linking would have noted: it is
# linked where that name cannot be told.
PROC2 := $(shell readelf -d "$$($(CC) -print-file-name=libproc2.so)" \
	2>/dev/null | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p')
LIBS_libproc2 := $(if $(PROC2),-ldl,-lproc2 -lsystemd)
DEFS_libproc2 := $(if $(PROC2),-DHM_LIBPROC2='"$(PROC2)"')
# The same for libarchive, which --capture alone needs.
ARCHIVE_SO := $(shell readelf -d "$$($(CC) -print-file-name=libarchive.so)" \
	2>/dev/null | sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p')
LIBS_libarchive := $(if $(ARCHIVE_SO),-ldl,-larchive)
DEFS_libarchive := $(if $(ARCHIVE_SO),-DHM_LIBARCHIVE='"$(ARCHIVE_SO)"')
# systemd's is loaded when it is needed (BUS=systemd), by dlopen().
LIBS_systemd := -ldl
# So is libinotifytools (WATCH=inotify), by a child process.
LIBS_inotify := -ldl
LIBS := $(LIBS_$(PROC)) $(LIBS_$(BUS)) $(LIBS_$(WATCH)) \
	$(LIBS_$(ARCHIVE))
# Of the probe; libcurl costs 7 ms at every start, and is not in hardenmail.
PROBE_LIBS := $(if $(PORTABLE),,-lcurl -lresolv)
# What of the sender the probe reports with.
PROBE_SEND := agent/send/enrolled.o agent/send/https.o \
	agent/send/token_file.o
# A test links what its object files ask for.
ALL_LIBS := -Wl,--as-needed $(LIBS) $(PROBE_LIBS)

# The collector: its own archive, so that the agent needs none of its
# libraries.
# agent/base/json.h and jansson both have a json_object(): ours must not be
# seen by the shared library.
COLLECTOR_LIBS := -Wl,--exclude-libs,libhm.a -ljansson -lsqlite3 -levent_openssl -levent \
	-lpq -lssl -lcrypto -lz -lpthread
DEFS_pq := $(shell pkg-config --cflags libpq 2>/dev/null)

# The sender: an archive of its own too, for the same reasons.
SEND_LIBS := -Wl,--exclude-libs,libhm.a -Wl,--as-needed -lcurl -ljansson -lcrypto -lz

# POSIX.1-2008 with its XSI part: the type bits of st_mode are there.
# The last two: files and years beyond 2^31, where a system is of 32 bits.
BASIS ?= -D_XOPEN_SOURCE=700
STD = -std=c11 $(BASIS) -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64 \
	$(if $(PORTABLE),-Werror=implicit-function-declaration)
# What compilers without -MMD are told to leave out: DEPS=.
DEPS := -MMD -MP
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 \
	-Wno-unused-parameter
HARDEN := -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fPIE
LINK := -pie -Wl,-z,relro,-z,now -Wl,--as-needed
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
OURS = $(STD) $(WARN) -I. -DHM_VERSION='"$(VERSION)"' \
	-DHM_SYSCONFDIR='"$(sysconfdir)"' $(DEFS_$(PROC)) $(DEFS_$(ARCHIVE)) $(DEFS_pq)

# build/ is what users run; build/san/ is the same with sanitizers, for tests,
# where a warning is an error; build/fuzz/ is for the fuzzers.
S := $(B)/san
# Empty with -Itests/portable in CFLAGS, where there is no cmocka.
CMOCKA ?= -lcmocka
F := $(B)/fuzz
OBJ = $(LIBRARY:%.c=$(B)/%.o)
SAN = $(LIBRARY:%.c=$(S)/%.o)
FUZZ = $(LIBRARY:%.c=$(F)/%.o)
COBJ = $(filter-out $(B)/collector/main.o,$(COLLECTOR:%.c=$(B)/%.o))
CSAN = $(filter-out $(S)/collector/main.o,$(COLLECTOR:%.c=$(S)/%.o))
CFUZZ = $(filter-out $(F)/collector/main.o,$(COLLECTOR:%.c=$(F)/%.o))
CTESTS := $(COLLECTOR_TESTS:%.c=$(S)/%)
DOBJ = $(filter-out $(B)/agent/send/main.o,$(SEND:%.c=$(B)/%.o))
DSAN = $(filter-out $(S)/agent/send/main.o,$(SEND:%.c=$(S)/%.o))
DTESTS := $(SEND_TESTS:%.c=$(S)/%)
TESTS := $(UNIT_TESTS:%.c=$(S)/%) $(CTESTS) $(DTESTS)
# What script tests run beside the program.
TOOLS := $(TEST_TOOLS:%.c=$(S)/%)
# Runs in any root, so that it is linked statically and has no sanitizers.
RECORDER := $(B)/tests/real/recorder
CFUZZ_PROGRAMS := $(COLLECTOR_FUZZERS:%.c=$(F)/%)
FUZZ_PROGRAMS := $(FUZZERS:%.c=$(F)/%) $(CFUZZ_PROGRAMS)
FUZZ_SECONDS ?= 3
# Every allocation and every system call fails once: tests/fault.
X := $(B)/fault
X_POINTS := $(FAULT_POINTS:%.c=$(S)/%.o)
X_MORE := $(FAULT_POINTS_MORE:%.c=$(S)/%.o)
X_UNITS := $(S)/tests/fault/fault.o $(S)/tests/fault/units.o \
	$(S)/tests/fault/walk.o
X_CTESTS := $(COLLECTOR_TESTS:%.c=$(X)/%)
X_DTESTS := $(SEND_TESTS:%.c=$(X)/%)
X_TESTS := $(UNIT_TESTS:%.c=$(X)/%) $(X_CTESTS) $(X_DTESTS)
# Where there is one that is quick: these are linked again with each change.
X_LINK := $(SANITIZE) -Wl,--wrap=_cmocka_run_group_tests \
	$(if $(shell command -v ld.gold),-fuse-ld=gold)
X_PROGRAMS := $(X)/hardenmail

.DEFAULT_GOAL := all
.SECONDARY:
.DELETE_ON_ERROR:
.PHONY: all run test test-hosts test-more-hosts check fuzz fuzzers bench demo lint tables matrix install clean deps-build \
	deps-test programs unit-tests list-unit-tests test-fault fault carried

all: $(B)/libhm.a $(PROGRAMS)

$(B)/hardenmail-collector: $(B)/collector/main.o $(B)/libcollector.a \
    $(B)/libhm.a
	$(CC) -pie $(CFLAGS) $(LDFLAGS) -Wl,-z,relro,-z,now -o $@ $^ \
	    $(COLLECTOR_LIBS)
$(S)/hardenmail-collector: $(S)/collector/main.o $(S)/libcollector.a \
    $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(COLLECTOR_LIBS)

$(B)/hardenmail: $(B)/agent/main.o $(B)/libhm.a
	$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $^ $(LIBS)
$(S)/hardenmail: $(S)/agent/main.o $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(LIBS)

# For booted hosts with an older C library than this machine's: they find it,
# and all others, in /opt/hardenmail.
CARRY := -Wl,--dynamic-linker=/opt/hardenmail/ld.so,--disable-new-dtags \
    -Wl,-rpath,/opt/hardenmail
$(B)/carried/hardenmail: $(B)/agent/main.o $(B)/libhm.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) $(CARRY) -o $@ $^ $(LIBS)
$(B)/carried/hardenmail-probe: $(B)/probe/main.o \
    $(addprefix $(B)/,$(PROBE_SEND)) $(B)/libhm.a
	@mkdir -p $(@D)
	$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) $(CARRY) -o $@ $^ $(PROBE_LIBS)
carried: $(B)/carried/hardenmail $(B)/carried/hardenmail-probe

$(B)/hardenmail-probe: $(B)/probe/main.o $(addprefix $(B)/,$(PROBE_SEND)) \
    $(B)/libhm.a
	$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $^ $(PROBE_LIBS)
$(S)/hardenmail-probe: $(S)/probe/main.o $(addprefix $(S)/,$(PROBE_SEND)) \
    $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(PROBE_LIBS)

$(B)/hardenmail-send: $(B)/agent/send/main.o $(B)/libsend.a $(B)/libhm.a
	$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $^ $(SEND_LIBS)
$(S)/hardenmail-send: $(S)/agent/send/main.o $(S)/libsend.a $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(SEND_LIBS)

$(B)/libhm.a: $(OBJ)
$(S)/libhm.a: $(SAN)
$(F)/libhm.a: $(FUZZ)
$(B)/libsend.a: $(DOBJ)
$(S)/libsend.a: $(DSAN)
$(B)/libcollector.a: $(COBJ)
$(S)/libcollector.a: $(CSAN)
$(F)/libcollector.a: $(CFUZZ)
%/libhm.a:
	@rm -f $@
	ar rcs $@ $^
# Rules of their own: make takes a pattern with two targets for one that makes
# both.
%/libsend.a:
	@rm -f $@
	ar rcs $@ $^
%/libcollector.a:
	@rm -f $@
	ar rcs $@ $^

# Tests may use the XSI part: nftw, mknod.
$(S)/tests/%.o: BASIS = -D_XOPEN_SOURCE=700
$(S)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(OURS) $(CFLAGS) -O1 -Werror $(SANITIZE) $(DEPS) -c -o $@ $<
$(F)/%.o: %.c
	@mkdir -p $(@D)
	clang $(OURS) -Wno-cast-qual -g -O1 -fsanitize=fuzzer-no-link,address,undefined \
	    -fno-sanitize-recover=all $(DEPS) -c -o $@ $<
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(OURS) $(CFLAGS) $(HARDEN) $(DEPS) -c -o $@ $<
$(DTESTS): $(S)/tests/unit/%: $(S)/tests/unit/%.o $(S)/libsend.a $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(CMOCKA) $(SEND_LIBS)
$(CTESTS): $(S)/tests/unit/%: $(S)/tests/unit/%.o $(S)/libcollector.a \
    $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(CMOCKA) $(COLLECTOR_LIBS) $(LIBS)
$(CFUZZ_PROGRAMS): $(F)/tests/fuzz/%: $(F)/tests/fuzz/%.o \
    $(F)/libcollector.a $(F)/libhm.a
	clang -fsanitize=fuzzer,address,undefined -o $@ $^ $(COLLECTOR_LIBS)
$(S)/tests/unit/%: $(S)/tests/unit/%.o $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(CMOCKA) $(ALL_LIBS)
$(S)/tests/real/%: $(S)/tests/real/%.o $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(LIBS)
# Without sanitizers, for a long look: tests/real/shell_diff -q.
$(B)/tests/real/%: $(B)/tests/real/%.o $(B)/libhm.a
	$(CC) $(CFLAGS) $(LDFLAGS) $(LINK) -o $@ $^ $(LIBS)
$(RECORDER): tests/real/recorder.c
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) $(CFLAGS) -static -o $@ $<
$(F)/tests/fuzz/%: $(F)/tests/fuzz/%.o $(F)/libhm.a
	clang -fsanitize=fuzzer,address,undefined -o $@ $^ $(ALL_LIBS)

# build/fault/ is build/san/ with what our code asks of libc renamed, malloc
# to fault_malloc and so on, for each fault_NAME that tests/fault defines.
$(X)/names: $(X_POINTS)
	@mkdir -p $(@D)
	nm --defined-only $^ | awk '$$2 == "T" && sub(/^fault_/, "", $$3) \
	    { print $$3, "fault_" $$3 }' >$@
$(X)/libhm.a: $(S)/libhm.a $(X)/names
	objcopy --redefine-syms=$(X)/names $< $@
$(X)/names-more: $(X)/names $(X_MORE)
	nm --defined-only $(X_MORE) | awk '$$2 == "T" && \
	    sub(/^fault_/, "", $$3) { print $$3, "fault_" $$3 }' | \
	    cat $(X)/names - >$@
$(X)/libcollector.a $(X)/libsend.a: $(X)/%: $(S)/% $(X)/names-more
	objcopy --redefine-syms=$(X)/names-more $< $@
$(X)/agent/main.o: $(S)/agent/main.o $(X)/names
	@mkdir -p $(@D)
	objcopy --redefine-sym main=program_main \
	    --redefine-syms=$(X)/names $< $@
$(X)/hardenmail: $(X)/agent/main.o $(X)/libhm.a $(X_POINTS) \
    $(S)/tests/fault/fault.o $(S)/tests/fault/program.o \
    $(S)/tests/fault/walk.o
	$(CC) $(SANITIZE) -o $@ $^ $(LIBS)
$(X_CTESTS): $(X)/tests/unit/%: $(S)/tests/unit/%.o $(X)/libcollector.a \
    $(X)/libhm.a $(X_POINTS) $(X_MORE) $(X_UNITS)
	@mkdir -p $(@D)
	$(CC) $(X_LINK) -o $@ $^ $(CMOCKA) $(COLLECTOR_LIBS) $(LIBS)
$(X_DTESTS): $(X)/tests/unit/%: $(S)/tests/unit/%.o $(X)/libsend.a \
    $(X)/libhm.a $(X_POINTS) $(X_MORE) $(X_UNITS)
	@mkdir -p $(@D)
	$(CC) $(X_LINK) -o $@ $^ $(CMOCKA) $(SEND_LIBS)
$(X)/tests/unit/%: $(S)/tests/unit/%.o $(X)/libhm.a $(X_POINTS) $(X_UNITS)
	@mkdir -p $(@D)
	$(CC) $(X_LINK) -o $@ $^ $(CMOCKA) $(ALL_LIBS)

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
# Of the trees whose plans and captures take minutes there is a part here, and
# all of them are in test-hosts.
check: all $(TESTS) programs
	@HM_SHARE=8 tests/run $(SCRIPT_TESTS) $(TESTS)
# For the tests of compilers and ports: they build the tests in their own
# way, with B=, CC=, SANITIZE=, PORTABLE=1, and run them in another.
unit-tests: $(TESTS)
list-unit-tests:
	@printf '%s\n' $(TESTS)
programs: $(PROGRAMS:$(B)/%=$(S)/%) $(TOOLS) $(RECORDER)

# Two at once: most of them wait for a host more than they compute. What both
# could want to build is built before.
test-hosts: deps-test
	@$(MAKE) --no-print-directory all programs carried
	@$(MAKE) --no-print-directory -s PORTABLE=1 B=$(B)/portable all
	@tests/run -j 2 -t 2400 $(HOST_TESTS)

# Other releases of Debian, and System V's init.
test-more-hosts: deps-test
	@$(MAKE) --no-print-directory all programs
	@tests/run -j 1 -t 2400 $(MORE_HOST_TESTS)

# FAULTS: names of unit tests and cases; nothing: all.
test-fault: deps-test
	@$(MAKE) --no-print-directory fault
fault: $(X_TESTS) $(X_PROGRAMS) $(S)/tests/real/hold
	tests/fault/run $(FAULTS)

fuzz: deps-test
	@$(MAKE) --no-print-directory fuzzers
fuzzers: $(FUZZ_PROGRAMS)
	@tests/run -s $(FUZZ_SECONDS) $(FUZZ_PROGRAMS)

bench: all
	tests/bench/bench
	tests/bench/probe
	tests/bench/watch
	tests/bench/stores
	tests/bench/collector

# A collector on loopback with some hosts, to look at; Ctrl-C ends it.
demo: deps-build
	@$(MAKE) --no-print-directory -s $(B)/hardenmail \
	    $(B)/hardenmail-collector
	@tests/demo/run

lint:
	tests/lint/lint

# What is written from the tables of platforms, brought up to date.
tables matrix: $(S)/tests/real/tables
	tests/hosts/tables --write

install: all
	install -d $(DESTDIR)$(prefix)/sbin $(DESTDIR)$(prefix)/share/man/man8 \
	    $(DESTDIR)$(prefix)/share/man/man5
	install -m 0755 $(PROGRAMS) $(DESTDIR)$(prefix)/sbin/
	install -m 0644 packaging/hardenmail.8 packaging/hardenmail-probe.8 \
	    packaging/hardenmail-collector.8 packaging/hardenmail-send.8 \
	    $(DESTDIR)$(prefix)/share/man/man8/
	install -m 0644 packaging/hardenmail-policy.5 \
	    $(DESTDIR)$(prefix)/share/man/man5/
	install -d $(addprefix $(DESTDIR)$(prefix)/,lib/systemd/system \
	    lib/sysusers.d lib/tmpfiles.d share/hardenmail)
	for u in hardenmail-check.timer hardenmail-check.service \
	    hardenmail-collector.service \
	    hardenmail-enforce.service hardenmail-send.service \
	    hardenmail-watch.service; do \
		sed 's|@sbindir@|$(prefix)/sbin|' packaging/systemd/$$u \
		    >$(DESTDIR)$(prefix)/lib/systemd/system/$$u || exit; \
	done
	install -m 0644 packaging/systemd/sysusers.conf \
	    $(DESTDIR)$(prefix)/lib/sysusers.d/hardenmail.conf
	install -m 0644 packaging/systemd/tmpfiles.conf \
	    $(DESTDIR)$(prefix)/lib/tmpfiles.d/hardenmail.conf
	install -d $(DESTDIR)$(prefix)/lib/systemd/catalog
	install -m 0644 packaging/systemd/hardenmail.catalog \
	    $(DESTDIR)$(prefix)/lib/systemd/catalog/hardenmail.catalog
	sed 's|@sbindir@|$(prefix)/sbin|g' packaging/cron/hardenmail \
	    >$(DESTDIR)$(prefix)/share/hardenmail/hardenmail.cron
	sed 's|@sbindir@|$(prefix)/sbin|g' packaging/init.d/hardenmail-watch \
	    >$(DESTDIR)$(prefix)/share/hardenmail/hardenmail-watch.init
	install -m 0755 packaging/capture.sh \
	    $(DESTDIR)$(prefix)/share/hardenmail/capture.sh

clean:
	rm -rf $(B)

-include $(DOBJ:.o=.d) $(DSAN:.o=.d) $(COBJ:.o=.d) $(CSAN:.o=.d) $(CFUZZ:.o=.d) \
	$(OBJ:.o=.d) $(SAN:.o=.d) $(FUZZ:.o=.d) $(TESTS:=.d) $(TOOLS:=.d) \
	$(FUZZ_PROGRAMS:=.d) $(FAULT_POINTS:%.c=$(S)/%.d) $(FAULT_POINTS_MORE:%.c=$(S)/%.d) \
	$(FAULT_RUNNERS:%.c=$(S)/%.d) $(MAIN:%.c=$(B)/%.d) \
	$(MAIN:%.c=$(S)/%.d)
