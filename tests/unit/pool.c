/* What a pool of confined processes must survive, and what it must refuse. */
#include "run/pool.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

typedef struct Seen {
  unsigned done, crashed, timeout;
  unsigned place; /* of the last one that crashed */
  GString *results;
} Seen;

static GBytes *text_bytes(const char *text) { return g_bytes_new(text, strlen(text)); }

static GBytes *big_bytes(void) {
  g_autofree char *big = g_malloc(3 << 20);
  memset(big, 'x', 3 << 20);
  return g_bytes_new(big, 3 << 20);
}

static char *shared; /* a page that the parent shares with whomever it forks */

static void linger(void) {
  close_range(3, ~0U, 0);
  while (true) sleep(1);
}

/* Dies at its third place until the parent knows of it. */
static GBytes *stumble(PoolTeller *teller, const Seen *seen) {
  for (unsigned place = 1; place < 5; place++) {
    if (place == seen->place) continue;
    pool_tell(teller, place);
    if (place == 3) raise(SIGKILL);
  }
  return text_bytes("s");
}

/* Dies when its result has begun to go out. */
static void send_half(void) {
  const gsize length = 100;
  for (int fd = 3; fd < 100; fd++)
    if (fcntl(fd, F_GETFL) == O_WRONLY &&
        write(fd, "r", 1) + write(fd, &length, sizeof length) + write(fd, "half", 4) < 5)
      break;
  raise(SIGKILL);
}

static GBytes *work(gpointer item, PoolTeller *teller, gpointer data) {
  const char *what = item;
  if (g_str_equal(what, "linger")) linger();
  if (g_str_equal(what, "scribble")) *shared = 1;
  if (g_str_equal(what, "signal")) return text_bytes(fcntl(0, F_SETOWN, getppid()) < 0 ? "refused" : "set");
  if (g_str_equal(what, "die")) raise(SIGKILL);
  if (g_str_equal(what, "stumble")) return stumble(teller, data);
  if (g_str_equal(what, "half")) send_half();
  if (g_str_equal(what, "exit")) _exit(3);
  if (g_str_equal(what, "leave")) _exit(0);
  while (g_str_equal(what, "hang")) sleep(1);
  for (volatile unsigned i = 0; g_str_equal(what, "spin"); i++) continue;
  if (g_str_equal(what, "wait")) sleep(2);
  if (g_str_equal(what, "big")) return big_bytes();
  while (g_str_equal(what, "flood")) pool_tell(teller, 1);
  if (g_str_equal(what, "secret")) return text_bytes(open("/etc/passwd", O_RDONLY) < 0 ? "refused" : "read");
  if (g_str_equal(what, "write"))
    return text_bytes(open("/tmp/extract-pool-test", O_WRONLY | O_CREAT, 0600) < 0 ? "refused" : "wrote");
  if (g_str_equal(what, "socket")) return text_bytes(socket(AF_INET, SOCK_STREAM, 0) < 0 ? "refused" : "talks");
  if (g_str_equal(what, "fork")) return text_bytes(fork() < 0 ? "refused" : "forked");
  return text_bytes(what);
}

static bool done(gpointer item, const PoolEnd *end, gpointer data) {
  Seen *seen = data;
  const PoolOutcome outcome = end->outcome;
  seen->done += outcome == POOL_DONE;
  seen->crashed += outcome == POOL_CRASHED;
  seen->timeout += outcome == POOL_TIMEOUT;
  g_assert_true((end->result != NULL) == (outcome == POOL_DONE));
  g_assert_true((end->reason != NULL) == (outcome != POOL_DONE));
  gsize length = 0;
  const char *bytes = end->result ? g_bytes_get_data(end->result, &length) : "";
  g_string_append_len(seen->results, bytes, (gssize)length);
  if (outcome != POOL_CRASHED || !g_str_equal(item, "stumble")) return false;
  seen->place = end->place;
  return true;
}

static Seen run(const Sandbox *sandbox, unsigned jobs, unsigned seconds, const char *const *items) {
  Seen seen = {.results = g_string_new(NULL)};
  PoolOptions options = {.jobs = jobs, .seconds = seconds, .bytes = 4 << 20, .sandbox = sandbox};
  g_autoptr(Pool) pool = pool_new(&options, work, done, &seen);
  for (; *items; items++) g_assert_true(pool_add(pool, (gpointer)*items, NULL));
  pool_wait(pool, 0);
  return seen;
}

static void test_one_bad_costs_one(void) {
  Seen seen = run(NULL, 3, 1, (const char *[]){"a", "die", "b", "hang", "exit", "half", "leave", "c", NULL});
  g_assert_cmpuint(seen.done, ==, 3);
  g_assert_cmpuint(seen.crashed, ==, 4);
  g_assert_cmpuint(seen.timeout, ==, 1);
  g_assert_cmpuint(seen.results->len, ==, 3);
  g_string_free(seen.results, TRUE);
}

