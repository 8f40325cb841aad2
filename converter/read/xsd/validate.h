/* The validator that walks a compiled schema beside the events of one document.
 *
 * It reports with the rows of base/diag/schema.h, one diagnostic for one cause:
 * after a mistake it goes on where the rest of the document makes most sense.
 * A document whose root the schema does not declare gets no diagnostic here:
 * whether this is an export at all is the loader's question. */
#ifndef PINPORT_READ_VALIDATE_H
#define PINPORT_READ_VALIDATE_H

#include "base/diag.h"
#include "read/xml/xml.h"
#include "read/xsd/xsd.h"

struct validator;

/* For one document. `path` is asked with `path_of` for the path of the element
 * that is open now, only when there is something to report. What is passed in
 * must outlive the validator. Memory does not grow with the document. */
struct validator *validator_open(const struct xsd *xsd, const char *(*path)(void *),
    void *path_of, struct diag *diag);

/* To be called before the handlers that rely on a valid document. Its functions
 * always return true: whether anything was wrong is what diag_worst() tells. */
struct xml_handler validator_handler(struct validator *validator);
void validator_close(struct validator *validator);   /* NULL is fine */

#endif
