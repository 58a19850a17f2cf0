/*
 * pool.h - one process a file: what happens to it happens to no other.
 */
#ifndef EXTRACT_POOL_H
#define EXTRACT_POOL_H

#include "run/sandbox.h"

#include <glib.h>
#include <stdbool.h>

typedef enum PoolOutcome {
  POOL_DONE,    /* `result` is what the work returned */
  POOL_CRASHED, /* the process died: `reason` says of what */
  POOL_TIMEOUT, /* it took more time than the limit and was killed */
} PoolOutcome;

typedef struct PoolOptions {
  unsigned jobs;                  /* processes at a time; 0: one a core */
  unsigned seconds;               /* CPU time of one piece of work; it may last four times as long */
  unsigned bytes;                 /* that one piece may send */
  const Sandbox *sandbox;         /* NULL: not confined (debugging) */
  bool (*prepare)(gpointer data); /* in the process, before it is confined; false: in vain. NULL: nothing to prepare */
  bool (*stopped)(void);          /* asked while waiting: true ends the waiting; NULL: nobody asks */
} PoolOptions;

/* What came of a piece of work; all borrowed. */
typedef struct PoolEnd {
  PoolOutcome outcome;
  GBytes *result;     /* of POOL_DONE, else NULL */
  const char *reason; /* of the others, else NULL */
  unsigned place;     /* the last one told, 0: none; no more to be trusted than what a process says that went astray */
} PoolEnd;

/* What a process tells its parent while it works. */
typedef struct PoolTeller PoolTeller;

/* One piece of work, in its own process: the result is sent to the parent. Owned by the pool. */
typedef GBytes *(*PoolWork)(gpointer item, PoolTeller *teller, gpointer data);
/* Where the work is now: should the process die, its end says so. */
void pool_tell(PoolTeller *teller, unsigned place);
/*
 * In the parent, as pieces finish, in no order. True: the piece is started once more, in what is left of the
 * time that it may last (then there may be a process more than `jobs`); when that cannot be done its end is told a last time.
 */
typedef bool (*PoolDone)(gpointer item, const PoolEnd *end, gpointer data);

typedef struct Pool Pool;

Pool *pool_new(const PoolOptions *options, PoolWork work, PoolDone done, gpointer data);
/*
 * Starts a piece of work; waits for another to finish first when all processes are busy. `done` is called from within
 * this call and from pool_wait(). False when no process could be had (the error of fork() or pipe()). Once stopped() is
 * true nothing is started any more.
 */
bool pool_add(Pool *pool, gpointer item, GError **error);
/* Waits until at most `busy` pieces are under way, or until the options' stopped() says so. */
void pool_wait(Pool *pool, unsigned busy);
bool pool_stopped(const Pool *pool);
/* Kills what is under way and frees; `done` is called no more. */
void pool_free(Pool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Pool, pool_free)

#endif
