/*
 * I/O translation tables, built the way Linux builds them: a region-third table (designated by origin | 0x804),
 * segment tables and page tables. Bits 31-41 of a DMA address select the region-third entry, bits 20-30 the segment
 * entry, bits 12-19 the page entry.
 *
 * The window of each function, from the start that CLP query names:
 *   first 1 MiB   rings and headers (linear), then the pages that are mapped for one request each
 *   + 1 MiB       the bulk mappings of "mappings=", in a pattern of valid, read-only, stale and never-used entries
 *   next 1 MiB    frames of 1 MiB ("large=")
 *   next 2 GiB    one page, so that there is more than one region-third entry in use
 *   last 2 GiB    never mapped; the place where faults are made
 *
 * With "window=" it ends behind the bulk mappings, and the last two lie outside.
 */
#include "ioat.h"

#include "options.h"

#define REGION_SHIFT 31
#define SEGMENT_SHIFT 20
#define TABLE_ENTRIES 2048
#define PAGE_ENTRIES 256
#define REGION_BYTES (1UL << REGION_SHIFT)
#define SEGMENT_BYTES (1UL << SEGMENT_SHIFT)
#define TABLE_ALIGNMENT 16384UL
#define IOTA_REGION_THIRD 0x804UL
#define ORIGIN_REGION (~0x3fffUL)
#define ORIGIN_SEGMENT (~0x7ffUL)

/* Heap that bulk mappings leave to the other functions. */
#define RESERVE (2UL << 20)

/* Refresh this much of the bulk at a time: the hypervisor walks page by page and holds its lock meanwhile. */
#define REFRESH_BYTES (16UL << 20)

/* Bulk mappings of a function that "mapfid=" does not mean. */
#define SMALL_BULK 64

static u64 *new_table(struct function *function, u32 entries, u64 alignment, u64 fill)
{
	u64 *table = heap_take(entries * sizeof(u64), alignment);

	if (!table)
		return NULL;
	for (u32 i = 0; i < entries; i++)
		table[i] = fill;
	report_begin();
	function->record->table_bytes += entries * sizeof(u64);
	report_end();
	return table;
}

/* The segment entry of this address; a missing segment table is made. NULL: out of memory. */
static u64 *segment_entry(struct function *function, u64 iova)
{
	u64 *region = &function->root[(iova >> REGION_SHIFT) % TABLE_ENTRIES];
	u64 *table;

	if (*region & TABLE_INVALID) {
		table = new_table(function, TABLE_ENTRIES, TABLE_ALIGNMENT, TABLE_INVALID);
		if (!table)
			return NULL;
		*region = (u64)table | REGION_VALID;
	}
	table = (u64 *)(*region & ORIGIN_REGION);
	return &table[(iova >> SEGMENT_SHIFT) % TABLE_ENTRIES];
}

/* The page entry of this address; missing tables are made. NULL: out of memory. */
static u64 *page_entry(struct function *function, u64 iova)
{
	u64 *segment = segment_entry(function, iova);
	u64 *table;

	if (!segment)
		return NULL;
	if (*segment & TABLE_INVALID) {
		table = new_table(function, PAGE_ENTRIES, PAGE_ENTRIES * sizeof(u64), PTE_INVALID);
		if (!table)
			return NULL;
		*segment = (u64)table;
	}
	table = (u64 *)(*segment & ORIGIN_SEGMENT);
	return &table[(iova / PAGE) % PAGE_ENTRIES];
}

/* Write a page entry and keep the record's totals. To be called between report_begin() and report_end(). */
static void set_page(struct report_function *record, volatile u64 *entry, u64 value)
{
	u64 old = *entry;

	if (!(old & PTE_INVALID)) {
		record->valid_pages--;
		record->readonly_pages -= !!(old & PTE_READONLY);
	} else if (old != PTE_INVALID) {
		record->stale_pages--;
	}
	*entry = value;
	if (!(value & PTE_INVALID)) {
		record->valid_pages++;
		record->readonly_pages += !!(value & PTE_READONLY);
	} else if (value != PTE_INVALID) {
		record->stale_pages++;
	}
}

/*
 * Make a mapping, where there is a page table already (as there is for the first 1 MiB of the window). The device may
 * not use it before RPCIT. To be called between report_begin() and report_end().
 */
