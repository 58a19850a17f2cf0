#include "run/sandbox.h"

#include "base/bounds.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/*
 * Two fences, for either may be missing in a kernel: landlock says which files can be seen, seccomp which system calls
 * can be made. The seccomp filter lets openat() through for reading: with it closed, poppler finds no CMaps, and the
 * text of PDFs with fonts that are not embedded comes out empty, without any error.
 * Sanitizers need calls and address space of their own, so their builds go without seccomp and RLIMIT_AS.
 */
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

#ifndef PROCMAP_QUERY /* linux/fs.h has it since 6.11 */
struct procmap_query {
  guint64 size, query_flags, query_addr, vma_start, vma_end, vma_flags, vma_page_size, vma_offset, inode;
  guint32 dev_major, dev_minor, vma_name_size, build_id_size;
  guint64 vma_name_addr, build_id_addr;
};
enum { PROCMAP_QUERY_VMA_WRITABLE = 2, PROCMAP_QUERY_VMA_SHARED = 8, PROCMAP_QUERY_COVERING_OR_NEXT_VMA = 16 };
#define PROCMAP_QUERY _IOWR('f', 17, struct procmap_query)
#endif

struct Sandbox {
  int landlock;    /* descriptor of the rule set, or -1 */
  GBytes *seccomp; /* the filter as the kernel's program (struct sock_filter), or NULL */
};

/* What poppler, cairo and fontconfig read while they work. Missing ones are passed over. */
static const char *const readable[] = {"/usr/share/poppler", "/usr/share/fonts",      "/usr/local/share/fonts",
                                       "/etc/fonts",         "/usr/share/fontconfig", "/var/cache/fontconfig"};

static bool landlock_allow(int ruleset, const char *folder) {
  int fd = open(folder, O_PATH | O_CLOEXEC);
  if (fd < 0) return true;
  struct landlock_path_beneath_attr rule = {
      .allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR, .parent_fd = fd};
  long failed = syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
  close(fd);
  return failed == 0;
}

/* -1 when the kernel has no landlock. */
static int landlock_make(void) {
  /* the rights of landlock's first version: all that a kernel with landlock knows */
  struct landlock_ruleset_attr attr = {
      .handled_access_fs = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_READ_FILE |
                           LANDLOCK_ACCESS_FS_READ_DIR | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                           LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_DIR |
                           LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                           LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM};
  int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof attr, 0);
  for (size_t i = 0; ruleset >= 0 && i < G_N_ELEMENTS(readable); i++)
    if (!landlock_allow(ruleset, readable[i])) {
      close(ruleset);
      ruleset = -1;
    }
  return ruleset;
}

/* Memory, time, descriptors already open: what a process needs that only computes. */
static const int allowed_calls[] = {SCMP_SYS(read),
                                    SCMP_SYS(readv),
                                    SCMP_SYS(pread64),
                                    SCMP_SYS(write),
                                    SCMP_SYS(writev),
                                    SCMP_SYS(close),
                                    SCMP_SYS(lseek),
                                    SCMP_SYS(fstat),
                                    SCMP_SYS(newfstatat),
                                    SCMP_SYS(statx),
                                    SCMP_SYS(stat),
                                    SCMP_SYS(lstat),
                                    SCMP_SYS(statfs),
                                    SCMP_SYS(fstatfs),
                                    SCMP_SYS(access),
                                    SCMP_SYS(faccessat),
                                    SCMP_SYS(faccessat2),
                                    SCMP_SYS(readlink),
                                    SCMP_SYS(readlinkat),
                                    SCMP_SYS(getdents64),
                                    SCMP_SYS(getcwd),
                                    SCMP_SYS(fadvise64),
                                    SCMP_SYS(mmap),
                                    SCMP_SYS(munmap),
                                    SCMP_SYS(mremap),
                                    SCMP_SYS(mprotect),
                                    SCMP_SYS(madvise),
                                    SCMP_SYS(brk),
                                    SCMP_SYS(futex),
                                    SCMP_SYS(sched_yield),
                                    SCMP_SYS(getrandom),
                                    SCMP_SYS(clock_gettime),
                                    SCMP_SYS(clock_getres),
                                    SCMP_SYS(gettimeofday),
                                    SCMP_SYS(time),
                                    SCMP_SYS(nanosleep),
                                    SCMP_SYS(clock_nanosleep),
                                    SCMP_SYS(getrusage),
                                    SCMP_SYS(getpid),
                                    SCMP_SYS(gettid),
                                    SCMP_SYS(getuid),
                                    SCMP_SYS(geteuid),
                                    SCMP_SYS(getgid),
                                    SCMP_SYS(getegid),
                                    SCMP_SYS(rt_sigaction),
                                    SCMP_SYS(rt_sigprocmask),
                                    SCMP_SYS(rt_sigreturn),
                                    SCMP_SYS(sigaltstack),
                                    SCMP_SYS(restart_syscall),
                                    SCMP_SYS(set_robust_list),
                                    SCMP_SYS(rseq),
                                    SCMP_SYS(sched_getaffinity),
                                    SCMP_SYS(sysinfo),
                                    SCMP_SYS(uname),
                                    SCMP_SYS(exit),
                                    SCMP_SYS(exit_group)};

/* Of fcntl(): not those by which a descriptor would send signals to other processes. */
static const int allowed_commands[] = {F_DUPFD, F_DUPFD_CLOEXEC, F_GETFD, F_SETFD, F_GETFL};

