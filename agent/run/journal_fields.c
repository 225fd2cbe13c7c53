/* Which keys the lines of a journal have, and where their values are. */
#include "agent/run/journal_fields.h"

#define S FIELD_SIGNED
#define U FIELD_UNSIGNED
#define B FIELD_BOOL

const struct field version_fields[] = {
	FIELD_NUMBER("version", U, struct extra, version),
	{ .type = FIELD_END }
};

const struct field head_fields[] = {
	FIELD_NUMBER("id", U, struct journal, run),
	FIELD_NUMBER("time", S, struct journal, time),
	FIELD_OF("program", FIELD_TEXT, struct journal, program),
	FIELD_OF("boot", FIELD_TEXT, struct journal, boot),
	FIELD_NUMBER("mode", U, struct journal, mode),
	FIELD_NUMBER("live", B, struct journal, live),
	FIELD_NUMBER("deadline", S, struct journal, deadline),
	{ .type = FIELD_END }
};

const struct field step_fields[] = {
	FIELD_NUMBER("n", U, struct record, n),
	FIELD_NUMBER("kind", U, struct record, step.kind),
	FIELD_NUMBER("phase", U, struct record, step.phase),
	FIELD_OF("path", FIELD_TEXT, struct record, step.path),
	FIELD_OF("to", FIELD_TEXT, struct record, step.to),
	FIELD_NUMBER("len", U, struct record, step.len),
	FIELD_NUMBER("mode", U, struct record, step.mode),
	FIELD_OF("verb", FIELD_TEXT, struct record, step.verb),
	FIELD_OF("undo-verb", FIELD_TEXT, struct record, step.undo_verb),
	FIELD_OF("unit", FIELD_TEXT, struct record, step.unit),
	FIELD_NUMBER("pid", S, struct record, step.pid),
	FIELD_NUMBER("start", U, struct record, step.start),
	FIELD_NUMBER("limit", S, struct record, step.limit),
	FIELD_NUMBER("live", B, struct record, step.live),
	FIELD_OF("why", FIELD_TEXT, struct record, step.why),
	FIELD_NUMBER("way", U, struct record, way),
	FIELD_NUMBER("reverter", B, struct record, reverter),
	FIELD_OF("digest", FIELD_HEX, struct record, digest),
	FIELD_OF("made", FIELD_TEXT, struct record, made),
	FIELD_NUMBER("folder", S, struct record, folder_mtime),
	FIELD_NUMBER("folder-ns", S, struct record, folder_mtime_ns),
	{ .type = FIELD_END }
};

const struct field was_fields[] = {
	FIELD_NUMBER("n", U, struct record, n),
	FIELD_NUMBER("there", B, struct record, step.was.there),
	FIELD_NUMBER("link", B, struct record, step.was.link),
	FIELD_OF("digest", FIELD_HEX, struct record, step.was.digest),
	FIELD_NUMBER("dev", U, struct record, step.was.dev),
	FIELD_NUMBER("ino", U, struct record, step.was.ino),
	FIELD_NUMBER("nlink", U, struct record, step.was.nlink),
	FIELD_NUMBER("size", U, struct record, step.was.size),
	FIELD_NUMBER("mtime", S, struct record, step.was.mtime),
	FIELD_NUMBER("mtime-ns", S, struct record, step.was.mtime_ns),
	FIELD_NUMBER("mode", U, struct record, step.was.mode),
	FIELD_NUMBER("uid", U, struct record, step.was.uid),
	FIELD_NUMBER("gid", U, struct record, step.was.gid),
	FIELD_NUMBER("atime", S, struct record, attr.atime.tv_sec),
	FIELD_NUMBER("atime-ns", S, struct record, attr.atime.tv_nsec),
	FIELD_NUMBER("flags", U, struct record, attr.flags),
	{ .type = FIELD_END }
};

const struct field word_fields[] = {
	FIELD_NUMBER("n", U, struct extra, n),
	FIELD_OF("text", FIELD_TEXT, struct extra, text),
	{ .type = FIELD_END }
};

const struct field xattr_fields[] = {
	FIELD_NUMBER("n", U, struct extra, n),
	FIELD_OF("name", FIELD_TEXT, struct extra, name),
	{ .key = "value", .type = FIELD_BYTES,
	    .offset = offsetof(struct extra, text),
	    .more = offsetof(struct extra, text_len) },
	{ .type = FIELD_END }
};

const struct field mark_fields[] = {
	FIELD_NUMBER("n", U, struct extra, n),
	{ .type = FIELD_END }
};

const struct field state_fields[] = {
	FIELD_NUMBER("time", S, struct extra, time),
	FIELD_NUMBER("rolled-back", B, struct extra, rolled_back),
	{ .type = FIELD_END }
};

const struct field time_fields[] = {
	FIELD_NUMBER("time", S, struct extra, time),
	{ .type = FIELD_END }
};

const char *const mark_words[] = {
	[MARK_BEGIN] = "begin",
	[MARK_DONE] = "done",
	[MARK_UNDONE] = "undone",
};

const char *const state_words[] = {
	[RUN_PREPARING] = "",
	[RUN_APPLYING] = "",
	[RUN_APPLIED] = "end-applied",
	[RUN_UNDOING] = "undo",
	[RUN_UNDONE] = "end-undone",
};
