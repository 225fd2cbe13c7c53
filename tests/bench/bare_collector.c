/*
 * The least that a collector can do with the same libraries: it takes a JSON
 * body by evhttp, parses it with jansson, and answers when a row with it is
 * in SQLite to stay, many in one transaction. What bench measures the
 * collector against.
 *
 *	bare_collector PORT STORE
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/buffer.h>
#include <event2/event.h>
#include <event2/http.h>
#include <jansson.h>
#include <sqlite3.h>

#define MAX_BATCH 512

static sqlite3 *db;
static sqlite3_stmt *insert;
static struct event *commit;
static struct evhttp_request *waiting[MAX_BATCH];
static size_t n_waiting;

static void
must(int good, const char *what)
{
	if (!good) {
		fprintf(stderr, "bare_collector: %s: %s\n", what,
		    db != NULL ? sqlite3_errmsg(db) : "");
		exit(70);
	}
}

static void
on_commit(evutil_socket_t fd, short what, void *arg)
{
	struct evbuffer *b = evbuffer_new();
	size_t i;

	must(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK,
	    "COMMIT");
	for (i = 0; i < n_waiting; i++) {
		evbuffer_add(b, "{\"acknowledged\":1}\n", 19);
		evhttp_send_reply(waiting[i], 200, "OK", b);
	}
	evbuffer_free(b);
	n_waiting = 0;
}

static void
on_request(struct evhttp_request *r, void *arg)
{
	static const struct timeval at_once = { 0, 0 };
	struct evbuffer *in = evhttp_request_get_input_buffer(r);
	const char *token = evhttp_find_header(
	    evhttp_request_get_input_headers(r), "Authorization");
	size_t len = evbuffer_get_length(in);
	const char *text = (const char *)evbuffer_pullup(in, -1);
	json_t *j = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
	json_int_t sequence = json_integer_value(json_object_get(j,
	    "sequence"));

	if (sequence == 0 || token == NULL) {
		evhttp_send_error(r, 400, NULL);
		json_decref(j);
		return;
	}
	if (n_waiting == 0) {
		must(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL) == SQLITE_OK,
		    "BEGIN");
		event_add(commit, &at_once);
	}
	sqlite3_bind_text(insert, 1, token, -1, SQLITE_TRANSIENT);
	sqlite3_bind_int64(insert, 2, sequence);
	sqlite3_bind_blob(insert, 3, text, (int)len, SQLITE_TRANSIENT);
	must(sqlite3_step(insert) == SQLITE_DONE, "INSERT");
	sqlite3_reset(insert);
	json_decref(j);
	waiting[n_waiting++] = r;
	if (n_waiting == MAX_BATCH)
		on_commit(-1, 0, NULL);
}

int
main(int argc, char **argv)
{
	struct event_base *base = event_base_new();
	struct evhttp *http = evhttp_new(base);

	if (argc != 3)
		return 64;
	must(sqlite3_open(argv[2], &db) == SQLITE_OK, "open");
	must(sqlite3_exec(db, "PRAGMA journal_mode=WAL;PRAGMA synchronous="
	    "FULL;CREATE TABLE report(host TEXT PRIMARY KEY, sequence INTEGER,"
	    " body BLOB)", NULL, NULL, NULL) == SQLITE_OK, "make");
	must(sqlite3_prepare_v2(db, "INSERT OR REPLACE INTO report VALUES"
	    "(?,?,?)", -1, &insert, NULL) == SQLITE_OK, "prepare");
	commit = event_new(base, -1, 0, on_commit, NULL);
	evhttp_set_gencb(http, on_request, NULL);
	evhttp_set_allowed_methods(http, EVHTTP_REQ_POST);
	must(evhttp_bind_socket(http, "127.0.0.1",
	    (uint16_t)strtoul(argv[1], NULL, 10)) == 0, "bind");
	puts("ready");
	fflush(stdout);
	event_base_dispatch(base);
	return 0;
}
