package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.json.Problem;
import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.ApiError;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns a call's final attempt into the exception that tells the caller how to recover. What the
 * server wrote is redacted, shortened and made printable here.
 */
final class Failures {
  private static final String READ = "\"Magic Firewall Packet Captures - Read PCAPs API\"";
  private static final String WRITE = "\"Magic Firewall Packet Captures - Write PCAPs API\"";

  private final RetryAfter retryAfter;

  Failures(RetryAfter retryAfter) {
    this.retryAfter = retryAfter;
  }

  /** The thread was interrupted before the call began. */
  static CallInterruptedException interruptedBefore(Operation<?> operation) {
    return new CallInterruptedException(
        operation.method() + " " + operation.path() + " was not sent: the thread is interrupted",
        new CallContext(operation.method(), operation.path(), null, operation.pcapId(), 0, false));
  }

  /** The API rejected the request, by the status or by {@code success: false}. */
  ApiException rejected(Attempt attempt, RawResponse response) {
    Problem problem = response.problem();
    List<ApiError> errors = attempt.redactor().clean(problem.errors());
    ApiException.Rejection rejection =
        new ApiException.Rejection(
            response.status(), errors, problem.isEnvelope(), retryAfter.of(response));
    String rayId = attempt.rayId() == null ? problem.rayId() : attempt.rayId();
    String ray = rayId == null ? null : attempt.redactor().clean(rayId);
    CallContext context =
        (response.isOk() ? attempt.context().withKnownOutcome() : attempt.context())
            .withRayId(ray)
            .withPcapId(problem.resultId());
    String reasons = FailureText.reasons(errors);
    String message =
        returned(attempt, response)
            + ": "
            + (reasons.isBlank() ? excerpt(attempt, response) : reasons)
            + ray(ray)
            + times(attempt);
    return ApiException.of(message + advice(attempt, context, rejection), context, rejection);
  }

  private static String advice(
      Attempt attempt, CallContext context, ApiException.Rejection rejection) {
    Duration wait = rejection.retryAfter();
    return (rejection.isAuthentication() ? permission(attempt.operation()) : "")
        + (wait == null ? "" : ". Retry after " + wait.toSeconds() + " s")
        + doubt(context);
  }

  private static String permission(Operation<?> operation) {
    String needed = operation.isWrite() ? WRITE : READ + " or " + WRITE;
    return ". Check the credentials; a token needs the permission " + needed;
  }

  private static String doubt(CallContext context) {
    return context.outcomeUnknown()
        ? ". It may have taken effect; check list() before retrying"
        : "";
  }

  /** A successful response is outside the API's contract. */
  UnexpectedResponseException unexpected(Attempt attempt, RawResponse response, String what) {
    CallContext context = attempt.context().withPcapId(response.problem().resultId());
    return new UnexpectedResponseException(
        returned(attempt, response)
            + ", but "
            + attempt.redactor().clean(what)
            + ray(attempt.rayId())
            + doubt(context),
        context);
  }

  UnexpectedResponseException notJson(Attempt attempt, RawResponse response) {
    return unexpected(attempt, response, "the response is not JSON: " + excerpt(attempt, response));
  }

  /** The response to a download is no capture file: an error under status 200, or anything else. */
  CloudflareException notACapture(Attempt attempt, RawResponse response) {
    return response.problem().isRefusal()
        ? rejected(attempt, response)
        : unexpected(
            attempt, response, "the response is not a capture file: " + excerpt(attempt, response));
  }

  /** No complete response arrived, or the call ended while it was about to be retried. */
  CloudflareException withoutResponse(Attempt attempt, CallScope scope) {
    CallContext context = attempt.context().withPcapId(idOfTruncated(attempt));
    if (isInterrupted(attempt, scope)) {
      Thread.currentThread().interrupt();
      return interrupted(context);
    }
    String why = attempt.redactor().clean(why(attempt, scope)) + ray(attempt.rayId());
    if (isUnreadable(attempt) && scope.endReason() == null) {
      return new UnexpectedResponseException(
          context.call() + " returned a response, but " + why + doubt(context), context);
    }
    Exception cause =
        attempt.failure() == null ? null : attempt.redactor().clean(attempt.failure());
    return context.outcomeUnknown()
        ? new OutcomeUnknownException(
            context.call() + " was sent, but no complete response arrived: " + why + doubt(context),
            cause,
            context)
        : new TransportException(
            context.call() + " failed: " + why + times(attempt), cause, context);
  }

  private static CallInterruptedException interrupted(CallContext context) {
    String sent = context.outcomeUnknown() ? " after it was sent" : "";
    return new CallInterruptedException(
        context.call() + " was interrupted" + sent + doubt(context), context);
  }

  /** Whether a response arrived that HTTP, or our limits, do not allow. */
  private static boolean isUnreadable(Attempt attempt) {
    Exception failure = attempt.failure();
    return failure instanceof RawResponse.TooLargeException
        || (attempt.isSent() && failure instanceof RuntimeException);
  }

  private static boolean isInterrupted(Attempt attempt, CallScope scope) {
    return scope.endReason() == CallScope.EndReason.INTERRUPT
        || attempt.failure() instanceof InterruptedException
        || (scope.endReason() == null && Thread.currentThread().isInterrupted());
  }

  private static String why(Attempt attempt, CallScope scope) {
    CallScope.EndReason reason = scope.endReason();
    if (reason != null) {
      return reason.text();
    }
    Exception failure = attempt.failure();
    return failure == null ? "no response arrived" : Printable.of(describe(failure));
  }

  /** The exception's message, or what else is known of it, with the remedy if there is one. */
  static String describe(Exception failure) {
    String message = failure.getMessage();
    if (failure instanceof UnknownHostException) { // from the JDK's cache it is the name only
      return "the host name cannot be resolved: " + message;
    }
    RetryBlocker blocker = RetryBlocker.of(failure);
    String text = message == null ? failure.getClass().getSimpleName() : message;
    if (isOfConnecting(failure)) {
      int addresses = 1 + failure.getSuppressed().length; // OkHttp adds one for each other address
      text = "no address of the host accepted a connection (" + addresses + " tried): " + text;
    }
    return blocker == null ? text : text + " (" + blocker.remedy() + ")";
  }

  private static boolean isOfConnecting(Exception failure) {
    return failure instanceof ConnectException
        || (failure instanceof SocketTimeoutException
            && "Connect timed out".equalsIgnoreCase(failure.getMessage()));
  }

  private static @Nullable String idOfTruncated(Attempt attempt) {
    return attempt.failure() instanceof RawResponse.TruncatedException truncated
        ? truncated.resultId()
        : null;
  }

  private static String returned(Attempt attempt, RawResponse response) {
    return attempt.context().call() + " returned " + response.status();
  }

  private static String ray(@Nullable String ray) {
    return ray == null ? "" : " (ray " + Printable.of(ray) + ")";
  }

  private static String times(Attempt attempt) {
    return attempt.number() == 1 ? "" : " after " + attempt.number() + " attempts";
  }

  private static String excerpt(Attempt attempt, RawResponse response) {
    return FailureText.excerpt(response.body(), attempt.redactor());
  }
}
