/* Texts that lost letters before they came here. */
#ifndef PINPORT_LOAD_LOST_H
#define PINPORT_LOAD_LOST_H

#include "base/diag.h"
#include "model/account.h"

/* R213 for each value that holds U+FFFD: the Unicode Standard, 23.8, gives it
 * to conversions for what they cannot read. */
void lost_check(const struct account *account, struct diag *diag);

#endif
