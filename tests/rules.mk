# How the lists of the Makefile become programs and tests.

LIBRARY := $(BASE) $(MODEL) $(PORT) $(PLATFORMS) $(CHECKS) $(RUN) \
	$(filter-out agent/main.c,$(AGENT))
MAIN := $(filter agent/main.c,$(AGENT))
LIBS := -lproc2 -lsystemd

# build/ is what users run; build/san/ is the same with sanitizers, for tests.
S := $(B)/san
OBJ = $(LIBRARY:%.c=$(B)/%.o)
SAN = $(LIBRARY:%.c=$(S)/%.o)
TESTS := $(UNIT_TESTS:%.c=$(S)/%)

.DEFAULT_GOAL := all
.PHONY: all
all: $(MAIN:agent/main.c=$(B)/hardenmail)

$(B)/hardenmail: $(B)/agent/main.o $(B)/libhm.a
	$(CC) -pie $(LDFLAGS) -o $@ $^ -Wl,--as-needed $(LIBS)
$(S)/hardenmail: $(S)/agent/main.o $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ $(LIBS)

$(B)/libhm.a: $(OBJ)
	rm -f $@ && ar rcs $@ $^
$(S)/libhm.a: $(SAN)
	rm -f $@ && ar rcs $@ $^

$(S)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -O1 $(SANITIZE) -MMD -MP -c -o $@ $<
$(B)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(HARDEN) -MMD -MP -c -o $@ $<
$(S)/tests/unit/%: $(S)/tests/unit/%.o $(S)/libhm.a
	$(CC) $(SANITIZE) -o $@ $^ -lcmocka $(LIBS)

.PHONY: check
check: $(TESTS) $(MAIN:agent/main.c=$(S)/hardenmail)
	tests/run $(TESTS) $(SCRIPT_TESTS)

-include $(OBJ:.o=.d) $(SAN:.o=.d) $(TESTS:=.d)
.SECONDARY:
.DELETE_ON_ERROR:
