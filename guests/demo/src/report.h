/*
 * The report: what this guest did and believes, at a fixed absolute address. REPORT.md describes the same layout
 * in prose; the assertions below keep the compiler to it. Big-endian, every field naturally aligned.
 */
#ifndef REPORT_H
#define REPORT_H

#include "arch.h"

#define REPORT_VERSION 1
#define MAX_FUNCTIONS 32
#define MAX_SITES 96
#define MAX_VECTORS 128
#define MAX_QUEUES 4
#define MAX_EVENTS 32
#define NO_SLOT 0xffffffffU

/* State that the guest believes a function is in; the numbers are those of QEMU's ZpciState. */
enum function_state {
	STATE_GONE = 0,
	STATE_STANDBY = 1,
	STATE_DISABLED = 2,
	STATE_ENABLED = 3,
	STATE_BLOCKED = 4,
	STATE_ERROR = 5,
};

/* One of the last MAX_EVENTS events that store-event-information delivered. */
struct report_event {
	u64 clock; /* 0x00 TOD when it was fetched */
	u32 fh; /* 0x08 function handle */
	u32 fid; /* 0x0c function id */
	u64 address; /* 0x10 failing DMA address (error events) */
	u16 pec; /* 0x18 PCI event code */
	u8 content; /* 0x1a 1 = error, 2 = availability */
	u8 reserved;
	u32 loop; /* 0x1c low word of the loop counter */
};

struct report_site {
	char name[32]; /* 0x00 the ELF symbol, padded with zeros */
	u64 address; /* 0x20 of the instruction */
	u64 started; /* 0x28 executions begun */
	u64 finished; /* 0x30 executions ended without a program interruption */
	u64 conditions[4]; /* 0x38 of these, how many ended with condition code 0..3 (SIC and PCIWB set none) */
	u64 interruptions; /* 0x58 executions that ended with a program interruption */
	u64 request; /* 0x60 first operand before the last execution (PCILG, PCISTG: register R2) */
	u64 second; /* 0x68 offset, DMA address, block or FIB address, SIC: register R3 */
	u64 third; /* 0x70 PCISTG: data; PCISTB: source address; RPCIT: length; SIC: operand address */
	u64 after; /* 0x78 the register of "request" after it */
	u64 data; /* 0x80 PCILG: data loaded */
	u32 condition; /* 0x88 last condition code, 0xff if there was none */
	u16 status; /* 0x8c last status code (condition code 1); CLP: last response code */
	u16 program_code; /* 0x8e code of the last program interruption */
	u8 reserved[16]; /* 0x90 */
};

struct report_queue {
	u64 descriptors; /* 0x00 DMA addresses of the three rings: descriptors */
	u64 driver; /* 0x08 ("available") */
	u64 device; /* 0x10 ("used") */
	u32 size; /* 0x18 entries */
	u32 vector; /* 0x1c MSI-X vector */
	u64 submitted; /* 0x20 requests put on it */
	u64 completed; /* 0x28 requests taken off the queue */
	u64 bytes; /* 0x30 that the device says it wrote */
	u64 slots_iova; /* 0x38 first of the pages that are mapped for one request each, in turn */
	u32 slots; /* 0x40 how many */
	u32 slot; /* 0x44 the one mapped now, ffffffff if none */
	u64 frame; /* 0x48 the frame behind all of them */
	u32 readonly; /* 0x50 1 if they are mapped read-only */
	u32 used_slots; /* 0x54 how many were ever mapped (the others are still "never used") */
	u64 reserved; /* 0x58 */
};