void ioat_map(struct function *function, u64 iova, u64 frame, bool readonly)
{
	set_page(function->record, page_entry(function, iova), frame | (readonly ? PTE_READONLY : 0));
}

/* Invalidate a mapping the way Linux does: the frame stays in the entry. Else as ioat_map(). */
void ioat_unmap(struct function *function, u64 iova)
{
	u64 *entry = page_entry(function, iova);

	set_page(function->record, entry, *entry | PTE_INVALID);
}

/* What slot i of the bulk holds (REPORT.md gives the same rule to readers). */
static u64 bulk_value(const struct report_function *record, u64 i)
{
	u64 frame = record->pool_frame + i % record->pool_pages * PAGE;

	if (record->bulk_hole && i % record->bulk_hole == record->bulk_hole - 1)
		return PTE_INVALID;
	if (record->bulk_stale && i % record->bulk_stale == record->bulk_stale - 1)
		return frame | PTE_INVALID;
	if (record->bulk_readonly && i % record->bulk_readonly == record->bulk_readonly - 1)
		return frame | PTE_READONLY;
	return frame;
}

static u64 bulk_wanted(const struct report_function *record)
{
	bool meant = options.mapfid == ANY || options.mapfid == record->fid;

	return meant ? options.mappings : SMALL_BULK;
}

/* Bytes of a window that "window=" makes small, 0 for one of the usual size. */
static u64 small_window(const struct report_function *record)
{
	bool meant = options.mapfid == ANY || options.mapfid == record->fid;

	return meant ? options.window << 20 : 0;
}

/* How many bulk slots there are room for. */
static u64 bulk_room(const struct report_function *record)
{
	u64 window = small_window(record);

	return window ? (window - SEGMENT_BYTES) / PAGE : ANY;
}

/* All functions share the frames that bulk mappings name. */
static u64 pool_frame(void)
{
	static u64 frame;

	if (!frame)
		frame = (u64)heap_take(options.pool * PAGE, PAGE);
	return frame;
}

/* Fill bulk slots until as many are valid as were asked for, or memory is short. */
static void build_bulk(struct function *function)
{
	struct report_function *record = function->record;
	u64 wanted = bulk_wanted(record);
	u64 room = bulk_room(record);
	u64 *entry = NULL;
	u64 slot = 0;
	u64 valid = 0;

	record->bulk_hole = (u32)options.holes;
	record->bulk_stale = (u32)options.stale;
	record->bulk_readonly = (u32)options.readonly;
	record->pool_pages = (u32)options.pool;
	record->pool_frame = pool_frame();
	record->bulk_iova = record->pba + SEGMENT_BYTES;
	report_begin();
	for (; valid < wanted && slot < room && record->pool_frame; slot++) {
		u64 iova = record->bulk_iova + slot * PAGE;
		u64 value = bulk_value(record, slot);

		if (entry && slot % PAGE_ENTRIES) {
			entry++;
		} else {
			report_end();
			entry = heap_free() > RESERVE ? page_entry(function, iova) : NULL;
			report_begin();
		}
		if (!entry)
			break;
		set_page(record, entry, value);
		valid += !(value & PTE_INVALID);
	}
	record->bulk_slots = slot;
	record->bulk_valid = valid;
	report_end();
}

static u64 round_up(u64 value, u64 unit)
{
	return (value + unit - 1) / unit * unit;
}

/* Valid segment entries that name frames of 1 MiB: Linux makes none, a walker must know them all the same. */
static void build_large(struct function *function)
{
	struct report_function *record = function->record;

	record->large_iova = round_up(record->bulk_iova + record->bulk_slots * PAGE, SEGMENT_BYTES);
	record->large_frame = SEGMENT_BYTES * 2;
	for (u64 i = 0; i < options.large; i++) {
		u64 *entry = segment_entry(function, record->large_iova + i * SEGMENT_BYTES);

		if (!entry)
			return;
		report_begin();
		*entry = record->large_frame | SEGMENT_FRAME;
		record->large_frames++;
		report_end();
	}
}

