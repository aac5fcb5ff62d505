package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.CallScope.EndReason;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A call on another thread; cancelling it ends the HTTP exchange at once. */
final class CallFuture<T extends @Nullable Object> extends CompletableFuture<ApiResponse<T>> {
  private final CallScope scope;

  CallFuture(CallScope scope) {
    this.scope = scope;
  }

  /** Makes the call and completes with what comes of it. */
  void run(Transport transport, Operation<T> operation) {
    if (isDone()) {
      return;
    }
    try {
      ApiResponse<T> response = transport.call(operation, scope);
      if (!complete(response) && response.result() instanceof PcapDownload late) {
        late.close();
      }
    } catch (Throwable e) {
      completeExceptionally(e);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      scope.end(EndReason.CANCELLED);
    }
    return cancelled;
  }

  /** Futures made from this one are plain: cancelling them leaves the call alone. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
