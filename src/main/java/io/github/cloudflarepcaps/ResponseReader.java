package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.github.cloudflarepcaps.internal.text.Printable;
import io.github.cloudflarepcaps.model.ApiError;
import java.io.IOException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the last attempt of a call means: a result, or the exception that says who must do what. */
final class ResponseReader {
  private static final Pattern TITLE =
      Pattern.compile("(?is)<title[^>]{0,100}>(.{1,500}?)</title>");
  private static final int LONGEST_EXCERPT = 200;
  private static final int LOOKED_AT = 8 << 10;
  private static final String READ = "\"Magic Firewall Packet Captures - Read PCAPs API\"";
  private static final String WRITE = "\"Magic Firewall Packet Captures - Write PCAPs API\"";

  private final Retries retries;

  ResponseReader(Retries retries) {
    this.retries = retries;
  }

  /** The response that the attempt brought, or the exception. */
  <T extends @Nullable Object> ApiResponse<T> of(
      Operation<T> operation, Attempt attempt, CallScope scope) {
    RawResponse answer = attempt.answer();
    if (answer == null || (!answer.isOk() && scope.endReason() != null)) {
      throw noAnswer(attempt, scope); // none came, or it was to be asked for again
    }
    if (isGoneAsWished(attempt, answer)) {
      return done(attempt, answer, null);
    }
    if (!answer.isOk()) {
      throw refusal(attempt, answer, Envelope.readAround(answer.body(), attempt.redactor()));
    }
    return switch (operation.ending()) {
      case CAPTURE -> capture(attempt, answer, scope);
      case NOTHING -> nothing(attempt, answer);
      case RESULT, LIST -> result(operation, attempt, answer);
    };
  }

  /** Nothing was sent: the thread was interrupted when the call was to begin. */
  static CallInterruptedException interruptedBefore(Operation<?> operation) {
    return new CallInterruptedException(
        operation.method() + " " + operation.path() + " was not sent: the thread is interrupted",
        new CallContext(operation.method(), operation.path(), null, operation.pcapId(), 0, false));
  }

  /** A delete that is told "not found" when it is sent again has done its work the time before. */
  private static boolean isGoneAsWished(Attempt attempt, RawResponse answer) {
    return answer.status() == 404
        && attempt.repeatsOneSent()
        && attempt.operation().method().equals("DELETE");
  }

  @SuppressWarnings("unchecked") // the operation's shape made it
  private <T extends @Nullable Object> ApiResponse<T> result(
      Operation<T> operation, Attempt attempt, RawResponse answer) {
    Envelope envelope = envelope(attempt, answer, operation.shape());
    if (!envelope.isSuccess()) {
      throw refusal(attempt, answer, envelope);
    }
    Object result = envelope.result();
    if (result == null && operation.ending() == Operation.Ending.LIST && envelope.hasEnding()) {
      result = List.of();
    }
    if (result == null) {
      throw unexpected(attempt, answer, "$.result is missing");
    }
    return new ApiResponse<>((T) result, envelope, answer, attempt.redactor());
  }

  private <T extends @Nullable Object> ApiResponse<T> nothing(Attempt attempt, RawResponse answer) {
    if (new String(answer.body(), StandardCharsets.UTF_8).isBlank()) {
      return done(attempt, answer, null);
    }
    Envelope envelope = envelope(attempt, answer, null);
    if (!envelope.isSuccess()) {
      throw refusal(attempt, answer, envelope);
    }
    return done(attempt, answer, envelope);
  }

  @SuppressWarnings("unchecked") // a download's answer is a PcapDownload
  private <T extends @Nullable Object> ApiResponse<T> capture(
      Attempt attempt, RawResponse answer, CallScope scope) {
    if (answer.capture() == null) {
      Envelope envelope = Envelope.readAround(answer.body(), attempt.redactor());
      if (!envelope.isSuccess()) {
        throw refusal(attempt, answer, envelope);
      }
      throw unexpected(
          attempt, answer, "the answer is not a capture file: " + excerpt(attempt, answer));
    }
    scope.dropDeadline();
    DownloadStream stream = new DownloadStream(answer.capture(), scope);
    return new ApiResponse<>(
        (T) new PcapDownload(stream, attempt.context()), null, answer, attempt.redactor());
  }

