#ifndef WORK_H
#define WORK_H

#include "function.h"

void work_forever(void) __attribute__((noreturn));
void second_start(void);
void second_forever(void);

#endif
