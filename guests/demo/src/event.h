/*
 * What the hypervisor announces (errors, hot-plug), and what is asked of the service processor.
 */
#ifndef EVENT_H
#define EVENT_H

#include "arch.h"

bool events_poll(void);
u64 sclp_ram_bytes(void);
void sclp_deconfigure(u32 fid);

#endif
