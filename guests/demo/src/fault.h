/*
 * Faults that last ("fault="), and the gate that is about one function ("gate=blocked").
 */
#ifndef FAULT_H
#define FAULT_H

#include "function.h"

void fault_step(void);
void gate_step(void);

#endif
