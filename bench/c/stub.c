/*
 * The least that a client of QEMU's gdbstub can do at a breakpoint: continue, wait, step, wait; nothing is read and
 * nothing decided. With REGISTER, the stub's number of one in hex, it reads that at each hit, and asks the socket again
 * and again instead of sleeping: no client that decides by a register can be faster. Prints hits a second. Usage:
 * stub SOCKET ADDRESS SECONDS [REGISTER]
 */
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

static int stub;
static int sleepless;

static ssize_t receive(char *buffer, size_t size)
{
	ssize_t count;

	if (!sleepless)
		return read(stub, buffer, size);
	while ((count = recv(stub, buffer, size, MSG_DONTWAIT)) < 0 && errno == EAGAIN)
		sched_yield();
	return count;
}

static void send_packet(const char *payload)
{
	char line[256];
	unsigned char sum = 0;

	for (const char *c = payload; *c; c++)
		sum += (unsigned char)*c;
	int length = snprintf(line, sizeof(line), "$%s#%02x", payload, sum);
	if (write(stub, line, (size_t)length) != length)
		exit(1);
}

/* Waits for a packet that begins with this; returns its text. */
static const char *await(const char *begin)
{
	static char text[65536];
	static char pending[65536];
	static size_t filled;

	for (;;) {
		char *start = memchr(pending, '$', filled);
		char *end = start ? memchr(start, '#', filled - (size_t)(start - pending)) : NULL;

		if (end && end + 2 < pending + filled) {
			size_t length = (size_t)(end - start - 1);
			size_t used = (size_t)(end + 3 - pending);

			memcpy(text, start + 1, length);
			text[length] = 0;
			memmove(pending, pending + used, filled - used);
			filled -= used;
			if (!strncmp(text, begin, strlen(begin)))
				return text;
			continue;
		}
		ssize_t count = receive(pending + filled, sizeof(pending) - filled);

		if (count <= 0)
			exit(1);
		filled += (size_t)count;
	}
}

static double now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	struct sockaddr_un address = {.sun_family = AF_UNIX};
	char command[64];
	char question[16] = "";
	long hits = 0;

	if (argc != 4 && argc != 5)
		return 2;
	strncpy(address.sun_path, argv[1], sizeof(address.sun_path) - 1);
	stub = socket(AF_UNIX, SOCK_STREAM, 0);
	if (stub < 0 || connect(stub, (struct sockaddr *)&address, sizeof(address)))
		return 1;
	send_packet("qSupported:multiprocess+");
	await("PacketSize");
	send_packet("?");
	await("T05");
	snprintf(command, sizeof(command), "Z1,%s,2", argv[2]);
	send_packet(command);
	await("OK");
	if (argc == 5) {
		/* QEMU 7.2 tells single registers only to who has read of them. */
		send_packet("qXfer:features:read:target.xml:0,ffb");
		await("");
		send_packet("qXfer:features:read:s390-core64.xml:0,ffb");
		await("");
		snprintf(question, sizeof(question), "p%s", argv[4]);
		sleepless = 1;
	}
	double start = now();
	double end = start + atof(argv[3]);
	while (now() < end) {
		send_packet("vCont;c");
		await("T05");
		if (*question) {
			send_packet(question);
			await("");
		}
		send_packet("vCont;s:p1.1");
		await("T05");
		hits++;
	}
	printf("%.0f\n", (double)hits / (now() - start));
	send_packet("D;1");
	await("OK");
	return 0;
}
