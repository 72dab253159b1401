/*
 * virtio 1 over PCI: enough of it to have an entropy device, a disk or a network card move data.
 */
#ifndef VIRTIO_H
#define VIRTIO_H

#include "function.h"

bool virtio_find(struct function *function);
bool virtio_start(struct function *function);
void virtio_stop(struct function *function);
bool virtio_idle(const struct function *function);
void virtio_reap(struct function *function);
void virtio_submit(struct function *function);
bool virtio_submit_at(struct function *function, u64 iova);
void virtio_read_status(struct function *function);

#endif