static bool build_dma_area(struct function *function)
{
	struct report_function *record = function->record;

	function->pages = heap_take(DMA_PAGES * PAGE, PAGE);
	if (!function->pages || !page_entry(function, record->pba))
		return false;
	record->dma_iova = record->pba;
	record->dma_frame = (u64)function->pages;
	record->dma_pages = DMA_PAGES;
	record->header_page = HEADER_PAGE;
	report_begin();
	for (u32 i = 0; i < DMA_PAGES; i++)
		ioat_map(function, record->dma_iova + i * PAGE, record->dma_frame + i * PAGE, i == HEADER_PAGE);
	report_end();
	return true;
}

static void build_far(struct function *function)
{
	struct report_function *record = function->record;
	u64 end = record->large_iova + options.large * SEGMENT_BYTES;
	void *frame = heap_take(PAGE, PAGE);

	record->far_iova = round_up(end, REGION_BYTES);
	record->far_frame = (u64)frame;
	record->trap_iova = record->far_iova + REGION_BYTES;
	record->pal = record->trap_iova + REGION_BYTES - 1;
	if (small_window(record)) {
		record->far_frame = 0;
		record->pal = record->pba + small_window(record) - 1;
		return;
	}
	if (!frame || !page_entry(function, record->far_iova))
		return;
	report_begin();
	ioat_map(function, record->far_iova, record->far_frame, false);
	report_end();
}

/*
 * Make all tables. They stay as they are when the function is reset or comes back after hot-unplug, as everything
 * in them follows from the options. Returns false if there is not enough memory for the least.
 */
bool ioat_build(struct function *function)
{
	struct report_function *record = function->record;

	if (function->root)
		return true;
	record->pba = record->start_dma;
	function->root = new_table(function, TABLE_ENTRIES, TABLE_ALIGNMENT, TABLE_INVALID);
	if (!function->root || !build_dma_area(function))
		return false;
	build_bulk(function);
	build_large(function);
	build_far(function);
	return true;
}

/* One MPCIFC on the tables; the record says registered or not as it succeeded. */
static u32 control(struct function *function, enum site site, enum control operation, bool registered)
{
	struct report_function *record = function->record;
	u32 condition;

	function->fib = (struct fib){
		.pba = record->pba,
		.pal = record->pal,
		.iota = (u64)function->root | IOTA_REGION_THIRD,
	};
	condition = pci_modify(record, site, operation, &function->fib);
	if (condition == 0) {
		report_begin();
		record->ioat_registered = registered;
		record->iota = registered ? function->fib.iota : 0;
		report_end();
	}
	return condition;
}

bool ioat_register(struct function *function)
{
	return control(function, SITE_mpcifc_reg_ioat, REGISTER_IOAT, true) == 0;
}

/* What was refreshed is forgotten by that. */
bool ioat_deregister(struct function *function)
{
	return control(function, SITE_mpcifc_dereg_ioat, DEREGISTER_IOAT, false) == 0;
}

/* Re-register, deregister and register again: with that, every operation control there is for tables. */
void ioat_cycle(struct function *function)
{
	control(function, SITE_mpcifc_rereg_ioat, REREGISTER_IOAT, true);
	ioat_deregister(function);
	ioat_register(function);
}

/* Tell the hypervisor about everything that stays mapped: with "refresh=used" only what devices will use. */
void ioat_refresh_static(struct function *function)
{
	struct report_function *record = function->record;
	u64 from = record->bulk_iova;
	u64 to = record->bulk_iova + record->bulk_slots * PAGE;

	if (options.unrefreshed == record->fid)
		return;
	pci_refresh(record, SITE_rpcit_range, record->dma_iova, record->dma_pages * PAGE);
	if (!options.refresh)
		return;
	for (; from < to; from += REFRESH_BYTES)
		pci_refresh(record, SITE_rpcit_range, from, to - from < REFRESH_BYTES ? to - from : REFRESH_BYTES);
	if (record->far_frame)
		pci_refresh(record, SITE_rpcit_range, record->far_iova, PAGE);
}

/* Put any value into the region-third entry of the trap. */
void ioat_trap(struct function *function, u64 region_entry)
{
	volatile u64 *root = function->root;

	root[(function->record->trap_iova >> REGION_SHIFT) % TABLE_ENTRIES] = region_entry;
	barrier();
}

/* The address under which the device finds a byte of the DMA area. */
u64 ioat_dma_address(const struct function *function, const void *at)
{
	const struct report_function *record = function->record;

	if (record->bypass)
		return (u64)at;
	return record->dma_iova + ((u64)at - record->dma_frame);
}