struct report_function {
	u32 fid; /* 0x000 function id */
	u32 fh; /* 0x004 function handle, current */
	u32 uid; /* 0x008 user-defined id */
	u32 state; /* 0x00c enum function_state */
	u16 vendor; /* 0x010 vendor id from the configuration space */
	u16 device; /* 0x012 device id from there */
	u16 virtio_type; /* 0x014 virtio device number, 0 if not virtio */
	u8 pfgid; /* 0x016 function group id */
	u8 pft; /* 0x017 function type */
	u16 vfn; /* 0x018 virtual function number */
	u16 pchid; /* 0x01a physical channel id */
	u16 group_noi; /* 0x01c group: number of interruptions */
	u16 maxstbl; /* 0x01e group: longest store block */
	u64 start_dma; /* 0x020 DMA window from CLP query: first byte */
	u64 end_dma; /* 0x028 its last byte */
	u64 msi_address; /* 0x030 group: address that MSI-X messages are written to */
	u16 mui; /* 0x038 measurement interval in ms */
	u8 dtsm; /* 0x03a group: supported designation types */
	u8 group_flags; /* 0x03b group: flags */
	u8 bar_exponents[6]; /* 0x03c size of BAR n is 2^exponent, 0 = none */
	u8 msix_bar; /* 0x042 BAR of the MSI-X table */
	u8 driven; /* 0x043 1 if requests are sent to the device */
	u32 msix_entries; /* 0x044 size of the MSI-X table */
	u32 msix_table; /* 0x048 offset of the table in its BAR */
	u32 msix_pending; /* 0x04c offset of the pending bits in their BAR */
	u8 ioat_registered; /* 0x050 1 while translation tables are registered */
	u8 interrupts_registered; /* 0x051 1 while adapter interruptions are registered */
	u8 fmb_registered; /* 0x052 1 while a measurement block is registered */
	u8 isc; /* 0x053 interruption subclass */
	u16 noi; /* 0x054 vectors registered */
	u8 aibvo; /* 0x056 offset of the first indicator bit */
	u8 aisbo; /* 0x057 offset of the summary bit */
	u64 iota; /* 0x058 as registered */
	u64 pba; /* 0x060 lowest DMA address */
	u64 pal; /* 0x068 highest DMA address */
	u64 aibv; /* 0x070 address of the indicator bits */
	u64 aisb; /* 0x078 address of the doubleword with the summary bit */
	u64 fmb; /* 0x080 address, 0 = none */
	u64 table_bytes; /* 0x088 of all translation tables: region, segment and page tables */
	u64 valid_pages; /* 0x090 4 KiB mappings that are valid now, read-only ones included */
	u64 readonly_pages; /* 0x098 of these, read-only */
	u64 stale_pages; /* 0x0a0 page-table entries that are invalid but still name a frame */
	u64 large_frames; /* 0x0a8 valid 1 MiB segment entries */
	u64 dma_iova; /* 0x0b0 rings and request headers: linear, writable unless said otherwise */
	u64 dma_frame; /* 0x0b8 absolute address of the first one */
	u32 dma_pages; /* 0x0c0 how many pages */
	u32 header_page; /* 0x0c4 index of the one of them that is mapped read-only */
	u64 bulk_iova; /* 0x0c8 "mappings=": first address */
	u64 bulk_slots; /* 0x0d0 pages of that range, valid or not */
	u64 bulk_valid; /* 0x0d8 valid ones */
	u32 bulk_hole; /* 0x0e0 slot i is never used if i % n == n - 1; 0 = no such rule */
	u32 bulk_stale; /* 0x0e4 else stale if ... */
	u32 bulk_readonly; /* 0x0e8 else read-only if ... */
	u32 pool_pages; /* 0x0ec slot i names frame pool_frame + i % pool_pages * 4096 */
	u64 pool_frame; /* 0x0f0 absolute address of the first frame of the pool */
	u64 far_iova; /* 0x0f8 one more page, in a region-third entry of its own */
	u64 far_frame; /* 0x100 the frame it names */
	u64 large_iova; /* 0x108 "large=": first address of the 1 MiB frames */
	u64 large_frame; /* 0x110 absolute address that all of them name */
	u64 trap_iova; /* 0x118 2 GiB that are never mapped; errors are provoked here */
	u64 loads; /* 0x120 PCILG that ended with condition code 0 since the FMB was set */
	u64 stores; /* 0x128 PCISTG */
	u64 store_blocks; /* 0x130 PCISTB */
	u64 refreshes; /* 0x138 RPCIT */
	u64 maps; /* 0x140 pages mapped while running */
	u64 unmaps; /* 0x148 and unmapped */
	u64 submitted; /* 0x150 requests, all queues */
	u64 completed; /* 0x158 and completed */
	u64 interrupts; /* 0x160 indicator bits found set, all vectors */
	u64 summaries; /* 0x168 times the summary bit was found set */
	u64 error_events; /* 0x170 error events about this function */
	u64 last_event_address; /* 0x178 DMA address in the last one */
	u32 last_event_pec; /* 0x180 event code of the last one */
	u32 resets; /* 0x184 disabled and enabled again */
	u64 stored_controls; /* 0x188 STPCIFC that ended with condition code 0 */
	u64 disagreements; /* 0x190 of these, how many differed from what this record says */
	u8 stored_fc; /* 0x198 last function-control byte that STPCIFC stored */
	u8 fault; /* 0x199 1 once the fault of "fault=" was made on this function */
	u8 bypass; /* 0x19a 1 if the virtio device uses absolute addresses (no iommu_platform) */
	u8 device_status; /* 0x19b virtio device status last read */
	u32 masked_vector; /* 0x19c masked in the MSI-X table, ffffffff = none */
	u32 queue_count; /* 0x1a0 entries used of queues[] */
	u8 blocks_reversed; /* 0x1a4 1 if PCISTB stores the bytes of each doubleword in reverse (hypervisor's mistake) */
	u8 reserved0[3];
	u64 spare_iova; /* 0x1a8 one more valid page, to queue 0's frame, that "fault=norpcit" made; 0 = none */
	u8 reserved1[0x200 - 0x1b0];
	struct report_queue queues[MAX_QUEUES]; /* 0x200 the queues in use */
	u8 reserved2[0x400 - 0x380];
	u64 vectors[MAX_VECTORS]; /* 0x400 indicator bits found set, by vector */
};

