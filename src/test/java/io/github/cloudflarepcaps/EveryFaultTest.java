package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import io.github.cloudflarepcaps.testing.Fault;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every operation under every fault: the documented exception, no more requests than allowed, and
 * no secret in anything printable.
 */
@Timeout(60)
class EveryFaultTest {
  private static final String KEY_ID = "example-key-id-1";
  private static final String KEY = "example-secret-key-1";
  private static final Destination BUCKET =
      Destination.r2("bucket-test", Given.ACCOUNT, KEY_ID, KEY);
  private static final Destination OTHER =
      Destination.r2("bucket-other", Given.ACCOUNT, KEY_ID, KEY);
  private static final Duration MINUTES = Duration.ofMinutes(5);

  /** The standard policy without its pauses. */
  private static final RetryPolicy QUICK =
      RetryPolicy.standard().withFirstDelay(Duration.ofNanos(1)).withMaxDelay(Duration.ofNanos(1));

  @AutoClose private final FakeCloudflare fake = FakeCloudflare.start();
  @TempDir private Path directory;
  private final List<String> printable = new CopyOnWriteArrayList<>();

  /** The state of the account before the fault. */
  private record Scene(
      String account, String simple, String full, String bucket, String challenge) {
    /** The call's operation on that state. */
    Operation<?> operation(Call call) {
      return switch (call) {
        case LIST_PCAPS -> Operation.listPcaps(account);
        case GET_PCAP -> Operation.getPcap(account, simple);
        case CREATE_SIMPLE -> Operation.createPcap(account, Given.SIMPLE);
        case CREATE_FULL ->
            Operation.createPcap(account, FullPcapRequest.of("ORD", BUCKET, MINUTES));
        case STOP -> Operation.stopPcap(account, full);
        case DOWNLOAD -> Operation.downloadPcap(account, simple);
        case LIST_BUCKETS -> Operation.listOwnerships(account);
        case ADD_BUCKET -> Operation.addOwnership(account, OTHER);
        case DELETE_BUCKET -> Operation.deleteOwnership(account, bucket);
        case VALIDATE_BUCKET -> Operation.validateOwnership(account, BUCKET, challenge);
      };
    }

    static Scene in(FakeCloudflare fake) {
      try (CloudflareClient client = fake.client()) {
        Ownership bucket = client.ownership().add(BUCKET);
        String challenge = fake.challenge(bucket.id());
        client.ownership().validate(BUCKET, challenge);
        client.ownership().list();
        String full =
            String.valueOf(client.pcaps().create(FullPcapRequest.of("ORD", BUCKET, MINUTES)).id());
        client.pcaps().get(full);
        String simple = String.valueOf(client.pcaps().create(Given.SIMPLE).id());
        fake.finish(simple);
        return new Scene(fake.accountId(), simple, full, bucket.id(), challenge);
      }
    }
  }

  /** A fault, the exception it becomes, and whether it is retried. */
  enum FaultCase {
    BAD_REQUEST(Fault.status(400, 1000, "no"), ApiException.class, Retried.NEVER),
    INVALID_CREDENTIALS(
        Fault.status(401, 10000, "no"), AuthenticationException.class, Retried.NEVER),
    FORBIDDEN(Fault.status(403, 10000, "no"), AuthenticationException.class, Retried.NEVER),
    MISSING(Fault.status(404, 1000, "no"), NotFoundException.class, Retried.NEVER),
    RATE_LIMITED(Fault.status(429, 971, "slow down"), RateLimitException.class, Retried.ALWAYS),
    RATE_LIMITED_FOR_LONG(
        Fault.retryAfter(429, Duration.ofMinutes(5)), RateLimitException.class, Retried.NEVER),
    ERROR(Fault.status(500, 1000, "oh"), ApiException.class, Retried.IF_IDEMPOTENT),
    BUSY(Fault.status(503, 1000, "oh"), ApiException.class, Retried.IF_IDEMPOTENT),
    BUSY_FOR_LONG(Fault.retryAfter(503, Duration.ofMinutes(5)), ApiException.class, Retried.NEVER),
    ORIGIN_TLS_FAILED(Fault.html(525), ApiException.class, Retried.NEVER),
    BAD_GATEWAY(Fault.html(502), ApiException.class, Retried.IF_IDEMPOTENT),
    SUCCESS_FALSE_WITH_200(Fault.status(200, 1000, "no"), ApiException.class, Retried.NEVER),
    HTML_WITH_200(Fault.html(200), UnexpectedResponseException.class, Retried.NEVER),
    GARBAGE(Fault.garbage(), UnexpectedResponseException.class, Retried.NEVER),
    DROPPED(Fault.dropBeforeResponse(), TransportException.class, Retried.IF_IDEMPOTENT),
    STALLED(Fault.stall(Duration.ofDays(1)), TransportException.class, Retried.NEVER),
    TRUNCATED(Fault.truncateBody(2), TransportException.class, Retried.IF_IDEMPOTENT);

    private final Fault fault;
    private final Class<? extends CloudflareException> type;
    private final Retried retried;

    FaultCase(Fault fault, Class<? extends CloudflareException> type, Retried retried) {
      this.fault = fault;
      this.type = type;
      this.retried = retried;
    }