static scmp_filter_ctx seccomp_rules(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ERRNO(EACCES));
  if (!filter) return NULL;
  int failed = 0;
  for (size_t i = 0; i < G_N_ELEMENTS(allowed_calls); i++)
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, allowed_calls[i], 0);
  for (size_t i = 0; i < G_N_ELEMENTS(allowed_commands); i++)
    failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fcntl), 1,
                               SCMP_A1(SCMP_CMP_EQ, (scmp_datum_t)allowed_commands[i], 0));
  const unsigned long writing = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(openat), 1, SCMP_A2(SCMP_CMP_MASKED_EQ, writing, 0));
  failed |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(open), 1, SCMP_A1(SCMP_CMP_MASKED_EQ, writing, 0));
  if (failed == 0) return filter;
  seccomp_release(filter);
  return NULL;
}

/* The filter as the kernel's program, made once for all the children; NULL when the kernel or the build has none. */
static GBytes *seccomp_make(void) {
  if (SANITIZED || prctl(PR_GET_SECCOMP) < 0) return NULL;
  scmp_filter_ctx filter = seccomp_rules();
  int fd = filter ? memfd_create("seccomp", MFD_CLOEXEC) : -1;
  GBytes *program = NULL;
  if (fd >= 0 && seccomp_export_bpf(filter, fd) == 0) {
    off_t size = lseek(fd, 0, SEEK_END);
    g_autofree char *bytes = g_malloc((gsize)size);
    if (pread(fd, bytes, (size_t)size, 0) == size) program = g_bytes_new(bytes, (gsize)size);
  }
  if (fd >= 0) close(fd);
  if (filter) seccomp_release(filter);
  return program;
}

Sandbox *sandbox_new(char **ret_missing) {
  Sandbox *sandbox = g_new0(Sandbox, 1);
  sandbox->landlock = landlock_make();
  sandbox->seccomp = seccomp_make();
  *ret_missing = NULL;
  if (sandbox->landlock < 0 || (!sandbox->seccomp && !SANITIZED))
    *ret_missing = g_strdup_printf("%s%s%s", sandbox->landlock < 0 ? "landlock" : "",
                                   sandbox->landlock < 0 && !sandbox->seccomp ? " and " : "",
                                   sandbox->seccomp || SANITIZED ? "" : "seccomp");
  return sandbox;
}

void sandbox_free(Sandbox *sandbox) {
  if (!sandbox) return;
  if (sandbox->landlock >= 0) close(sandbox->landlock);
  if (sandbox->seccomp) g_bytes_unref(sandbox->seccomp);
  g_free(sandbox);
}

static bool limit(__rlimit_resource_t resource, rlim_t most) {
  const struct rlimit bounds = {.rlim_cur = most, .rlim_max = most};
  return setrlimit(resource, &bounds) == 0;
}

/* Closes the descriptors from `first` to `last`. */
static bool close_from_to(unsigned first, unsigned last) {
  if (close_range(first, last, 0) == 0) return true;
  if (errno != ENOSYS) return false;
  const long open_max = sysconf(_SC_OPEN_MAX); /* a kernel before 5.9 */
  for (unsigned fd = first; fd <= last && (long)fd < open_max; fd++) close((int)fd);
  return true;
}

static bool close_others(unsigned keep) {
  const unsigned first = STDERR_FILENO + 1;
  return (keep <= first || close_from_to(first, keep - 1)) && close_from_to(MAX(keep + 1, first), ~0U);
}

/* Asks the kernel for one such mapping after the other; false before Linux 6.11, which must list them all. */
static bool unmap_shared_asking(void) {
  const int maps = open("/proc/self/maps", O_RDONLY | O_CLOEXEC);
  struct procmap_query mapping = {.size = sizeof mapping,
                                  .query_flags = PROCMAP_QUERY_VMA_WRITABLE | PROCMAP_QUERY_VMA_SHARED |
                                                 PROCMAP_QUERY_COVERING_OR_NEXT_VMA};
  for (; ioctl(maps, PROCMAP_QUERY, &mapping) == 0; mapping.query_addr = mapping.vma_end)
    munmap((void *)(guintptr)mapping.vma_start, mapping.vma_end - mapping.vma_start);
  const bool answered = errno == ENOENT;
  close(maps);
  return answered;
}

/*
 * What the parent has mapped together with others comes with fork() and could be written to: SQLite keeps the index of
 * an archive's log so. Where there is no /proc nothing can be done about it.
 */
static void unmap_shared(void) {
  g_autofree char *maps = NULL;
  if (unmap_shared_asking() || !g_file_get_contents("/proc/self/maps", &maps, NULL, NULL)) return;
  g_auto(GStrv) lines = g_strsplit(maps, "\n", -1);
  for (char **line = lines; *line; line++) { /* 7f0c6b1f4000-7f0c6b1fc000 rw-s 00000000 ... */
    char *at = NULL;
    const guint64 from = g_ascii_strtoull(*line, &at, 16), to = *at == '-' ? g_ascii_strtoull(at + 1, &at, 16) : 0;
    if (to > from && strlen(at) > 4 && at[2] == 'w' && at[4] == 's') munmap((void *)(guintptr)from, to - from);
  }
}

bool sandbox_enter(const Sandbox *sandbox, int keep) {
  unmap_shared();
  if (!limit(RLIMIT_CORE, 0)) return false;
  if (!SANITIZED && !limit(RLIMIT_AS, LIMIT_MEMORY)) return false;
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  if (sandbox->landlock >= 0 && syscall(SYS_landlock_restrict_self, sandbox->landlock, 0) != 0) return false;
  if (!close_others((unsigned)keep)) return false;
  if (!sandbox->seccomp) return true;
  gsize size;
  struct sock_fprog program = {.filter = (struct sock_filter *)g_bytes_get_data(sandbox->seccomp, &size)};
  program.len = (unsigned short)(size / sizeof(struct sock_filter));
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}
