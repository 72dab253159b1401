/*
 * I/O translation tables of a function.
 */
#ifndef IOAT_H
#define IOAT_H

#include "function.h"

#define PTE_INVALID 0x400UL
#define PTE_READONLY 0x200UL
#define REGION_VALID 0x7UL /* type region-third, table length 3 */
#define TABLE_INVALID 0x20UL
#define SEGMENT_FRAME 0x400UL /* the entry names a frame of 1 MiB */

bool ioat_build(struct function *function);
bool ioat_register(struct function *function);
bool ioat_deregister(struct function *function);
void ioat_refresh_static(struct function *function);
void ioat_cycle(struct function *function);
void ioat_map(struct function *function, u64 iova, u64 frame, bool readonly);
void ioat_unmap(struct function *function, u64 iova);
void ioat_trap(struct function *function, u64 region_entry);
u64 ioat_dma_address(const struct function *function, const void *at);

#endif
