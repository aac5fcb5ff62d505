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
import java.util.function.Function;
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
 * Every operation meets every fault: with the exception that says so, sent as often as it may be,
 * and with no secret in what anyone may read.
 */
@Timeout(60)
class EveryFaultTest {
  private static final String KEY_ID = "example-key-id-1";
  private static final String KEY = "example-secret-key-1";
  private static final Destination BUCKET =
      Destination.r2("bucket-test", Wire.ACCOUNT, KEY_ID, KEY);
  private static final Destination OTHER =
      Destination.r2("bucket-other", Wire.ACCOUNT, KEY_ID, KEY);
  private static final Duration MINUTES = Duration.ofMinutes(5);

  /** Repeats as the standard policy does, without its pauses. */
  private static final RetryPolicy QUICK =
      RetryPolicy.standard().withFirstDelay(Duration.ofNanos(1)).withMaxDelay(Duration.ofNanos(1));

  @AutoClose private final FakeCloudflare fake = FakeCloudflare.start();
  @TempDir private Path folder;
  private final List<String> printable = new CopyOnWriteArrayList<>();

  /** The nine operations, create in its two kinds, each on something that is there. */
  enum What {
    LIST(scene -> Operation.listPcaps(scene.account())),
    GET(scene -> Operation.getPcap(scene.account(), scene.simple())),
    CREATE_SIMPLE(scene -> Operation.createPcap(scene.account(), Given.SIMPLE)),
    CREATE_FULL(
        scene -> Operation.createPcap(scene.account(), FullPcapRequest.of("ORD", BUCKET, MINUTES))),
    STOP(scene -> Operation.stopPcap(scene.account(), scene.full())),
    DOWNLOAD(scene -> Operation.downloadPcap(scene.account(), scene.simple())),
    LIST_BUCKETS(scene -> Operation.listOwnerships(scene.account())),
    ADD_BUCKET(scene -> Operation.addOwnership(scene.account(), OTHER)),
    DELETE_BUCKET(scene -> Operation.deleteOwnership(scene.account(), scene.bucket())),
    VALIDATE_BUCKET(
        scene -> Operation.validateOwnership(scene.account(), BUCKET, scene.challenge()));

    private final Function<Scene, Operation<?>> operation;

    What(Function<Scene, Operation<?>> operation) {
      this.operation = operation;
    }

    boolean isOnce() {
      return List.of(CREATE_SIMPLE, CREATE_FULL, ADD_BUCKET, VALIDATE_BUCKET).contains(this);
    }

    boolean isUnanswered() {
      return this == STOP || this == DELETE_BUCKET;
    }
  }

