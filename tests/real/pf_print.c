/* Prints what the reader of Postfix's configuration says of folders:
 *	pf_print HOSTNAME NAME,NAME... FOLDER...
 * For each folder its name, and then by tabs: "value", NAME, value; "service",
 * name, type, the five fields, command and arguments; "option", name, type,
 * NAME, value; "listen", family, address or *, port; "unclear" with file:line
 * where there is no answer; "bad" with file:line where Postfix ends over a
 * line, "unknown" and "bad" with NAME. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "agent/base/root.h"
#include "agent/model/pf_master.h"

static void
read_text(const struct root *root, const char *folder, const char *name,
    struct buf *b)
{
	struct pool p = { .blocks = NULL };
	const char *path = pool_printf(&p, "%s/%s", folder, name);

	*b = BUF_INIT(ROOT_MAX_FILE);
	if (path == NULL || root_read(root, path, b, NULL, NULL) < 0)
		exit(1);
	if (b->p == NULL)
		buf_add(b, "", 0);
	pool_release(&p);
}

static void
print_value(const char *name, const struct pf_value *v)
{
	static const char *const states[] = { [PF_UNKNOWN] = "unknown",
		[PF_BAD] = "bad" };

	if (v->state == PF_KNOWN)
		printf("value\t%s\t%s\n", name, v->text);
	else
		printf("%s\t%s\n", states[v->state], name);
}

static void
print_service(const struct pf_service *s)
{
	const struct pf_override *o;
	size_t i;

	printf("service\t%s\t%s", s->name, s->type);
	for (i = 0; i < 5; i++)
		printf("\t%s", s->fields[i]);
	printf("\t%s", s->command);
	for (i = 0; i < s->args.n; i++)
		printf("\t%s", s->args.v[i]);
	printf("\n");
	for (o = s->overrides; o != NULL; o = o->next)
		if (pf_service_option(s, o->name) == o->value)
			printf("option\t%s\t%s\t%s\t%s\n", s->name, s->type,
			    o->name, o->value);
}

static void
print_listeners(struct pool *p, const struct pf_main *m,
    const struct pf_master *master)
{
	struct smcf_listener *l = NULL;
	struct pf_doubt d;

	if (pf_listeners(p, m, master, &l, &d) < 0)
		exit(1);
	if (d.state != PF_KNOWN)
		printf("unclear\t%s:%u\n", d.file, d.line);
	for (; l != NULL; l = l->next)
		printf("listen\t%s\t%s\t%s\n", l->family,
		    l->address == NULL ? "*" : l->address, l->port);
}

static void
print_folder(const struct root *root, const char *host, const char *names,
    const char *folder)
{
	struct pool p = { .blocks = NULL };
	struct pf_main m;
	struct pf_master master;
	struct pf_value v;
	struct buf a, b;
	const struct pf_service *s;
	const char *name;

	read_text(root, folder, "main.cf", &a);
	read_text(root, folder, "master.cf", &b);
	if (pf_main_parse(&p, a.p != NULL ? a.p : "", a.len, &m) < 0 ||
	    pf_master_parse(&p, b.p != NULL ? b.p : "", b.len, &master) < 0)
		exit(1);
	m.host = host;
	printf("folder\t%s\n", folder);
	if (m.bad_line != 0)
		printf("bad\tmain.cf:%u\n", m.bad_line);
	if (master.bad_line != 0)
		printf("bad\tmaster.cf:%u\n", master.bad_line);
	while (m.bad_line == 0 && (name = pf_word(&p, &names)) != NULL) {
		if (pf_main_value(&p, &m, name, &v) < 0)
			exit(1);
		print_value(name, &v);
	}
	for (s = master.services; s != NULL; s = s->next)
		print_service(s);
	print_listeners(&p, &m, &master);
	buf_release(&a);
	buf_release(&b);
	pool_release(&p);
}

int
main(int argc, char **argv)
{
	struct root root = ROOT_INIT;
	int i;

	if (argc < 4 || root_open(&root, "/", NULL) < 0)
		return 64;
	for (i = 3; i < argc; i++)
		print_folder(&root, argv[1], argv[2], argv[i]);
	root_release(&root);
	return 0;
}
