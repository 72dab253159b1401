/*
 * virtio 1 over PCI (OASIS virtio 1.1, 2.6 split virtqueues, 4.1 PCI transport), one request in flight a queue.
 *
 * The entropy device fills a buffer, the disk reads its sectors in turn, the network card sends a frame (of an
 * EtherType reserved for local experiments). The data page of each request is mapped before and unmapped after it,
 * with RPCIT both times; rings, headers and status bytes stay mapped.
 */
#include "virtio.h"

#include "ioat.h"
#include "irq.h"
#include "options.h"

#define VENDOR_VIRTIO 0x1af4
#define CAPABILITY_VENDOR 0x09

enum { TYPE_NET = 1, TYPE_BLOCK = 2, TYPE_RNG = 4 };
enum { CAPABILITY_COMMON = 1, CAPABILITY_NOTIFY = 2 };

/* Common configuration structure. */
enum {
	FEATURE_SELECT = 0x00,
	FEATURES = 0x04,
	DRIVER_SELECT = 0x08,
	DRIVER_FEATURES = 0x0c,
	CONFIG_VECTOR = 0x10,
	QUEUE_COUNT = 0x12,
	STATUS = 0x14,
	QUEUE_SELECT = 0x16,
	QUEUE_SIZE = 0x18,
	QUEUE_VECTOR = 0x1a,
	QUEUE_ENABLE = 0x1c,
	QUEUE_NOTIFY_OFFSET = 0x1e,
	QUEUE_DESCRIPTORS = 0x20,
	QUEUE_DRIVER = 0x28,
	QUEUE_DEVICE = 0x30,
};

enum { ACKNOWLEDGE = 1, DRIVER = 2, DRIVER_OK = 4, FEATURES_OK = 8 };

/* The two features that are taken, both in the upper word: version 1, and addresses that pass the IOMMU. */
#define VERSION_1 (1U << 0)
#define ACCESS_PLATFORM (1U << 1)

#define RING_SIZE 8
#define DESCRIPTOR_NEXT 1
#define DESCRIPTOR_WRITE 2
#define USED_OFFSET 0x200
#define DRIVER_OFFSET 0x100

#define SECTOR 512
#define RNG_BYTES 256
#define FRAME_BYTES (12 + 60) /* header of virtio-net, then the shortest Ethernet frame */
#define BLOCK_HEADER 64 /* bytes of the header page a queue has */

/* A descriptor and a used element, little-endian. */
struct descriptor {
	u64 address;
	u32 length;
	u16 flags;
	u16 next;
};

struct used_element {
	u32 id;
	u32 length;
};

static u64 common_read(struct function *function, u32 offset, u32 length)
{
	u64 value;

	pci_load(function->record, SITE_pcilg_bar, function->common.bar, function->common.offset + offset, length,
		 &value);
	return value;
}

static void common_write(struct function *function, u32 offset, u32 length, u64 value)
{
	pci_store(function->record, SITE_pcistg_bar, function->common.bar, function->common.offset + offset, length,
		  value);
}

static void common_write_64(struct function *function, u32 offset, u64 value)
{
	common_write(function, offset, 4, value & 0xffffffff);
	common_write(function, offset + 4, 4, value >> 32);
}

/* Note a vendor-specific capability if it is one of virtio's that are needed; the first of a kind counts. */
static void note_virtio_capability(struct function *function, u32 at)
{
	struct report_function *record = function->record;
	u32 kind = (u32)config_read(record, at + 3, 1);
	struct window window = {
		.bar = (u32)config_read(record, at + 4, 1),
		.offset = (u32)config_read(record, at + 8, 4),
	};

	if (kind == CAPABILITY_COMMON && function->common.bar == SPACE_CONFIG)
		function->common = window;
	if (kind == CAPABILITY_NOTIFY && function->notify.bar == SPACE_CONFIG) {
		function->notify = window;
		function->notify_multiplier = (u32)config_read(record, at + 16, 4);
	}
}

/* virtio device number from the ids: 0x1040 + n, or one of the transitional ones. */
static u16 virtio_type(const struct report_function *record)
{
	if (record->vendor != VENDOR_VIRTIO)
		return 0;
	if (record->device >= 0x1040)
		return record->device - 0x1040;
	if (record->device == 0x1000)
		return TYPE_NET;
	if (record->device == 0x1001)
		return TYPE_BLOCK;
	return record->device == 0x1005 ? TYPE_RNG : 0;
}

