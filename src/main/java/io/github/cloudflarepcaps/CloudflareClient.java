package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * The way to Cloudflare's Packet Captures API. Immutable and thread-safe: make one for the process,
 * close it at shutdown.
 *
 * <pre>{@code
 * try (CloudflareClient client = CloudflareClient.fromEnv()) {
 *   SimplePcapRequest request = SimplePcapRequest.of(1000, Duration.ofMinutes(1));
 *   PcapFile file = client.pcaps().capture(request, Path.of("edge.pcap"));
 *   System.out.println(file.packets() + " packets");
 * }
 * }</pre>
 *
 * <p>The account needs the Advanced Network Firewall plan, a token the permission "Magic Firewall
 * Packet Captures - Read PCAPs API" or "- Write PCAPs API".
 */
public final class CloudflareClient implements AutoCloseable {
  private final Settings settings;
  private final ClientResources connections;
  private final boolean derived;
  private final Lifetime lifetime;
  private final Transport transport;
  private final Waits waits;

  private CloudflareClient(
      Settings settings, ClientResources connections, @Nullable Lifetime parent) {
    this.settings = settings;
    this.connections = connections;
    this.derived = parent != null;
    this.lifetime = new Lifetime(parent);
    Time time = connections.time();
    this.transport =
        new Transport(
            lifetime,
            connections,
            new AttemptSender(
                connections.http(), connections.wire(), settings.base, settings.credentials, time),
            new AttemptLog(settings.observer),
            new Retries(settings.retryPolicy, connections.budget(), time),
            new ResponseReader(new Failures(new RetryAfter(time))),
            settings.timeout,
            settings.readTimeout);
    this.waits = new Waits(transport, connections);
  }

  /** A builder for a client with its own connections. */
  public static Builder builder() {
    return new Builder(null, Time.SYSTEM);
  }

  /**
   * A client by environment variables: {@code CLOUDFLARE_API_TOKEN}, or {@code CLOUDFLARE_EMAIL}
   * and {@code CLOUDFLARE_API_KEY}; {@code CLOUDFLARE_ACCOUNT_ID}; {@code CLOUDFLARE_BASE_URL}. One
   * that is blank counts as unset.
   *
   * @throws IllegalStateException if there are no credentials, or both kinds, or half of one
   */
  public static CloudflareClient fromEnv() {
    return fromEnv(System.getenv());
  }

  static CloudflareClient fromEnv(Map<String, String> environment) {
    return new Builder(null, Time.SYSTEM).environment(environment).build();
  }

  /**
   * The captures of the client's account.
   *
   * @throws IllegalStateException if the client has no account
   */
  public PcapService pcaps() {
    return pcaps(account());
  }

  /** The captures of another account, over the same connections. */
  public PcapService pcaps(String accountId) {
    PathSegment.encode("accountId", accountId);
    return new AccountPcaps(transport, waits, accountId);
  }

  /**
   * The buckets of the client's account.
   *
   * @throws IllegalStateException if the client has no account
   */
  public OwnershipService ownership() {
    return ownership(account());
  }

  /** The buckets of another account, over the same connections. */
  public OwnershipService ownership(String accountId) {
    PathSegment.encode("accountId", accountId);
    return new AccountOwnerships(transport, waits, accountId);
  }

  private String account() {
    if (settings.accountId == null) {
      throw new IllegalStateException(
          "the client has no account: set accountId(..), or CLOUDFLARE_ACCOUNT_ID for fromEnv(), or"
              + " name one in pcaps(accountId) and ownership(accountId)");
    }
    return settings.accountId;
  }

  /**
   * Makes any call and gives all that came with the result: headers, messages, the ray id.
   *
   * @throws CloudflareException that says who must do what
   */
  public <T extends @Nullable Object> ApiResponse<T> send(Operation<T> operation) {
    return transport.call(Objects.requireNonNull(operation, "operation"));
  }

  /**
   * Makes any call on another thread, by the builder's executor. The future fails with what {@link
   * #send} throws. Cancelling the future (not one made from it) ends the HTTP exchange at once; a
   * {@link PcapDownload} that arrives after that is closed.
   */
  public <T extends @Nullable Object> CompletableFuture<ApiResponse<T>> sendAsync(
      Operation<T> operation) {
    Objects.requireNonNull(operation, "operation");
    lifetime.requireOpen();
    CallFuture<T> future = CallFuture.of(transport.scope());
    try {
      executor().execute(() -> future.run(transport, operation));
    } catch (RejectedExecutionException e) {
      future.completeExceptionally(e);
    }
    return future;
  }

  private Executor executor() {
    return settings.executor == null ? connections.threads() : settings.executor;
  }

  /**
   * A builder for a derived client over the same connections, threads and budget of repeats, with
   * another account, credentials, timeouts, retries, executor or observer. Credentials set on it
   * replace this client's. Closing the derived client leaves this one open; it ends with this one.
   */
  public Builder toBuilder() {
    return new Builder(this, connections.time());
  }

