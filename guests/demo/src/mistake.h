/*
 * Mistakes that nothing announces.
 */
#ifndef MISTAKE_H
#define MISTAKE_H

#include "function.h"

bool mistake_meant(const struct report_function *record);
void mistake_make(struct function *function);

#endif
