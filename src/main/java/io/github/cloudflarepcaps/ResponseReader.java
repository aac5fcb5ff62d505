package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.json.Envelope;
import io.github.cloudflarepcaps.internal.json.ShapeException;
import io.github.cloudflarepcaps.internal.json.ValueReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a call's final attempt into its result. Whatever is no result goes to {@link Failures}. */
final class ResponseReader {
  private final Failures failures;

  ResponseReader(Failures failures) {
    this.failures = failures;
  }

  /**
   * The response that the attempt brought.
   *
   * @throws CloudflareException if it brought none, or not a successful one
   */
  <T extends @Nullable Object> ApiResponse<T> read(
      Operation<T> operation, Attempt attempt, CallScope scope) {
    RawResponse response = attempt.response();
    if (response == null || (!response.isOk() && scope.endReason() != null)) {
      throw failures.withoutResponse(attempt, scope); // or one that was about to be retried
    }
    if (response.status() == 404 && attempt.deleteMayHaveSucceeded()) {
      return withoutResult(attempt, response, null);
    }
    if (!response.isOk()) {
      throw failures.rejected(attempt, response);
    }
    return switch (operation.content()) {
      case CAPTURE -> capture(attempt, response, scope);
      case NOTHING -> nothing(attempt, response);
      case RESULT, LIST -> result(operation, attempt, response);
    };
  }

  @SuppressWarnings("unchecked") // the operation's reader made it
  private <T extends @Nullable Object> ApiResponse<T> result(
      Operation<T> operation, Attempt attempt, RawResponse response) {
    Envelope<T> envelope = envelope(attempt, response, operation.reader());
    Object result = envelope.result();
    if (result == null && operation.content() == Operation.Content.LIST && envelope.hasEnding()) {
      result = List.of();
    }
    if (result == null) {
      throw failures.unexpected(attempt, response, "$.result is missing");
    }
    return new ApiResponse<>((T) result, envelope, response, attempt.redactor());
  }

  private <T extends @Nullable Object> ApiResponse<T> nothing(
      Attempt attempt, RawResponse response) {
    boolean empty = new String(response.body(), StandardCharsets.UTF_8).isBlank();
    return withoutResult(attempt, response, empty ? null : envelope(attempt, response, null));
  }

  @SuppressWarnings("unchecked") // the result of a download is a PcapDownload
  private <T extends @Nullable Object> ApiResponse<T> capture(
      Attempt attempt, RawResponse response, CallScope scope) {
    if (response.capture() == null) {
      throw failures.notACapture(attempt, response);
    }
    scope.dropDeadline();
    DownloadStream stream = new DownloadStream(response.capture(), scope);
    PcapDownload download = new PcapDownload(stream, attempt.context());
    return new ApiResponse<>((T) download, null, response, attempt.redactor());
  }

  @SuppressWarnings("NullAway") // T is @Nullable Void here
  private static <T extends @Nullable Object> ApiResponse<T> withoutResult(
      Attempt attempt, RawResponse response, @Nullable Envelope<?> envelope) {
    return new ApiResponse<>(null, envelope, response, attempt.redactor());
  }

  /** The envelope, which reports success. If it reports failure, the result may have any shape. */
  private <T extends @Nullable Object> Envelope<T> envelope(
      Attempt attempt, RawResponse response, @Nullable ValueReader<T> reader) {
    Envelope<T> envelope;
    try {
      envelope = Envelope.read(response.body(), reader);
    } catch (ShapeException e) {
      throw response.problem().reportsFailure()
          ? failures.rejected(attempt, response)
          : failures.unexpected(attempt, response, e.message(attempt.redactor()::clean));
    } catch (IOException e) { // from Jackson: of the syntax or the encoding
      throw failures.notJson(attempt, response);
    }
    if (!envelope.isSuccess()) {
      throw failures.rejected(attempt, response);
    }
    return envelope;
  }
}
