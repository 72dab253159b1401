/*
 * Mistakes that nothing announces: afterwards the report says what the program believes of a function, and that is not
 * what the hypervisor has. Each has an option that names its function. It is made when the function has been set up,
 * and such a function is not driven, as its requests would fail.
 */
#include "mistake.h"

#include "event.h"
#include "ioat.h"
#include "irq.h"
#include "options.h"

#define SOFTWARE_MARK 0x00ff0000U
#define LAST_BYTES (2UL << 30)
#define IOTA_TRANSLATES 0x800UL
#define IOTA_TYPE 0x0cUL
#define IOTA_REGION_SECOND 0x08UL

bool mistake_meant(const struct report_function *record)
{
	u64 fid = record->fid;

	return fid == options.forget || fid == options.shorten || fid == options.designate || fid == options.direct ||
	       fid == options.unrefreshed || fid == options.astray || fid == options.confuse ||
	       fid == options.unmark || fid == options.deconfigure;
}

/* Deregister in an address space that there is not, and believe that it is done. */
static void forget(struct function *function)
{
	struct report_function *record = function->record;
	struct call call = {
		.request = REQUEST(record->fh, WRONG_DMA_SPACE, DEREGISTER_IOAT),
		.second = (u64)&function->fib,
	};

	barrier();
	execute_at(SITE_mpcifc_space, &call);
	report_begin();
	record->ioat_registered = 0;
	record->iota = 0;
	report_end();
}

/* Register less than is believed in: all but the last 2 GiB. */
static void shorten(struct function *function)
{
	struct report_function *record = function->record;

	function->fib = (struct fib){
		.pba = record->pba,
		.pal = record->pal - LAST_BYTES,
		.iota = record->iota,
	};
	pci_modify(record, SITE_mpcifc_rereg_ioat, REREGISTER_IOAT, &function->fib);
}

/* Register the tables by an anchor that QEMU refuses, and believe that it is done. */
static void register_refused(struct function *function, u64 iota)
{
	struct report_function *record = function->record;

	ioat_deregister(function);
	function->fib = (struct fib){ .pba = record->pba, .pal = record->pal, .iota = iota };
	pci_modify(record, SITE_mpcifc_designation, REGISTER_IOAT, &function->fib);
	report_begin();
	record->ioat_registered = 1;
	record->iota = iota;
	report_end();
}

/* Register indicator bits behind the end of RAM. */
static void lead_astray(struct function *function)
{
	report_begin();
	function->record->aibv = report.ram_bytes;
	report_end();
	irq_cycle(function);
}

/* Another handle in the record, and with it in every instruction from now on. */
static void use_handle(struct report_function *record, u32 fh)
{
	report_begin();
	record->fh = fh;
	report_end();
}

/* The handle of the function before it in the records, of the first function its own. */
static u32 handle_before(const struct function *function)
{
	return functions[function->index ? function->index - 1 : 0].record->fh;
}

/* To be called when all of the function is set up. */
void mistake_make(struct function *function)
{
	struct report_function *record = function->record;
	u64 fid = record->fid;

	if (fid == options.forget)
		forget(function);
	if (fid == options.shorten)
		shorten(function);
	if (fid == options.designate)
		register_refused(function, (record->iota & ~IOTA_TYPE) | IOTA_REGION_SECOND);
	if (fid == options.direct)
		register_refused(function, record->iota & ~IOTA_TRANSLATES);
	if (fid == options.astray)
		lead_astray(function);
	if (fid == options.confuse)
		use_handle(record, handle_before(function));
	if (fid == options.unmark)
		use_handle(record, record->fh & ~SOFTWARE_MARK);
	if (fid == options.deconfigure)
		sclp_deconfigure(record->fid);
}
