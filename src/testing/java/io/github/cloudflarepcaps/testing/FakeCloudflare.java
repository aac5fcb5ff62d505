package io.github.cloudflarepcaps.testing;

import io.github.cloudflarepcaps.BucketReader;
import io.github.cloudflarepcaps.CloudflareClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Cloudflare's Packet Captures API in this process, on a loopback port, with one account and one
 * token. It serves the nine operations as the API documents them, remembers what was created,
 * rejects what the API rejects, and makes real capture files. Thread-safe; all of its threads are
 * daemons.
 *
 * <p><b>Simple captures.</b> A new capture is {@code pending}; every poll by get or list advances
 * it, to {@code running} and then {@code success}. After a second of the clock it is done anyway. A
 * wait with the default delays takes that second; {@link #finish} or shorter delays take no time.
 * The file contains fifty packets for each second of the time limit, at most the packet limit. All
 * of them match the filter: TCP, UDP and ICMP over Ethernet, IPv4 unless the filter has an IPv6
 * address. Addresses that the filter leaves open are from the ranges reserved for documentation. A
 * filter that no packet can match, such as a port of ICMP, fails the capture.
 *
 * <p><b>Full captures.</b> A full capture needs a validated bucket. It is {@code running} from the
 * first poll until it is stopped or its time limit has passed by the clock, then {@code
 * conversion_running} for one poll, then {@code success}. At that poll its parts are written to the
 * bucket, one for each of three or four machines: {@code pcap_<id>.pcap}, {@code pcap_<id>_2.pcap}
 * and so on. (Cloudflare documents the first name for all of them.) The last one has no packets.
 * The others contain 200 complete packets for each second that the capture ran, at most 5000 and
 * within its limits.
 *
 * <p><b>Buckets.</b> Adding a bucket writes its challenge file. After a validate call it stays
 * {@code pending} for one poll by list, or for a second of the clock, and then is {@code success},
 * or {@code failed} if the challenge sent differs from the contents of the file. Surrounding white
 * space is ignored. {@link #bucket()} reads what was written.
 *
 * <p><b>Errors.</b> Credentials, paths and bodies are checked before anything else happens; each
 * field that violates a rule of the reference is an error with a pointer to it. Cloudflare does not
 * document how the API responds when a limit of {@link Builder#apiLimits} is exceeded, a capture
 * cannot be stopped or downloaded, or a bucket is not validated. Those statuses, and all codes
 * below 6000, are this fake's own: tests should not depend on them.
 */
public final class FakeCloudflare implements AutoCloseable {
  private final FakeServer server;
  private final Credentials credentials;
  private final Api api;
  private final Captures captures;
  private final Buckets buckets;
  private final @Nullable MemoryBucket memory;

  private FakeCloudflare(Builder settings, Credentials credentials, InetSocketAddress address)
      throws IOException {
    MemoryBucket files = new MemoryBucket();
    BucketWriter writer = settings.bucket;
    this.memory = writer == null ? files : null;
    this.credentials = credentials;
    this.buckets = new Buckets(settings.clock, writer == null ? files : writer);
    this.captures =
        new Captures(settings.clock, settings.apiLimits, settings.compressedParts, buckets);
    CallWindow window = new CallWindow(settings.clock, settings.apiLimits);
    this.api = new Api(credentials, new Routes(captures, buckets), window);
    this.server = FakeServer.start(address, api);
  }

  /**
   * Starts a fake without the API's limits, on the system's clock, with its buckets in memory.
   *
   * @throws UncheckedIOException if no loopback port can be opened
   */
  public static FakeCloudflare start() {
    return builder().start();
  }

  /** A fake with the API's limits, another clock, or buckets elsewhere. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * For {@link CloudflareClient.Builder#baseUrl}: {@code http://127.0.0.1:<port>/client/v4}. A fake
   * that listens on all addresses names this one, too.
   */
  public String baseUrl() {
    InetAddress address = server.address().getAddress();
    String host = address.isAnyLocalAddress() ? "127.0.0.1" : address.getHostAddress();
    String authority = host.indexOf(':') < 0 ? host : "[" + host + "]";
    return "http://" + authority + ":" + server.address().getPort() + Routes.BASE_PATH;
  }

  /** The id of the one account, the same in every fake. Paths with any other id are a 404. */
  public String accountId() {
    return Ids.ACCOUNT;
  }

  /**
   * The one valid token, also as the API key of any e-mail address. It is the same in every fake
   * and no secret, except for a fake that {@link #main} binds to an address beyond loopback.
   */
  public String apiToken() {
    return credentials.token();
  }

  /** A client for this fake, with its account and token. The caller closes it. */
  public CloudflareClient client() {
    return clientBuilder().build();
  }

  /** A builder with this fake's base URL, account and token. */
  public CloudflareClient.Builder clientBuilder() {
    return CloudflareClient.builder()
        .baseUrl(baseUrl())
        .accountId(accountId())
        .apiToken(apiToken());
  }

  /**
   * Reads what the fake has written to buckets: challenges and parts of full captures. All buckets
   * are one, since keys leave out the bucket's name: {@code s3://captures/edge?…} has keys such as
   * {@code edge/pcap_….pcap}.
   *
   * @throws IllegalStateException if this fake writes to a {@link BucketWriter} instead
   */
  public BucketReader bucket() {
    if (memory == null) {
      throw new IllegalStateException(
          "this fake keeps no files: they go to the BucketWriter that it was built with");
    }
    return memory;
  }

  /** Lets the next request fail, whatever it requests. */
  public void failNext(Fault fault) {
    failNext(1, fault);
  }

  /**
   * Lets the next requests fail. Faults apply in the order in which they were given.
   *
   * @param times the number of requests, at least 1; a client's retries count
   * @throws IllegalArgumentException if it is below 1
   */
  public void failNext(int times, Fault fault) {
    api.failNext(times, fault);
  }

  /** The requests so far without their secrets, oldest first; at most the last 100 000. */
  public List<FakeCall> calls() {
    return api.log().calls();
  }

  /**
   * Completes a capture now; a full one writes its parts. Does nothing to a successful capture.
   *
   * @throws java.util.NoSuchElementException naming the id, if there is no such capture
   */
  public void finish(String pcapId) {
    captures.finish(pcapId);
  }

  /**
   * Fails a capture now, without files.
   *
   * @param message the {@code error_message}
   * @throws java.util.NoSuchElementException naming the id, if there is no such capture
   */
  public void fail(String pcapId, String message) {
    captures.fail(pcapId, Objects.requireNonNull(message, "message"));
  }

  /**
   * The contents of a bucket's challenge file, for a validate call.
   *
   * @throws java.util.NoSuchElementException naming the id, if there is no such bucket
   */
  public String challenge(String ownershipId) {
    return buckets.challenge(ownershipId);
  }

  /** Ends the calls in flight and frees the port at once. Idempotent. */
  @Override
  public void close() {
    server.close();
  }

  /**
   * Runs a fake by itself, until the process is stopped, for programs in other languages and for
   * shells. Prints three lines to export: {@code CLOUDFLARE_BASE_URL=}, {@code
   * CLOUDFLARE_ACCOUNT_ID=} and {@code CLOUDFLARE_API_TOKEN=}.
   *
   * <p>Options: {@code --port} (a free one by default), {@code --bind} (127.0.0.1 by default;
   * beyond loopback the token is random), {@code --bucket} (a directory for what Cloudflare would
   * write to a bucket; {@code s3://captures/edge?…} is its {@code captures/edge}), {@code --limits}
   * (whether the API's limits apply; {@code on} by default) and {@code --help}. An invalid option
   * ends the process with exit code 2, an address that is in use with 1.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static void main(String[] args) throws InterruptedException {
    OptionalInt status = new Launcher(System.out, System.err).run(args);
    if (status.isPresent()) {
      System.exit(status.getAsInt());
    }
    new CountDownLatch(1).await();
  }

  /** The settings of a fake. Not thread-safe. */
  public static final class Builder {
    private boolean apiLimits;
    private boolean compressedParts;
    private Clock clock = Clock.systemUTC();
    private @Nullable BucketWriter bucket;

    private Builder() {}

    /**
     * Whether the API's limits apply: 1200 calls in five minutes and one simple capture a minute
     * (otherwise 429 with {@code Retry-After}), one full capture pending or running (otherwise
     * 409). Off by default: every response then reports 1199 remaining calls.
     */
    public Builder apiLimits(boolean apiLimits) {
      this.apiLimits = apiLimits;
      return this;
    }

    /**
     * Whether the second machine compresses its part of a full capture by gzip: {@code
     * pcap_<id>_2.pcap.gz}. Off by default.
     */
    public Builder compressedParts(boolean compressedParts) {
      this.compressedParts = compressedParts;
      return this;
    }

    /**
     * The clock of time limits, API limits, and all times in responses and capture files; by
     * default the system's. {@link Fault#stall} ignores it.
     */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /**
     * Stores challenges and the parts of full captures; by default they are kept in memory, and
     * {@link FakeCloudflare#bucket()} reads them.
     */
    public Builder bucket(BucketWriter writer) {
      this.bucket = Objects.requireNonNull(writer, "writer");
      return this;
    }

    /**
     * Starts the fake on a free loopback port.
     *
     * @throws UncheckedIOException if none can be opened
     */
    public FakeCloudflare start() {
      return start(
          new Credentials(Credentials.EXAMPLE_TOKEN),
          new InetSocketAddress(Options.parse().bind(), 0));
    }

    FakeCloudflare start(Credentials credentials, InetSocketAddress address) {
      String host = address.getAddress().getHostAddress();
      try {
        return new FakeCloudflare(this, credentials, address);
      } catch (BindException e) {
        throw new UncheckedIOException(
            "cannot listen on port " + address.getPort() + " of " + host + ": " + e.getMessage(),
            e);
      } catch (IOException e) {
        throw new UncheckedIOException("cannot open a port of " + host, e);
      }
    }
  }
}