  /** What is there before the fault. */
  private record Scene(
      String account, String simple, String full, String bucket, String challenge) {
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

  /** What may go wrong, what it is to the caller, and whether a repeat may mend it. */
  enum Wrong {
    BAD_REQUEST(Fault.status(400, 1000, "no"), ApiException.class, Repeat.NEVER),
    BAD_CREDENTIALS(Fault.status(401, 10000, "no"), AuthenticationException.class, Repeat.NEVER),
    FORBIDDEN(Fault.status(403, 10000, "no"), AuthenticationException.class, Repeat.NEVER),
    MISSING(Fault.status(404, 1000, "no"), NotFoundException.class, Repeat.NEVER),
    TOO_MANY(Fault.status(429, 971, "slow down"), RateLimitException.class, Repeat.ALWAYS),
    TOO_MANY_FOR_LONG(
        Fault.retryAfter(429, Duration.ofMinutes(5)), RateLimitException.class, Repeat.NEVER),
    ERROR(Fault.status(500, 1000, "oh"), ApiException.class, Repeat.UNLESS_ONCE),
    BUSY(Fault.status(503, 1000, "oh"), ApiException.class, Repeat.UNLESS_ONCE),
    BUSY_FOR_LONG(Fault.retryAfter(503, Duration.ofMinutes(5)), ApiException.class, Repeat.NEVER),
    BROKEN_TLS_BEHIND(Fault.html(525), ApiException.class, Repeat.NEVER),
    BAD_GATEWAY(Fault.html(502), ApiException.class, Repeat.UNLESS_ONCE),
    NO_UNDER_200(Fault.status(200, 1000, "no"), ApiException.class, Repeat.NEVER),
    PAGE_UNDER_200(Fault.html(200), UnexpectedResponseException.class, Repeat.NEVER),
    GARBAGE(Fault.garbage(), UnexpectedResponseException.class, Repeat.NEVER),
    DROPPED(Fault.dropBeforeResponse(), TransportException.class, Repeat.UNLESS_ONCE),
    STALLED(Fault.stall(Duration.ofDays(1)), TransportException.class, Repeat.NEVER),
    CUT_SHORT(Fault.truncateBody(2), TransportException.class, Repeat.UNLESS_ONCE);

    private final Fault fault;
    private final Class<? extends CloudflareException> type;
    private final Repeat repeat;

    Wrong(Fault fault, Class<? extends CloudflareException> type, Repeat repeat) {
      this.fault = fault;
      this.type = type;
      this.repeat = repeat;
    }

    /** Whether what was asked for may have been done. */
    boolean leavesUnknown() {
      boolean refused = List.of(NO_UNDER_200, TOO_MANY).contains(this);
      return !refused && (ordinal() >= ERROR.ordinal());
    }

    Class<? extends CloudflareException> typeFor(What what) {
      boolean lost = type == TransportException.class && what.isOnce();
      return lost ? OutcomeUnknownException.class : type;
    }

    int requests(What what, RetryPolicy policy) {
      boolean repeated =
          repeat == Repeat.ALWAYS || (repeat == Repeat.UNLESS_ONCE && !what.isOnce());
      return repeated ? 1 + policy.maxRetries() : 1;
    }
  }

  enum Repeat {
    NEVER,
    UNLESS_ONCE,
    ALWAYS
  }

  static Stream<Arguments> cases() {
    return Stream.of(What.values())
        .flatMap(what -> Stream.of(Wrong.values()).map(wrong -> Arguments.of(what, wrong)))
        .filter(EveryFaultTest::canHappen);
  }

  /** An answer without a body cannot be cut short. */
  private static boolean canHappen(Arguments arguments) {
    What what = (What) arguments.get()[0];
    return arguments.get()[1] != Wrong.CUT_SHORT || !what.isUnanswered();
  }

  private CloudflareClient client(Wrong wrong, RetryPolicy policy) {
    Duration silence = wrong == Wrong.STALLED ? Duration.ofMillis(200) : Duration.ofSeconds(30);
    return fake.clientBuilder()
        .retryPolicy(policy)
        .readTimeout(silence)
        .observer(attempt -> printable.addAll(List.of(attempt.toString(), text(attempt.failure()))))
        .build();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withoutRetries(What what, Wrong wrong) {
    meets(what, wrong, RetryPolicy.none(), EveryFaultTest::send);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withRetries(What what, Wrong wrong) {
    meets(what, wrong, QUICK, EveryFaultTest::send);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void onAnotherThread(What what, Wrong wrong) {
    meets(what, wrong, QUICK, EveryFaultTest::sendAsync);
  }

  @ParameterizedTest
  @EnumSource
  void aDownloadToAFile(Wrong wrong) throws Exception {
    Path file = Files.writeString(folder.resolve("edge.pcap"), "old");
    Scene scene = Scene.in(fake);
    fake.failNext(10, wrong.fault);
    try (CloudflareClient client = client(wrong, RetryPolicy.none())) {
      Throwable failure = catchThrowable(() -> client.pcaps().downloadTo(scene.simple(), file));
      assertThat(failure).isInstanceOf(wrong.type);
      assertNoSecret(failure);
    }
    assertThat(file).hasContent("old");
    assertThat(folder).isDirectoryNotContaining(each -> !each.equals(file));
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

  private void meets(What what, Wrong wrong, RetryPolicy policy, Way way) {
    Operation<?> operation = what.operation.apply(Scene.in(fake));
    int before = fake.calls().size();
    fake.failNext(3, wrong.fault);
    try (CloudflareClient client = client(wrong, policy)) {
      Throwable failure = catchThrowable(() -> way.send(client, operation));
      assertThat(failure).isExactlyInstanceOf(wrong.typeFor(what));
      CloudflareException told = (CloudflareException) failure;
      int requests = wrong.requests(what, policy);
      assertThat(fake.calls()).as("calls").hasSize(before + requests);
      assertThat(told.attempts()).isEqualTo(requests);
      assertThat(told.outcomeUnknown()).isEqualTo(what.isOnce() && wrong.leavesUnknown());
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