/* Find virtio's structures. Returns whether this is a device that the program drives. */
bool virtio_find(struct function *function)
{
	struct report_function *record = function->record;
	u32 at = (u32)config_read(record, 0x34, 1);

	record->virtio_type = virtio_type(record);
	function->common.bar = SPACE_CONFIG;
	function->notify.bar = SPACE_CONFIG;
	if (!record->virtio_type)
		return false;
	for (u32 i = 0; i < 48 && at >= 0x40; i++) {
		if (config_read(record, at, 1) == CAPABILITY_VENDOR)
			note_virtio_capability(function, at);
		at = (u32)config_read(record, at + 1, 1) & 0xfc;
	}
	if (record->virtio_type != TYPE_NET && record->virtio_type != TYPE_BLOCK && record->virtio_type != TYPE_RNG)
		return false;
	return function->common.bar != SPACE_CONFIG && function->notify.bar != SPACE_CONFIG;
}

/* Agree on version 1 and, where it is offered, on addresses through the IOMMU. */
static bool negotiate(struct function *function)
{
	u32 offered;

	common_write(function, STATUS, 1, 0);
	common_write(function, STATUS, 1, ACKNOWLEDGE);
	common_write(function, STATUS, 1, ACKNOWLEDGE | DRIVER);
	common_write(function, FEATURE_SELECT, 4, 1);
	offered = (u32)common_read(function, FEATURES, 4);
	function->record->bypass = !(offered & ACCESS_PLATFORM);
	common_write(function, DRIVER_SELECT, 4, 0);
	common_write(function, DRIVER_FEATURES, 4, 0);
	common_write(function, DRIVER_SELECT, 4, 1);
	common_write(function, DRIVER_FEATURES, 4, offered & (VERSION_1 | ACCESS_PLATFORM));
	common_write(function, STATUS, 1, ACKNOWLEDGE | DRIVER | FEATURES_OK);
	return common_read(function, STATUS, 1) & FEATURES_OK;
}

/* Set up the device's queue "number" as our queue "index"; vector 0 is left to the configuration change. */
static void start_queue(struct function *function, u32 index, u16 number)
{
	struct report_function *record = function->record;
	struct report_queue *queue = &record->queues[index];
	u8 *page = function->pages + index * PAGE;
	u32 last = record->noi ? record->noi - 1U : 0;

	memset(page, 0, PAGE);
	function->virtio_queue[index] = number;
	function->ring_index[index] = 0;
	function->used_index[index] = 0;
	queue->descriptors = ioat_dma_address(function, page);
	queue->driver = queue->descriptors + DRIVER_OFFSET;
	queue->device = queue->descriptors + USED_OFFSET;
	queue->size = RING_SIZE;
	queue->vector = index + 1 < last ? index + 1 : last;
	queue->slots_iova = record->pba + (SLOT_PAGE + index * SLOTS) * PAGE;
	queue->slots = record->bypass ? 0 : SLOTS;
	queue->slot = NO_SLOT;
	queue->frame = (u64)function->data[index];
	queue->readonly = record->virtio_type == TYPE_NET;
	common_write(function, QUEUE_SELECT, 2, number);
	common_write(function, QUEUE_SIZE, 2, RING_SIZE);
	common_write(function, QUEUE_VECTOR, 2, queue->vector);
	common_write_64(function, QUEUE_DESCRIPTORS, queue->descriptors);
	common_write_64(function, QUEUE_DRIVER, queue->driver);
	common_write_64(function, QUEUE_DEVICE, queue->device);
	function->notify_offset[index] = common_read(function, QUEUE_NOTIFY_OFFSET, 2) * function->notify_multiplier;
	common_write(function, QUEUE_ENABLE, 2, 1);
}

/* Frames of the data pages; they stay with the function. */
static bool take_data_pages(struct function *function)
{
	for (u32 i = 0; i < MAX_QUEUES; i++)
		if (!function->data[i] && !(function->data[i] = heap_take(PAGE, PAGE)))
			return false;
	return true;
}

