/*
 * The work loop: PCI instructions on every function, requests to the devices, then a rest.
 */
#include "work.h"

#include "clp.h"
#include "errors.h"
#include "event.h"
#include "fault.h"
#include "ioat.h"
#include "irq.h"
#include "options.h"
#include "virtio.h"

#define POLL_INTERVAL (20000 * TOD_MICROSECOND)

static u64 next_loop;
static u64 next_poll;
static u64 next_publish;

/* Compare what STPCIFC stored with what the record says. */
static bool agrees(const struct report_function *record, const struct fib *fib)
{
	u8 expected = FC_ENABLED | (record->ioat_registered ? FC_IOAT : 0);

	if (record->state == STATE_BLOCKED)
		expected |= FC_ERROR;
	if (record->state == STATE_ERROR)
		expected |= FC_ERROR | FC_BLOCKED;
	if (fib->fc != expected)
		return false;
	if (record->ioat_registered && (fib->iota != record->iota || fib->pba != record->pba || fib->pal != record->pal))
		return false;
	if (record->interrupts_registered && (fib->aibv != record->aibv || fib->aisb != record->aisb))
		return false;
	return fib->fmb == record->fmb;
}

/* A device's error shows here: the hypervisor's word about the state counts. */
static void follow_state(struct function *function, u8 fc)
{
	if (fc & FC_BLOCKED && function->record->state != STATE_ERROR) {
		function_set_state(function, STATE_ERROR);
		events_poll();
	}
}

static void store_controls(struct function *function)
{
	struct report_function *record = function->record;
	static struct fib fib ALIGNED(8);

	memset(&fib, 0, sizeof(fib));
	if (pci_stored_controls(record, SITE_stpcifc, &fib) != 0)
		return;
	follow_state(function, fib.fc);
	report_begin();
	record->stored_controls++;
	record->stored_fc = fib.fc;
	record->disagreements += !agrees(record, &fib);
	report_end();
}

/* "cycle=": every so many loops, one function after the other has its registrations taken and given back. */
static void cycle(struct function *function)
{
	if (!virtio_idle(function) || function->record->state != STATE_ENABLED || !function->record->ioat_registered)
		return;
	virtio_stop(function);
	ioat_cycle(function);
	ioat_refresh_static(function);
	if (function->record->interrupts_registered)
		irq_cycle(function);
	if (function->record->driven)
		virtio_start(function);
}

/* The loads and stores of one loop on one function. */
static void exercise(struct function *function)
{
	struct report_function *record = function->record;
	u64 value;

	for (u64 i = 0; i < options.pcilg; i++)
		pci_load(record, SITE_pcilg, SPACE_CONFIG, i * 4 % 64, 4, &value);
	for (u64 i = 0; i < options.pcistg; i++)
		config_write(record, 0x3c, 1, i & 0xff); /* interrupt line: a scratch byte */
	for (u64 i = 0; i < options.pcistb; i++)
		irq_rewrite_msix(function);
	for (u64 i = 0; i < options.stpcifc; i++)
		store_controls(function);
	if (record->driven)
		virtio_read_status(function);
}

static bool may_submit(const struct function *function)
{
	u32 state = function->record->state;

	return options.dma && function->record->driven && !function->record->fault && !function->hold &&
	       (state == STATE_ENABLED || state == STATE_BLOCKED);
}

/* Errors are provoked on healthy functions only, so that each ends the way it is meant to. */
static bool may_fail(const struct function *function)
{
	return function->record->state == STATE_ENABLED && function->record->ioat_registered;
}

static bool turn_of(const struct function *function, u64 every)
{
	return every && report.loops % every == 0 && report.loops / every % report.function_count == function->index;
}

static void work_on(struct function *function)
{
	if (turn_of(function, options.reset))
		function_reset(function);
	if (turn_of(function, options.cycle))
		cycle(function);
	exercise(function);
	if (options.errors && may_fail(function) && turn_of(function, 1))
		errors_provoke(function);
	if (may_submit(function))
		virtio_submit(function);
}

/* CLP: the list, then one function and its group. */
static void ask_processor(void)
{
	struct function *function = report.function_count ? &functions[report.loops % report.function_count] : NULL;
	struct clp_function answer;
	struct clp_group group;

	for (u64 i = 0; i < options.clp; i++) {
		clp_list(NULL);
		if (!function || !function_usable(function))
			continue;
		clp_query(function->record->fh, &answer);
		clp_group(function->record->pfgid, &group);
	}
}

/* Take finished requests off all queues. */
static void reap(void)
{
	for (u32 i = 0; i < report.function_count; i++)
		if (function_usable(&functions[i]))
			virtio_reap(&functions[i]);
}

/* What is done by the clock, however fast the loop runs: events, hot-plug, the report's copy. */
static void housekeeping(u64 now)
{
	if (now >= next_poll) {
		next_poll = now + POLL_INTERVAL;
		if (events_poll())
			functions_discover();
	}
	if (now >= next_publish) {
		next_publish = now + options.publish * 1000 * TOD_MICROSECOND;
		report_publish();
	}
}

/* Interruptions are taken here: for a moment if the loop runs free, else until the next loop is due. */
static void rest(void)
{
	u64 now = clock_now();

	if (!options.rate) {
		take_pending_interrupts();
		return;
	}
	next_loop += TOD_SECOND / options.rate;
	if (next_loop < now) {
		next_loop = now;
		take_pending_interrupts();
		return;
	}
	irq_wait_until(next_loop);
}

/* Never returns; recover_main() enters it afresh after an unexpected program interruption. */
void work_forever(void)
{
	next_loop = clock_now();
	for (;;) {
		u64 now = clock_now();

		report_begin();
		report.loops++;
		report.loop_clock = now;
		report_end();
		housekeeping(now);
		reap();
		gate_step();
		fault_step();
		ask_processor();
		for (u32 i = 0; i < report.function_count; i++)
			if (function_usable(&functions[i]))
				work_on(&functions[i]);
		rest();
	}
}
