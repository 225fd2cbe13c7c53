/* HTTPS by libcurl; the one file of the sender that knows it. */
#include "agent/send/https.h"

#include <curl/curl.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/memory.h"

#define CONNECT_SECONDS 20L

struct https {
	CURL *curl;
	const struct https_settings *s;
	char error[CURL_ERROR_SIZE];
};

bool
https_url_ok(const char *url, bool allow_loopback)
{
	static const char *const loopback[] = { "http://127.0.0.1",
		"http://[::1]", "http://localhost" };
	size_t i, len;

	if (strpbrk(url, " \t\r\n?#@") != NULL)
		return false;
	if (strncmp(url, "https://", 8) == 0)
		return url[8] != '\0' && url[8] != '/';
	for (i = 0; allow_loopback && i < 3; i++) {
		len = strlen(loopback[i]);
		if (strncmp(url, loopback[i], len) == 0 &&
		    (url[len] == '\0' || url[len] == ':' || url[len] == '/'))
			return true;
	}
	return false;
}

/* Enough is enough: the rest fails the transfer. */
static size_t
take(char *data, size_t one, size_t n, void *arg)
{
	struct buf *b = arg;

	return buf_add(b, data, one * n) < 0 ? 0 : one * n;
}

static CURLcode
set_text(CURL *c, CURLoption o, const char *text)
{
	return text == NULL || text[0] == '\0' ? CURLE_OK :
	    curl_easy_setopt(c, o, text);
}

/* Of one connection; all others are curl's defaults, which verify. */
static CURLcode
set_up(struct https *h)
{
	const struct https_settings *s = h->s;
	CURLcode rc[16];
	size_t i, n = 0;

	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_NOSIGNAL, 1L);
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_ERRORBUFFER, h->error);
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_PROTOCOLS_STR,
	    strncmp(s->url, "https:", 6) == 0 ? "https" : "http");
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_FOLLOWLOCATION, 0L);
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_SSLVERSION,
	    (long)CURL_SSLVERSION_TLSv1_2);
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_SSL_VERIFYPEER, 1L);
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_SSL_VERIFYHOST, 2L);
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_HTTP_VERSION,
	    (long)CURL_HTTP_VERSION_1_1);
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_CONNECTTIMEOUT,
	    CONNECT_SECONDS);
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_TIMEOUT,
	    (long)s->seconds);
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_USERAGENT,
	    "hardenmail-send/" HM_VERSION);
	rc[n++] = curl_easy_setopt(h->curl, CURLOPT_WRITEFUNCTION, take);
	rc[n++] = set_text(h->curl, CURLOPT_CAINFO, s->ca);
	rc[n++] = set_text(h->curl, CURLOPT_SSLCERT, s->cert);
	rc[n++] = set_text(h->curl, CURLOPT_SSLKEY, s->key);
	for (i = 0; i < n; i++)
		if (rc[i] != CURLE_OK)
			return rc[i];
	return CURLE_OK;
}

struct https *
https_open(const struct https_settings *s, struct err *e)
{
	struct https *h = memory_zeroed(1, sizeof(*h));
	CURLcode rc;

	if (h == NULL || (h->curl = curl_easy_init()) == NULL) {
		err_set(e, ENOMEM, "out of memory");
		https_close(h);
		return NULL;
	}
	h->s = s;
	rc = set_up(h);
	if (rc == CURLE_OK)
		return h;
	err_set(e, EINVAL, "libcurl: %s", curl_easy_strerror(rc));
	https_close(h);
	return NULL;
}

void
https_close(struct https *h)
{
	if (h == NULL)
		return;
	if (h->curl != NULL)
		curl_easy_cleanup(h->curl);
	free(h);
}

static struct curl_slist *
fields_of(const struct post *p)
{
	const char *lines[4] = {
		"Content-Type: application/json",
		/* A body of a few kB is not worth a question before it. */
		"Expect:",
	};
	struct curl_slist *all = NULL, *more;
	struct buf b = BUF_INIT(4096);
	size_t i, n = 2;

	if (p->gzip)
		lines[n++] = "Content-Encoding: gzip";
	if (p->token != NULL) {
		buf_addf(&b, "Authorization: Bearer %s", p->token);
		lines[n++] = b.p;
	}
	for (i = 0; i < n && !b.failed; i++) {
		more = curl_slist_append(all, lines[i]);
		if (more == NULL)
			break;
		all = more;
	}
	if (b.failed || i < n) {
		curl_slist_free_all(all);
		all = NULL;
	}
	buf_release(&b);
	return all;
}

static int
perform(struct https *h, const struct post *p, const char *url,
    struct curl_slist *fields, struct post_answer *a, struct err *e)
{
	curl_off_t wait = 0;
	long status = 0;
	CURLcode rc;

	h->error[0] = '\0';
	curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, fields);
	curl_easy_setopt(h->curl, CURLOPT_POSTFIELDS, p->body);
	curl_easy_setopt(h->curl, CURLOPT_POSTFIELDSIZE_LARGE,
	    (curl_off_t)p->len);
	curl_easy_setopt(h->curl, CURLOPT_WRITEDATA, &a->body);
	rc = curl_easy_setopt(h->curl, CURLOPT_URL, url);
	if (rc == CURLE_OK)
		rc = curl_easy_perform(h->curl);
	if (rc != CURLE_OK)
		return err_set(e, rc == CURLE_OUT_OF_MEMORY ? ENOMEM :
		    rc == CURLE_OPERATION_TIMEDOUT ? ETIMEDOUT : EIO, "%s",
		    h->error[0] != '\0' ? h->error : curl_easy_strerror(rc));
	curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
	curl_easy_getinfo(h->curl, CURLINFO_RETRY_AFTER, &wait);
	a->status = (int)status;
	a->retry_after = wait > 0 ? (int64_t)wait : -1;
	return 0;
}

static int
post(void *arg, const struct post *p, struct post_answer *a, struct err *e)
{
	struct https *h = arg;
	struct curl_slist *fields = fields_of(p);
	struct buf url = BUF_INIT(4096);
	size_t len = strlen(h->s->url);
	int r;

	while (len > 0 && h->s->url[len - 1] == '/')
		len--;
	buf_add(&url, h->s->url, len);
	buf_adds(&url, p->path);
	buf_clear(&a->body);
	a->body.failed = false;
	if (fields == NULL || url.failed)
		r = err_set(e, ENOMEM, "out of memory");
	else
		r = perform(h, p, url.p, fields, a, e);
	/* curl keeps the pointers, which are not ours for long. */
	curl_easy_setopt(h->curl, CURLOPT_HTTPHEADER, NULL);
	curl_slist_free_all(fields);
	buf_release(&url);
	return r;
}

struct post_ops
https_ops(struct https *h)
{
	return (struct post_ops){ .arg = h, .post = post };
}
