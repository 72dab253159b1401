/*
 * The yardstick of bench/memory: a plain loop of process_vm_readv. For each line "PID BASE SPACE SIZE COUNT" on standard
 * input (BASE in hex) it reads COUNT times SIZE bytes at changing addresses in BASE..BASE+SPACE, and prints how many
 * nanoseconds that took.
 */
#define _GNU_SOURCE
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/uio.h>
#include <time.h>

static uint64_t now(void)
{
    struct timespec t;

    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t) t.tv_sec * 1000000000u + (uint64_t) t.tv_nsec;
}

int main(void)
{
    int pid;
    uint64_t base, space, size, count;

    while (scanf("%d %" SCNx64 " %" SCNu64 " %" SCNu64 " %" SCNu64, &pid, &base, &space, &size, &count) == 5) {
        /* At a page, which is where it is fastest. */
        char *buffer = aligned_alloc(4096, (size + 4095) & ~UINT64_C(4095));

        if (!buffer) {
            return 1;
        }
        memset(buffer, 1, size);
        uint64_t start = now();
        for (uint64_t i = 0; i < count; i++) {
            /* The same addresses as in MemoryBench.address. */
            uint64_t offset = i * (size + 4096) % (space - size) & ~UINT64_C(7);
            struct iovec local = {buffer, size};
            struct iovec remote = {(void *) (uintptr_t) (base + offset), size};

            if (process_vm_readv(pid, &local, 1, &remote, 1, 0) != (ssize_t) size) {
                perror("process_vm_readv");
                return 1;
            }
        }
        printf("%" PRIu64 "\n", now() - start);
        fflush(stdout);
        free(buffer);
    }
    return 0;
}