  @SuppressWarnings("NullAway") // T is @Nullable Void here
  private static <T extends @Nullable Object> ApiResponse<T> done(
      Attempt attempt, RawResponse answer, @Nullable Envelope envelope) {
    return new ApiResponse<>(null, envelope, answer, attempt.redactor());
  }

  /** The envelope; if its result is of the wrong shape but the API said no, then that is told. */
  private Envelope envelope(
      Attempt attempt, RawResponse answer, ModelReader.@Nullable Shape<?> shape) {
    try {
      return Envelope.read(answer.body(), shape, attempt.redactor());
    } catch (ShapeException e) {
      Envelope around = Envelope.readAround(answer.body(), attempt.redactor());
      if (around.saysFailure()) {
        return around;
      }
      throw unexpected(attempt, answer, String.valueOf(e.getMessage()));
    } catch (StreamConstraintsException e) { // its message has the bound and the number, no more
      throw unexpected(attempt, answer, "it is beyond a bound: " + e.getOriginalMessage());
    } catch (IOException e) { // Jackson's, of the syntax or of the bytes' order
      throw unexpected(attempt, answer, "the answer is not JSON: " + excerpt(attempt, answer));
    }
  }

  private ApiException refusal(Attempt attempt, RawResponse answer, Envelope envelope) {
    ApiException.Refusal refusal =
        new ApiException.Refusal(
            answer.status(), envelope.errors(), retries.retryAfter(attempt, answer));
    String ray = attempt.rayId() == null ? envelope.rayId() : attempt.rayId();
    CallContext sent = answer.isOk() ? attempt.context().refused() : attempt.context();
    CallContext context = sent.withRayId(ray).withPcapId(envelope.resultId());
    String reasons =
        envelope.errors().isEmpty() ? excerpt(attempt, answer) : reasons(envelope.errors());
    String message = answered(attempt, answer) + ": " + reasons + ray(ray) + times(attempt);
    return ApiException.of(message + advice(attempt, context, refusal), context, refusal);
  }

  private static String advice(Attempt attempt, CallContext context, ApiException.Refusal refusal) {
    Duration wait = refusal.retryAfter();
    return (refusal.isAuthentication() ? permission(attempt.operation()) : "")
        + (wait == null ? "" : ". Retry after " + wait.toSeconds() + " s")
        + doubt(context);
  }

  private static String doubt(CallContext context) {
    return context.outcomeUnknown() ? ". It may have been done: look at the list first" : "";
  }

  private UnexpectedResponseException unexpected(Attempt attempt, RawResponse answer, String what) {
    Envelope around = Envelope.readAround(answer.body(), attempt.redactor());
    CallContext context = attempt.context().withPcapId(around.resultId());
    return new UnexpectedResponseException(
        answered(attempt, answer) + ", but " + what + ray(attempt.rayId()) + doubt(context),
        context);
  }

  private static CloudflareException noAnswer(Attempt attempt, CallScope scope) {
    CallContext context = attempt.context().withPcapId(idInPart(attempt));
    String call = context.call();
    if (isInterrupted(attempt, scope)) {
      Thread.currentThread().interrupt();
      String may = context.outcomeUnknown() ? ": it had been sent, and may have been done" : "";
      return new CallInterruptedException(call + " was interrupted" + may, context);
    }
    Exception failure = attempt.failure();
    String why = attempt.redactor().clean(why(attempt, scope)) + ray(attempt.rayId());
    if (context.outcomeUnknown() && !isUnreadable(attempt)) {
      return new OutcomeUnknownException(
          call
              + " was sent, but no whole answer came ("
              + why
              + "): it may have been done. Look at the list() before you send it again",
          failure,
          context);
    }
    if (isUnreadable(attempt) && scope.endReason() == null) {
      return new UnexpectedResponseException(call + " was answered, but " + why, context);
    }
    return new TransportException(call + " failed: " + why + times(attempt), failure, context);
  }

