/*
 * The PCI instructions that name a function. Each returns the condition code (or INTERRUPTED) and counts what the
 * hypervisor counts in the function measurement block: successful loads, stores, store blocks, refreshes.
 */
#include "pci.h"

static void count(u64 *counter)
{
	report_begin();
	(*counter)++;
	report_end();
}

/* PCILG; *value is the little-endian number at that offset, or all ones if the load failed. */
u32 pci_load(struct report_function *function, enum site site, u32 space, u64 offset, u32 length, u64 *value)
{
	struct call call = { .request = REQUEST(function->fh, space, length), .second = offset };
	u32 condition = execute_at(site, &call);

	*value = condition ? ~0UL >> (64 - 8 * length) : swap_bytes(call.data, length);
	if (!condition)
		count(&function->loads);
	return condition;
}

/* PCISTG of a number that the device sees in little-endian order. */
u32 pci_store(struct report_function *function, enum site site, u32 space, u64 offset, u32 length, u64 value)
{
	struct call call = {
		.request = REQUEST(function->fh, space, length),
		.second = offset,
		.third = swap_bytes(value, length),
	};
	u32 condition = execute_at(site, &call);

	if (!condition)
		count(&function->stores);
	return condition;
}

/* PCISTB: the bytes arrive in storage order. */
u32 pci_store_block(struct report_function *function, enum site site, u32 space, u64 offset, const void *from,
		    u32 length)
{
	struct call call = {
		.request = REQUEST(function->fh, space, length),
		.second = offset,
		.third = (u64)from,
	};
	u32 condition;

	barrier();
	condition = execute_at(site, &call);
	if (!condition)
		count(&function->store_blocks);
	return condition;
}

/* RPCIT. A table error puts the function into the error state, which its record then says. */
u32 pci_refresh(struct report_function *function, enum site site, u64 iova, u64 length)
{
	struct call call = { .request = REQUEST(function->fh, 0, 0), .second = iova, .third = length };
	u32 condition;

	barrier();
	condition = execute_at(site, &call);
	if (!condition)
		count(&function->refreshes);
	if (condition == 1 && status_of(&call) == STATUS_ERROR) {
		report_begin();
		function->state = STATE_ERROR;
		report_end();
	}
	return condition;
}

/* MPCIFC. */
u32 pci_modify(struct report_function *function, enum site site, enum control control, const struct fib *fib)
{
	struct call call = { .request = REQUEST(function->fh, 0, control), .second = (u64)fib };

	barrier();
	return execute_at(site, &call);
}

/* STPCIFC. */
u32 pci_stored_controls(struct report_function *function, enum site site, struct fib *fib)
{
	struct call call = { .request = REQUEST(function->fh, 0, 0), .second = (u64)fib };
	u32 condition = execute_at(site, &call);

	barrier();
	return condition;
}

u64 config_read(struct report_function *function, u32 offset, u32 length)
{
	u64 value;

	pci_load(function, SITE_pcilg_config, SPACE_CONFIG, offset, length, &value);
	return value;
}

void config_write(struct report_function *function, u32 offset, u32 length, u64 value)
{
	pci_store(function, SITE_pcistg_config, SPACE_CONFIG, offset, length, value);
}
