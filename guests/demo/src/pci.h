/*
 * The other PCI instructions: load, store, store block, modify and store controls, refresh translations.
 */
#ifndef PCI_H
#define PCI_H

#include "report.h"
#include "sites.h"

/* Address spaces of PCILG, PCISTG and PCISTB: a BAR's number, or this. */
#define SPACE_CONFIG 15

/* There is only DMA address space 0. */
#define WRONG_DMA_SPACE 1

/* Status codes (condition code 1). */
#define STATUS_ERROR 8
#define STATUS_BLOCKED 12

/* Operation controls of MPCIFC. */
enum control {
	REGISTER_INTERRUPTS = 2,
	DEREGISTER_INTERRUPTS = 3,
	REGISTER_IOAT = 4,
	DEREGISTER_IOAT = 5,
	REREGISTER_IOAT = 6,
	RESET_ERROR = 7,
	RESET_BLOCK = 9,
	SET_MEASUREMENT = 10,
};

/* Function information block, format 0. */
struct fib {
	u8 format;
	u8 reserved0[7];
	u8 fc; /* 0x08 */
	u8 reserved1[7];
	u64 pba; /* 0x10 */
	u64 pal;
	u64 iota;
	u32 interrupts; /* 0x28 ISC, NOI, AIBVO, summary wanted, AISBO */
	u32 reserved2;
	u64 aibv; /* 0x30 */
	u64 aisb;
	u64 fmb; /* 0x40 */
	u64 reserved3;
};

_Static_assert(sizeof(struct fib) == 0x50, "FIB");
ASSERT_OFFSET(struct fib, interrupts, 0x28);
ASSERT_OFFSET(struct fib, fmb, 0x40);

#define FC_ENABLED 0x80
#define FC_ERROR 0x40
#define FC_BLOCKED 0x20
#define FC_IOAT 0x10

u32 pci_load(struct report_function *function, enum site site, u32 space, u64 offset, u32 length, u64 *value);
u32 pci_store(struct report_function *function, enum site site, u32 space, u64 offset, u32 length, u64 value);
u32 pci_store_block(struct report_function *function, enum site site, u32 space, u64 offset, const void *from,
		    u32 length);
u32 pci_refresh(struct report_function *function, enum site site, u64 iova, u64 length);
u32 pci_modify(struct report_function *function, enum site site, enum control control, const struct fib *fib);
u32 pci_stored_controls(struct report_function *function, enum site site, struct fib *fib);
u64 config_read(struct report_function *function, u32 offset, u32 length);
void config_write(struct report_function *function, u32 offset, u32 length, u64 value);

#endif