/* Of a second of CPU time, one takes all and more, the other has none of it for two: others are at work. */
static void test_time_is_that_of_a_core(void) {
  Seen seen = run(NULL, 2, 1, (const char *[]){"spin", "wait", NULL});
  g_assert_cmpuint(seen.timeout, ==, 1);
  g_assert_cmpstr(seen.results->str, ==, "wait");
  g_string_free(seen.results, TRUE);
}

/* It closes its pipe, as if it were done, and stays. */
static void test_who_lingers_is_killed(void) {
  Seen seen = run(NULL, 1, 1, (const char *[]){"linger", "a", NULL});
  g_assert_cmpuint(seen.timeout, ==, 1);
  g_assert_cmpuint(seen.done, ==, 1);
  g_string_free(seen.results, TRUE);
}

static void test_who_sends_too_much_is_killed(void) {
  Seen seen = run(NULL, 1, 20, (const char *[]){"flood", "a", NULL});
  g_assert_cmpuint(seen.crashed, ==, 1);
  g_assert_cmpuint(seen.done, ==, 1);
  g_string_free(seen.results, TRUE);
}

static void test_who_died_tells_where_and_may_begin_again(void) {
  Seen seen = run(NULL, 2, 10, (const char *[]){"a", "stumble", "b", NULL});
  g_assert_cmpuint(seen.crashed, ==, 1);
  g_assert_cmpuint(seen.place, ==, 3);
  g_assert_cmpuint(seen.done, ==, 3);
  g_assert_nonnull(strchr(seen.results->str, 's'));
  g_string_free(seen.results, TRUE);
}

static void test_shared_memory_is_out_of_reach(void) {
  g_autofree char *missing = NULL;
  g_autoptr(Sandbox) sandbox = sandbox_new(&missing);
  if (!sandbox) {
    g_test_skip("this kernel has no part of the sandbox");
    return;
  }
  shared = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  Seen seen = run(sandbox, 1, 10, (const char *[]){"scribble", NULL});
  g_assert_cmpuint(seen.crashed, ==, 1);
  g_assert_cmpint(*shared, ==, 0);
  munmap(shared, 4096);
  g_string_free(seen.results, TRUE);
}

static void test_large_result(void) {
  Seen seen = run(NULL, 2, 20, (const char *[]){"big", "big", NULL});
  g_assert_cmpuint(seen.results->len, ==, 2 * (3 << 20));
  g_string_free(seen.results, TRUE);
}

static void test_confined(gconstpointer what) {
  g_autofree char *missing = NULL;
  g_autoptr(Sandbox) sandbox = sandbox_new(&missing);
#if defined(__SANITIZE_ADDRESS__)
  const bool seccomp = false;
#else
  const bool seccomp = !missing || !strstr(missing, "seccomp");
#endif
  const bool landlock = !missing || !strstr(missing, "landlock");
  const bool file = g_str_equal(what, "secret") || g_str_equal(what, "write");
  if (file ? !landlock && !(seccomp && g_str_equal(what, "write")) : !seccomp) {
    g_test_skip("this kernel or build lacks the part of the sandbox that would refuse it");
    return;
  }
  Seen seen = run(sandbox, 1, 10, (const char *[]){what, NULL});
  g_assert_cmpstr(seen.results->str, ==, "refused");
  g_string_free(seen.results, TRUE);
}

int main(int argc, char **argv) {
  g_test_init(&argc, &argv, NULL);
  g_test_add_func("/pool/one-bad-costs-one", test_one_bad_costs_one);
  g_test_add_func("/pool/large-result", test_large_result);
  g_test_add_func("/pool/time", test_time_is_that_of_a_core);
  g_test_add_func("/pool/who-lingers", test_who_lingers_is_killed);
  g_test_add_func("/pool/flood", test_who_sends_too_much_is_killed);
  g_test_add_func("/pool/begin-again", test_who_died_tells_where_and_may_begin_again);
  g_test_add_func("/sandbox/shared-memory", test_shared_memory_is_out_of_reach);
  g_test_add_data_func("/sandbox/refuses-signals", "signal", test_confined);
  g_test_add_data_func("/sandbox/refuses-reading", "secret", test_confined);
  g_test_add_data_func("/sandbox/refuses-writing", "write", test_confined);
  g_test_add_data_func("/sandbox/refuses-network", "socket", test_confined);
  g_test_add_data_func("/sandbox/refuses-processes", "fork", test_confined);
  return g_test_run();
}
