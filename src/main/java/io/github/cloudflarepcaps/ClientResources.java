package io.github.cloudflarepcaps;

import io.github.cloudflarepcaps.internal.file.DaemonThread;
import io.github.cloudflarepcaps.internal.net.ClientSocketFactory;
import io.github.cloudflarepcaps.internal.net.HandshakeTimeout;
import io.github.cloudflarepcaps.internal.net.ProxyAuthenticator;
import io.github.cloudflarepcaps.internal.net.TrustStore;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.SocketFactory;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.X509TrustManager;
import okhttp3.Authenticator;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.CookieJar;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/**
 * What a client and the clients derived from it share: connections, threads, the retry budget and
 * the pace of polls. {@link #close()} ends whatever of it the user did not bring.
 */
final class ClientResources implements AutoCloseable {
  private static final int IDLE_CONNECTIONS = 64;
  private static final int KEEP_ALIVE_MINUTES = 5;
  private static final int IDLE_THREAD_SECONDS = 10;

  private final OkHttpClient http;
  private final WireInterceptor wire;
  private final boolean borrowed;
  private final Time time;
  private final CallWatchdog watchdog;
  private final RetryBudget budget;
  private final AtomicInteger threadCount = new AtomicInteger();
  private final WaitPace pace;

  /** Has no thread before the first asynchronous call. */
  private final ExecutorService threads =
      new ThreadPoolExecutor(
          0,
          Integer.MAX_VALUE,
          IDLE_THREAD_SECONDS,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          this::thread);

  private ClientResources(
      OkHttpClient.Builder http, CallWatchdog watchdog, HttpUrl base, boolean borrowed, Time time) {
    this.watchdog = watchdog;
    this.wire = new WireInterceptor(base);
    this.http = safe(http).addNetworkInterceptor(wire).build();
    this.borrowed = borrowed;
    this.time = time;
    this.budget = new RetryBudget(time);
    this.pace = new WaitPace(base, time);
  }

  /**
   * Connections of our own.
   *
   * @throws IllegalStateException if the JVM's trust store cannot be used
   */
  static ClientResources open(
      HttpUrl base, Duration connectTimeout, Duration readTimeout, Time time) {
    CallWatchdog watchdog = new CallWatchdog();
    OkHttpClient.Builder http =
        new OkHttpClient.Builder()
            // A connection serves one call at a time and ends with it, so that no call breaks
            // another's. On HTTP/2 the interrupt of one would close the connection under all.
            .protocols(List.of(Protocol.HTTP_1_1))
            .socketFactory(ClientSocketFactory.interruptible(millis(readTimeout)))
            // OkHttp keeps 5. With 16 threads that is 21,900 calls a second, against 26,300.
            .connectionPool(
                new ConnectionPool(IDLE_CONNECTIONS, KEEP_ALIVE_MINUTES, TimeUnit.MINUTES))
            .connectTimeout(Durations.ofSocket(connectTimeout));
    if (base.isHttps()) {
      http.proxyAuthenticator(new ProxyAuthenticator(Authenticator.NONE));
      TrustStore trust = TrustStore.ofJvm();
      http.sslSocketFactory(
          handshakeTimeout(trust.socketFactory(), readTimeout, watchdog), trust.trustManager());
    } else {
      http.proxy(Proxy.NO_PROXY); // a loopback address: the token must not reach a proxy
      http.connectionSpecs(List.of(ConnectionSpec.CLEARTEXT)); // saves reading a trust store
    }
    return new ClientResources(http, watchdog, base, false, time);
  }

  /** The user's connections, with our settings on top. */
  static ClientResources borrow(OkHttpClient user, HttpUrl base, Duration readTimeout, Time time) {
    CallWatchdog watchdog = new CallWatchdog();
    OkHttpClient.Builder http = user.newBuilder();
    X509TrustManager trust = user.x509TrustManager(); // null: a client without TLS
    if (!base.isHttps()) {
      http.proxy(Proxy.NO_PROXY);
      if (user.socketFactory() == SocketFactory.getDefault()) {
        http.socketFactory(ClientSocketFactory.direct());
      }
    } else if (trust != null) {
      http.proxyAuthenticator(new ProxyAuthenticator(user.proxyAuthenticator()));
      http.sslSocketFactory(
          handshakeTimeout(user.sslSocketFactory(), readTimeout, watchdog), trust);
    }
    return new ClientResources(http, watchdog, base, true, time);
  }

  private static HandshakeTimeout handshakeTimeout(
      SSLSocketFactory tls, Duration silence, CallWatchdog watchdog) {
    return new HandshakeTimeout(
        tls, millis(silence), () -> watchdog.hasEnded(Thread.currentThread()));
  }

  private static int millis(Duration silence) {
    return (int) Durations.ofSocket(silence).toMillis();
  }

  /** Turns off whatever would send a request twice, elsewhere, or with something added. */
  private static OkHttpClient.Builder safe(OkHttpClient.Builder http) {
    return http
        // OkHttp would send a request again on another connection, a create too. Without it, all
        // addresses of the host are still tried for the connection.
        .retryOnConnectionFailure(false)
        // OkHttp drops Authorization on the way to another host, but neither X-Auth-Key nor
        // X-Auth-Email.
        .followRedirects(false)
        .followSslRedirects(false)
        // A 401 is the caller's to see; an authenticator would send the request again.
        .authenticator(Authenticator.NONE)
        .cookieJar(CookieJar.NO_COOKIES)
        .cache(null)
        // The watchdog bounds an exchange. OkHttp's time-outs, which okio sets and clears at each
        // read and write, were 4 of the 6.3 system calls on locks of a get.
        .callTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .readTimeout(Duration.ZERO);
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

  /** Runs asynchronous calls, each on a daemon thread of its own; idle ones are reused. */
  Executor threads() {
    return threads;
  }

  private Thread thread(Runnable work) {
    return DaemonThread.of("cloudflare-pcaps call " + threadCount.incrementAndGet(), work);
  }

  /** Ends the calls in flight, the threads, and the connections unless they are borrowed. */
  @Override
  public void close() {
    watchdog.endAll(CallScope.EndReason.CLOSED);
    threads.shutdown();
    if (!borrowed) {
      http.connectionPool().evictAll();
    }
  }
}