struct report {
	char magic[8]; /* 0x000 "ZPCIDEMO" */
	u32 version; /* 0x008 of this layout: 1 */
	u32 ready; /* 0x00c 1 once every function is set up */
	u64 sequence; /* 0x010 odd while something changes */
	u64 loops; /* 0x018 loops begun */
	u64 boots; /* 0x020 1, 2, ... as RAM outlives a reset of the machine */
	u64 boot_clock; /* 0x028 TOD at entry */
	u64 ready_clock; /* 0x030 TOD when ready was set */
	u64 loop_clock; /* 0x038 TOD at the begin of the last loop */
	u64 address; /* 0x040 of the current report */
	u64 snapshot; /* 0x048 of its copy */
	u32 bytes; /* 0x050 of either */
	u32 cpus; /* 0x054 started */
	u32 sites_offset; /* 0x058 of the first site record, from the begin of the report */
	u32 site_count; /* 0x05c site records */
	u32 site_bytes; /* 0x060 size of each */
	u32 functions_offset; /* 0x064 of the first function record */
	u32 function_count; /* 0x068 records used, gone functions included */
	u32 function_bytes; /* 0x06c size of each */
	u64 text_start; /* 0x070 code of the guest, PCI instructions included */
	u64 text_end; /* 0x078 first byte behind it */
	u64 ram_bytes; /* 0x080 size of RAM, from SCLP */
	u64 heap_free; /* 0x088 bytes not taken yet */
	u64 site_interruptions; /* 0x090 program interruptions at sites */
	u64 unexpected; /* 0x098 program interruptions elsewhere; the next five are of the last one */
	u32 unexpected_code; /* 0x0a0 program-interruption code */
	u32 unexpected_ilc; /* 0x0a4 instruction length */
	u64 unexpected_mask; /* 0x0a8 old PSW: mask */
	u64 unexpected_address; /* 0x0b0 old PSW: address */
	u64 unexpected_exception; /* 0x0b8 translation-exception identification */
	u64 external_interrupts; /* 0x0c0 clock comparator */
	u64 io_interrupts; /* 0x0c8 I/O interruptions taken */
	u64 adapter_interrupts; /* 0x0d0 of these, adapter interruptions */
	u64 empty_interrupts; /* 0x0d8 of these, such that found no summary bit set */
	u64 isc_interrupts[8]; /* 0x0e0 adapter interruptions by interruption subclass */
	u64 error_events; /* 0x120 PCI error events, all functions */
	u64 availability_events; /* 0x128 hot-plug events */
	u64 crws; /* 0x130 channel report words taken */
	u64 summary_address; /* 0x138 first summary byte */
	u32 summary_bytes; /* 0x140 size of the area of summary bits */
	u32 gate; /* 0x144 enum gate while shut, 0 while open */
	u32 fault; /* 0x148 enum fault once made, 0 before and after "recover=" */
	u32 unknown_options; /* 0x14c words of the command line that were not understood */
	u64 gate_loop; /* 0x150 loop in which the gate was last shut or opened */
	u64 fault_loop; /* 0x158 loop in which the fault was made */
	u32 interruption_mode; /* 0x160 1 = single, 0 = all */
	u32 isc; /* 0x164 interruption subclass of all functions */
	u64 control_6; /* 0x168 control register 6 */
	u64 second_loops; /* 0x170 loops of CPU 1 */
	u64 list_entries; /* 0x178 of the last CLP list */
	u64 adopted; /* 0x180 functions set up after ready (hot-plug) */
	u64 released; /* 0x188 functions given back on request */
	u32 rate; /* 0x190 "rate=" in effect */
	u32 pcilg; /* 0x194 "pcilg=" in effect */
	u8 reserved0[0x200 - 0x198];
	char command_line[512]; /* 0x200 the first 511 characters of it, padded with zeros */
	struct report_event events[MAX_EVENTS]; /* 0x400 ring: event n is at n % 32, n = error + availability events */
	u8 reserved1[0x1000 - 0x800];
	struct report_site sites[MAX_SITES]; /* 0x1000 site_count records */
	u8 reserved2[0x5000 - 0x1000 - MAX_SITES * 160];
	struct report_function functions[MAX_FUNCTIONS]; /* 0x5000 function_count records */
};

