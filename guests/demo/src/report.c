/*
 * The report's header and its copy; the records are written by those whose doings they describe.
 */
#include "report.h"

#include "options.h"

extern const char text_start[], text_end[];

static const char magic[8] = "ZPCIDEMO";

static bool magic_present(void)
{
	return __builtin_memcmp(report.magic, magic, sizeof(magic)) == 0;
}

/* Clear the report of an earlier run, count this one, and say where everything is. */
void report_start(void)
{
	u64 boots = magic_present() ? report.boots : 0;

	memset(&report_snapshot, 0, sizeof(report_snapshot));
	memset(&report, 0, sizeof(report));
	report.version = REPORT_VERSION;
	report.boots = boots + 1;
	report.boot_clock = clock_now();
	report.address = (u64)&report;
	report.snapshot = (u64)&report_snapshot;
	report.bytes = sizeof(report);
	report.cpus = 1;
	report.sites_offset = offsetof(struct report, sites);
	report.site_bytes = sizeof(struct report_site);
	report.functions_offset = offsetof(struct report, functions);
	report.function_bytes = sizeof(struct report_function);
	report.text_start = (u64)text_start;
	report.text_end = (u64)text_end;
	memcpy(report.magic, magic, sizeof(magic));
	report_publish();
}

/*
 * Copy the report to its second place. Readers that cannot read it within the microseconds between two changes
 * (a monitor, a script) read the copy, which stays as it is for "publish=" milliseconds.
 */
void report_publish(void)
{
	u64 used = report.functions_offset + report.function_count * sizeof(struct report_function);

	report_snapshot.sequence++;
	barrier();
	memcpy(&report_snapshot, &report, offsetof(struct report, sequence));
	memcpy(&report_snapshot.loops, &report.loops, used - offsetof(struct report, loops));
	barrier();
	report_snapshot.sequence++;
}

/* Note an event in the ring. To be called between report_begin() and report_end(). */
void report_event(u8 content, u16 pec, u32 fh, u32 fid, u64 address)
{
	u64 number = report.error_events + report.availability_events;
	struct report_event *event = &report.events[number % MAX_EVENTS];

	*event = (struct report_event){
		.clock = clock_now(),
		.fh = fh,
		.fid = fid,
		.address = address,
		.pec = pec,
		.content = content,
		.loop = (u32)report.loops,
	};
	if (content == 1)
		report.error_events++;
	else
		report.availability_events++;
}
