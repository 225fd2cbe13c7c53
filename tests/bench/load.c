/*
 * Many hosts at a collector, each of which waits for its answer; what is slow
 * is then the other side.
 *
 *	load -k report|flip|beat|push|line [-c LINKS] [-t SECONDS] [-b SEQUENCE]
 *	    [-n] [-r] [-a CA] [-i FOLDER] PORT [TOKENS]
 *
 * TOKENS: a file with one token a line, a host each; "-" is none. report: of
 * some 2 KB, for /v1/reports, with something else in it each time; flip: with
 * another verdict each time; beat: that nothing changed; push: as a metric,
 * for a pushgateway; line: as a line of syslog, which nobody answers.
 * -n: a connection for each; -r: a new one, that resumes the session before.
 * -a: TLS; -i: each link has a certificate, FOLDER/host0.crt and host0.key and
 * so on. Prints how many a second succeeded, and how many did not.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/ssl.h>

#define MAX_HOSTS 100000
#define TOKEN 128

struct host {
	char token[TOKEN];
	long long sequence, last;	/* last: of its newest report */
};

struct link {
	pthread_t thread;
	unsigned first;			/* of its hosts: every n_links-th */
	unsigned long done, bad;
	int fd;
	SSL_CTX *tls;
	SSL *ssl;
	SSL_SESSION *session;
};

static struct host hosts[MAX_HOSTS];
static unsigned n_hosts, n_links = 32;
static const char *kind = "report";
static int port;
static bool anew, resumes;
static double end;

static double
now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
hang_up(struct link *l)
{
	if (l->ssl != NULL) {
		if (resumes) {
			SSL_SESSION_free(l->session);
			l->session = SSL_get1_session(l->ssl);
		}
		SSL_shutdown(l->ssl);
		SSL_free(l->ssl);
		l->ssl = NULL;
	}
	/* So that ports do not run out: nothing is on its way any more. */
	if (l->fd >= 0) {
		setsockopt(l->fd, SOL_SOCKET, SO_LINGER,
		    &(struct linger){ .l_onoff = 1 }, sizeof(struct linger));
		close(l->fd);
	}
	l->fd = -1;
}

