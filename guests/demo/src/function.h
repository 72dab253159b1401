/*
 * A PCI function: its public record in the report, and what the program needs besides.
 */
#ifndef FUNCTION_H
#define FUNCTION_H

#include "pci.h"
#include "report.h"

/* Pages at the begin of the DMA window that every function has. */
#define RING_PAGES MAX_QUEUES
#define HEADER_PAGE 4 /* what the device only reads: mapped read-only */
#define STATUS_PAGE 5
#define DMA_PAGES 6
#define SLOT_PAGE 64 /* first of the pages that are mapped for one request each */
#define SLOTS 16 /* per queue */

/* A virtio structure in a BAR. */
struct window {
	u32 bar; /* SPACE_CONFIG: absent */
	u32 offset;
};

struct function {
	struct report_function *record;
	u32 index; /* of its record */
	bool ready; /* set up and usable */
	bool hold; /* no new requests: something waits for the queues to be idle */
	u64 *root; /* region-third table */
	u8 *pages; /* DMA_PAGES of them */
	u8 *data[MAX_QUEUES]; /* the page behind a queue's slots */
	u8 *vector_bits; /* AIBV */
	u8 *measurement; /* FMB */
	struct fib fib ALIGNED(8);
	struct window common, notify;
	u32 notify_multiplier;
	u64 notify_offset[MAX_QUEUES];
	u16 virtio_queue[MAX_QUEUES]; /* device's number of our queue */
	u16 ring_index[MAX_QUEUES]; /* free-running index of the available ring */
	u16 used_index[MAX_QUEUES];
	u32 msix_capability; /* offset in the configuration space, 0 = none */
};

extern struct function functions[MAX_FUNCTIONS];

void functions_discover(void);
void function_release(struct function *function);
void function_reset(struct function *function);
struct function *function_by_fid(u32 fid);
struct function *function_target(void);
void function_set_state(struct function *function, enum function_state state);
bool function_usable(const struct function *function);

#endif
