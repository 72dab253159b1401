/*
 * "errors=on": setting up a function and each loop provoke every error there is, the loop on one function after
 * the other. Nothing of it lasts: in the end the function is enabled and works. The report says what came of it.
 */
#include "errors.h"

#include "clp.h"
#include "event.h"
#include "ioat.h"
#include "irq.h"
#include "virtio.h"

#define NO_SPACE 9 /* an address space that no function has */
#define WRONG_HANDLE 0x00007fffU /* flipped in a handle: an index that no function has */

/* Execute at a site with plain operands. */
static void provoke(enum site site, u64 request, u64 second, u64 third)
{
	struct call call = { .request = request, .second = second, .third = third };

	barrier();
	execute_at(site, &call);
}

/* While a function is disabled: a load and a control by its (right) handle. */
void errors_disabled(struct function *function)
{
	u32 fh = function->record->fh & 0x7fffffff;

	provoke(SITE_pcilg_disabled, REQUEST(fh, SPACE_CONFIG, 4), 0, 0);
	provoke(SITE_mpcifc_handle, REQUEST(fh, 0, REGISTER_IOAT), (u64)&function->fib, 0);
}

/* Unknown handle, odd register, no such space, crossing a word: loads and stores. */
static void provoke_load_store(u32 fh)
{
	u32 wrong = fh ^ WRONG_HANDLE;

	provoke(SITE_pcilg_handle, REQUEST(wrong, SPACE_CONFIG, 4), 0, 0);
	provoke(SITE_pcilg_odd, REQUEST(fh, SPACE_CONFIG, 4), 0, 0);
	provoke(SITE_pcilg_space, REQUEST(fh, NO_SPACE, 4), 0, 0);
	provoke(SITE_pcilg_cross, REQUEST(fh, SPACE_CONFIG, 4), 2, 0);
	provoke(SITE_pcistg_handle, REQUEST(wrong, SPACE_CONFIG, 4), 0, 0);
	provoke(SITE_pcistg_odd, REQUEST(fh, SPACE_CONFIG, 4), 0, 0);
	provoke(SITE_pcistg_space, REQUEST(fh, NO_SPACE, 4), 0, 0);
	provoke(SITE_pcistg_cross, REQUEST(fh, SPACE_CONFIG, 4), 2, 0);
}

/* Store blocks: unknown handle, source not on a doubleword, length no multiple of eight. */
static void provoke_store_block(const struct report_function *record)
{
	static u64 block[4] ALIGNED(8);
	u64 table = record->msix_table;
	u32 bar = record->msix_bar;

	provoke(SITE_pcistb_handle, REQUEST(record->fh ^ WRONG_HANDLE, bar, 16), table, (u64)block);
	provoke(SITE_pcistb_align, REQUEST(record->fh, bar, 16), table, (u64)block + 4);
	provoke(SITE_pcistb_length, REQUEST(record->fh, bar, 12), table, (u64)block);
}

/* Controls: handle, alignment, unknown operation, wrong order, DMA space, FIB format, kind of table. */
static void provoke_controls(struct function *function)
{
	struct report_function *record = function->record;
	static struct fib fib ALIGNED(8);
	u32 fh = record->fh;
	u32 wrong = fh ^ WRONG_HANDLE;

	fib = (struct fib){ .pba = record->pba, .pal = record->pal, .iota = (u64)function->root | 0x804 };
	provoke(SITE_mpcifc_handle, REQUEST(wrong, 0, REGISTER_IOAT), (u64)&fib, 0);
	provoke(SITE_mpcifc_align, REQUEST(fh, 0, REGISTER_IOAT), (u64)&fib + 4, 0);
	provoke(SITE_mpcifc_control, REQUEST(fh, 0, 0x7f), (u64)&fib, 0);
	provoke(SITE_mpcifc_sequence, REQUEST(fh, 0, REGISTER_IOAT), (u64)&fib, 0);
	provoke(SITE_mpcifc_sequence, REQUEST(fh, 0, RESET_ERROR), (u64)&fib, 0);
	provoke(SITE_mpcifc_sequence, REQUEST(fh, 0, RESET_BLOCK), (u64)&fib, 0);
	provoke(SITE_mpcifc_space, REQUEST(fh, WRONG_DMA_SPACE, REGISTER_IOAT), (u64)&fib, 0);
	fib.format = 1;
	provoke(SITE_mpcifc_format, REQUEST(fh, 0, REGISTER_IOAT), (u64)&fib, 0);
	fib.format = 0;
	provoke(SITE_stpcifc_handle, REQUEST(wrong, 0, 0), (u64)&fib, 0);
	provoke(SITE_stpcifc_align, REQUEST(fh, 0, 0), (u64)&fib + 4, 0);
	provoke(SITE_stpcifc_space, REQUEST(fh, WRONG_DMA_SPACE, 0), (u64)&fib, 0);
}

