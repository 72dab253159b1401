/*
 * Store event information (CHSC command 0x000e) delivers PCI error events and availability events (hot-plug). Linux
 * is led there by a machine check; this program asks now and then, which needs no machine checks.
 * SCLP tells the size of RAM and takes functions back.
 */
#include "event.h"

#include "function.h"
#include "options.h"
#include "report.h"

#define CHSC_STORE_EVENT 0x000e
#define CHSC_OK 0x0001
#define PCI_EVENTS (1UL << 61) /* notification type 2 */
#define CONTENT_ERROR 1
#define CONTENT_AVAILABILITY 2
#define MAX_AT_ONCE 64

#define SCLP_READ_INFO 0x00120001
#define SCLP_PCI_DECONFIGURE 0x001b0001
#define SCLP_PCI_ADAPTER 2

/* Availability event: the hypervisor wants the function back. */
#define PEC_DECONFIGURE_REQUEST 0x0303

static struct {
	u16 length;
	u16 command;
	u32 reserved0;
	u64 types;
	u16 response_length; /* 0x10 */
	u16 response;
	u16 reserved1;
	u8 reserved2;
	u8 type;
	u8 flags; /* 0x18: 0x80 more to come */
	u8 reserved3[2];
	u8 content;
	u8 reserved4[0x50 - 0x1c];
	u32 reserved5; /* 0x50: the event's own data */
	u32 fh;
	u32 fid;
	u32 reserved6;
	u64 address;
	u8 reserved7[6];
	u16 pec;
	u8 rest[PAGE - 0x70];
} event_block ALIGNED(4096);

_Static_assert(sizeof(event_block) == PAGE, "event block");

/* Both requests to SCLP fit in here: a header of eight bytes, then data. */
static struct {
	u16 length;
	u8 function;
	u8 control[3];
	u16 response;
	u8 data[PAGE - 8];
} sclp_block ALIGNED(4096);

/* Execute CHSC on the event block. Returns whether it holds an event. */
static bool store_event(void)
{
	u32 condition;

	memset(&event_block, 0, 0x70);
	event_block.length = 0x10;
	event_block.command = CHSC_STORE_EVENT;
	event_block.types = PCI_EVENTS;
	asm volatile(".insn rre,0xb25f0000,%1,0\n\tipm %0\n\tsrl %0,28"
		     : "=d"(condition)
		     : "d"(&event_block)
		     : "memory", "cc");
	return condition == 0 && event_block.response == CHSC_OK;
}

/* Take a channel report word off the queue, so that it does not grow. Returns whether there was one. */
static bool store_channel_report(void)
{
	static u32 word;
	u32 condition;

	asm volatile(".insn s,0xb2390000,0(%1)\n\tipm %0\n\tsrl %0,28"
		     : "=d"(condition)
		     : "a"(&word)
		     : "memory", "cc");
	return condition == 0;
}

static void note_error(void)
{
	struct function *function = function_by_fid(event_block.fid);
	bool meant = function && function->record->fh == event_block.fh;

	report_begin();
	report_event(CONTENT_ERROR, event_block.pec, event_block.fh, event_block.fid, event_block.address);
	if (meant) {
		function->record->error_events++;
		function->record->last_event_pec = event_block.pec;
		function->record->last_event_address = event_block.address;
	}
	report_end();
}

/* Act on hot-plug: give back what is asked for; everything else shows in the next CLP list. */
static void note_availability(void)
{
	struct function *function = function_by_fid(event_block.fid);

	report_begin();
	report_event(CONTENT_AVAILABILITY, event_block.pec, event_block.fh, event_block.fid, 0);
	report_end();
	if (event_block.pec == PEC_DECONFIGURE_REQUEST && options.hotplug && function)
		function_release(function);
}

/* Fetch all pending events. Returns whether the list of functions may have changed. */
bool events_poll(void)
{
	bool changed = false;

	for (u32 i = 0; i < MAX_AT_ONCE && store_channel_report(); i++) {
		report_begin();
		report.crws++;
		report_end();
	}
	for (u32 i = 0; i < MAX_AT_ONCE && store_event(); i++) {
		if (event_block.content == CONTENT_ERROR)
			note_error();
		if (event_block.content == CONTENT_AVAILABILITY) {
			note_availability();
			changed = true;
		}
	}
	return changed;
}

/* Service call; waits while SCLP is busy. The service signal that follows stays pending: nothing opens it. */
static bool service_call(u32 command)
{
	u32 condition;

	do {
		asm volatile(".insn rre,0xb2200000,%1,%2\n\tipm %0\n\tsrl %0,28"
			     : "=d"(condition)
			     : "d"(command), "a"(&sclp_block)
			     : "memory", "cc");
	} while (condition == 2);
	return condition == 0;
}

/* Size of RAM in bytes, 0 if SCLP does not say: number of increments times their size in MiB. */
u64 sclp_ram_bytes(void)
{
	u64 increments;
	u64 size;

	memset(&sclp_block, 0, sizeof(sclp_block));
	sclp_block.length = sizeof(sclp_block);
	if (!service_call(SCLP_READ_INFO))
		return 0;
	increments = *(volatile u16 *)&sclp_block.data[0];
	size = sclp_block.data[2];
	if (!increments)
		increments = *(volatile u64 *)&sclp_block.data[104 - 8];
	if (!size)
		size = *(volatile u32 *)&sclp_block.data[100 - 8];
	return increments * size << 20;
}

/* Configured to standby: after this the hypervisor may take the function away. */
void sclp_deconfigure(u32 fid)
{
	memset(&sclp_block, 0, 16);
	sclp_block.length = 16;
	sclp_block.data[0] = SCLP_PCI_ADAPTER;
	*(volatile u32 *)&sclp_block.data[4] = fid;
	service_call(SCLP_PCI_DECONFIGURE);
}
