package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The looks of all threads that wait for entries of one list: one look at a time, at the pace of
 * the client. A list that one thread fetches answers for all that stood in line when it was asked
 * for, so that no thread of ours is needed.
 */
final class WaitPolls<T> {
  private final Transport transport;
  private final WaitPace pace;
  private final Time time;
  private final Operation<List<T>> list;
  private final Function<T, @Nullable String> idOf;
  private final ReentrantLock turn = new ReentrantLock(true);
  private List<T> latest = List.of();
  private long latestAskedAt;

  WaitPolls(
      Transport transport,
      ClientResources connections,
      Operation<List<T>> list,
      Function<T, @Nullable String> idOf) {
    this.transport = transport;
    this.pace = connections.pace();
    this.time = connections.time();
    this.list = list;
    this.idOf = idOf;
    this.latestAskedAt = time.nanos() - 1; // before any look, also one in the same nanosecond
  }

  /**
   * What a look has shown.
   *
   * @param entry null if it is not on the list, or if nothing was seen
   * @param seen false if the scope ended before it was this thread's turn
   */
  record Sight<T>(@Nullable T entry, boolean seen) {}

  /**
   * Looks at an entry: in a list that was asked for after this call began, in a new list if others
   * stand in line too, or by the entry's own call.
   *
   * @param one the entry's own call; null if the API has none
   */
  Sight<T> look(String id, @Nullable Operation<T> one, CallScope scope)
      throws InterruptedException {
    long began = time.nanos();
    if (!turn.tryLock(Durations.nanos(scope.remaining()), TimeUnit.NANOSECONDS)) {
      return new Sight<>(null, false);
    }
    try {
      boolean fresh = latestAskedAt - began >= 0;
      if (!fresh && (one == null || turn.hasQueuedThreads())) {
        if (!isMyTurn(scope)) {
          return new Sight<>(null, false);
        }
        long asked = time.nanos();
        latest = call(list, scope);
        latestAskedAt = asked; // not of a list that failed: the one before is no answer to anyone
      }
      T listed = fresh || latestAskedAt - began >= 0 ? find(id) : null;
      if (listed != null || one == null) {
        return new Sight<>(listed, true);
      }
      return isMyTurn(scope) ? new Sight<>(call(one, scope), true) : new Sight<>(null, false);
    } finally {
      turn.unlock();
    }
  }

  private boolean isMyTurn(CallScope scope) {
    Duration left = scope.remaining();
    Duration until = pace.untilTurn(left);
    return until.compareTo(left) < 0 && scope.pause(until);
  }

  private <R> R call(Operation<R> operation, CallScope scope) {
    ApiResponse<R> response = transport.call(operation, transport.scope(scope.remaining()));
    pace.heard(response.rateLimit());
    return response.result();
  }

  private @Nullable T find(String id) {
    for (T entry : latest) {
      if (id.equals(idOf.apply(entry))) {
        return entry;
      }
    }
    return null;
  }
}