_Static_assert(sizeof(struct report_event) == 32, "event");
_Static_assert(sizeof(struct report_site) == 160, "site");
_Static_assert(sizeof(struct report_queue) == 0x60, "queue");
_Static_assert(sizeof(struct report_function) == 0x800, "function");
_Static_assert(sizeof(struct report) == 0x15000, "report");
ASSERT_OFFSET(struct report_site, conditions, 0x38);
ASSERT_OFFSET(struct report_site, after, 0x78);
ASSERT_OFFSET(struct report_site, program_code, 0x8e);
ASSERT_OFFSET(struct report_function, start_dma, 0x20);
ASSERT_OFFSET(struct report_function, msix_bar, 0x42);
ASSERT_OFFSET(struct report_function, iota, 0x58);
ASSERT_OFFSET(struct report_function, dma_iova, 0xb0);
ASSERT_OFFSET(struct report_function, far_iova, 0xf8);
ASSERT_OFFSET(struct report_function, loads, 0x120);
ASSERT_OFFSET(struct report_function, last_event_pec, 0x180);
ASSERT_OFFSET(struct report_function, queue_count, 0x1a0);
ASSERT_OFFSET(struct report_function, spare_iova, 0x1a8);
ASSERT_OFFSET(struct report_function, queues, 0x200);
ASSERT_OFFSET(struct report_function, vectors, 0x400);
ASSERT_OFFSET(struct report, bytes, 0x50);
ASSERT_OFFSET(struct report, site_interruptions, 0x90);
ASSERT_OFFSET(struct report, isc_interrupts, 0xe0);
ASSERT_OFFSET(struct report, gate, 0x144);
ASSERT_OFFSET(struct report, released, 0x188);
ASSERT_OFFSET(struct report, events, 0x400);
ASSERT_OFFSET(struct report, sites, 0x1000);
ASSERT_OFFSET(struct report, functions, 0x5000);

/* Placed by the linker script. */
extern struct report report;
extern struct report report_snapshot;

/* Everything written to the report while running lies between these two; they nest in no way. */
static inline void report_begin(void)
{
	report.sequence++;
	barrier();
}

static inline void report_end(void)
{
	barrier();
	report.sequence++;
	barrier();
}

void report_start(void);
void report_publish(void);
void report_event(u8 content, u16 pec, u32 fh, u32 fid, u64 address);

#endif
