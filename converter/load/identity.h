/* Identity within one account, as the XSD's key, unique and keyref say it:
 * checked here, where the place is known and nothing outlives the account. */
#ifndef PINPORT_LOAD_IDENTITY_H
#define PINPORT_LOAD_IDENTITY_H

#include <stdbool.h>

#include "base/diag.h"
#include "model/account.h"

/* references = false leaves references unchecked (in an account whose targets
 * may be missing only because something else is wrong). */
void identity_check(const struct account *account, bool references, struct diag *diag);

#endif
