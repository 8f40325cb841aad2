/* What the compiled validator says: one function for each kind of mistake. */
#ifndef PINPORT_READ_VALIDATE_TELL_H
#define PINPORT_READ_VALIDATE_TELL_H

#include "base/buf.h"
#include "base/diag.h"
#include "read/xml/xml.h"
#include "read/xsd/xsd.h"
#include "read/xsd/xsd_route.h"
#include "read/xsd/xsd_types.h"

/* Mistakes told in one child of the root, and between its children; the next
 * one is V113. Keeps a document of nothing but mistakes from filling memory. */
enum { TOLD_MOST = 10000 };

struct teller {
	const struct xsd *xsd;
	const char *(*path)(void *of);
	void *path_of;
	struct diag *diag;
	struct buf subject, words;       /* of the sentence in hand */
	struct {
		const char *name;        /* of the root; of its child that is open */
		size_t count;
	} told[2];
	size_t level;                    /* which of the two */
};

void teller_free(struct teller *teller);

/* True when the root's child that is open has had its share. */
static inline bool teller_full(const struct teller *teller)
{
	return teller->level > 0 && teller->told[1].count > TOLD_MOST;
}

/* V101: what may stand in the state of `parent`. */
void tell_unexpected(struct teller *teller, const struct xml_element *element,
    const char *parent, uint32_t state);

/* V116: a name that is perhaps a misspelt one. */
void tell_meant(struct teller *teller, const struct xml_element *element,
    const struct xsd_transition *meant);

/* V115: its place was before what may stand in the state after it. */
void tell_too_late(struct teller *teller, const struct xml_element *element,
    const char *parent, uint32_t after);

/* V117: it stands there already. */
void tell_again(struct teller *teller, const struct xml_element *element);

/* V114: what the route lacks before the element. */
void tell_too_soon(struct teller *teller, const struct xml_element *element,
    const struct xsd_route *route, uint32_t state);

/* V101: an element in a wrong namespace. */
void tell_namespace(struct teller *teller, const struct xml_element *element,
    const char *parent, uint32_t state);

/* V101: a child where only text, or nothing, may stand. */
void tell_child(struct teller *teller, const struct xml_element *element,
    const char *parent, enum xsd_content content);

/* V102 */
void tell_too_early(struct teller *teller, const char *name, const struct xsd_route *route,
    uint32_t state, const struct place *place);

/* V103 */
void tell_text(struct teller *teller, const char *name, const char *data, size_t size,
    const struct place *place);

/* V104, or V111 for xsi:type and xsi:nil. `meant` may be NULL. */
void tell_attribute(struct teller *teller, const struct xml_element *element,
    const struct xml_attribute *attribute, const struct xsd_complex *type,
    const struct xsd_attribute *meant);
void tell_instance(struct teller *teller, const struct xml_element *element,
    const struct xml_attribute *attribute);

/* V105 */
void tell_lack(struct teller *teller, const struct xml_element *element, const char *name);

/* V106 to V109, V199. `attribute` is NULL when it is the element's text. */
void tell_value(struct teller *teller, const struct place *place, const char *element,
    const char *attribute, const struct xsd_finding *finding);

#endif
