package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.CallScope.EndReason;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The future of a call on another thread. If it is completed before the call ends (by {@code
 * cancel}, a time-out, or a value of other code), the HTTP exchange is closed at once and nothing
 * more is sent.
 */
final class CallFuture<T extends @Nullable Object> extends CompletableFuture<ApiResponse<T>> {
  private final CallScope scope;

  /**
   * What the call returned; written by the call's thread before it completes the future. A future
   * that holds anything else was completed by other code.
   */
  private volatile @Nullable ApiResponse<T> returned;

  private CallFuture(CallScope scope) {
    this.scope = scope;
  }

  static <T extends @Nullable Object> CallFuture<T> of(CallScope scope) {
    CallFuture<T> future = new CallFuture<>(scope);
    // A dependent action sees every way to complete it; overriding cancel would see one.
    var unused = future.whenComplete((response, failure) -> future.endUnlessReturned(response));
    return future;
  }

  private void endUnlessReturned(@Nullable ApiResponse<T> response) {
    if (response == null || response != returned) {
      scope.end(EndReason.CANCELLED);
    }
  }

  /** Makes the call, unless the future is complete, and completes it with the outcome. */
  void run(Transport transport, Operation<T> operation) {
    if (isDone()) {
      return;
    }
    try {
      ApiResponse<T> response = transport.call(operation, scope);
      returned = response;
      if (!complete(response) && response.result() instanceof PcapDownload late) {
        late.close();
      }
    } catch (Throwable e) {
      completeExceptionally(e);
    }
  }

  /** Futures derived from this one are plain: completing them leaves the call alone. */
  @Override
  public <U> CompletableFuture<U> newIncompleteFuture() {
    return new CompletableFuture<>();
  }
}
