/* Bundles made by worker processes: a worker stages and reads back, the parent
 * takes over and commits. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bundle/parts.h"

/* What travels from the worker to the parent. */
struct parcel {
	char id[ACCOUNT_ROOM];
	unsigned char sums[HASH_BYTES];
	uint32_t before;               /* an enum existing_state */
	uint64_t inode, bytes;
};

static bool make_folder(struct bundle_target *target, const struct bundle_target *parent, unsigned number)
{
	char name[STAGED_ROOM];

	if (target->options.dry_run)
		return true;
	snprintf(name, sizeof name, WORKER_FOLDER, number);
	if (file_make_folder(parent->scratch.fd, name))
		target->scratch.fd = file_open_subfolder(parent->scratch.fd, name);
	return target->scratch.fd >= 0 || target_report(target, DIAG_I213, NULL, NULL, strerror(errno));
}

struct bundle_target *bundle_open_worker(const struct bundle_target *parent, unsigned number,
    const struct bundle_giver *giver, struct diag *diag)
{
	struct bundle_target *target = mem_alloc(sizeof *target);

	*target = (struct bundle_target){
		.diag = diag, .options = parent->options, .path = parent->path, .leaf = parent->leaf,
		.zip = parent->zip, .above = parent->above, .folder = parent->folder,
		.scratch.at = parent->scratch.fd, .scratch.fd = -1, .zip_before = parent->zip_before,
		.account.fd = -1, .account.file = -1, .giver = giver,
	};
	if (make_folder(target, parent, number))
		return target;
	mem_free(target);
	return NULL;
}

bool target_leave(struct bundle_target *target)
{
	bundle_discard(target);
	if (target->scratch.fd >= 0)
		file_close(target->scratch.fd);
	mem_free(target->account.files);
	map_free(&target->account.paths);
	map_free(&target->account.folders);
	arena_free(&target->account.arena);
	mem_free(target);
	return true;
}

bool target_give(struct bundle_target *target, uint64_t bytes)
{
	const struct staged *staged = &target->account.staged;
	struct parcel parcel;

	memset(&parcel, 0, sizeof parcel);   /* what lies between members is sent, too */
	memcpy(parcel.id, staged->id, sizeof parcel.id);
	memcpy(parcel.sums, staged->sums, sizeof parcel.sums);
	parcel.before = staged->before.state;
	parcel.inode = staged->before.inode;
	parcel.bytes = bytes;
	target->giver->account(target->giver->to, &parcel, sizeof parcel);
	return true;
}

/* The worker has read hostile input: nothing of a parcel is believed unseen. */
static bool unpack(struct parcel *parcel, struct staged *staged, unsigned number, const struct bundle_parcel *given)
{
	if (given->size != sizeof *parcel)
		return false;
	memcpy(parcel, given->data, sizeof *parcel);
	if (memchr(parcel->id, '\0', sizeof parcel->id) == NULL || !account_name(parcel->id) ||
	    strcmp(parcel->id, given->id) != 0 || parcel->before > EXISTING_UNKNOWN)
		return false;
	*staged = (struct staged){
		.worker = number + 1,
		.before = {.state = (enum existing_state)parcel->before, .inode = parcel->inode},
	};
	memcpy(staged->id, parcel->id, sizeof staged->id);
	memcpy(staged->sums, parcel->sums, sizeof staged->sums);
	return true;
}

bool bundle_take(struct bundle_target *target, unsigned number, const struct bundle_parcel *given,
    const struct place *place)
{
	struct parcel parcel;
	struct staged staged;

	if (!unpack(&parcel, &staged, number, given))
		return false;
	staged.place = *place;
	target_keep(target, &staged, parcel.bytes);
	return true;
}

bool bundle_refuse(struct bundle_target *target, unsigned number, const struct bundle_parcel *given)
{
	struct parcel parcel;
	struct staged staged;
	char at[STAGED_ROOM];

	if (!unpack(&parcel, &staged, number, given))
		return false;
	if (!target->options.dry_run)
		file_remove_tree(target->scratch.fd, staged_at(&staged, at));
	return true;
}

void bundle_lacks(struct bundle_target *target)
{
	target->broken = true;
}
