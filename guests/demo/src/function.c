/*
 * Functions: found by CLP list, enabled, set up, reset, given back.
 */
#include "function.h"

#include "clp.h"
#include "errors.h"
#include "event.h"
#include "ioat.h"
#include "irq.h"
#include "mistake.h"
#include "options.h"
#include "virtio.h"

#define CONFIGURED 0x80000000U
#define FH_ENABLED 0x80000000U
#define COMMAND 0x04
#define COMMAND_MEMORY 0x2
#define COMMAND_MASTER 0x4
#define CAPABILITIES 0x34
#define CAPABILITY_MSIX 0x11
#define FMB_BYTES 128

struct function functions[MAX_FUNCTIONS];

/* What CLP list said last; collected before anything else uses the CLP block. */
static struct clp_entry entries[MAX_FUNCTIONS];
static u32 entry_count;

static void collect(const struct clp_entry *entry)
{
	if (entry_count < MAX_FUNCTIONS)
		entries[entry_count++] = *entry;
}

struct function *function_by_fid(u32 fid)
{
	for (u32 i = 0; i < report.function_count; i++)
		if (functions[i].record->fid == fid)
			return &functions[i];
	return NULL;
}

/* The function that "target=" names, else the first that moves data, else the first. */
struct function *function_target(void)
{
	if (options.target != ANY)
		return function_by_fid((u32)options.target);
	for (u32 i = 0; i < report.function_count; i++)
		if (functions[i].ready && functions[i].record->driven)
			return &functions[i];
	return report.function_count ? &functions[0] : NULL;
}

void function_set_state(struct function *function, enum function_state state)
{
	report_begin();
	function->record->state = state;
	report_end();
}

/* Set up, and neither gone nor disabled. */
bool function_usable(const struct function *function)
{
	return function->ready && function->record->state >= STATE_ENABLED;
}

/* The record for this FID: its own, or a new one, or (if there are no more) that of a function that is gone. */
static struct function *slot_for(u32 fid)
{
	struct function *function = function_by_fid(fid);
	u32 index = report.function_count;

	if (function)
		return function;
	if (index == MAX_FUNCTIONS) {
		for (index = 0; index < MAX_FUNCTIONS; index++)
			if (functions[index].record->state == STATE_GONE)
				return &functions[index];
		return NULL;
	}
	function = &functions[index];
	function->record = &report.functions[index];
	function->index = index;
	report_begin();
	function->record->fid = fid;
	report.function_count++;
	report_end();
	return function;
}

static bool query(struct function *function)
{
	struct report_function *record = function->record;
	struct clp_function answer;
	struct clp_group group;

	if (clp_query(record->fh, &answer) != CLP_OK || clp_group(answer.pfgid, &group) != CLP_OK)
		return false;
	report_begin();
	record->uid = answer.uid;
	record->vfn = answer.vfn;
	record->pchid = answer.pchid;
	record->pfgid = answer.pfgid;
	record->pft = answer.pft;
	record->start_dma = answer.start_dma;
	record->end_dma = answer.end_dma;
	memcpy(record->bar_exponents, answer.bar_exponents, sizeof(record->bar_exponents));
	record->group_noi = group.noi & 0xfff;
	record->group_flags = group.flags;
	record->maxstbl = group.maxstbl & 0x1fff;
	record->mui = group.mui;
	record->dtsm = group.dtsm;
	record->msi_address = group.msi_address;
	report_end();
	return true;
}

/* Enable; a function that is enabled already (who knows by whom) is disabled first. */
static bool enable(struct function *function)
{
	struct report_function *record = function->record;
	u32 fh = record->fh;

	if (fh & FH_ENABLED)
		clp_set(&fh, CLP_DISABLE);
	if (options.errors)
		errors_disabled(function);
	if (clp_set(&fh, CLP_ENABLE) != CLP_OK)
		return false;
	report_begin();
	record->fh = fh;
	record->state = STATE_ENABLED;
	record->loads = 0;
	record->stores = 0;
	record->store_blocks = 0;
	record->refreshes = 0;
	report_end();
	return true;
}

static void note_msix(struct function *function, u32 at)
{
	struct report_function *record = function->record;
	u64 control = config_read(record, at + 2, 2);
	u64 table = config_read(record, at + 4, 4);

	function->msix_capability = at;
	record->msix_entries = (u32)(control & 0x7ff) + 1;
	record->msix_bar = table & 7;
	record->msix_table = (u32)table & ~7U;
	record->msix_pending = (u32)config_read(record, at + 8, 4) & ~7U;
}

/* Read the configuration space: ids and the MSI-X capability; let the device answer and master the bus. */
static void configure(struct function *function)
{
	struct report_function *record = function->record;
	u32 at = (u32)config_read(record, CAPABILITIES, 1) & 0xfc;

	function->msix_capability = 0;
	record->msix_entries = 0;
	record->vendor = (u16)config_read(record, 0, 2);
	record->device = (u16)config_read(record, 2, 2);
	for (u32 i = 0; i < 48 && at >= 0x40; i++) {
		if (config_read(record, at, 1) == CAPABILITY_MSIX)
			note_msix(function, at);
		at = (u32)config_read(record, at + 1, 1) & 0xfc;
	}
	config_write(record, COMMAND, 2, config_read(record, COMMAND, 2) | COMMAND_MEMORY | COMMAND_MASTER);
}

