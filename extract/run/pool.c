#include "run/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* How many times its CPU time a piece of work may last: other programs want the cores too, and what waits for ever
   takes none of them. */
enum { PATIENCE = 4 };

enum { UNPREPARED = 78 }; /* exit status, beside SANDBOX_REFUSED */

/*
 * What a process sends: its places as it goes, each a TELL and a number, at last RESULT, a number of bytes, and these.
 * Once they have come it is done: how it goes from there says nothing, and nobody waits while its memory is taken down.
 *
 * A fresh process by fork() for each file, not a standing crew: the child inherits the pattern sets compiled and costs
 * no more than it would to clean up after a file, a leak or a broken heap ends with it, and no process holds another's
 * end of a pipe for longer than one file.
 */
enum { TELL = 't', RESULT = 'r', PLACE = 1 + sizeof(unsigned), HEAD = 1 + sizeof(gsize) };

struct PoolTeller {
  int fd;
};

typedef struct Job {
  pid_t pid;
  int fd; /* our end of the pipe */
  gpointer item;
  GByteArray *received;
  gsize told;      /* bytes of it that are places */
  unsigned place;  /* the last of them; 0: none */
  bool whole;      /* the result has come */
  int status;      /* of its end, else */
  gint64 deadline; /* monotonic, microseconds */
  bool too_long, too_much;
} Job;

struct Pool {
  PoolOptions options;
  PoolWork work;
  PoolDone done;
  gpointer data;
  GPtrArray *jobs;    /* of Job */
  GQueue over;        /* of Job: what they gave has not been handed on */
  GPtrArray *leaving; /* of Job: it has, but they may not be gone */
};

static void job_free(Job *job) {
  if (job->fd >= 0) close(job->fd);
  if (job->pid > 0) {
    kill(job->pid, SIGKILL);
    while (waitpid(job->pid, NULL, 0) < 0 && errno == EINTR) {
    }
  }
  g_clear_pointer(&job->received, g_byte_array_unref);
  g_free(job);
}

Pool *pool_new(const PoolOptions *options, PoolWork work, PoolDone done, gpointer data) {
  Pool *pool = g_new0(Pool, 1);
  pool->options = *options;
  if (pool->options.jobs == 0) pool->options.jobs = g_get_num_processors();
  pool->work = work;
  pool->done = done;
  pool->data = data;
  pool->jobs = g_ptr_array_new_with_free_func((GDestroyNotify)job_free);
  g_queue_init(&pool->over);
  pool->leaving = g_ptr_array_new_with_free_func((GDestroyNotify)job_free);
  return pool;
}

bool pool_stopped(const Pool *pool) { return pool->options.stopped && pool->options.stopped(); }

static bool write_all(int fd, const char *data, size_t length) {
  while (length > 0) {
    ssize_t n = write(fd, data, length);
    if (n < 0 && errno != EINTR) return false;
    if (n > 0) {
      data += n;
      length -= (size_t)n;
    }
  }
  return true;
}

/* What a library may print has nowhere to go. */
static bool child_silence(void) {
  int nowhere = open("/dev/null", O_RDWR | O_CLOEXEC);
  return nowhere >= 0 && dup2(nowhere, 0) >= 0 && dup2(nowhere, 1) >= 0 && dup2(nowhere, 2) >= 0;
}

void pool_tell(PoolTeller *teller, unsigned place) {
  char message[PLACE] = {TELL};
  memcpy(message + 1, &place, sizeof place);
  write_all(teller->fd, message, sizeof message);
}

static bool send_result(int fd, GBytes *result) {
  gsize length;
  const char *data = g_bytes_get_data(result, &length);
  char head[HEAD] = {RESULT};
  memcpy(head + 1, &length, sizeof length);
  return write_all(fd, head, sizeof head) && write_all(fd, data, length);
}

static bool limit_time(unsigned seconds) {
  const struct rlimit limit = {.rlim_cur = seconds, .rlim_max = seconds + 1};
  return setrlimit(RLIMIT_CPU, &limit) == 0;
}

