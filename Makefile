# hardenmail. GNU make. The targets are explained by `make help`.

VERSION := 0.1.0
prefix ?= /usr/local
B ?= build

CC ?= cc
STD := -std=c11 -D_POSIX_C_SOURCE=200809L
WARN := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
	-Wpointer-arith -Wcast-qual -Wwrite-strings -Wvla -Wformat=2 \
	-Wno-unused-parameter -Werror
CFLAGS ?= -O2 -g
HARDEN := -fstack-protector-strong -D_FORTIFY_SOURCE=2 -fPIE
SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
ALL_CFLAGS = $(STD) $(WARN) -I. -DHM_VERSION='"$(VERSION)"' $(CFLAGS)

# One implementation of each port.
PROC ?= libproc2
SOCK ?= diag
CLOCK ?= posix

BASE := \
	agent/base/buf.c \
	agent/base/err.c \
	agent/base/lines.c \
	agent/base/num.c \
	agent/base/pool.c \

MODEL := \
	agent/model/facts.c \
	agent/model/role.c \
	agent/model/words.c \

PORT := \

PLATFORMS := \

CHECKS := \

RUN := \

AGENT := \

UNIT_TESTS := \
	tests/unit/test_facts.c \
	tests/unit/test_role.c \
	tests/unit/test_words.c \

SCRIPT_TESTS := \

FUZZERS := \

include tests/rules.mk