  /**
   * Ends the client: later calls are an {@link IllegalStateException}. Unless it is derived, the
   * calls and waits under way end at once with an exception, and connections and threads that it
   * made are given up. A borrowed {@link OkHttpClient} is left alone. Idempotent.
   */
  @Override
  public void close() {
    lifetime.end();
    if (!derived) {
      connections.close();
    }
  }

  /** The base URL, the account and the kind of credentials; no secret. */
  @Override
  public String toString() {
    return "CloudflareClient["
        + settings.base
        + ", account "
        + settings.accountId
        + ", "
        + settings.credentials
        + "]";
  }

  /** What a client was built with. */
  private record Settings(
      HttpUrl base,
      Credentials credentials,
      @Nullable String accountId,
      Duration timeout,
      Duration readTimeout,
      RetryPolicy retryPolicy,
      @Nullable CallObserver observer,
      @Nullable Executor executor) {}

  /**
   * Collects what a client needs: exactly one kind of credentials, and as a rule an account. A
   * setter refuses a bad value at once; {@link #build()} refuses what does not go together.
   */
  public static final class Builder {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    private final @Nullable CloudflareClient parent;
    private final Time time;
    private @Nullable String token;
    private @Nullable Supplier<String> tokenSupplier;
    private @Nullable String email;
    private @Nullable String apiKey;
    private @Nullable String accountId;
    private HttpUrl base = BaseUrl.parse(BaseUrl.CLOUDFLARE);
    private Duration timeout = TIMEOUT;
    private Duration readTimeout = READ_TIMEOUT;
    private @Nullable Duration connectTimeout;
    private RetryPolicy retryPolicy = RetryPolicy.standard();
    private @Nullable CallObserver observer;
    private @Nullable Executor executor;
    private @Nullable OkHttpClient borrowed;

    private Builder(@Nullable CloudflareClient parent, Time time) {
      this.parent = parent;
      this.time = time;
      if (parent != null) {
        Settings settings = parent.settings;
        accountId = settings.accountId;
        base = settings.base;
        timeout = settings.timeout;
        readTimeout = settings.readTimeout;
        retryPolicy = settings.retryPolicy;
        observer = settings.observer;
        executor = settings.executor;
      }
    }

    /** A builder whose client takes time, waiting and chance from there. */
    static Builder withTime(Time time) {
      return new Builder(null, time);
    }

    Builder environment(Map<String, String> environment) {
      token = value(environment, "CLOUDFLARE_API_TOKEN");
      email = value(environment, "CLOUDFLARE_EMAIL");
      apiKey = value(environment, "CLOUDFLARE_API_KEY");
      String account = value(environment, "CLOUDFLARE_ACCOUNT_ID");
      String url = value(environment, "CLOUDFLARE_BASE_URL");
      if (account != null) {
        accountId(account);
      }
      return url == null ? this : baseUrl(url);
    }

    private static @Nullable String value(Map<String, String> environment, String name) {
      String value = environment.get(name);
      return value == null || value.isBlank() ? null : value;
    }

    /**
     * Authenticates by an API token. A blank one counts as none.
     *
     * @throws IllegalArgumentException if it cannot be sent in a header; the token is not quoted
     */
    public Builder apiToken(String token) {
      this.token = checked("apiToken", token);
      return this;
    }

    /**
     * Authenticates by a token that is asked for before every attempt, so that it can change. What
     * the supplier throws comes out of the call unchanged; a null or blank token is an {@link
     * IllegalStateException}.
     */
    public Builder apiToken(Supplier<String> token) {
      this.tokenSupplier = Objects.requireNonNull(token, "token");
      return this;
    }

    /**
     * Authenticates by e-mail and API key, Cloudflare's older way. A blank one counts as none.
     *
     * @throws IllegalArgumentException if one cannot be sent in a header; neither is quoted
     */
    public Builder apiKey(String email, String apiKey) {
      this.email = checked("email", email);
      this.apiKey = checked("apiKey", apiKey);
      return this;
    }

    private static @Nullable String checked(String name, @Nullable String value) {
      if (value == null || value.isBlank()) {
        return null;
      }
      Credentials.requireHeaderValue(name, value);
      return value;
    }

    /**
     * The account that {@code pcaps()} and {@code ownership()} are about, at most 32 characters.
     */
    public Builder accountId(String accountId) {
      PathSegment.encode("accountId", accountId);
      this.accountId = accountId;
      return this;
    }

    /**
     * Where the API is; by default {@code https://api.cloudflare.com/client/v4}. Plain http is for
     * a loopback address only.
     */
    public Builder baseUrl(String url) {
      this.base = BaseUrl.parse(Objects.requireNonNull(url, "url"));
      if (parent != null && !base.equals(parent.settings.base)) {
        throw new IllegalStateException(
            "baseUrl is not for a derived client: it has the connections of its parent, to "
                + parent.settings.base);
      }
      return this;
    }

