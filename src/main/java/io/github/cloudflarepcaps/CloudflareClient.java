package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.json.JacksonVersion;
import io.github.cloudflarepcaps.internal.net.BaseUrl;
import io.github.cloudflarepcaps.internal.net.UserAgent;
import io.github.cloudflarepcaps.internal.text.Printable;
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
 * A client for Cloudflare's Packet Captures API. Immutable and thread-safe: create one for the
 * process and close it at shutdown.
 *
 * <pre>{@code
 * try (CloudflareClient client = CloudflareClient.fromEnv()) {
 *   SimplePcapRequest request = SimplePcapRequest.of(1000, Duration.ofMinutes(1));
 *   PcapFile file = client.pcaps().capture(request, Path.of("edge.pcap"));
 *   System.out.println(file.packets() + " packets");
 * }
 * }</pre>
 *
 * <p>The account needs the Advanced Network Firewall plan, and the token one of the permissions
 * "Magic Firewall Packet Captures - Read PCAPs API" and "- Write PCAPs API".
 */
public final class CloudflareClient implements AutoCloseable {
  private final Settings settings;
  private final ClientResources resources;
  private final boolean derived;
  private final Lifetime lifetime;
  private final Transport transport;
  private final Waits waits;

  private CloudflareClient(
      Settings settings, ClientResources resources, @Nullable Lifetime parent) {
    this.settings = settings;
    this.resources = resources;
    this.derived = parent != null;
    this.lifetime = new Lifetime(parent);
    Time time = resources.time();
    this.transport =
        new Transport(
            lifetime,
            resources,
            new AttemptSender(
                resources.http(),
                resources.wire(),
                settings.base,
                settings.credentials,
                settings.userAgent,
                time),
            new AttemptLog(settings.observer),
            new Retries(settings.retryPolicy, resources.budget(), time),
            new ResponseReader(new Failures(new RetryAfter(time))),
            settings.timeout,
            settings.readTimeout);
    this.waits = new Waits(transport, resources);
  }

  /** A builder for a client with its own connections. */
  public static Builder builder() {
    return new Builder(null, Time.SYSTEM);
  }

  /**
   * A client configured by environment variables: {@code CLOUDFLARE_API_TOKEN}, or {@code
   * CLOUDFLARE_EMAIL} and {@code CLOUDFLARE_API_KEY}; {@code CLOUDFLARE_ACCOUNT_ID}; {@code
   * CLOUDFLARE_BASE_URL}. A blank variable counts as unset.
   *
   * @throws IllegalStateException if no credentials are set, both kinds are, or only one of e-mail
   *     and key is
   * @throws IllegalArgumentException if a value is invalid; a secret is not quoted
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
    return pcaps(requiredAccount());
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
    return ownership(requiredAccount());
  }

  /** The buckets of another account, over the same connections. */
  public OwnershipService ownership(String accountId) {
    PathSegment.encode("accountId", accountId);
    return new AccountOwnerships(transport, waits, accountId);
  }

  /** The account of {@code pcaps()} and {@code ownership()}; null if none was set. */
  public @Nullable String accountId() {
    return settings.accountId;
  }

  private String requiredAccount() {
    if (settings.accountId == null) {
      throw new IllegalStateException(
          "the client has no account: set accountId(..), or CLOUDFLARE_ACCOUNT_ID for fromEnv(), or"
              + " name one in pcaps(accountId) and ownership(accountId)");
    }
    return settings.accountId;
  }

  /**
   * Makes a call and returns the complete response: the result, headers, messages and the ray id.
   *
   * @throws CloudflareException if the call fails; the subtype indicates how to recover
   */
  public <T extends @Nullable Object> ApiResponse<T> send(Operation<T> operation) {
    return transport.call(Objects.requireNonNull(operation, "operation"));
  }

  /**
   * Makes a call on a thread of the builder's executor. The future fails with the exception that
   * {@link #send} throws.
   *
   * <p>If the future is completed before the call ends, as by {@code cancel}, {@code orTimeout} or
   * {@code complete}, the HTTP exchange is closed at once and nothing more is sent; a {@link
   * PcapDownload} that arrives later is closed. Completing a dependent future, such as that of
   * {@code thenApply}, has no such effect.
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
    return settings.executor == null ? resources.threads() : settings.executor;
  }

  /**
   * A builder for a derived client, which shares this one's connections, threads and retry budget.
   * It starts with this client's settings; credentials set on it replace this client's. Closing the
   * derived client leaves this one open; closing this one closes both.
   */
  public Builder toBuilder() {
    return new Builder(this, resources.time());
  }

