/*
 * zPCI demo guest: a program for s390x without an operating system that uses every PCI function it finds and every
 * PCI instruction there is, and publishes what it did (REPORT.md).
 */
#include "event.h"
#include "irq.h"
#include "options.h"
#include "sites.h"
#include "work.h"

extern char command_line[], heap[];

int main(void);

/* From head.S, with interruptions closed. Does not return. */
int main(void)
{
	u64 ram;

	report_start();
	sites_start();
	options_parse(command_line);
	irq_start();
	ram = sclp_ram_bytes();
	report.ram_bytes = ram;
	if (!heap_start((u64)heap, ram))
		report.unexpected++;
	functions_discover();
	second_start();
	report_begin();
	report.heap_free = heap_free();
	report.ready_clock = clock_now();
	report.ready = 1;
	report_end();
	report_publish();
	work_forever();
}
