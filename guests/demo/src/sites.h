/*
 * Executing a PCI instruction at its named site, with a record of it in the report.
 */
#ifndef SITES_H
#define SITES_H

#include "arch.h"

enum site {
#define SITE(name, form) SITE_##name,
#include "sites.def"
#undef SITE
	SITE_COUNT,
};

/* Operands and results of one execution; instructions.S knows the offsets. */
struct call {
	u64 request; /* 0 */
	u64 second; /* 8 */
	u64 third; /* 16 */
	u64 after; /* 24 */
	u64 data; /* 32 */
	u32 condition; /* 40 */
};

/* What execute_at() returns besides condition codes 0..3. */
#define INTERRUPTED 4

/* The request register of an instruction that names a function. */
#define REQUEST(fh, space, length) ((u64)(fh) << 32 | (u64)(space) << 16 | (length))

void sites_start(void);
u32 execute_at(enum site site, struct call *call);
u32 status_of(const struct call *call);
void note_status(enum site site, u32 status);
bool interrupted_at_site(u64 address, u16 code);

#endif
