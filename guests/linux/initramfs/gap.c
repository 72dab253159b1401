/*
 * gap run FILE    Watch the clock on the last CPU, at real-time priority, and keep the longest gap in FILE.
 * gap take FILE   Print "GAP-US n", the longest gap since the last take, in microseconds, and start over.
 *
 * A gap is the time between two looks at the clock. Whatever keeps this CPU from us makes one: interrupts, the
 * hypervisor, a debugger that stops the guest.
 */
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

/* The TOD clock, whose bit 51 is a microsecond: 4096 units each. STORE CLOCK FAST works in the problem state. */
static uint64_t tod(void)
{
	uint64_t value;

	asm volatile("stckf %0" : "=Q"(value) : : "cc");
	return value;
}

static uint64_t *map(const char *path)
{
	int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);

	if (fd < 0 || ftruncate(fd, sizeof(uint64_t)) != 0) {
		perror(path);
		return NULL;
	}
	void *page = mmap(NULL, sizeof(uint64_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);

	close(fd);
	if (page == MAP_FAILED) {
		perror(path);
		return NULL;
	}
	return page;
}

/* Alone on the last CPU as far as that is possible; without the throttle for real-time tasks, itself a gap. */
static void settle(void)
{
	long cpu = sysconf(_SC_NPROCESSORS_ONLN) - 1;
	struct sched_param priority = { .sched_priority = 1 };
	cpu_set_t set;

	CPU_ZERO(&set);
	CPU_SET(cpu, &set);
	int fd = open("/proc/sys/kernel/sched_rt_runtime_us", O_WRONLY | O_CLOEXEC);

	if (fd < 0 || write(fd, "-1", 2) != 2)
		perror("sched_rt_runtime_us");
	if (sched_setaffinity(0, sizeof(set), &set) != 0)
		perror("sched_setaffinity");
	if (cpu > 0 && sched_setscheduler(0, SCHED_FIFO, &priority) != 0)
		perror("sched_setscheduler");
}

static void watch(uint64_t *longest)
{
	uint64_t last = tod();

	for (;;) {
		uint64_t now = tod();
		uint64_t gap = now - last;
		uint64_t known = __atomic_load_n(longest, __ATOMIC_RELAXED);

		while (gap > known && !__atomic_compare_exchange_n(longest, &known, gap, 0, __ATOMIC_RELAXED,
								    __ATOMIC_RELAXED))
			;
		last = now;
	}
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("usage: gap run|take FILE\n", stderr);
		return 2;
	}
	uint64_t *longest = map(argv[2]);

	if (!longest)
		return 1;
	if (strcmp(argv[1], "run") == 0) {
		settle();
		watch(longest);
	}
	printf("GAP-US %llu\n", (unsigned long long)__atomic_exchange_n(longest, 0, __ATOMIC_RELAXED) / 4096);
	return 0;
}