  /**
   * Closes the client: later calls throw {@link IllegalStateException}. Unless it is derived, calls
   * and waits in flight fail at once, and its connections and threads end. A borrowed {@link
   * OkHttpClient} stays open. Closing twice has no effect.
   */
  @Override
  public void close() {
    lifetime.end();
    if (!derived) {
      resources.close();
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

  private record Settings(
      HttpUrl base,
      Credentials credentials,
      @Nullable String accountId,
      Duration timeout,
      Duration readTimeout,
      RetryPolicy retryPolicy,
      @Nullable CallObserver observer,
      String userAgent,
      @Nullable Executor executor) {}

  /**
   * Builds a {@link CloudflareClient}. Exactly one kind of credentials is required, and an account
   * unless every call names one. A setter rejects an invalid value, {@link #build()} an invalid
   * combination.
   */
  public static final class Builder {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);

    /** {@code product/version}, two tokens of RFC 9110, section 10.1.5. */
    private static final String PRODUCT = "[\\w!#$%&'*+.^`|~-]{1,100}/[\\w!#$%&'*+.^`|~-]{1,100}";

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
    private String userAgent = UserAgent.PRODUCT;
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
        userAgent = settings.userAgent;
        executor = settings.executor;
      }
    }

    /** A builder whose client takes time, sleep and randomness from there. */
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
     * Authenticates with an API token. Null or a blank one counts as unset.
     *
     * @throws IllegalArgumentException if it cannot be sent in a header; the token is not quoted
     */
    public Builder apiToken(String token) {
      this.token = checked(Credentials.TOKEN, token);
      return this;
    }

    /**
     * Authenticates with a token that the supplier returns before each attempt, so that it can
     * rotate. An exception of the supplier propagates unchanged from the call; a null or blank
     * token is an {@link IllegalStateException}. It is called on the thread that makes the call;
     * for {@code sendAsync}, that is a thread of the executor.
     */
    public Builder apiToken(Supplier<String> token) {
      this.tokenSupplier = Objects.requireNonNull(token, "token");
      return this;
    }

    /**
     * Authenticates with e-mail and API key, Cloudflare's older scheme. A blank one counts as
     * unset.
     *
     * @throws IllegalArgumentException if one cannot be sent in a header; neither is quoted
     */
    public Builder apiKey(String email, String apiKey) {
      this.email = checked(Credentials.EMAIL, email);
      this.apiKey = checked(Credentials.KEY, apiKey);
      return this;
    }

    private static @Nullable String checked(String name, @Nullable String value) {
      if (value == null || value.isBlank()) {
        return null;
      }
      Credentials.requireHeaderValue(name, value);
      return value;
    }

    /** The account of {@code pcaps()} and {@code ownership()}, at most 32 characters. */
    public Builder accountId(String accountId) {
      PathSegment.encode("accountId", accountId);
      this.accountId = accountId;
      return this;
    }

    /**
     * The base URL of the API; default {@code https://api.cloudflare.com/client/v4}. Plain http is
     * allowed only for loopback addresses, and then no proxy is used. Cannot be set on a derived
     * client.
     */
    public Builder baseUrl(String url) {
      this.base = BaseUrl.parse(Objects.requireNonNull(url, "baseUrl"));
      if (parent != null && !base.equals(parent.settings.base)) {
        throw new IllegalStateException(
            "baseUrl cannot be set on a derived client: it uses its parent's connections, to "
                + parent.settings.base);
      }
      return this;
    }

    /**
     * How long a call may take, including retries, back-off and the JSON body; more than zero,
     * default 60 s. A download must have begun by then.
     */
    public Builder timeout(Duration total) {
      this.timeout = Durations.positive("timeout", total);
      return this;
    }

    /**
     * How long connecting to one address may take; more than zero, default 10 s. If a host has
     * several addresses, the next one is tried in parallel after 250 ms. Cannot be set on a derived
     * client or together with {@link #httpClient}, which has its own.
     */
    public Builder connectTimeout(Duration timeout) {
      if (parent != null) {
        throw new IllegalStateException(
            "connectTimeout cannot be set on a derived client: it uses its parent's connections");
      }
      this.connectTimeout = Durations.positive("connectTimeout", timeout);
      requireOneWayToConnect();
      return this;
    }

    /**
     * How long the server may be silent during a TLS handshake, before the response and within its
     * body; more than zero, default 30 s. Handshakes of a derived client use its parent's.
     */
    public Builder readTimeout(Duration timeout) {
      this.readTimeout = Durations.positive("readTimeout", timeout);
      return this;
    }

