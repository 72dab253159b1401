/*
 * Interruptions.
 *
 * An adapter interruption says only "on this interruption subclass (ISC)"; which function and vector it was is in
 * memory: a summary bit for each function (AISB) and an indicator bit for each vector (AIBV). The handler clears
 * summary bits, then indicator bits; in single-interruption mode it then lets the next interruption through with SIC
 * and looks once more, as Linux does.
 *
 * I/O interruptions are taken only while the program waits or asks for them (take_pending_interrupts()), so the
 * handler never finds a report update half done.
 */
#include "irq.h"

#include "options.h"

#define ADAPTER 0x80000000U
#define SUMMARY_BYTES (MAX_FUNCTIONS * 8)
#define VECTOR_BYTES 256 /* room for 2048 indicator bits, not crossing a page */
#define MSIX_ENTRY 16
#define MSIX_ENABLE 0x8000
#define MSIX_ALL_MASKED 0x4000
#define SIC_ALL 0
#define SIC_SINGLE 1

/* One entry of an MSI-X table, little-endian. */
struct msix_entry {
	u64 address;
	u32 data;
	u32 control; /* bit 0: masked */
};

extern char program_entry[], external_entry[], io_entry[], supervisor_entry[], machine_entry[], restart_entry[];
extern char program_stack_top[], interrupt_stack_top[], main_stack_top[];
extern void recover_main(void);
extern void wait_enabled(void);
extern void wait_enabled_second(void);

void program_interruption(void);
void external_interruption(void);
void io_interruption(void);

static u8 summary_bits[SUMMARY_BYTES] ALIGNED(4096);
static u64 sic_operand[5] ALIGNED(8);

static struct psw psw_to(const void *entry)
{
	return (struct psw){ PSW_BASE, (u64)entry };
}

static void set_psw(volatile struct psw *at, const void *entry)
{
	struct psw psw = psw_to(entry);

	at->mask = psw.mask;
	at->address = psw.address;
}

static void set_new_psws(volatile struct lowcore *prefix)
{
	set_psw(&prefix->restart_new, restart_entry);
	set_psw(&prefix->external_new, external_entry);
	set_psw(&prefix->supervisor_new, supervisor_entry);
	set_psw(&prefix->program_new, program_entry);
	set_psw(&prefix->machine_new, machine_entry);
	set_psw(&prefix->io_new, io_entry);
}

/* Control register 6: this program's ISC, or none. */
static void accept_isc(bool accept)
{
	u64 mask = accept ? 0x80000000UL >> options.isc : 0;

	set_control_6(mask);
	report_begin();
	report.control_6 = mask;
	report_end();
}

/* CPU 0: new PSWs, stacks, control registers, interruption mode. */
void irq_start(void)
{
	lowcore.program_stack = (u64)program_stack_top;
	lowcore.interrupt_stack = (u64)interrupt_stack_top;
	lowcore.recover_stack = (u64)main_stack_top - 160;
	lowcore.recover_address = (u64)recover_main;
	set_new_psws(&lowcore);
	clock_comparator(TOD_NEVER);
	set_control_0(CR0_CLOCK_COMPARATOR);
	report.summary_address = (u64)summary_bits;
	report.summary_bytes = SUMMARY_BYTES;
	report.isc = (u32)options.isc;
	report.interruption_mode = (u32)options.sic;
	accept_isc(true);
	sic(SITE_sic_all, SIC_ALL);
	if (options.sic)
		sic(SITE_sic_single, SIC_SINGLE);
}

/* The prefix area of CPU 1, with stacks of its own; entry is where an unexpected program interruption leads. */
void irq_second_start(volatile struct lowcore *prefix, void (*entry)(void))
{
	static u8 stacks[3][8192] ALIGNED(16);

	prefix->program_stack = (u64)stacks[1];
	prefix->interrupt_stack = (u64)stacks[2];
	prefix->recover_stack = (u64)stacks[2] + sizeof(stacks[2]) - 160;
	prefix->recover_address = (u64)entry;
	set_new_psws(prefix);
	set_psw(&prefix->restart_new, (const void *)entry);
}

/* Set interruption controls for our ISC. */
u32 sic(enum site site, u64 mode)
{
	struct call call = { .request = mode, .second = options.isc << 27, .third = (u64)sic_operand };

	return execute_at(site, &call);
}

/*
 * Where the summary bit of a function is: a doubleword for each, or bits side by side ("summary="). Side by side is
 * what Linux does and what QEMU before 10.2 gets wrong: it looks at the whole byte to see whether the bit was clear.
 */
static u32 summary_bit(const struct function *function)
{
	return options.summary ? function->index * 64 : function->index;
}

static bool test_and_clear(u8 *byte, u8 mask)
{
	if (!(*(volatile u8 *)byte & mask))
		return false;
	return __atomic_fetch_and(byte, (u8)~mask, __ATOMIC_SEQ_CST) & mask;
}

