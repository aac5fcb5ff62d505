package io.github.cloudflarepcaps.testing;

import io.github.cloudflarepcaps.CloudflareClient;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;

/** Cloudflare's Packet Captures API in this process, on a loopback port. */
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

  /** Starts a fake without limits, with the system's clock. */
  public static FakeCloudflare start() {
    return builder().start();
  }

  /** For a fake that is not like {@link #start()}'s. */
  public static Builder builder() {
    return new Builder();
  }

  /** The base URL of the API, {@code http://127.0.0.1:…/client/v4}. */
  public String baseUrl() {
    return "http://127.0.0.1:" + server.port() + Routes.BASE_PATH;
  }

  /** The id of the one account there is. */
  public String accountId() {
    return Ids.ACCOUNT;
  }

  /** The one token that is let in. It is no secret, and the same in every fake. */
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

  /** Lets the next request meet this fault. */
  public void failNext(Fault fault) {
    failNext(1, fault);
  }

  /** Lets the next requests meet this fault. */
  public void failNext(int times, Fault fault) {
    api.failNext(times, fault);
  }

  /** The requests so far. */
  public List<FakeCall> calls() {
    return api.log().calls();
  }

  /** Ends a capture now. */
  public void finish(String pcapId) {
    captures.finish(pcapId);
  }

  /** Ends a capture now, as failed. */
  public void fail(String pcapId, String message) {
    captures.fail(pcapId, Objects.requireNonNull(message, "message"));
  }

  /** The contents of a bucket's challenge file. */
  public String challenge(String ownershipId) {
    return buckets.challenge(ownershipId);
  }

  /** Ends the calls in flight and frees the port. */
  @Override
  public void close() {
    server.close();
  }

  /** Runs a fake alone. */
  public static void main(String[] args) throws InterruptedException {
    int status = run(args, System.out, System.err);
    if (status != 0) {
      System.exit(status);
    }
    new CountDownLatch(1).await();
  }

  static int run(String[] args, PrintStream out, PrintStream err) {
    int port = args.length == 0 ? 0 : port(args);
    if (port < 0) {
      err.println(
          "usage: FakeCloudflare [port]   a port from 0 to 65535; 0, or none, is a free one");
      return 2;
    }
    FakeCloudflare fake;
    try {
      fake = builder().apiLimits(true).start(port);
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

  private static int port(String[] args) {
    if (args.length > 1 || !args[0].matches("[0-9]{1,5}")) {
      return -1;
    }
    int port = Integer.parseInt(args[0]);
    return port > 65_535 ? -1 : port;
  }

  /** How a fake is to be. */
  public static final class Builder {
    private boolean apiLimits;
    private Clock clock = Clock.systemUTC();
    private BucketWriter bucket = (destination, name, content) -> {};

    private Builder() {}

    /** Whether the API's limits hold. */
    public Builder apiLimits(boolean apiLimits) {
      this.apiLimits = apiLimits;
      return this;
    }

    /** The clock. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Where files go. */
    public Builder bucket(BucketWriter writer) {
      this.bucket = Objects.requireNonNull(writer, "writer");
      return this;
    }

    /** Starts it on a free port. */
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
