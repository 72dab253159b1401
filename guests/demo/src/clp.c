/*
 * Call logical processor, PCI. A block of 4 KiB holds a request of 32 bytes and the response behind it; both begin
 * with a header of 16 bytes (length, command or response code).
 */
#include "clp.h"

#include "report.h"

enum command { LIST = 2, QUERY = 3, GROUP = 4, SET = 5, UNKNOWN = 0xff };

#define REQUEST_BYTES 32
#define HEADER_BYTES 16
#define LIST_ENTRIES 0x20 /* of the list response */

struct header {
	u16 length;
	u16 code;
	u32 format;
	u64 reserved;
};

struct request {
	struct header header;
	u8 data[REQUEST_BYTES - HEADER_BYTES];
};

struct response {
	struct header header;
	u8 data[PAGE - REQUEST_BYTES - HEADER_BYTES];
};

static struct {
	struct request request;
	struct response response;
} block ALIGNED(4096);

_Static_assert(sizeof(block) == PAGE, "block");

/* Make the block ready; the caller fills in request.data. */
static void prepare(enum command command)
{
	memset(&block.request, 0, sizeof(block.request));
	memset(&block.response.header, 0, sizeof(block.response.header));
	block.request.header.length = REQUEST_BYTES;
	block.request.header.code = (u16)command;
	block.response.header.length = sizeof(block.response);
}

/* Execute; returns the response code, or 0 if the instruction did not end with condition code 0. */
static u32 execute(enum site site)
{
	struct call call = { .second = (u64)&block };
	u32 condition;

	barrier();
	condition = execute_at(site, &call);
	barrier();
	if (condition != 0)
		return 0;
	note_status(site, block.response.header.code);
	return block.response.header.code;
}

/* Call visit for each function; as many blocks as the resume token asks for. Returns the last response code. */
u32 clp_list(void (*visit)(const struct clp_entry *entry))
{
	u64 resume = 0;
	u64 count = 0;
	u32 code;

	do {
		u32 bytes;

		prepare(LIST);
		memcpy(block.request.data, &resume, sizeof(resume));
		code = execute(SITE_clp_list);
		if (code != CLP_OK)
			return code;
		memcpy(&resume, block.response.data, sizeof(resume));
		bytes = block.response.header.length;
		for (u32 at = LIST_ENTRIES; at + sizeof(struct clp_entry) <= bytes; at += sizeof(struct clp_entry)) {
			struct clp_entry entry;

			memcpy(&entry, (u8 *)&block.response + at, sizeof(entry));
			count++;
			if (visit)
				visit(&entry);
		}
	} while (resume);
	report_begin();
	report.list_entries = count;
	report_end();
	return code;
}

u32 clp_query(u32 fh, struct clp_function *function)
{
	u32 code;

	prepare(QUERY);
	memcpy(block.request.data, &fh, sizeof(fh));
	code = execute(SITE_clp_query);
	memcpy(function, block.response.data, sizeof(*function));
	return code;
}

u32 clp_group(u8 pfgid, struct clp_group *group)
{
	u32 code;

	prepare(GROUP);
	block.request.data[3] = pfgid;
	code = execute(SITE_clp_group);
	memcpy(group, block.response.data, sizeof(*group));
	return code;
}

/* Enable (with one DMA address space, all that QEMU knows) or disable; *fh becomes the new handle. */
u32 clp_set(u32 *fh, u8 operation)
{
	u32 code;

	prepare(SET);
	memcpy(block.request.data, fh, sizeof(*fh));
	block.request.data[6] = operation;
	block.request.data[7] = operation == CLP_ENABLE ? 1 : 0;
	code = execute(SITE_clp_set);
	if (code == CLP_OK)
		memcpy(fh, block.response.data, sizeof(*fh));
	return code;
}

/* A request of 24 bytes, one doubleword short; the response then begins that much earlier. */
static void short_request(void)
{
	struct header *response = (struct header *)&block.request.data[8];

	prepare(QUERY);
	block.request.header.length = REQUEST_BYTES - 8;
	memset(response, 0, 8);
	response->length = PAGE - REQUEST_BYTES;
	execute(SITE_clp_length);
	note_status(SITE_clp_length, response->code);
}

/* The ways in which CLP can be refused: unknown command, handle or length, and a request that is no block at all. */
void clp_errors(u32 fh)
{
	u32 wrong = fh ^ 0xff00;

	short_request();
	prepare(UNKNOWN);
	execute(SITE_clp_unknown);
	prepare(QUERY);
	memcpy(block.request.data, &wrong, sizeof(wrong));
	execute(SITE_clp_handle);
	prepare(QUERY);
	block.request.header.length = 3;
	execute(SITE_clp_operand);
}