G_NORETURN static void child_run(const Pool *pool, gpointer item, int fd) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGINT, SIG_IGN); /* Ctrl-C goes to the whole group: the parent decides what it means */
  signal(SIGTERM, SIG_DFL);
  if (pool->options.prepare && !pool->options.prepare(pool->data)) _exit(UNPREPARED);
  const Sandbox *sandbox = pool->options.sandbox;
  if (!limit_time(pool->options.seconds)) _exit(SANDBOX_REFUSED);
  if (sandbox && (!child_silence() || !sandbox_enter(sandbox, fd))) _exit(SANDBOX_REFUSED);
  PoolTeller teller = {fd};
  GBytes *result = pool->work(item, &teller, pool->data);
  const bool sent = send_result(fd, result);
  g_bytes_unref(result);
  _exit(sent ? 0 : 1);
}

static bool start(Pool *pool, gpointer item, gint64 deadline, GError **error) {
  int ends[2];
  pid_t pid = -1;
  if (pipe2(ends, O_CLOEXEC) == 0) {
    pid = fork();
    if (pid == 0) {
      close(ends[0]);
      child_run(pool, item, ends[1]);
    }
    close(ends[1]);
    if (pid < 0) close(ends[0]);
  }
  if (pid < 0) {
    g_set_error(error, G_FILE_ERROR, (int)g_file_error_from_errno(errno), "cannot start a process: %s",
                g_strerror(errno));
    return false;
  }
  Job *job = g_new0(Job, 1);
  job->pid = pid;
  job->fd = ends[0];
  job->item = item;
  job->received = g_byte_array_new();
  job->deadline = deadline;
  g_ptr_array_add(pool->jobs, job);
  return true;
}

/* What the end of the process says, as a reason for the list of failures; NULL when all was well. */
static char *job_reason(const Job *job, int status, PoolOutcome *ret) {
  const bool used_up = !job->whole && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU;
  *ret = job->too_long || used_up ? POOL_TIMEOUT : job->whole ? POOL_DONE : POOL_CRASHED;
  if (*ret == POOL_TIMEOUT) return g_strdup("took longer than the time limit, which --timeout sets");
  if (job->too_much) return g_strdup("gave more data than the limit");
  if (job->whole) return NULL;
  if (WIFSIGNALED(status)) {
    const bool aborted = WTERMSIG(status) == SIGTRAP || WTERMSIG(status) == SIGABRT; /* as GLib and C++ end then */
    return g_strdup_printf("the reading process died: %s%s", g_strsignal(WTERMSIG(status)),
                           aborted ? " (out of memory?)" : "");
  }
  if (WEXITSTATUS(status) == SANDBOX_REFUSED) return g_strdup("the reading process could not be confined");
  if (WEXITSTATUS(status) == UNPREPARED) return g_strdup("the reading process could not load what it reads with");
  return g_strdup_printf("the reading process ended with status %d", WEXITSTATUS(status));
}

/* Its pipe is closed: whoever goes on after that is not ours any more. */
static void await_end(Job *job) {
  const int process = (int)syscall(SYS_pidfd_open, job->pid, 0);
  if (process < 0) return; /* a kernel before 5.3: then by waitpid() */
  struct pollfd end = {process, POLLIN, 0};
  const gint64 left = MAX(job->deadline - g_get_monotonic_time(), G_USEC_PER_SEC);
  int ended;
  while ((ended = poll(&end, 1, (int)(left / 1000))) < 0 && errno == EINTR) {
  }
  job->too_long = ended == 0;
  close(process);
}

static void job_finish(Job *job) {
  if (job->whole) {
    kill(job->pid, SIGKILL);
    return;
  }
  if (!job->too_long && !job->too_much) await_end(job);
  if (job->too_long || job->too_much) kill(job->pid, SIGKILL);
  while (waitpid(job->pid, &job->status, 0) < 0 && errno == EINTR) {
  }
  job->pid = 0;
}

static GBytes *take_result(GBytes *received, gsize from) {
  return g_bytes_new_from_bytes(received, from + HEAD, g_bytes_get_size(received) - from - HEAD);
}

/* Says what came of it, and lets go of that. */
static void tell_end(Pool *pool, Job *job) {
  PoolEnd end;
  g_autofree char *reason = job_reason(job, job->status, &end.outcome);
  g_autoptr(GBytes) all = g_byte_array_free_to_bytes(g_steal_pointer(&job->received));
  g_autoptr(GBytes) result = end.outcome == POOL_DONE ? take_result(all, job->told) : NULL;
  end.result = result;
  end.reason = reason;
  end.place = job->place;
  const bool again = pool->done(job->item, &end, pool->data);
  g_autoptr(GError) error = NULL;
  if (!again || pool_stopped(pool) || start(pool, job->item, job->deadline, &error)) return;
  pool->done(job->item, &(PoolEnd){.outcome = POOL_CRASHED, .reason = error->message}, pool->data);
}

