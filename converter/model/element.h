/* The elements of export format 1 as a table: what stands where, and into
 * which member of which struct it goes. The loader builds accounts from it,
 * records and the ledger walk accounts with it. How often an element may stand
 * and of what type it is, is the schema's business and is not repeated here. */
#ifndef PINPORT_MODEL_ELEMENT_H
#define PINPORT_MODEL_ELEMENT_H

#include <stdbool.h>
#include <stddef.h>

enum element_kind {
	ELEMENT_GROUP,   /* a wrapper such as Locations: its children belong to the struct around it */
	ELEMENT_STRUCT,  /* at most one; the member is a pointer to its struct */
	ELEMENT_ITEM,    /* may repeat; the member is a struct nodes */
	ELEMENT_VALUE    /* at most one, text only, no attributes; the member is a struct value * */
};

struct attribute {
	const char *name;   /* NULL ends a list */
	size_t offset;      /* of a struct value * in the element's struct */
	bool token;         /* white space collapses, as its type in the schema says; else kept */
};

struct element {
	const char *name;                 /* NULL ends a list */
	enum element_kind kind;
	const char *key;                  /* in records: "customerSizes" for CustomerSizes */
	bool token;                       /* white space of its text collapses (xs:token, xs:anyURI, …) */
	size_t offset;                    /* in the parent's struct */
	size_t size;                      /* of the own struct, for STRUCT and ITEM */
	size_t text;                      /* offset of the struct value * that takes its text, or 0 */
	const char *text_key;             /* of it in records, beside attributes or children */
	const struct attribute *attributes;  /* NULL: none */
	const struct element *children;      /* NULL: none */
};

extern const struct element element_export;   /* PinpointExport; its only child is Account */
extern const struct element *const element_account;

/* True for the name of an element that may repeat (an ELEMENT_ITEM). */
bool element_repeats(const char *name);

/* The child row of that name, or NULL. *hint is the index to try first (0 to begin
 * with) and is moved to the row found: documents are in order, so it nearly always hits. */
const struct element *element_child(const struct element *parent, const char *name, size_t *hint);

#endif