/* Register the function measurement block. It counts from when the function was enabled, as the record does. */
static void start_measurement(struct function *function)
{
	struct report_function *record = function->record;

	if (!options.fmb)
		return;
	if (!function->measurement)
		function->measurement = heap_take(FMB_BYTES, FMB_BYTES);
	if (!function->measurement)
		return;
	memset(function->measurement, 0, FMB_BYTES);
	function->fib = (struct fib){ .fmb = (u64)function->measurement };
	if (pci_modify(record, SITE_mpcifc_set_fmb, SET_MEASUREMENT, &function->fib) != 0)
		return;
	report_begin();
	record->fmb = (u64)function->measurement;
	record->fmb_registered = 1;
	report_end();
}

/* Register the tables, with every operation control there is for that, and make what stays mapped known. */
static bool register_tables(struct function *function)
{
	if (options.errors)
		errors_unregistered(function);
	if (!ioat_register(function))
		return false;
	ioat_cycle(function);
	ioat_refresh_static(function);
	return true;
}

/* From a handle to a function that works. The order is Linux's: enable, tables, measurement, interrupts, driver. */
static bool set_up(struct function *function)
{
	struct report_function *record = function->record;

	function->ready = false;
	function->hold = false;
	record->driven = 0;
	record->queue_count = 0;
	if (!query(function) || !options.enable || !enable(function))
		return false;
	configure(function);
	if (!ioat_build(function))
		return false;
	if (options.ioat && !register_tables(function))
		return false;
	start_measurement(function);
	if (options.irq && record->msix_entries && irq_register_all(function))
		irq_enable_msix(function);
	record->driven = virtio_find(function) && options.ioat && !mistake_meant(record) && virtio_start(function);
	mistake_make(function);
	function->ready = true;
	report_begin();
	report.heap_free = heap_free();
	report_end();
	return true;
}

/* What the hypervisor forgets when a function is disabled. */
static void forget(struct function *function, enum function_state state)
{
	struct report_function *record = function->record;

	function->ready = false;
	report_begin();
	record->state = state;
	record->queue_count = 0;
	record->driven = 0;
	record->ioat_registered = 0;
	record->interrupts_registered = 0;
	record->fmb_registered = 0;
	record->fmb = 0;
	record->iota = 0;
	report_end();
}

/* Stop the device; in the error state, stores have to be made possible first. */
static void quiesce(struct function *function)
{
	struct report_function *record = function->record;

	if (!function->ready)
		return;
	if (record->state == STATE_ERROR)
		pci_modify(record, SITE_mpcifc_reset_block, RESET_BLOCK, &function->fib);
	virtio_stop(function);
}

/* Disable and set up again: the handle may change, the rest comes back as it was. */
void function_reset(struct function *function)
{
	struct report_function *record = function->record;
	u32 fh = record->fh;

	quiesce(function);
	if (clp_set(&fh, CLP_DISABLE) != CLP_OK)
		return;
	forget(function, STATE_DISABLED);
	report_begin();
	record->fh = fh;
	record->resets++;
	report_end();
	set_up(function);
}

/* Give a function back: disable it and deconfigure it, as the hypervisor asked for (hot-unplug). */
void function_release(struct function *function)
{
	u32 fh = function->record->fh;

	quiesce(function);
	if (fh & FH_ENABLED)
		clp_set(&fh, CLP_DISABLE);
	forget(function, STATE_STANDBY);
	report_begin();
	function->record->fh = fh;
	report.released++;
	report_end();
	sclp_deconfigure(function->record->fid);
}

static bool listed(u32 fid)
{
	for (u32 i = 0; i < entry_count; i++)
		if (entries[i].fid == fid)
			return true;
	return false;
}

/* A function of the list that is not in use yet. */
static void adopt(const struct clp_entry *entry)
{
	struct function *function = slot_for(entry->fid);

	if (!function || function->ready)
		return;
	report_begin();
	function->record->fid = entry->fid;
	function->record->fh = entry->fh;
	function->record->state = entry->config & CONFIGURED ? STATE_DISABLED : STATE_STANDBY;
	report.adopted += report.ready;
	report_end();
	if (entry->config & CONFIGURED)
		set_up(function);
}

/* Bring the records in line with CLP list: functions that came are set up, functions that went are marked gone. */
void functions_discover(void)
{
	entry_count = 0;
	if (clp_list(collect) != CLP_OK)
		return;
	for (u32 i = 0; i < report.function_count; i++)
		if (!listed(functions[i].record->fid) && functions[i].record->state != STATE_GONE)
			forget(&functions[i], STATE_GONE);
	for (u32 i = 0; i < entry_count; i++)
		adopt(&entries[i]);
}