static void see_off(Pool *pool) {
  for (guint i = pool->leaving->len; i-- > 0;) {
    Job *job = pool->leaving->pdata[i];
    if (job->pid > 0 && waitpid(job->pid, NULL, WNOHANG) == 0) continue;
    job->pid = 0;
    g_ptr_array_remove_index(pool->leaving, i);
  }
}

static void hand_on(Pool *pool) {
  for (Job *job; (job = g_queue_pop_head(&pool->over)); g_ptr_array_add(pool->leaving, job)) tell_end(pool, job);
  see_off(pool);
}

/* Goes past the places that have come; true when all of the result has, behind them. */
static bool is_whole(Job *job) {
  const char *data = (const char *)job->received->data;
  const gsize length = job->received->len;
  for (; length - job->told >= PLACE && data[job->told] == TELL; job->told += PLACE)
    memcpy(&job->place, data + job->told + 1, sizeof job->place);
  gsize size;
  if (length - job->told < HEAD || data[job->told] != RESULT) return false;
  memcpy(&size, data + job->told + 1, sizeof size);
  return size == length - job->told - HEAD;
}

/* Reads what is there; true when the job is over, one way or another. */
static bool job_read(const Pool *pool, Job *job, bool readable) {
  if (g_get_monotonic_time() >= job->deadline) job->too_long = true;
  if (!readable) return job->too_long;
  guint8 buffer[65536];
  ssize_t n = read(job->fd, buffer, sizeof buffer);
  if (n < 0) return errno != EINTR && errno != EAGAIN;
  if (n == 0) return true;
  g_byte_array_append(job->received, buffer, (guint)n);
  job->whole = is_whole(job);
  job->too_much = job->received->len > pool->options.bytes;
  return job->too_long || job->too_much || job->whole;
}

static int milliseconds_left(const Pool *pool) {
  gint64 first = G_MAXINT64;
  for (guint i = 0; i < pool->jobs->len; i++) first = MIN(first, ((Job *)pool->jobs->pdata[i])->deadline);
  gint64 left = first - g_get_monotonic_time();
  return left <= 0 ? 0 : (int)MIN(left / 1000 + 1, 60000);
}

static void pool_turn(Pool *pool) {
  guint n = pool->jobs->len;
  g_autofree struct pollfd *fds = g_new0(struct pollfd, n);
  for (guint i = 0; i < n; i++) fds[i] = (struct pollfd){((Job *)pool->jobs->pdata[i])->fd, POLLIN, 0};
  if (poll(fds, n, milliseconds_left(pool)) < 0) return;
  for (guint i = n; i-- > 0;) { /* from the end: a finished job leaves the array */
    Job *job = pool->jobs->pdata[i];
    if (!job_read(pool, job, fds[i].revents != 0)) continue;
    job_finish(job);
    g_queue_push_tail(&pool->over, g_ptr_array_steal_index(pool->jobs, i));
  }
}

void pool_wait(Pool *pool, unsigned busy) {
  while (pool->jobs->len > busy && !pool_stopped(pool)) {
    pool_turn(pool);
    hand_on(pool);
  }
}

/* The next one is started before the last one's result is looked at: no core waits for that. */
bool pool_add(Pool *pool, gpointer item, GError **error) {
  while (pool->jobs->len >= pool->options.jobs && !pool_stopped(pool)) pool_turn(pool);
  const gint64 deadline = g_get_monotonic_time() + (gint64)pool->options.seconds * PATIENCE * G_USEC_PER_SEC;
  bool good = pool_stopped(pool) || start(pool, item, deadline, error);
  hand_on(pool);
  return good;
}

void pool_free(Pool *pool) {
  if (!pool) return;
  g_ptr_array_unref(pool->jobs);
  g_queue_clear_full(&pool->over, (GDestroyNotify)job_free);
  g_ptr_array_unref(pool->leaving);
  g_free(pool);
}
