"""A yardstick of bench/translation: the same walk through I/O translation tables in plain Python.

For each line "PID BASE IOTA" on standard input (numbers in hex) it lists all valid mappings below a region-third table in
the memory of a process, and prints how many nanoseconds that took and how many mappings there are.
"""
import os
import struct
import sys
import time


def walk(memory, base, iota):
    regions = struct.Struct(">2048Q")
    pages = struct.Struct(">256Q")
    mappings = []
    for i, region in enumerate(regions.unpack(os.pread(memory, 16384, base + (iota & ~0xFFF)))):
        if region & 0x20:
            continue
        for j, segment in enumerate(regions.unpack(os.pread(memory, 16384, base + (region & ~0x3FFF)))):
            if segment & 0x20:
                continue
            iova = (i << 31) + (j << 20)
            if segment & 0x400:
                mappings.append((iova, segment & ~0xFFFFF, not segment & 0x200))
                continue
            for page in pages.unpack(os.pread(memory, 2048, base + (segment & ~0x7FF))):
                if not page & 0x400:
                    mappings.append((iova, page & ~0xFFF, not page & 0x200))
                iova += 0x1000
    return mappings


def main():
    for line in sys.stdin:
        pid, base, iota = (int(word, 16) for word in line.split())
        memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
        start = time.perf_counter_ns()
        mappings = walk(memory, base, iota)
        nanos = time.perf_counter_ns() - start
        os.close(memory)
        print(nanos, len(mappings), flush=True)


main()