/* Count and clear the indicator bits of one function. */
static void scan_vectors(struct function *function)
{
	struct report_function *record = function->record;

	for (u32 vector = 0; vector < record->noi; vector++) {
		u32 bit = record->aibvo + vector;

		if (test_and_clear(&function->vector_bits[bit / 8], 0x80 >> bit % 8)) {
			record->vectors[vector]++;
			record->interrupts++;
		}
	}
}

/* Look at the summary bit of each function. Returns whether there was any. */
static bool scan(void)
{
	bool found = false;

	for (u32 i = 0; i < report.function_count; i++) {
		struct function *function = &functions[i];
		u32 bit = summary_bit(function);

		if (!function->record->interrupts_registered || function->record->fid == options.neglect)
			continue;
		if (test_and_clear(&summary_bits[bit / 8], 0x80 >> bit % 8)) {
			function->record->summaries++;
			found = true;
			scan_vectors(function);
		}
	}
	return found;
}

/* Take an adapter interruption; "gate=" leaves out a part of what there is to do. */
static void adapter_interruption(u32 isc)
{
	bool found = true;

	report_begin();
	report.adapter_interrupts++;
	report.isc_interrupts[isc]++;
	if (report.gate != GATE_SUMMARY)
		found = scan();
	report_end();
	if (options.sic && report.gate != GATE_SIC) {
		sic(SITE_sic_single, SIC_SINGLE);
		report_begin();
		if (report.gate != GATE_SUMMARY && scan())
			found = true;
		report_end();
	}
	if (!found) {
		report_begin();
		report.empty_interrupts++;
		report_end();
	}
}

/* From io_entry. */
void io_interruption(void)
{
	u32 word = lowcore.io_word;

	report_begin();
	report.io_interrupts++;
	report_end();
	if (word & ADAPTER)
		adapter_interruption((word >> 27) & 7);
}

/* CPU 1 keeps off the report's sequence number. The prefix areas tell the CPUs apart. */
static bool on_first(void)
{
	return lowcore.recover_address == (u64)recover_main;
}

/* From external_entry: the clock comparator is the only external interruption that is open. End the wait. */
void external_interruption(void)
{
	clock_comparator(TOD_NEVER);
	lowcore.external_old.mask &= ~(PSW_WAIT | PSW_IO | PSW_EXTERNAL);
	if (!on_first())
		return;
	report_begin();
	report.external_interrupts++;
	report_end();
}

/*
 * From program_entry. At a site it is part of what the site is for. Anywhere else it is a mistake of this program:
 * note it and start the work loop afresh.
 */
void program_interruption(void)
{
	u64 address = lowcore.program_old.address - lowcore.program_ilc;

	if (interrupted_at_site(address, lowcore.program_code))
		return;
	report.unexpected++;
	report.unexpected_code = lowcore.program_code;
	report.unexpected_ilc = lowcore.program_ilc;
	report.unexpected_mask = lowcore.program_old.mask;
	report.unexpected_address = lowcore.program_old.address;
	report.unexpected_exception = lowcore.translation_exception;
	if (on_first())
		report.sequence += report.sequence & 1;
	lowcore.program_old.mask = PSW_BASE;
	lowcore.program_old.address = lowcore.recover_address;
}

/* Shut or open the gate that "gate=" names. GATE_BLOCKED is fault.c's, as it is about a function. */
void irq_gate(bool shut)
{
	report_begin();
	report.gate = shut ? (u32)options.gate : GATE_NONE;
	report.gate_loop = report.loops;
	report_end();
	if (options.gate == GATE_CR6)
		accept_isc(!shut);
	if (options.gate == GATE_SIC && !shut)
		sic(SITE_sic_single, SIC_SINGLE);
	if ((options.gate == GATE_SUMMARY || options.gate == GATE_SIC) && !shut) {
		report_begin();
		scan();
		report_end();
	}
}

/* ISC, number of vectors, indicator offset, "there is a summary bit", its offset. */
static u32 interrupt_word(const struct report_function *record)
{
	return (u32)record->isc << 28 | (u32)record->noi << 16 | (u32)record->aibvo << 8 | 1U << 7 | record->aisbo;
}

/* One MPCIFC on the interrupts; the record says registered or not as it succeeded. */
static bool control(struct function *function, enum site site, enum control operation, bool registered)
{
	struct report_function *record = function->record;

	function->fib = (struct fib){
		.interrupts = interrupt_word(record),
		.aibv = record->aibv,
		.aisb = record->aisb,
	};
	if (pci_modify(record, site, operation, &function->fib) != 0)
		return false;
	report_begin();
	record->interrupts_registered = registered;
	report_end();
	return true;
}

