package io.github.cloudflarepcaps.testing;

import io.github.cloudflarepcaps.CloudflareClient;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/**
 * Cloudflare's Packet Captures API in this process, on a loopback port, with one account and one
 * token. It answers the nine calls as the API documents them, keeps what was created, refuses what
 * the API refuses, and makes real capture files. Thread-safe; it runs on daemon threads only.
 *
 * <p><b>Simple captures.</b> One is {@code pending} when it is created; every look at it, by get or
 * list, is a step on: {@code running}, then {@code success}. After a second of the clock it takes
 * no look. A wait with the default pauses takes that second; {@link #finish} or shorter pauses make
 * it no time at all. The file has at most the packet limit, fifty packets for each second of the
 * time limit, all of which match the filter: TCP, UDP and ICMP over Ethernet, of IPv4 or, where the
 * filter names such an address, of IPv6. Addresses that the filter leaves open are of the ranges
 * set aside for documentation. A filter that no packet can match, as one for a port of ICMP, fails
 * the capture.
 *
 * <p><b>Full captures.</b> One needs a bucket that was validated, is {@code running} from the first
 * look until it is stopped or its time limit is over by the clock, then {@code conversion_running}
 * for a look, then {@code success}. Its files go to the {@link BucketWriter} at the look that finds
 * it successful, one for each of two or three machines: {@code pcap_<id>.pcap}, {@code
 * pcap_<id>_2.pcap} and so on. (Cloudflare documents the first name for all of them.) They hold 200
 * whole packets for each second that the capture ran, at most 5000 and within its limits.
 *
 * <p><b>Buckets.</b> Adding one writes its challenge. After a validate it is {@code pending} for
 * one more look by list, or a second of the clock; then {@code success}, or {@code failed} if what
 * was sent is not what the challenge file holds. White space around it does not matter.
 *
 * <p><b>Refusals.</b> Credentials, paths and bodies are checked before anything else happens; each
 * field that breaks a rule of the reference is an error with a pointer to it. Nobody documents the
 * API's answers where a limit of {@link Builder#apiLimits} is hit, where a capture cannot be
 * stopped or downloaded, or where a bucket was not validated: statuses and codes below 6000 are
 * this fake's own choice, and a test should not rest on them.
 */
public final class FakeCloudflare implements AutoCloseable {
  private final LoopbackServer server;
  private final Api api;
  private final Captures captures;
  private final Buckets buckets;

  private FakeCloudflare(LoopbackServer server, Api api, Captures captures, Buckets buckets) {
    this.server = server;
    this.api = api;
    this.captures = captures;
    this.buckets = buckets;
  }

  /**
   * Starts a fake without the API's limits, on the system's clock; what Cloudflare would write to a
   * bucket is not kept, but for {@link #challenge}.
   *
   * @throws UncheckedIOException if no loopback port can be opened
   */
  public static FakeCloudflare start() {
    return builder().start();
  }

  /** A fake with limits, with a clock, or with a bucket of the test's own. */
  public static Builder builder() {
    return new Builder();
  }

  /** What {@link CloudflareClient.Builder#baseUrl} takes: {@code http://127.0.0.1:…/client/v4}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.port() + Routes.BASE_PATH;
  }

  /** The id of the one account there is, the same in every fake. Any other leads nowhere: 404. */
  public String accountId() {
    return Ids.ACCOUNT;
  }

  /**
   * The one token that is let in. It is no secret, and the same in every fake. As the key of any
   * e-mail address it is let in too.
   */
  public String apiToken() {
    return Credentials.TOKEN;
  }

  /** A client of this fake, with its account and token; the caller closes it. */
  public CloudflareClient client() {
    return clientBuilder().build();
  }

  /** A builder that knows this fake's base URL, account and token. */
  public CloudflareClient.Builder clientBuilder() {
    return CloudflareClient.builder()
        .baseUrl(baseUrl())
        .accountId(accountId())
        .apiToken(apiToken());
  }

  /** Lets the next request meet this fault, whatever it asks for; after that all is well. */
  public void failNext(Fault fault) {
    failNext(1, fault);
  }

  /**
   * Lets the next requests meet this fault. Faults are taken in the order in which they were given.
   *
   * @param times how many requests, from 1; a client's retries are requests too
   * @throws IllegalArgumentException if it is less than one
   */
  public void failNext(int times, Fault fault) {
    api.failNext(times, fault);
  }

  /** The requests so far, oldest first, without their secrets: of more than 100 000 the last. */
  public List<FakeCall> calls() {
    return api.log().calls();
  }

