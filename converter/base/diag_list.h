/* The catalogue, family by family, in the order of the pipeline. Included with
 * DIAG() defined; no include guard on purpose. */
#include "base/diag/zip.h"
#include "base/diag/xml.h"
#include "base/diag/schema.h"
#include "base/diag/reference.h"
#include "base/diag/rules.h"
#include "base/diag/io.h"
#include "base/diag/usage.h"
