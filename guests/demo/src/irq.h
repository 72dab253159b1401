/*
 * Interruptions: PSWs, adapter interruptions and their gates, program interruptions, the clock.
 */
#ifndef IRQ_H
#define IRQ_H

#include "function.h"

void irq_start(void);
void irq_second_start(volatile struct lowcore *prefix, void (*entry)(void));
bool irq_register_all(struct function *function);
void irq_cycle(struct function *function);
void irq_enable_msix(struct function *function);
void irq_rewrite_msix(struct function *function);
u32 sic(enum site site, u64 mode);
void irq_gate(bool shut);
void irq_wait_until(u64 clock);
void irq_wait_until_second(u64 clock);

#endif
