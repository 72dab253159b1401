/*
 * Memory: what the compiler may call (memset, memcpy), and a heap that only grows.
 */
#include "arch.h"

static u64 heap_next;
static u64 heap_end;

/* Called by compiled code for initialisers; byte by byte is enough there, big areas are filled in other ways. */
void *memset(void *to, int value, size_t length)
{
	u8 *at = to;
	u64 word = 0x0101010101010101UL * (u8)value;

	for (; length >= 8 && ((u64)at & 7) == 0; at += 8, length -= 8)
		*(u64 *)at = word;
	while (length--)
		*at++ = (u8)value;
	return to;
}

/* Doublewords where both are aligned (the report is), bytes elsewhere. */
void *memcpy(void *to, const void *from, size_t length)
{
	u8 *target = to;
	const u8 *source = from;

	if ((((u64)target | (u64)source) & 7) == 0)
		for (; length >= 8; target += 8, source += 8, length -= 8)
			*(u64 *)target = *(const u64 *)source;
	while (length--)
		*target++ = *source++;
	return to;
}

/* The heap is [from, to). Returns false if that is nothing. */
bool heap_start(u64 from, u64 to)
{
	heap_next = from;
	heap_end = to;
	return to > from;
}

/* A zeroed block, or NULL if RAM is used up. Blocks are never given back. */
void *heap_take(u64 length, u64 alignment)
{
	u64 at = (heap_next + alignment - 1) & -alignment;

	if (at < heap_next || at > heap_end || length > heap_end - at)
		return NULL;
	heap_next = at + length;
	return memset((void *)at, 0, length);
}

/* Bytes left; what alignment will cost is not known here. */
u64 heap_free(void)
{
	return heap_end - heap_next;
}