/* Unmap the data page of a request that is done, and refresh. */
static void unmap(struct function *function, u32 index)
{
	struct report_function *record = function->record;
	struct report_queue *queue = &record->queues[index];
	u64 iova = queue->slots_iova + queue->slot * PAGE;

	if (queue->slot == NO_SLOT)
		return;
	report_begin();
	ioat_unmap(function, iova);
	queue->slot = NO_SLOT;
	record->unmaps++;
	report_end();
	pci_refresh(record, SITE_rpcit_unmap, iova, PAGE);
}

/* The queues to drive: of a network card the first sender, of a disk as many as it has, of others the first. */
static void start_queues(struct function *function)
{
	struct report_function *record = function->record;
	u32 count = (u32)common_read(function, QUEUE_COUNT, 2);

	common_write(function, CONFIG_VECTOR, 2, 0);
	if (record->virtio_type == TYPE_NET) {
		start_queue(function, 0, 1);
		record->queue_count = 1;
		return;
	}
	if (record->virtio_type != TYPE_BLOCK || !count)
		count = 1;
	if (count > MAX_QUEUES)
		count = MAX_QUEUES;
	for (u32 i = 0; i < count; i++)
		start_queue(function, i, (u16)i);
	record->queue_count = count;
}

/* Bring the device up. */
bool virtio_start(struct function *function)
{
	if (!take_data_pages(function) || !negotiate(function))
		return false;
	start_queues(function);
	common_write(function, STATUS, 1, ACKNOWLEDGE | DRIVER | FEATURES_OK | DRIVER_OK);
	virtio_read_status(function);
	return true;
}

/*
 * Reset the device: it lets go of its rings. To be done before its translations or interrupts are taken away, as it
 * reads its rings even when there is nothing to do. Data pages are unmapped; a request in flight is lost.
 */
void virtio_stop(struct function *function)
{
	struct report_function *record = function->record;

	if (!record->driven)
		return;
	common_write(function, STATUS, 1, 0);
	for (u32 i = 0; i < record->queue_count; i++) {
		if (record->queues[i].slot != NO_SLOT)
			unmap(function, i);
		function->ring_index[i] = 0;
		function->used_index[i] = 0;
	}
}

/* What the device thinks of itself; 0x40 means that it gave up until it is reset. */
void virtio_read_status(struct function *function)
{
	u64 status;

	if (pci_load(function->record, SITE_pcilg_bar, function->common.bar, function->common.offset + STATUS, 1,
		     &status) != 0)
		return;
	report_begin();
	function->record->device_status = (u8)status;
	report_end();
}

static bool queue_idle(const struct function *function, u32 index)
{
	return function->ring_index[index] == function->used_index[index];
}

/* Is no request in flight? */
bool virtio_idle(const struct function *function)
{
	for (u32 i = 0; i < function->record->queue_count; i++)
		if (!queue_idle(function, i))
			return false;
	return true;
}

static volatile struct descriptor *descriptors(struct function *function, u32 index)
{
	return (volatile struct descriptor *)(function->pages + index * PAGE);
}

static void describe(struct function *function, u32 index, u32 at, u64 address, u32 length, u16 flags)
{
	volatile struct descriptor *descriptor = &descriptors(function, index)[at];

	descriptor->address = __builtin_bswap64(address);
	descriptor->length = __builtin_bswap32(length);
	descriptor->flags = __builtin_bswap16(flags);
	descriptor->next = __builtin_bswap16((u16)(at + 1));
}

/* Three parts: header (type "in", sector), data, status byte. */
static void describe_block(struct function *function, u32 index, u64 data)
{
	u8 *header = function->pages + HEADER_PAGE * PAGE + index * BLOCK_HEADER;
	u8 *status = function->pages + STATUS_PAGE * PAGE + index * BLOCK_HEADER;
	u64 sector = function->record->queues[index].submitted % 8;

	memset(header, 0, 16);
	*(volatile u64 *)(header + 8) = __builtin_bswap64(sector);
	*(volatile u8 *)status = 0xff;
	describe(function, index, 0, ioat_dma_address(function, header), 16, DESCRIPTOR_NEXT);
	describe(function, index, 1, data, SECTOR, DESCRIPTOR_NEXT | DESCRIPTOR_WRITE);
	describe(function, index, 2, ioat_dma_address(function, status), 1, DESCRIPTOR_WRITE);
}

