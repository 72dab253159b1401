/*
 * Every way to fail, provoked on purpose ("errors=on").
 */
#ifndef ERRORS_H
#define ERRORS_H

#include "function.h"

void errors_disabled(struct function *function);
void errors_unregistered(struct function *function);
void errors_provoke(struct function *function);

#endif
