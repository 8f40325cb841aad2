/* Dropping rights: see sandbox.h. Raw system calls, since libc has no wrappers
 * for Landlock, and a list of denied calls is too short for a library.
 * SPDX-License-Identifier: MIT */
#include "base/sandbox.h"

#include <stdio.h>
#include <string.h>

bool sandbox_mode_find(const char *name, enum sandbox_mode *mode)
{
	static const char *const names[] = {
		[SANDBOX_AUTO] = "auto", [SANDBOX_REQUIRE] = "require", [SANDBOX_OFF] = "off"
	};

	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(names[i], name) == 0) {
			*mode = (enum sandbox_mode)i;
			return true;
		}
	return false;
}

#if defined(__linux__) && (defined(__x86_64__) || defined(__aarch64__))

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* Newer than the headers of Debian 12; numbers are the kernel's ABI. */
#define ACCESS_TRUNCATE  (UINT64_C(1) << 14)
#define ACCESS_IOCTL_DEV (UINT64_C(1) << 15)
#define NET_BIND_TCP     (UINT64_C(1) << 0)
#define NET_CONNECT_TCP  (UINT64_C(1) << 1)
#define ACCESS_OF_ABI_1  ((UINT64_C(1) << 13) - 1)

#define SCOPES           ((UINT64_C(1) << 2) - 1)   /* abstract sockets, signals */

enum {
	ABI_REFER = 2,       /* before this, a rename out of the working folder is always refused */
	ABI_TRUNCATE = 3,
	ABI_NET = 4,
	ABI_IOCTL = 5,
	ABI_SCOPE = 6
};

/* Of what a kernel does not know yet, it may not even be told: the size says how much there is. */
struct ruleset {
	uint64_t handled_fs;
	uint64_t handled_net;   /* ABI 4 */
	uint64_t scoped;        /* ABI 6 */
};

static const uint64_t rights[] = {
	[SANDBOX_READ] = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
	[SANDBOX_WRITE] = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
	    LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
	    LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
	    LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REFER | ACCESS_TRUNCATE,
	[SANDBOX_PLACE] = LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REFER | LANDLOCK_ACCESS_FS_REMOVE_DIR,
	[SANDBOX_REPLACE] = LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_REFER |
	    LANDLOCK_ACCESS_FS_REMOVE_DIR | LANDLOCK_ACCESS_FS_REMOVE_FILE,
	[SANDBOX_PRUNE] = LANDLOCK_ACCESS_FS_REMOVE_DIR,
};
/* Those of them that mean anything for a file. */
static const uint64_t file_rights = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE |
    ACCESS_TRUNCATE;

/* No conversion needs any of these; a hijacked parser would. */
static const uint32_t denied[] = {
	/* the network, also over sockets that were handed down */
	SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_listen, SYS_accept, SYS_accept4,
	SYS_sendto, SYS_sendmsg, SYS_sendmmsg, SYS_recvmsg, SYS_recvmmsg,
	SYS_io_uring_setup, SYS_io_uring_enter, SYS_io_uring_register,
	/* other programs and processes */
	SYS_execve, SYS_execveat, SYS_ptrace, SYS_process_vm_readv, SYS_process_vm_writev,
	SYS_kcmp, SYS_pidfd_open, SYS_pidfd_getfd, SYS_pidfd_send_signal, SYS_process_madvise,
	SYS_unshare, SYS_setns, SYS_perf_event_open,
	SYS_shmget, SYS_shmat, SYS_msgget, SYS_semget, SYS_mq_open, SYS_mq_unlink,
	/* files by other ways than names, other names, other file systems */
	SYS_open_by_handle_at, SYS_name_to_handle_at, SYS_mknodat, SYS_symlinkat,
	SYS_mount, SYS_umount2, SYS_pivot_root, SYS_chroot, SYS_quotactl, SYS_swapon, SYS_swapoff,
	SYS_open_tree, SYS_move_mount, SYS_fsopen, SYS_fsconfig, SYS_fsmount, SYS_fspick, SYS_mount_setattr,
	SYS_fchmodat, SYS_fchownat, SYS_setxattr, SYS_lsetxattr, SYS_fsetxattr, SYS_acct,
	SYS_fanotify_init, SYS_inotify_init1,
	/* the machine */
	SYS_bpf, SYS_userfaultfd, SYS_keyctl, SYS_add_key, SYS_request_key,
	SYS_init_module, SYS_finit_module, SYS_delete_module, SYS_kexec_load, SYS_kexec_file_load, SYS_reboot,
	SYS_settimeofday, SYS_clock_settime, SYS_clock_adjtime, SYS_adjtimex,
	SYS_sethostname, SYS_setdomainname, SYS_syslog, SYS_personality,
#ifdef SYS_iopl
	SYS_iopl, SYS_ioperm, SYS_mknod, SYS_symlink, SYS_chmod, SYS_chown, SYS_lchown,
#endif
};
/* What is newer than this list cannot be on it (the number is the same on every
 * architecture): to libc, the kernel is as old as the list. */
enum { NUMBER_MOST = 450 };
enum { DENIED = sizeof denied / sizeof *denied, FRAME = 9 };
_Static_assert(DENIED < 250, "a jump of the filter spans at most 255 steps");

#ifdef __x86_64__
enum { ARCHITECTURE_HAS_X32 = 1 };
static const uint32_t architecture = AUDIT_ARCH_X86_64;
#else
enum { ARCHITECTURE_HAS_X32 = 0 };
static const uint32_t architecture = AUDIT_ARCH_AARCH64;
#endif
static const uint32_t x32_bit = 0x40000000;

