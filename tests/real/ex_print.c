/* Prints what the reader of Exim's configuration says of files:
 *	ex_print ROOT [-oX LIST] FILE...
 * For each its name, and then by tabs: "value", NAME, value; "unset",
 * "unknown" or "bad" with NAME; "listen", family, address or *, port;
 * "fault" or "unclear" with file:line and why. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "platforms/exim_text.h"

static const char *const strings[] = { "local_interfaces",
	"tls_on_connect_ports", "primary_hostname",
	"qualify_domain", "smtp_banner", NULL };
static const char *const booleans[] = { "disable_ipv6", "message_logs",
	NULL };

static void
print_value(const char *name, const struct ex_value *v)
{
	static const char *const states[] = { [EX_UNSET] = "unset",
		[EX_UNKNOWN] = "unknown", [EX_BAD] = "bad" };

	if (v->state == EX_KNOWN)
		printf("value\t%s\t%s\n", name, v->text);
	else
		printf("%s\t%s\n", states[v->state], name);
}

static void
print_listeners(struct pool *p, const struct ex_conf *c, const char *override)
{
	struct smcf_listener *l = NULL;
	struct ex_doubt d;

	if (ex_listeners(p, c, override, &l, &d) < 0)
		exit(1);
	if (d.why != NULL)
		printf("unclear\t%s:%u\t%s\n", d.file == NULL ? "" : d.file,
		    d.line, d.why);
	for (; l != NULL; l = l->next)
		printf("listen\t%s\t%s\t%s\n", l->family,
		    l->address == NULL ? "*" : l->address, l->port);
}

static void
print_file(const struct host *h, const char *override, const char *path)
{
	struct pool p = { .blocks = NULL };
	struct exim_text t;
	struct ex_conf c;
	struct ex_value v;
	struct ex_ways w;
	size_t i;

	if (exim_text_file(h, &p, path, &t) < 0 || t.why != NULL ||
	    exim_text_read(h, &p, &t, NULL, &c) < 0)
		exit(1);
	printf("file\t%s\n", path);
	if (c.fault.why != NULL)
		printf("fault\t%s:%u\t%s\n", c.fault.file == NULL ? "" :
		    c.fault.file, c.fault.line, c.fault.why);
	if (ex_conf_ways(&p, &c, &w) < 0)
		exit(1);
	print_value("daemon_smtp_ports", &w.ports);
	for (i = 0; strings[i] != NULL; i++) {
		if (ex_conf_string(&p, &c, strings[i], &v) < 0)
			exit(1);
		print_value(strings[i], &v);
	}
	for (i = 0; booleans[i] != NULL; i++) {
		ex_conf_bool(&c, booleans[i], &v);
		print_value(booleans[i], &v);
	}
	print_listeners(&p, &c, override);
	pool_release(&p);
}

int
main(int argc, char **argv)
{
	struct host h = { .root = ROOT_INIT, .source = SOURCE_ROOT };
	const char *override = NULL;
	int i = 2;

	if (argc > 4 && strcmp(argv[2], "-oX") == 0) {
		override = argv[3];
		i = 4;
	}
	if (i >= argc || root_open(&h.root, argv[1], NULL) < 0)
		return 64;
	for (; i < argc; i++)
		print_file(&h, override, argv[i]);
	root_release(&h.root);
	return 0;
}
