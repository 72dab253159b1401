/*
 * Options from the kernel command line: words "name=value" (README.md describes them).
 */
#ifndef OPTIONS_H
#define OPTIONS_H

#include "arch.h"

#define ANY 0xffffffffffffffffUL

enum gate { GATE_NONE, GATE_SUMMARY, GATE_CR6, GATE_SIC, GATE_BLOCKED };

enum fault {
	FAULT_NONE,
	FAULT_NORPCIT, /* a page is mapped but not refreshed before the device uses it */
	FAULT_READONLY, /* the device writes to a page that is mapped read-only */
	FAULT_UNMAPPED, /* the device uses an address that was never mapped */
	FAULT_STALE, /* the device uses an address after it was unmapped */
	FAULT_WINDOW, /* the device is given an absolute address instead of one of its own */
	FAULT_ZERO, /* RPCIT meets an entry of zeros */
	FAULT_LENGTH, /* RPCIT meets a region entry with a wrong table length */
	FAULT_TYPE, /* RPCIT meets a region entry of the wrong table type */
	FAULT_RANGE, /* RPCIT outside of the window */
	FAULT_NOIOAT, /* RPCIT without registered tables */
	FAULT_PAGEZERO, /* RPCIT meets a page that is mapped to absolute 0 */
};

struct options {
	u64 rate, mappings, mapfid, pool, readonly, holes, stale, large, window, refresh;
	u64 pcilg, pcistg, pcistb, stpcifc, clp, dma;
	u64 enable, ioat, irq, isc, aibvo, summary, sic, mask, fmb;
	u64 errors, cycle, reset, hotplug, publish, cpus;
	u64 gate, gateafter, gatefor, fault, faultafter, recover, target;
	u64 forget, shorten, designate, direct, unrefreshed, astray, confuse, unmark, deconfigure, neglect; /* FIDs */
};

extern struct options options;

void options_parse(const char *line);

#endif