    /**
     * How long a call may take with its retries, the pauses between them and the JSON body, more
     * than zero; by default 60 s. A download must have begun by then.
     */
    public Builder timeout(Duration total) {
      this.timeout = Durations.positive("timeout", total);
      return this;
    }

    /**
     * How long a connection to one address may take, more than zero; by default 10 s. Not for a
     * derived client, or with {@link #httpClient}, whose own it is.
     */
    public Builder connectTimeout(Duration d) {
      if (parent != null) {
        throw new IllegalStateException(
            "connectTimeout is not for a derived client: it has the connections of its parent");
      }
      this.connectTimeout = Durations.positive("connectTimeout", d);
      requireOneWayToConnect();
      return this;
    }

    /**
     * How long nothing may come once the request is sent, in downloads too, and on connections of
     * our own in the TLS handshake; more than zero, by default 30 s. A derived client's handshakes
     * have its parent's.
     */
    public Builder readTimeout(Duration d) {
      this.readTimeout = Durations.positive("readTimeout", d);
      return this;
    }

    /** When a call is repeated; by default {@link RetryPolicy#standard()}. */
    public Builder retryPolicy(RetryPolicy policy) {
      this.retryPolicy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /** Is told of every attempt; replaces one set before. */
    public Builder observer(CallObserver observer) {
      this.observer = Objects.requireNonNull(observer, "observer");
      return this;
    }

    /**
     * Runs {@code sendAsync} and completes its futures. A call blocks its thread. By default daemon
     * threads of the client, as many as there are calls.
     */
    public Builder executor(Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Uses the connections, interceptors and listeners of a client that is yours and stays open.
     * Our settings apply on top: no retries, redirects, cookies, cache or authenticator of OkHttp,
     * no timeouts but ours and your connect timeout. Your interceptors do not see the credentials;
     * an event listener is given the request as it leaves ({@code requestHeadersEnd}), with them,
     * and must not log it.
     */
    public Builder httpClient(OkHttpClient borrowed) {
      if (parent != null) {
        throw new IllegalStateException(
            "httpClient is not for a derived client: it has the connections of its parent");
      }
      this.borrowed = Objects.requireNonNull(borrowed, "borrowed");
      requireOneWayToConnect();
      return this;
    }

    private void requireOneWayToConnect() {
      if (borrowed != null && connectTimeout != null) {
        throw new IllegalStateException(
            "connectTimeout and httpClient do not go together: set it on the OkHttpClient");
      }
    }

    /**
     * Makes the client; nothing is sent.
     *
     * @throws IllegalStateException if there are no credentials, both kinds, or half of one
     */
    public CloudflareClient build() {
      Settings settings =
          new Settings(
              base,
              credentials(),
              accountId,
              timeout,
              readTimeout,
              retryPolicy,
              observer,
              executor);
      if (parent != null) {
        parent.lifetime.requireOpen();
        return new CloudflareClient(settings, parent.connections, parent.lifetime);
      }
      return new CloudflareClient(settings, connections(), null);
    }

    private ClientResources connections() {
      return borrowed == null
          ? ClientResources.open(
              base, connectTimeout == null ? CONNECT_TIMEOUT : connectTimeout, readTimeout, time)
          : ClientResources.borrow(borrowed, base, readTimeout, time);
    }

    private Credentials credentials() {
      boolean hasToken = token != null || tokenSupplier != null;
      if (hasToken && (email != null || apiKey != null)) {
        throw new IllegalStateException(
            "two kinds of credentials are set: use the API token (CLOUDFLARE_API_TOKEN) or e-mail"
                + " and key (CLOUDFLARE_EMAIL, CLOUDFLARE_API_KEY), not both");
      }
      if (token != null && tokenSupplier != null) {
        throw new IllegalStateException(
            "apiToken is set twice: as a token and as a supplier of tokens");
      }
      if (tokenSupplier != null) {
        return Credentials.token(tokenSupplier);
      }
      if (token != null) {
        return Credentials.token(token);
      }
      if (email != null && apiKey != null) {
        return Credentials.key(email, apiKey);
      }
      if (email != null || apiKey != null) {
        throw new IllegalStateException(
            (email == null ? "the e-mail (CLOUDFLARE_EMAIL)" : "the API key (CLOUDFLARE_API_KEY)")
                + " is missing: e-mail and key go together");
      }
      if (parent != null) {
        return parent.settings.credentials;
      }
      throw new IllegalStateException(
          "there are no credentials: set apiToken(..) (CLOUDFLARE_API_TOKEN), or apiKey(..)"
              + " (CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY)");
    }
  }
}