    /** Whether the operation may have taken effect. */
    boolean mayHaveTakenEffect() {
      boolean rejected = List.of(SUCCESS_FALSE_WITH_200, RATE_LIMITED).contains(this);
      return !rejected && (ordinal() >= ERROR.ordinal());
    }

    Class<? extends CloudflareException> typeFor(Call call) {
      boolean lost = type == TransportException.class && call.isAtMostOnce();
      return lost ? OutcomeUnknownException.class : type;
    }

    int requests(Call call, RetryPolicy policy) {
      boolean isRetried =
          retried == Retried.ALWAYS || (retried == Retried.IF_IDEMPOTENT && !call.isAtMostOnce());
      return isRetried ? 1 + policy.maxRetries() : 1;
    }
  }

  enum Retried {
    NEVER,
    IF_IDEMPOTENT,
    ALWAYS
  }

  static Stream<Arguments> cases() {
    return Stream.of(Call.values())
        .flatMap(
            call -> Stream.of(FaultCase.values()).map(faultCase -> Arguments.of(call, faultCase)))
        .filter(EveryFaultTest::canHappen);
  }

  /** A response without a body cannot be truncated. */
  private static boolean canHappen(Arguments arguments) {
    Call call = (Call) arguments.get()[0];
    return arguments.get()[1] != FaultCase.TRUNCATED
        || (call != Call.STOP && call != Call.DELETE_BUCKET);
  }

  private CloudflareClient client(FaultCase faultCase, RetryPolicy policy) {
    Duration silence =
        faultCase == FaultCase.STALLED ? Duration.ofMillis(200) : Duration.ofSeconds(30);
    return fake.clientBuilder()
        .retryPolicy(policy)
        .readTimeout(silence)
        .observer(attempt -> printable.addAll(List.of(attempt.toString(), text(attempt.failure()))))
        .build();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void callWithoutRetriesFailsAsDocumented(Call call, FaultCase faultCase) {
    assertDocumentedFailure(call, faultCase, RetryPolicy.none(), EveryFaultTest::send);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void callWithRetriesFailsAsDocumented(Call call, FaultCase faultCase) {
    assertDocumentedFailure(call, faultCase, QUICK, EveryFaultTest::send);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asynchronousCallFailsAsDocumented(Call call, FaultCase faultCase) {
    assertDocumentedFailure(call, faultCase, QUICK, EveryFaultTest::sendAsync);
  }

  @ParameterizedTest
  @EnumSource
  void downloadToAFileFailsAsDocumented(FaultCase faultCase) throws Exception {
    Path file = Files.writeString(directory.resolve("edge.pcap"), "old");
    Scene scene = Scene.in(fake);
    fake.failNext(10, faultCase.fault);
    try (CloudflareClient client = client(faultCase, RetryPolicy.none())) {
      Throwable failure = catchThrowable(() -> client.pcaps().downloadTo(scene.simple(), file));
      assertThat(failure).isInstanceOf(faultCase.type);
      assertNoSecret(failure);
    }
    assertThat(file).hasContent("old");
    assertThat(directory).isDirectoryNotContaining(each -> !each.equals(file));
  }

  private interface Way {
    void send(CloudflareClient client, Operation<?> operation);
  }

  private static void send(CloudflareClient client, Operation<?> operation) {
    client.send(operation);
  }

  private static void sendAsync(CloudflareClient client, Operation<?> operation) {
    try {
      client.sendAsync(operation).join();
    } catch (CompletionException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  private void assertDocumentedFailure(
      Call call, FaultCase faultCase, RetryPolicy policy, Way way) {
    Operation<?> operation = Scene.in(fake).operation(call);
    int before = fake.calls().size();
    fake.failNext(3, faultCase.fault);
    try (CloudflareClient client = client(faultCase, policy)) {
      Throwable failure = catchThrowable(() -> way.send(client, operation));
      assertThat(failure).isExactlyInstanceOf(faultCase.typeFor(call));
      CloudflareException thrown = (CloudflareException) failure;
      int requests = faultCase.requests(call, policy);
      assertThat(fake.calls()).as("calls").hasSize(before + requests);
      assertThat(thrown.attempts()).isEqualTo(requests);
      assertThat(thrown.outcomeUnknown())
          .isEqualTo(call.isAtMostOnce() && faultCase.mayHaveTakenEffect());
      printable.add(operation.toString());
      printable.add(client.toString());
      assertNoSecret(failure);
    }
  }

  private void assertNoSecret(Throwable failure) {
    List<String> texts = new ArrayList<>(printable);
    texts.add(text(failure));
    if (failure instanceof ApiException rejection) {
      texts.add(rejection.errors().toString());
    }
    fake.calls().forEach(call -> texts.add(call.toString()));
    assertThat(texts)
        .allSatisfy(text -> assertThat(text).doesNotContain(KEY_ID, KEY, fake.apiToken()));
  }

  /** With the messages of causes and of suppressed exceptions. */
  private static String text(@Nullable Throwable failure) {
    StringWriter trace = new StringWriter();
    if (failure != null) {
      failure.printStackTrace(new PrintWriter(trace));
    }
    return trace.toString();
  }
}