/* The forms that no QEMU knows. */
static void provoke_missing(const struct report_function *record)
{
	static u64 word ALIGNED(8);

	provoke(SITE_pcilgi, 4, 0, 0);
	provoke(SITE_pcistgi, 4, 0, 0);
	provoke(SITE_pcistbi, 16, 0, (u64)&word);
	provoke(SITE_pciwb, record->fh, 0, 0);
}

/* With the function in the error state: loads, stores and refreshes are refused. */
static void provoke_blocked(struct function *function)
{
	struct report_function *record = function->record;
	static u64 block[2] ALIGNED(8);

	provoke(SITE_pcilg_error, REQUEST(record->fh, SPACE_CONFIG, 4), 0, 0);
	provoke(SITE_pcistg_error, REQUEST(record->fh, SPACE_CONFIG, 2), 4, 0);
	provoke(SITE_pcistb_error, REQUEST(record->fh, record->msix_bar, 16), record->msix_table, (u64)block);
	provoke(SITE_rpcit_error, REQUEST(record->fh, 0, 0), record->trap_iova, PAGE);
}

/* Error state by a refresh; then out of it the way that recovery goes: reset block, reset error. */
static void provoke_error_state(struct function *function, enum site site, u64 iova)
{
	struct report_function *record = function->record;

	pci_refresh(record, site, iova, PAGE);
	if (record->state != STATE_ERROR)
		return;
	provoke_blocked(function);
	if (pci_modify(record, SITE_mpcifc_reset_block, RESET_BLOCK, &function->fib) == 0)
		function_set_state(function, STATE_BLOCKED);
	if (pci_modify(record, SITE_mpcifc_reset_error, RESET_ERROR, &function->fib) == 0)
		function_set_state(function, STATE_ENABLED);
	events_poll();
}

/*
 * Before the tables are registered: what needs them to be, and an IOTA that designates a segment table. QEMU writes a
 * line to its error output about the latter each time, so this is not for the loop.
 */
void errors_unregistered(struct function *function)
{
	struct report_function *record = function->record;
	static struct fib fib ALIGNED(8);

	fib = (struct fib){ .pba = record->pba, .pal = record->pal, .iota = (u64)function->root | 0x800 };
	provoke(SITE_mpcifc_sequence, REQUEST(record->fh, 0, REREGISTER_IOAT), (u64)&fib, 0);
	provoke(SITE_mpcifc_sequence, REQUEST(record->fh, 0, DEREGISTER_IOAT), (u64)&fib, 0);
	provoke(SITE_mpcifc_sequence, REQUEST(record->fh, 0, DEREGISTER_INTERRUPTS), (u64)&fib, 0);
	provoke(SITE_mpcifc_designation, REQUEST(record->fh, 0, REGISTER_IOAT), (u64)&fib, 0);
}

/* All of it, on a function that is enabled. The error state is left out while a request is in flight. */
void errors_provoke(struct function *function)
{
	struct report_function *record = function->record;

	clp_errors(record->fh);
	provoke_load_store(record->fh);
	provoke_store_block(record);
	provoke_controls(function);
	provoke_missing(record);
	provoke(SITE_rpcit_handle, REQUEST(record->fh ^ WRONG_HANDLE, 0, 0), record->far_iova, PAGE);
	provoke(SITE_rpcit_odd, REQUEST(record->fh, 0, 0), record->far_iova, PAGE);
	sic(SITE_sic_mode, 9);
	if (!virtio_idle(function))
		return;
	virtio_stop(function);
	provoke_error_state(function, SITE_rpcit_outside, record->pal + 1);
	ioat_trap(function, 0);
	provoke_error_state(function, SITE_rpcit_table, record->trap_iova);
	ioat_trap(function, TABLE_INVALID);
	if (record->driven)
		virtio_start(function);
}
