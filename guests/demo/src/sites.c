/*
 * Executing a PCI instruction at its named site. Before and after each execution its record in the report is
 * brought up to date, so a debugger that stops at the site finds the operands there already, and the outcome
 * after it.
 */
#include "sites.h"

#include "report.h"

struct pci_site {
	u64 address;
	void (*run)(struct call *call);
};

/* From instructions.S, in the order of sites.def. */
extern const struct pci_site pci_sites[SITE_COUNT];

static const char *const names[SITE_COUNT] = {
#define SITE(name, form) "site_" #name,
#include "sites.def"
#undef SITE
};

_Static_assert(SITE_COUNT <= MAX_SITES, "too many sites");
_Static_assert(offsetof(struct call, condition) == 40, "instructions.S");

/* Write the fixed part of the records. */
void sites_start(void)
{
	report.site_count = SITE_COUNT;
	for (u32 i = 0; i < SITE_COUNT; i++) {
		struct report_site *record = &report.sites[i];

		for (u32 c = 0; names[i][c] && c < sizeof(record->name) - 1; c++)
			record->name[c] = names[i][c];
		record->address = pci_sites[i].address;
		record->condition = 0xff;
	}
}

/* SIC and PCIWB leave the condition code alone; whatever IPM finds after them says nothing. */
static bool sets_condition(enum site site)
{
	return site != SITE_sic_all && site != SITE_sic_single && site != SITE_sic_mode && site != SITE_pciwb;
}

/* The status code of an instruction that ended with condition code 1: bits 24-31 of the handle's register. */
u32 status_of(const struct call *call)
{
	return (call->after >> 24) & 0xff;
}

/* CPU 1 has one site to itself and keeps off the sequence number, which is CPU 0's alone. */
static bool on_second(enum site site)
{
	return site == SITE_pcilg_second;
}

static void record_begin(enum site site, const struct call *call)
{
	struct report_site *record = &report.sites[site];

	if (!on_second(site))
		report_begin();
	record->started++;
	record->request = call->request;
	record->second = call->second;
	record->third = call->third;
	if (!on_second(site))
		report_end();
}

static void record_end(enum site site, const struct call *call, u32 code, u32 condition)
{
	struct report_site *record = &report.sites[site];

	if (!on_second(site))
		report_begin();
	record->after = call->after;
	record->data = call->data;
	if (code) {
		record->interruptions++;
		record->program_code = (u16)code;
		record->condition = 0xff;
		if (!on_second(site))
			report.site_interruptions++;
	} else {
		record->finished++;
		record->condition = sets_condition(site) ? condition : 0xff;
		if (sets_condition(site))
			record->conditions[condition & 3]++;
		if (condition == 1 && sets_condition(site))
			record->status = (u16)status_of(call);
	}
	if (!on_second(site))
		report_end();
}

/* Execute the instruction; returns its condition code, or INTERRUPTED after a program interruption. */
u32 execute_at(enum site site, struct call *call)
{
	u32 code;

	call->after = call->request;
	call->data = 0;
	record_begin(site, call);
	lowcore.site_program_code = 0;
	pci_sites[site].run(call);
	code = (u32)lowcore.site_program_code;
	record_end(site, call, code, call->condition);
	return code ? INTERRUPTED : call->condition;
}

/* CLP has its response code in the block, not in a register: its caller notes it. */
void note_status(enum site site, u32 status)
{
	report_begin();
	report.sites[site].status = (u16)status;
	report_end();
}

/* Called on a program interruption at this instruction: if it is a site, note the code and let it go on. */
bool interrupted_at_site(u64 address, u16 code)
{
	for (u32 i = 0; i < SITE_COUNT; i++) {
		if (pci_sites[i].address == address) {
			lowcore.site_program_code = code;
			return true;
		}
	}
	return false;
}
