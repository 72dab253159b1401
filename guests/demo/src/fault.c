/*
 * "fault=" makes one mistake, once, on the target function, the way a broken driver would; "gate=" shuts one of the
 * gates that an interruption has to pass. Both wait some loops, so that there is a healthy past to compare with, and
 * both can be undone after a while ("recover=", "gatefor=").
 */
#include "fault.h"

#include "event.h"
#include "ioat.h"
#include "irq.h"
#include "options.h"
#include "virtio.h"

/* The page after those that are mapped for requests: nothing else uses it. */
static u64 spare_iova(const struct report_function *record)
{
	return record->pba + (SLOT_PAGE + MAX_QUEUES * SLOTS) * PAGE;
}

/* Map it to a page, to be read only if that is 0, or unmap it. */
static void map_spare_to(struct function *function, u64 frame, bool valid)
{
	struct report_function *record = function->record;
	u64 iova = spare_iova(record);

	report_begin();
	if (valid)
		ioat_map(function, iova, frame, !frame);
	else
		ioat_unmap(function, iova);
	record->spare_iova = valid ? iova : 0;
	report_end();
}

/* Map it to the first queue's data page, or unmap it. */
static void map_spare(struct function *function, bool valid)
{
	map_spare_to(function, function->record->queues[0].frame, valid);
}

/* Map a page to absolute 0, which QEMU takes for no page, and refresh it. */
static bool map_page_zero(struct function *function)
{
	map_spare_to(function, 0, true);
	pci_refresh(function->record, SITE_rpcit_map, spare_iova(function->record), PAGE);
	return true;
}

/* Have the device write to an address it has no right to. False: a request is in flight, try again. */
static bool misdirect(struct function *function, u64 iova)
{
	return virtio_submit_at(function, iova);
}

/* Map a page and leave out RPCIT before the device uses it. */
static bool skip_refresh(struct function *function)
{
	struct report_function *record = function->record;

	if (!virtio_idle(function))
		return false;
	map_spare(function, true);
	return misdirect(function, spare_iova(record));
}

/* Map a page, refresh, unmap it, refresh, and let the device use it all the same. */
static bool use_after_unmap(struct function *function)
{
	struct report_function *record = function->record;

	if (!virtio_idle(function))
		return false;
	map_spare(function, true);
	pci_refresh(record, SITE_rpcit_map, spare_iova(record), PAGE);
	map_spare(function, false);
	pci_refresh(record, SITE_rpcit_unmap, spare_iova(record), PAGE);
	return misdirect(function, spare_iova(record));
}

/* Leave a bad region-third entry in the tables and refresh an address under it. */
static bool refresh_bad_entry(struct function *function, u64 entry)
{
	ioat_trap(function, entry);
	pci_refresh(function->record, SITE_rpcit_table, function->record->trap_iova, PAGE);
	return true;
}

/* Refresh without registered tables. The device is stopped first, as it is not what this fault is about. */
static bool refresh_unregistered(struct function *function)
{
	if (!virtio_idle(function))
		return false;
	virtio_stop(function);
	ioat_deregister(function);
	pci_refresh(function->record, SITE_rpcit_table, function->record->dma_iova, PAGE);
	return true;
}

/* Make the fault. False: not possible right now. */
static bool make(struct function *function)
{
	struct report_function *record = function->record;
	u64 table = (u64)function->root;

	switch (options.fault) {
	case FAULT_NORPCIT:
		return skip_refresh(function);
	case FAULT_READONLY:
		return misdirect(function, record->dma_iova + HEADER_PAGE * PAGE);
	case FAULT_UNMAPPED:
		return misdirect(function, record->trap_iova);
	case FAULT_STALE:
		return use_after_unmap(function);
	case FAULT_WINDOW:
		return misdirect(function, (u64)function->data[0]);
	case FAULT_ZERO:
		return refresh_bad_entry(function, 0);
	case FAULT_LENGTH:
		return refresh_bad_entry(function, table | 0x4);
	case FAULT_TYPE:
		return refresh_bad_entry(function, table | 0xb);
	case FAULT_RANGE:
		pci_refresh(record, SITE_rpcit_outside, record->pal + 1, PAGE);
		return true;
	case FAULT_NOIOAT:
		return refresh_unregistered(function);
	case FAULT_PAGEZERO:
		return map_page_zero(function);
	default:
		return true;
	}
}

/* Bring everything into order again: tables, then the function. */
static void recover(struct function *function)
{
	ioat_trap(function, TABLE_INVALID);
	if (function->record->spare_iova)
		map_spare(function, false);
	function_reset(function);
	report_begin();
	report.fault = FAULT_NONE;
	function->record->fault = 0;
	report_end();
	options.fault = FAULT_NONE;
}

/* Once a loop: make the fault when its time has come, and undo it if that was asked for. */
void fault_step(void)
{
	struct function *function;

	if (!options.fault || report.loops < options.faultafter)
		return;
	function = function_target();
	if (!function || !function->ready)
		return;
	if (report.fault) {
		if (options.recover && report.loops >= report.fault_loop + options.recover)
			recover(function);
		return;
	}
	function->hold = !make(function);
	if (function->hold)
		return;
	report_begin();
	report.fault = (u32)options.fault;
	report.fault_loop = report.loops;
	function->record->fault = 1;
	report_end();
}

/* Into the error state by a refresh of a bad entry, out of it half way: loads and stores work, interrupts do not. */
static bool block(struct function *function)
{
	struct report_function *record = function->record;

	if (!virtio_idle(function))
		return false;
	ioat_trap(function, 0);
	pci_refresh(record, SITE_rpcit_table, record->trap_iova, PAGE);
	ioat_trap(function, TABLE_INVALID);
	if (pci_modify(record, SITE_mpcifc_reset_block, RESET_BLOCK, &function->fib) == 0)
		function_set_state(function, STATE_BLOCKED);
	return true;
}

static void unblock(struct function *function)
{
	if (pci_modify(function->record, SITE_mpcifc_reset_error, RESET_ERROR, &function->fib) == 0)
		function_set_state(function, STATE_ENABLED);
}

/* Once a loop: shut the gate when its time has come, and open it again if that was asked for. */
void gate_step(void)
{
	struct function *function = function_target();

	if (!options.gate || report.loops < options.gateafter || !function || !function->ready)
		return;
	if (report.gate) {
		if (!options.gatefor || report.loops < report.gate_loop + options.gatefor)
			return;
		if (options.gate == GATE_BLOCKED)
			unblock(function);
		irq_gate(false);
		options.gate = GATE_NONE;
		return;
	}
	function->hold = options.gate == GATE_BLOCKED && !block(function);
	if (!function->hold)
		irq_gate(true);
}
