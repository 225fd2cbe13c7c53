/* Holds listening TCP sockets for tests: copy it to the name that it shall
 * have.
 *
 *	hold [-a ARGV0] ADDRESS,PORT[,v6only][,dual][,dev=NAME]...
 *
 * Writes "ready" when it listens; ends when its standard input does. An
 * IPv6 socket takes IPv4 too only with `dual`. A link-local address wants a
 * device. With -a it runs itself again under that argv[0], the sockets open.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <net/if.h>
#include <netinet/in.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static int
listen_on(char *spec)
{
	struct sockaddr_in6 six = { .sin6_family = AF_INET6 };
	struct sockaddr_in four = { .sin_family = AF_INET };
	char *rest = spec, *address = strsep(&rest, ",");
	char *port = strsep(&rest, ","), *word;
	bool inet6 = strchr(address, ':') != NULL;
	int fd = socket(inet6 ? AF_INET6 : AF_INET, SOCK_STREAM, 0);
	int only = strncmp(address, "::ffff:", 7) != 0, one = 1;

	if (fd < 0 || port == NULL)
		return -1;
	setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one));
	while ((word = strsep(&rest, ",")) != NULL) {
		if (strcmp(word, "dual") == 0)
			only = 0;
		else if (strncmp(word, "dev=", 4) == 0) {
			six.sin6_scope_id = if_nametoindex(word + 4);
			if (setsockopt(fd, SOL_SOCKET, SO_BINDTODEVICE,
			    word + 4, (socklen_t)strlen(word + 4)) != 0)
				return -1;
		}
	}
	if (inet6 && setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &only,
	    sizeof(only)) != 0)
		return -1;
	four.sin_port = six.sin6_port = htons((uint16_t)strtoul(port, NULL,
	    10));
	if (inet_pton(inet6 ? AF_INET6 : AF_INET, address, inet6 ?
	    (void *)&six.sin6_addr : (void *)&four.sin_addr) != 1)
		return -1;
	return bind(fd, inet6 ? (const struct sockaddr *)&six :
	    (const struct sockaddr *)&four, inet6 ? sizeof(six) :
	    sizeof(four)) != 0 ? -1 : listen(fd, 5);
}

int
main(int argc, char **argv)
{
	char again[] = "", *words[] = { NULL, again, NULL }, self[4096];
	ssize_t n;
	char byte;
	int i;

	if (argc > 2 && strcmp(argv[1], "-a") == 0) {
		words[0] = argv[2];
		argv += 2;
		argc -= 2;
	}
	if (argc < 2 || argv[1][0] != '\0') {
		for (i = 1; i < argc; i++) {
			if (listen_on(argv[i]) != 0) {
				perror("hold");
				return 1;
			}
		}
		if (words[0] != NULL) {
			/* by its path, which names the process */
			n = readlink("/proc/self/exe", self,
			    sizeof(self) - 1);
			self[n < 0 ? 0 : n] = '\0';
			execv(self, words);
			return 1;
		}
	}
	alarm(1200);
	puts("ready");
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	return 0;
}
