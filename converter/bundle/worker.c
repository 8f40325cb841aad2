/* Bundles made by worker processes: a worker stages and reads back, the parent
 * takes over and commits. SPDX-License-Identifier: MIT */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bundle/parts.h"

/* What travels from the worker to the parent. */
struct parcel {
	struct staged staged;
	uint64_t bytes;
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

bool target_give(struct bundle_target *target)
{
	struct open_account *account = &target->account;
	struct parcel parcel;

	/* Member by member, since it is sent: what lies between members, and the place,
	 * which the parent knows, stay zero. */
	memset(&parcel, 0, sizeof parcel);
	memcpy(parcel.staged.id, account->staged.id, sizeof parcel.staged.id);
	memcpy(parcel.staged.sums, account->staged.sums, sizeof parcel.staged.sums);
	parcel.staged.before.state = account->staged.before.state;
	parcel.staged.before.inode = account->staged.before.inode;
	for (size_t i = 0; i < account->count; i++)
		parcel.bytes += account->files[i].bytes;
	target->giver->account(target->giver->to, &parcel, sizeof parcel);
	return true;
}

/* The worker has read hostile input: nothing of a parcel is believed unseen. */
static bool unpack(struct parcel *parcel, unsigned number, const struct bundle_parcel *given)
{
	struct staged *staged = &parcel->staged;
	unsigned char failed;

	if (given->size != sizeof *parcel)
		return false;
	memcpy(&failed, (const char *)given->data + offsetof(struct parcel, staged.failed), 1);
	if (failed > 1)
		return false;
	memcpy(parcel, given->data, sizeof *parcel);
	if (memchr(staged->id, '\0', sizeof staged->id) == NULL || !account_name(staged->id) ||
	    strcmp(staged->id, given->id) != 0 ||
	    (unsigned)staged->before.state > EXISTING_UNKNOWN)
		return false;
	staged->worker = number + 1;
	return true;
}

bool bundle_take(struct bundle_target *target, unsigned number, const struct bundle_parcel *given,
    const struct place *place)
{
	struct parcel parcel;

	if (!unpack(&parcel, number, given))
		return false;
	parcel.staged.place = *place;
	target_keep(target, &parcel.staged, parcel.bytes);
	return true;
}

bool bundle_refuse(struct bundle_target *target, unsigned number, const struct bundle_parcel *given)
{
	struct parcel parcel;
	char at[STAGED_ROOM];

	if (!unpack(&parcel, number, given))
		return false;
	if (!target->options.dry_run)
		file_remove_tree(target->scratch.fd, staged_at(&parcel.staged, at));
	return true;
}

void bundle_lacks(struct bundle_target *target)
{
	target->broken = true;
}