static bool
dial(struct link *l)
{
	const struct sockaddr_in to = { .sin_family = AF_INET,
		.sin_port = htons((uint16_t)port),
		.sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	const int one = 1;

	l->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (l->fd < 0 || connect(l->fd, (const struct sockaddr *)&to,
	    sizeof(to)) != 0)
		return false;
	setsockopt(l->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof(one));
	if (l->tls == NULL)
		return true;
	l->ssl = SSL_new(l->tls);
	SSL_set_fd(l->ssl, l->fd);
	SSL_set_tlsext_host_name(l->ssl, "localhost");
	if (resumes && l->session != NULL)
		SSL_set_session(l->ssl, l->session);
	return SSL_connect(l->ssl) == 1;
}

static bool
put(struct link *l, const char *text, size_t len)
{
	ssize_t n;

	for (; len > 0; text += n, len -= (size_t)n) {
		n = l->ssl != NULL ? SSL_write(l->ssl, text, (int)len) :
		    write(l->fd, text, len);
		if (n <= 0)
			return false;
	}
	return true;
}

/* A whole answer with a status of success. */
static bool
answered(struct link *l)
{
	char text[8192];
	const char *body, *length;
	size_t got = 0;
	ssize_t n;

	for (;;) {
		n = l->ssl != NULL ? SSL_read(l->ssl, text + got,
		    (int)(sizeof(text) - 1 - got)) :
		    read(l->fd, text + got, sizeof(text) - 1 - got);
		if (n <= 0)
			return false;
		got += (size_t)n;
		text[got] = '\0';
		body = strstr(text, "\r\n\r\n");
		if (body == NULL)
			continue;
		length = strcasestr(text, "\r\ncontent-length:");
		if (length == NULL || length > body ||
		    got >= (size_t)(body + 4 - text) +
		    strtoul(length + 17, NULL, 10))
			return strncmp(text, "HTTP/1.1 2", 10) == 0 &&
			    strstr(body, "\"want\"") == NULL;
	}
}

static size_t
report(struct host *h, unsigned number, char *body, size_t size)
{
	static char ballast[1401];
	const bool failing = strcmp(kind, "flip") != 0 ||
	    h->sequence % 2 == 1;

	if (ballast[0] == '\0')
		memset(ballast, 'x', sizeof(ballast) - 1);
	h->last = h->sequence;
	return (size_t)snprintf(body, size, "{\"schema\":\"hardenmail/1\","
	    "\"run\":\"load\",\"sequence\":%lld,\"digest\":\"%064llx\","
	    "\"host\":{\"name\":\"load%u\"},\"platform\":{\"id\":\"debian\","
	    "\"source\":\"live\",\"title\":\"Debian 12\"},\"listeners\":[%s],"
	    "\"processes\":[%s],\"unseen\":[\"%s\",\"%lld\"]}",
	    h->sequence++, (unsigned long long)h->last, number, failing ?
	    "{\"family\":\"inet\",\"address\":\"0.0.0.0\",\"port\":25,"
	    "\"bound\":\"any\",\"holder\":{\"pid\":9,\"mta\":\"sendmail\"}}" :
	    "", failing ? "{\"pid\":9,\"mta\":\"sendmail\",\"role\":"
	    "\"daemon\",\"exe\":\"/usr/sbin/sendmail\",\"command\":"
	    "\"sendmail -bd -q10m\"}" : "", ballast, h->last);
}

static size_t
beat(struct host *h, char *body, size_t size)
{
	return (size_t)snprintf(body, size, "{\"epoch\":null,\"sequence\":"
	    "%lld,\"digest\":\"%064llx\"}", h->sequence++,
	    (unsigned long long)h->last);
}

/* What a pushgateway keeps of a host in place of the report. */
static size_t
metric(struct host *h, char *body, size_t size)
{
	size_t n = 0;
	int i;

	for (i = 0; i < 20; i++)
		n += (size_t)snprintf(body + n, size - n, "hardenmail_check"
		    "{check=\"smtp-listener-%d\",verdict=\"fail\",path=\""
		    "/etc/mail/sendmail.cf\"} %lld\n", i, h->sequence);
	h->sequence++;
	return n;
}

static bool
turn(struct link *l, unsigned number, const char *what)
{
	static const char head[] = "POST %s HTTP/1.1\r\nHost: localhost\r\n"
	    "%s%s%sContent-Length: %zu\r\n\r\n";
	struct host *h = &hosts[number];
	const bool has = h->token[0] != '-';
	char body[4096], text[5000], path[64];
	size_t len, n;

	if (strcmp(what, "beat") == 0) {
		len = beat(h, body, sizeof(body));
		snprintf(path, sizeof(path), "/v1/heartbeats");
	} else if (strcmp(what, "push") == 0) {
		len = metric(h, body, sizeof(body));
		snprintf(path, sizeof(path), "/metrics/job/load/instance/%u",
		    number);
	} else {
		len = report(h, number, body, sizeof(body));
		snprintf(path, sizeof(path), "/v1/reports");
	}
	if (strcmp(what, "line") == 0) {
		n = (size_t)snprintf(text, sizeof(text), "<22>Nov 23 01:00:00 "
		    "load%u hardenmail: %s\n", number, body);
		return put(l, text, n);
	}
	n = (size_t)snprintf(text, sizeof(text), head, path, has ?
	    "Authorization: Bearer " : "", has ? h->token : "",
	    has ? "\r\n" : "", len);
	memcpy(text + n, body, len);
	return put(l, text, n + len) && answered(l);
}

static void *
play(void *arg)
{
	struct link *l = arg;
	unsigned i = l->first;
	const bool first = strcmp(kind, "beat") == 0;
	double begin = 0;

	/* Each host has reported before it says that nothing changed. */
	for (; first && i < n_hosts; i += n_links)
		if ((l->fd < 0 && !dial(l)) || !turn(l, i, "report"))
			l->bad++;
	for (i = l->first; begin < end; i = i + n_links < n_hosts ?
	    i + n_links : l->first) {
		begin = now();
		if ((l->fd < 0 && !dial(l)) || !turn(l, i, kind)) {
			l->bad++;
			hang_up(l);
			if (l->bad > 100)
				break;
		} else {
			l->done++;
			if (anew)
				hang_up(l);
		}
	}
	hang_up(l);
	SSL_SESSION_free(l->session);
	return NULL;
}

static void
read_tokens(const char *path, long long sequence)
{
	FILE *f = path == NULL ? NULL : fopen(path, "r");

	for (n_hosts = 0; n_hosts < MAX_HOSTS; n_hosts++) {
		hosts[n_hosts].sequence = sequence;
		if (path == NULL ? n_hosts == 1000 : f == NULL ||
		    fscanf(f, "%127s", hosts[n_hosts].token) != 1)
			break;
	}
	if (f != NULL)
		fclose(f);
	if (n_hosts < n_links) {
		fprintf(stderr, "load: %u tokens for %u links\n", n_hosts,
		    n_links);
		exit(66);
	}
}

static SSL_CTX *
make_tls(const char *ca, const char *folder, unsigned number)
{
	SSL_CTX *tls = SSL_CTX_new(TLS_client_method());
	char cert[4096], key[4096];

	SSL_CTX_set_verify(tls, SSL_VERIFY_PEER, NULL);
	if (SSL_CTX_load_verify_locations(tls, ca, NULL) != 1)
		exit(66);
	if (folder == NULL)
		return tls;
	snprintf(cert, sizeof(cert), "%s/host%u.crt", folder, number);
	snprintf(key, sizeof(key), "%s/host%u.key", folder, number);
	if (SSL_CTX_use_certificate_file(tls, cert, SSL_FILETYPE_PEM) != 1 ||
	    SSL_CTX_use_PrivateKey_file(tls, key, SSL_FILETYPE_PEM) != 1)
		exit(66);
	return tls;
}

int
main(int argc, char **argv)
{
	static struct link links[4096];
	long long sequence = 1;
	double seconds = 4, begin, took;
	const char *ca = NULL, *own = NULL;
	unsigned long done = 0, bad = 0;
	unsigned i;
	int o;

	while ((o = getopt(argc, argv, "k:c:t:b:nra:i:")) != -1)
		switch (o) {
		case 'k': kind = optarg; break;
		case 'c': n_links = (unsigned)strtoul(optarg, NULL, 10); break;
		case 't': seconds = strtod(optarg, NULL); break;
		case 'b': sequence = strtoll(optarg, NULL, 10); break;
		case 'n': anew = true; break;
		case 'r': anew = resumes = true; break;
		case 'a': ca = optarg; break;
		case 'i': own = optarg; break;
		default: return 64;
		}
	if (optind >= argc || n_links == 0 || n_links > 4096)
		return 64;
	port = (int)strtol(argv[optind], NULL, 10);
	signal(SIGPIPE, SIG_IGN);
	read_tokens(argv[optind + 1], sequence);
	for (i = 0; ca != NULL && i < n_links; i++)
		links[i].tls = own != NULL || i == 0 ?
		    make_tls(ca, own, i) : links[0].tls;
	begin = now();
	end = begin + seconds;
	for (i = 0; i < n_links; i++) {
		links[i].first = i;
		links[i].fd = -1;
		if (pthread_create(&links[i].thread, NULL, play,
		    &links[i]) != 0)
			return 71;
	}
	for (i = 0; i < n_links; i++) {
		pthread_join(links[i].thread, NULL);
		done += links[i].done;
		bad += links[i].bad;
	}
	took = now() - begin;
	printf("%.0f %lu\n", (double)done / took, bad);
	return 0;
}
