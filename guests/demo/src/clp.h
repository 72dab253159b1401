/*
 * Call logical processor, PCI: list, query function, query group, set function.
 */
#ifndef CLP_H
#define CLP_H

#include "sites.h"

#define CLP_OK 0x0010

#define CLP_ENABLE 0
#define CLP_DISABLE 1

/* An entry of the list response. */
struct clp_entry {
	u16 device;
	u16 vendor;
	u32 config; /* 0x80000000: configured */
	u32 fid;
	u32 fh;
};

/* Response to a query of a function, after its 16-byte header. */
struct clp_function {
	u16 vfn; /* 0x10 of the response */
	u8 flags;
	u8 pfgid;
	u32 fid;
	u8 bar_exponents[6];
	u16 pchid;
	u8 bars[24];
	u8 pfip[4];
	u8 fidparm;
	u8 port;
	u8 fmb_words;
	u8 pft;
	u64 start_dma;
	u64 end_dma;
	u8 reserved[0x7c - 0x50];
	u32 uid;
};

/* Response to a query of a group, after its header. */
struct clp_group {
	u16 noi; /* 0x10; low 12 bits */
	u8 version;
	u8 flags;
	u16 maxstbl; /* low 13 bits */
	u16 mui;
	u8 dtsm;
	u8 reserved0;
	u16 maxfaal;
	u16 dnoi;
	u16 maxcpu;
	u64 dasm;
	u64 msi_address;
};

_Static_assert(offsetof(struct clp_function, start_dma) == 0x40 - 0x10, "query function");
_Static_assert(offsetof(struct clp_function, uid) == 0x7c - 0x10, "query function");
_Static_assert(offsetof(struct clp_group, msi_address) == 0x28 - 0x10, "query group");

u32 clp_list(void (*visit)(const struct clp_entry *entry));
u32 clp_query(u32 fh, struct clp_function *function);
u32 clp_group(u8 pfgid, struct clp_group *group);
u32 clp_set(u32 *fh, u8 operation);
void clp_errors(u32 fh);

#endif