  /** An answer that came but that is outside what HTTP, or our bounds, allow. */
  private static boolean isUnreadable(Attempt attempt) {
    Exception cause = attempt.cause();
    return cause instanceof AttemptSender.TooLargeException
        || (attempt.sent() && cause instanceof RuntimeException);
  }

  private static boolean isInterrupted(Attempt attempt, CallScope scope) {
    return scope.endReason() == CallScope.EndReason.INTERRUPT
        || attempt.cause() instanceof InterruptedException
        || (scope.endReason() == null && Thread.currentThread().isInterrupted());
  }

  private static String why(Attempt attempt, CallScope scope) {
    CallScope.EndReason stop = scope.endReason();
    if (stop == null) {
      Exception cause = attempt.cause();
      return cause == null ? "no answer" : Printable.of(describe(cause));
    }
    return switch (stop) {
      case DEADLINE -> "the timeout passed";
      case SILENCE -> "nothing came for longer than readTimeout";
      case CANCELLED -> "it was cancelled";
      case CLOSED -> "the client was closed";
      case INTERRUPT -> "it was interrupted";
    };
  }

  private static String describe(Exception cause) {
    String message = cause.getMessage();
    if (cause instanceof UnknownHostException) { // from the JDK's cache it is but the name
      return "the host name cannot be resolved: " + message;
    }
    return message == null ? cause.getClass().getSimpleName() : message;
  }

  private static @Nullable String idInPart(Attempt attempt) {
    return attempt.cause() instanceof AttemptSender.CutShortException cut
        ? Envelope.readAround(cut.part(), attempt.redactor()).resultId()
        : null;
  }

  private static String answered(Attempt attempt, RawResponse answer) {
    return attempt.context().call() + " answered " + answer.status();
  }

  private static String ray(@Nullable String ray) {
    return ray == null ? "" : " (ray " + Printable.of(ray) + ")";
  }

  private static String times(Attempt attempt) {
    return attempt.number() == 1 ? "" : " after " + attempt.number() + " attempts";
  }

  private static String permission(Operation<?> operation) {
    String needed = operation.isWrite() ? WRITE : READ + " or " + WRITE;
    return ". Check the credentials; a token needs the permission " + needed;
  }

  /** {@code 7003 Could not route to /…; 6003 Invalid request headers (6111 Invalid format)}. */
  private static String reasons(List<ApiError> errors) {
    StringBuilder text = new StringBuilder();
    for (ApiError error : errors.subList(0, Math.min(errors.size(), 5))) {
      text.append(text.length() == 0 ? "" : "; ");
      text.append(error.code() == 0 ? "" : error.code() + " ");
      text.append(shorten(error.message()));
      text.append(error.chain().isEmpty() ? "" : " (" + reasons(error.chain()) + ")");
    }
    return text.toString();
  }

  /** What can be said of a body that is no envelope: a page's title, or how it begins. */
  private static String excerpt(Attempt attempt, RawResponse answer) {
    int length = Math.min(answer.body().length, LOOKED_AT);
    String text = new String(answer.body(), 0, length, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      return "the answer is empty";
    }
    Matcher title = TITLE.matcher(text);
    return shorten(attempt.redactor().clean(title.find() ? title.group(1) : text));
  }

  private static String shorten(String text) {
    String line = Printable.of(text.strip().replaceAll("\\s+", " "));
    return line.length() <= LONGEST_EXCERPT ? line : line.substring(0, LONGEST_EXCERPT) + "…";
  }
}