/* Choose vectors and indicators and register them; on the way deregister once, so that each control is executed. */
bool irq_register_all(struct function *function)
{
	struct report_function *record = function->record;
	u32 summary = summary_bit(function);

	if (!function->vector_bits)
		function->vector_bits = heap_take(VECTOR_BYTES, VECTOR_BYTES);
	if (!function->vector_bits)
		return false;
	memset(function->vector_bits, 0, VECTOR_BYTES);
	record->noi = record->group_noi < MAX_VECTORS ? record->group_noi : MAX_VECTORS;
	if (record->noi > record->msix_entries)
		record->noi = (u16)record->msix_entries;
	record->isc = (u8)options.isc;
	record->aibvo = (u8)options.aibvo;
	record->aibv = (u64)function->vector_bits;
	record->aisb = (u64)summary_bits + summary / 64 * 8;
	record->aisbo = (u8)(summary % 64);
	record->masked_vector = options.mask < record->noi ? (u32)options.mask : 0xffffffff;
	if (!control(function, SITE_mpcifc_reg_int, REGISTER_INTERRUPTS, true))
		return false;
	irq_cycle(function);
	return true;
}

/* Deregister and register again. */
void irq_cycle(struct function *function)
{
	control(function, SITE_mpcifc_dereg_int, DEREGISTER_INTERRUPTS, false);
	control(function, SITE_mpcifc_reg_int, REGISTER_INTERRUPTS, true);
}

/* What vector n's entry holds: the group's MSI address, and the vector's number as data. */
static struct msix_entry msix_entry(const struct report_function *record, u32 vector)
{
	return (struct msix_entry){
		.address = record->msi_address,
		.data = vector,
		.control = vector == record->masked_vector,
	};
}

/*
 * Store the last vector's entry once more as a block: a store block that changes nothing.
 *
 * The bytes of a block belong in the BAR in storage order. QEMU on a little-endian host reverses each doubleword
 * (memory_region_dispatch_write() is told the host's byte order; seen with QEMU 7.2), so the entry is prepared the way
 * that was found to arrive right.
 */
void irq_rewrite_msix(struct function *function)
{
	struct report_function *record = function->record;
	u32 vector = record->noi - 1U;
	struct msix_entry entry;
	u64 block[2] ALIGNED(8);

	if (!record->noi)
		return;
	entry = msix_entry(record, vector);
	block[0] = entry.address;
	block[1] = (u64)entry.control << 32 | entry.data;
	if (!record->blocks_reversed) {
		block[0] = __builtin_bswap64(block[0]);
		block[1] = __builtin_bswap64(block[1]);
	}
	pci_store_block(record, SITE_pcistb, record->msix_bar, record->msix_table + vector * MSIX_ENTRY, block,
			sizeof(block));
}

/* Store the entry as a block, look what arrived, and remember whether the doublewords were reversed. */
static void probe_store_block(struct function *function)
{
	struct report_function *record = function->record;
	u64 offset = record->msix_table + (record->noi - 1U) * MSIX_ENTRY;
	u64 high;

	record->blocks_reversed = 0;
	irq_rewrite_msix(function);
	pci_load(record, SITE_pcilg_bar, record->msix_bar, offset + 4, 4, &high);
	if (high == record->msi_address >> 32)
		return;
	report_begin();
	record->blocks_reversed = 1;
	report_end();
	irq_rewrite_msix(function);
}

/* Write the MSI-X table word by word, then switch MSI-X on. */
void irq_enable_msix(struct function *function)
{
	struct report_function *record = function->record;
	u32 at = function->msix_capability + 2;

	if (!function->msix_capability)
		return;
	config_write(record, at, 2, config_read(record, at, 2) | MSIX_ENABLE | MSIX_ALL_MASKED);
	for (u32 vector = 0; vector < record->noi; vector++) {
		struct msix_entry entry = msix_entry(record, vector);
		u64 offset = record->msix_table + vector * MSIX_ENTRY;

		pci_store(record, SITE_pcistg_bar, record->msix_bar, offset, 4, entry.address & 0xffffffff);
		pci_store(record, SITE_pcistg_bar, record->msix_bar, offset + 4, 4, entry.address >> 32);
		pci_store(record, SITE_pcistg_bar, record->msix_bar, offset + 8, 4, entry.data);
		pci_store(record, SITE_pcistg_bar, record->msix_bar, offset + 12, 4, entry.control);
	}
	if (options.pcistb)
		probe_store_block(function);
	config_write(record, at, 2, (config_read(record, at, 2) | MSIX_ENABLE) & ~(u64)MSIX_ALL_MASKED);
}

/* Wait, with I/O interruptions open, until the TOD clock passes a value. */
void irq_wait_until(u64 clock)
{
	clock_comparator(clock);
	wait_enabled();
}

/* The same for CPU 1, I/O interruptions closed. */
void irq_wait_until_second(u64 clock)
{
	clock_comparator(clock);
	wait_enabled_second();
}
