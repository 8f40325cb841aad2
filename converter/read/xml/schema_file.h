/* A schema that libxml2 has compiled, for schema_check.c. */
#ifndef PINPORT_READ_SCHEMA_FILE_H
#define PINPORT_READ_SCHEMA_FILE_H

#include <libxml/xmlschemas.h>

struct xml_schema {
	xmlSchemaPtr compiled;
	xmlDocPtr document;    /* the schema's components point into it */
};

#endif
