package io.github.cloudflarepcaps;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * What a client and those derived from it share: connections, threads, the budget of repeats and
 * the pace of polls. Whatever of it was not brought by the user ends with {@link #close()}.
 */
final class ClientResources implements AutoCloseable {
  private static final int IDLE_CONNECTIONS = 64;
  private static final Duration IDLE_TIME = Duration.ofMinutes(5);

  private final OkHttpClient http;
  private final WireInterceptor wire;
  private final boolean borrowed;
  private final Time time;
  private final CallWatchdog watchdog = new CallWatchdog();
  private final RetryBudget budget;
  private final AtomicReference<@Nullable ExecutorService> threads = new AtomicReference<>();
  private final AtomicInteger threadCount = new AtomicInteger();
  private final WaitPace pace;

  private ClientResources(
      OkHttpClient.Builder http, WireInterceptor wire, boolean borrowed, Time time, WaitPace pace) {
    this.http = safe(http).addNetworkInterceptor(wire).build();
    this.wire = wire;
    this.borrowed = borrowed;
    this.time = time;
    this.budget = new RetryBudget(time);
    this.pace = pace;
  }

  /**
   * Our own: HTTP/1.1 alone, where a connection serves one call and ends with it, so that no call
   * can break another; many idle connections, since 5 are too few for 16 threads (measured).
   */
  static ClientResources open(
      HttpUrl base, Duration connectTimeout, Duration readTimeout, Time time) {
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            .protocols(List.of(Protocol.HTTP_1_1))
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, IDLE_TIME.toMinutes(), TimeUnit.MINUTES))
            .connectTimeout(Durations.ofSocket(connectTimeout))
            .socketFactory(new InterruptibleSocketFactory(readTimeout));
    connectOnTheCallersThread(http);
    if (!base.isHttps()) {
      http.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)); // no trust store is read for nothing
    }
    return new ClientResources(
        http, new WireInterceptor(base, false), false, time, new WaitPace(base, time));
  }

  /** The user's, with our settings on top. */
  static ClientResources borrow(OkHttpClient http, HttpUrl base, Time time) {
    return new ClientResources(
        ofUsers(http), new WireInterceptor(base, true), true, time, new WaitPace(base, time));
  }

  /**
   * OkHttp 5 connects on threads of its own, to several addresses at once; those an interrupt does
   * not reach, and the first call of a process waits for them to be made. Without, addresses are
   * tried one after the other.
   */
  private static void connectOnTheCallersThread(OkHttpClient.Builder http) {
    try {
      http.fastFallback(false);
    } catch (NoSuchMethodError e) {
      http.dns(new OtherAddresses(Dns.SYSTEM)); // OkHttp 4, which knows no other way
    }
  }

  private static OkHttpClient.Builder ofUsers(OkHttpClient http) {
    try {
      boolean ignored = http.fastFallback();
      return http.newBuilder();
    } catch (NoSuchMethodError e) {
      return http.newBuilder().dns(new OtherAddresses(http.dns())); // OkHttp 4
    }
  }

  /** Nothing is sent twice, or elsewhere, or with anything added that we do not know of. */
  private static OkHttpClient.Builder safe(OkHttpClient.Builder http) {
    return http.retryOnConnectionFailure(false)
        .followRedirects(false)
        .followSslRedirects(false)
        .authenticator(Authenticator.NONE)
        .cookieJar(CookieJar.NO_COOKIES)
        .cache(null)
        .readTimeout(Duration.ZERO) // the watchdog's work
        .writeTimeout(Duration.ZERO)
        .callTimeout(Duration.ZERO);
  }

  OkHttpClient http() {
    return http;
  }

  WireInterceptor wire() {
    return wire;
  }

  Time time() {
    return time;
  }

  CallWatchdog watchdog() {
    return watchdog;
  }

  RetryBudget budget() {
    return budget;
  }

  WaitPace pace() {
    return pace;
  }

  /** Daemon threads, as many as there are calls under way; made when the first is needed. */
  Executor threads() {
    ExecutorService executor = threads.get();
    if (executor == null) {
      ExecutorService made =
          new ThreadPoolExecutor(
              0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), this::thread);
      executor = threads.compareAndSet(null, made) ? made : threads.get();
    }
    return executor == null ? Runnable::run : executor;
  }

  private Thread thread(Runnable work) {
    Thread thread = new Thread(work, "cloudflare-pcaps call " + threadCount.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  /** Ends the calls under way, and what was made here. */
  @Override
  public void close() {
    watchdog.endAll(CallScope.EndReason.CLOSED);
    ExecutorService executor = threads.get();
    if (executor != null) {
      executor.shutdown();
    }
    if (!borrowed) {
      http.connectionPool().evictAll();
    }
  }
}