    /** When failed calls are retried; default {@link RetryPolicy#standard()}. */
    public Builder retryPolicy(RetryPolicy policy) {
      this.retryPolicy = Objects.requireNonNull(policy, "policy");
      return this;
    }

    /** Observes every HTTP attempt; replaces the one set before. */
    public Builder observer(CallObserver observer) {
      this.observer = Objects.requireNonNull(observer, "observer");
      return this;
    }

    /**
     * Names your program in the {@code User-Agent} header, after this client's name; replaces the
     * one set before.
     *
     * @param suffix {@code product/version}, such as {@code my-service/1.2}
     */
    public Builder userAgentSuffix(String suffix) {
      if (!Objects.requireNonNull(suffix, "suffix").matches(PRODUCT)) {
        throw new IllegalArgumentException(
            "userAgentSuffix is \""
                + Printable.of(suffix)
                + "\", but must be product/version in ASCII without spaces, such as"
                + " my-service/1.2");
      }
      this.userAgent = UserAgent.PRODUCT + " " + suffix;
      return this;
    }

    /**
     * Runs the calls of {@code sendAsync} and completes its futures. Each call blocks a thread. By
     * default the client uses its own daemon threads, one per concurrent call, which inherit
     * neither thread-locals nor a context class loader.
     */
    public Builder executor(Executor executor) {
      this.executor = Objects.requireNonNull(executor, "executor");
      return this;
    }

    /**
     * Uses the proxy, TLS settings, interceptors and connection pool of your own OkHttp client,
     * which stays open. Our settings apply on top: OkHttp's retries, redirects, cookies, cache,
     * authenticator and all its time-outs except the connect time-out are off, and a plain-http
     * base URL is called without a proxy.
     *
     * <p>Your interceptors do not see the credentials. An event listener receives the request as it
     * is sent, including the credentials ({@code requestHeadersEnd}), and must not log it. Cannot
     * be set on a derived client.
     */
    public Builder httpClient(OkHttpClient borrowed) {
      if (parent != null) {
        throw new IllegalStateException(
            "httpClient cannot be set on a derived client: it uses its parent's connections");
      }
      this.borrowed = Objects.requireNonNull(borrowed, "borrowed");
      requireOneWayToConnect();
      return this;
    }

    private void requireOneWayToConnect() {
      if (borrowed != null && connectTimeout != null) {
        throw new IllegalStateException(
            "connectTimeout cannot be combined with httpClient: set it on the OkHttpClient");
      }
    }

    /**
     * Builds the client; nothing is sent.
     *
     * @throws IllegalStateException if no credentials are set, both kinds are, or only one of
     *     e-mail and key is; if the trust store of {@code javax.net.ssl.trustStore} cannot be used;
     *     if Jackson is older than 2.18
     */
    public CloudflareClient build() {
      JacksonVersion.requireSupported();
      Settings settings =
          new Settings(
              base,
              credentials(),
              accountId,
              timeout,
              readTimeout,
              retryPolicy,
              observer,
              userAgent,
              executor);
      if (parent != null) {
        parent.lifetime.requireOpen();
        return new CloudflareClient(settings, parent.resources, parent.lifetime);
      }
      return new CloudflareClient(settings, resources(), null);
    }

    private ClientResources resources() {
      return borrowed == null
          ? ClientResources.open(
              base, connectTimeout == null ? CONNECT_TIMEOUT : connectTimeout, readTimeout, time)
          : ClientResources.borrow(borrowed, base, readTimeout, time);
    }

    private Credentials credentials() {
      boolean hasToken = token != null || tokenSupplier != null;
      if (hasToken && (email != null || apiKey != null)) {
        throw new IllegalStateException(
            "two kinds of credentials are set: set either the API token (CLOUDFLARE_API_TOKEN) or"
                + " e-mail and key (CLOUDFLARE_EMAIL, CLOUDFLARE_API_KEY)");
      }
      if (token != null && tokenSupplier != null) {
        throw new IllegalStateException("apiToken is set twice: as a token and as a supplier");
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
                + " is missing: e-mail and key are required together");
      }
      if (parent != null) {
        return parent.settings.credentials;
      }
      throw new IllegalStateException(
          "no credentials: set apiToken(..) (CLOUDFLARE_API_TOKEN), or apiKey(..)"
              + " (CLOUDFLARE_EMAIL and CLOUDFLARE_API_KEY)");
    }
  }
}