  /**
   * Lets a capture succeed now; a full one writes its files. One that has succeeded stays as it is.
   *
   * @throws java.util.NoSuchElementException naming the id, if there is no such capture
   */
  public void finish(String pcapId) {
    captures.finish(pcapId);
  }

  /**
   * Lets a capture fail now, without files.
   *
   * @param message what {@code error_message} then says
   * @throws java.util.NoSuchElementException naming the id, if there is no such capture
   */
  public void fail(String pcapId, String message) {
    captures.fail(pcapId, Objects.requireNonNull(message, "message"));
  }

  /**
   * The contents of a bucket's challenge file, which a validate call sends back.
   *
   * @throws java.util.NoSuchElementException naming the id, if there is no such bucket
   */
  public String challenge(String ownershipId) {
    return buckets.challenge(ownershipId);
  }

  /** Ends the calls in flight and frees the port at once. A second time it does nothing. */
  @Override
  public void close() {
    server.close();
  }

  /**
   * Runs a fake alone, with the API's limits, until the process is ended: for programs in other
   * languages, or a shell. It prints three lines that a shell would export: {@code
   * CLOUDFLARE_BASE_URL=}, {@code CLOUDFLARE_ACCOUNT_ID=} and {@code CLOUDFLARE_API_TOKEN=}.
   *
   * @param args the port (none, or 0, for a free one), and then, if files that Cloudflare would
   *     write to a bucket are to be kept, a folder for them: those of {@code s3://captures/edge?…}
   *     are in its {@code captures/edge}
   * @throws InterruptedException if the thread is interrupted, which ends it
   */
  public static void main(String[] args) throws InterruptedException {
    int status = run(args, System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
    new CountDownLatch(1).await();
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    int port = args.length == 0 ? 0 : port(args[0]);
    if (port < 0 || args.length > 2) {
      err.println("usage: FakeCloudflare [port [folder]]");
      err.println("  port    from 0 to 65535; 0, or none, is a free one");
      err.println("  folder  where the files go that Cloudflare would write to a bucket");
      return 2;
    }
    Builder builder = builder().apiLimits(true);
    FakeCloudflare fake;
    try {
      fake = (args.length < 2 ? builder : builder.bucket(folder(args[1]))).start(port);
    } catch (UncheckedIOException e) {
      err.println(e.getMessage());
      return 1;
    }
    out.println("CLOUDFLARE_BASE_URL=" + fake.baseUrl());
    out.println("CLOUDFLARE_ACCOUNT_ID=" + fake.accountId());
    out.println("CLOUDFLARE_API_TOKEN=" + fake.apiToken());
    out.flush();
    return 0;
  }

  private static BucketWriter folder(String arg) {
    return new FolderWriter(Path.of(arg));
  }

  private static int port(String arg) {
    if (!arg.matches("[0-9]{1,5}")) {
      return -1;
    }
    int port = Integer.parseInt(arg);
    return port > 65_535 ? -1 : port;
  }

  /** How a fake is to be. Not thread-safe. */
  public static final class Builder {
    private boolean apiLimits;
    private Clock clock = Clock.systemUTC();
    private BucketWriter bucket = (destination, name, content) -> {};

    private Builder() {}

    /**
     * Whether the API's limits hold: 1200 calls in five minutes, one simple capture a minute (429
     * otherwise, with {@code Retry-After}), one full capture pending or running (409 otherwise).
     * Off by default; then every answer tells of 1199 calls left.
     */
    public Builder apiLimits(boolean apiLimits) {
      this.apiLimits = apiLimits;
      return this;
    }

    /**
     * What tells the time, for time limits, the API's limits and the times in answers and capture
     * files. The system's clock by default. {@link Fault#stall} does not go by it.
     */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Where challenges and the files of full captures go; by default nowhere. */
    public Builder bucket(BucketWriter writer) {
      this.bucket = Objects.requireNonNull(writer, "writer");
      return this;
    }

    /**
     * Starts it on a free loopback port.
     *
     * @throws UncheckedIOException if none can be opened
     */
    public FakeCloudflare start() {
      return start(0);
    }

    FakeCloudflare start(int port) {
      Buckets buckets = new Buckets(clock, bucket);
      Captures captures = new Captures(clock, apiLimits, buckets);
      Api api = new Api(new Routes(captures, buckets), new CallWindow(clock, apiLimits));
      try {
        return new FakeCloudflare(LoopbackServer.start(port, api), api, captures, buckets);
      } catch (BindException e) {
        throw new UncheckedIOException("port " + port + " of 127.0.0.1 is not free", e);
      } catch (IOException e) {
        throw new UncheckedIOException("no port of 127.0.0.1 can be opened", e);
      }
    }
  }
}