/* virtio-net's header of zeros, then a broadcast frame of EtherType 0x88b5. */
static void describe_net(struct function *function, u32 index, u64 data)
{
	u8 *bytes = function->data[index];

	memset(bytes, 0, FRAME_BYTES);
	memset(bytes + 12, 0xff, 6);
	bytes[18] = 0x02; /* locally administered sender */
	bytes[24] = 0x88;
	bytes[25] = 0xb5;
	describe(function, index, 0, data, FRAME_BYTES, 0);
}

static void make_available(struct function *function, u32 index)
{
	volatile u16 *ring = (volatile u16 *)(function->pages + index * PAGE + DRIVER_OFFSET);
	u16 next = function->ring_index[index]++;

	ring[2 + next % RING_SIZE] = 0; /* every request begins at descriptor 0 */
	barrier();
	ring[1] = __builtin_bswap16((u16)(next + 1));
	barrier();
}

/* Put a request on a queue whose data is at this address, and notify the device. */
static void submit(struct function *function, u32 index, u64 data)
{
	struct report_function *record = function->record;

	if (record->virtio_type == TYPE_BLOCK)
		describe_block(function, index, data);
	else if (record->virtio_type == TYPE_NET)
		describe_net(function, index, data);
	else
		describe(function, index, 0, data, RNG_BYTES, DESCRIPTOR_WRITE);
	make_available(function, index);
	report_begin();
	record->queues[index].submitted++;
	record->submitted++;
	report_end();
	pci_store(record, SITE_pcistg_notify, function->notify.bar,
		  function->notify.offset + function->notify_offset[index], 2, function->virtio_queue[index]);
}

/* Map the data page at its next address, which is returned. */
static u64 map_next_slot(struct function *function, u32 index)
{
	struct report_function *record = function->record;
	struct report_queue *queue = &record->queues[index];
	u32 slot = (u32)(queue->submitted % queue->slots);
	u64 iova = queue->slots_iova + slot * PAGE;

	report_begin();
	ioat_map(function, iova, queue->frame, queue->readonly);
	queue->slot = slot;
	if (queue->used_slots <= slot)
		queue->used_slots = slot + 1;
	record->maps++;
	report_end();
	return iova;
}

/* Map the data page, refresh, and submit. */
static void submit_mapped(struct function *function, u32 index)
{
	struct report_function *record = function->record;
	u64 data = record->queues[index].frame;

	if (!record->bypass) {
		data = map_next_slot(function, index);
		pci_refresh(record, SITE_rpcit_map, data, PAGE);
	}
	submit(function, index, data);
}

/* Has the device used another element? Then note how much it wrote. */
static bool take_used(struct function *function, u32 index)
{
	struct report_queue *queue = &function->record->queues[index];
	u8 *ring = function->pages + index * PAGE + USED_OFFSET;
	u16 device_index = __builtin_bswap16(((volatile u16 *)ring)[1]);
	volatile struct used_element *elements = (volatile struct used_element *)(ring + 4);
	u16 taken = function->used_index[index];

	if (device_index == taken)
		return false;
	barrier();
	report_begin();
	queue->bytes += __builtin_bswap32(elements[taken % RING_SIZE].length);
	queue->completed++;
	function->record->completed++;
	report_end();
	function->used_index[index]++;
	return true;
}

/* Take what is done off the queues. Interrupts are counted elsewhere: this works with every gate shut, too. */
void virtio_reap(struct function *function)
{
	for (u32 i = 0; i < function->record->queue_count; i++)
		while (take_used(function, i))
			unmap(function, i);
}

/* A request on each queue that has none. */
void virtio_submit(struct function *function)
{
	for (u32 i = 0; i < function->record->queue_count; i++)
		if (queue_idle(function, i))
			submit_mapped(function, i);
}

/* A request whose data address the device will have trouble with; false if a request is in flight. */
bool virtio_submit_at(struct function *function, u64 iova)
{
	if (!function->record->queue_count || !queue_idle(function, 0))
		return false;
	submit(function, 0, iova);
	return true;
}