static bool deny_calls(void)
{
	const struct sock_filter refuse = BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | EPERM);
	struct sock_filter filter[DENIED + FRAME] = {
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, arch)),
		BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, architecture, 1, 0),
		/* Calls of another architecture have other numbers: none is harmless. */
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS),
		BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
		BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, x32_bit, ARCHITECTURE_HAS_X32 ? DENIED + 3 : 0, 0),
		BPF_JUMP(BPF_JMP | BPF_JGT | BPF_K, NUMBER_MOST, 0, 1),
		BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
	};
	struct sock_fprog program = {.filter = filter};
	unsigned short at = 7;

	for (uint8_t i = 0; i < DENIED; i++)
		filter[at++] = (struct sock_filter)BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, denied[i],
		    (uint8_t)(DENIED - i), 0);
	filter[at++] = (struct sock_filter)BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
	filter[at++] = refuse;
	program.len = at;
	return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static int landlock_abi(void)
{
	long abi = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);

	return abi < 0 ? 0 : (int)abi;
}

static bool add_rule(int ruleset, const struct sandbox_path *path, uint64_t handled)
{
	struct landlock_path_beneath_attr rule = {.allowed_access = rights[path->access] & handled};
	struct stat status;
	bool added;
	int own = -1;

	if (path->path == NULL && path->folder < 0)
		return true;
	if (path->path != NULL) {
		own = path->folder < 0 ? open(path->path, O_PATH | O_CLOEXEC)
		                       : openat(path->folder, path->path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
		if (own < 0)
			return errno == ENOENT || errno == ENOTDIR || errno == EACCES || errno == ELOOP ||
			    errno == ENAMETOOLONG;
	}
	rule.parent_fd = own >= 0 ? own : path->folder;
	added = fstat(rule.parent_fd, &status) == 0;
	if (!S_ISDIR(status.st_mode))
		rule.allowed_access &= file_rights;
	/* EBADFD: a pipe by the name of a descriptor, which Landlock lets pass anyway. */
	added = added && (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0) == 0 ||
	    errno == EBADFD);
	if (own >= 0)
		close(own);
	return added;
}

static bool limit_files(int abi, const struct sandbox_paths *paths)
{
	struct ruleset set = {ACCESS_OF_ABI_1 | LANDLOCK_ACCESS_FS_REFER, NET_BIND_TCP | NET_CONNECT_TCP, SCOPES};
	size_t size = abi >= ABI_SCOPE ? sizeof set
	    : abi >= ABI_NET ? offsetof(struct ruleset, scoped) : offsetof(struct ruleset, handled_net);
	bool limited = true;
	int ruleset;

	if (abi < ABI_REFER)
		return false;
	if (abi >= ABI_TRUNCATE)
		set.handled_fs |= ACCESS_TRUNCATE;
	if (abi >= ABI_IOCTL)
		set.handled_fs |= ACCESS_IOCTL_DEV;
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &set, size, 0);
	if (ruleset < 0)
		return false;
	for (size_t i = 0; limited && i < paths->count; i++)
		limited = add_rule(ruleset, &paths->list[i], set.handled_fs);
	limited = limited && syscall(SYS_landlock_restrict_self, ruleset, 0) == 0;
	close(ruleset);
	return limited;
}

static void put_state(char state[SANDBOX_STATE], bool calls, bool files, int abi)
{
	char landlock[40] = "";

	if (files)
		snprintf(landlock, sizeof landlock, " (Landlock %d)", abi);
	snprintf(state, SANDBOX_STATE, "network and other programs %s%s, files %s%s",
	    calls ? "refused" : "not refused", calls ? " (seccomp)" : "",
	    files ? "limited to input and output" : "not limited", landlock);
}

#if defined(__SANITIZE_ADDRESS__)
#define UNDER_SANITIZER true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define UNDER_SANITIZER true
#endif
#endif
#ifndef UNDER_SANITIZER
#define UNDER_SANITIZER false
#endif

bool sandbox_enter(enum sandbox_mode mode, const struct sandbox_paths *paths, char state[SANDBOX_STATE])
{
	bool calls, files;
	int abi;

	if (mode == SANDBOX_OFF || (mode == SANDBOX_AUTO && UNDER_SANITIZER)) {
		snprintf(state, SANDBOX_STATE, "off");
		return true;
	}
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
		snprintf(state, SANDBOX_STATE, "not available: %s", strerror(errno));
		return mode != SANDBOX_REQUIRE;
	}
	abi = landlock_abi();
	files = limit_files(abi, paths);
	calls = deny_calls();
	put_state(state, calls, files, abi);
	return mode != SANDBOX_REQUIRE || (calls && files);
}

void sandbox_describe(char state[SANDBOX_STATE])
{
	const uint32_t action = SECCOMP_RET_ERRNO;
	int abi = landlock_abi();

	put_state(state, syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0,
	    abi >= ABI_REFER, abi);
}

#else

bool sandbox_enter(enum sandbox_mode mode, const struct sandbox_paths *paths, char state[SANDBOX_STATE])
{
	(void)paths;
	snprintf(state, SANDBOX_STATE, "%s", mode == SANDBOX_OFF ? "off" : "not available");
	return mode != SANDBOX_REQUIRE;
}

void sandbox_describe(char state[SANDBOX_STATE])
{
	snprintf(state, SANDBOX_STATE, "not available");
}

#endif
