/*
 * CPU 1 ("cpus=2"): loads from the first function at a site of its own, at the same rate, so that two CPUs execute
 * PCI instructions at the same time. Without the option CPU 1, if there is one, stays stopped.
 */
#include "irq.h"
#include "options.h"
#include "work.h"

#define SIGP_RESTART 6
#define SIGP_SET_PREFIX 13

extern volatile struct lowcore second_lowcore;
extern void second_entry(void);

/* Signal processor; waits while the order is busy. Returns whether it was accepted. */
static bool signal(u16 cpu, u32 order, u64 parameter)
{
	register u64 status asm("2") = 0;
	register u64 value asm("3") = parameter;
	u32 condition;

	do {
		asm volatile("sigp %1,%3,0(%4)\n\tipm %0\n\tsrl %0,28"
			     : "=&d"(condition), "+d"(status)
			     : "d"(value), "d"((u64)cpu), "a"((u64)order)
			     : "cc", "memory");
	} while (condition == 2);
	return condition == 0;
}

/* Give CPU 1 a prefix area and start it. */
void second_start(void)
{
	if (options.cpus < 2)
		return;
	irq_second_start(&second_lowcore, second_entry);
	barrier();
	if (!signal(1, SIGP_SET_PREFIX, (u64)&second_lowcore) || !signal(1, SIGP_RESTART, 0))
		return;
	report_begin();
	report.cpus = 2;
	report_end();
}

static void load_once(void)
{
	struct report_function *record = functions[0].record;
	struct call call = { .second = 0 };

	if (!report.function_count)
		return;
	call.request = REQUEST(record->fh, SPACE_CONFIG, 4);
	execute_at(SITE_pcilg_second, &call);
}

/* CPU 1's loop; entered afresh after an unexpected program interruption. */
void second_forever(void)
{
	clock_comparator(TOD_NEVER);
	set_control_0(CR0_CLOCK_COMPARATOR);
	for (;;) {
		load_once();
		report.second_loops++;
		barrier();
		if (options.rate)
			irq_wait_until_second(clock_now() + TOD_SECOND / options.rate);
	}
}
