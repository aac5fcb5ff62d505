package io.github.cloudflarepcaps.bench;

import io.github.cloudflarepcaps.CloudflareClient;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Warm calls against the mock server of {@code src/bench/run}, by one thread or with {@code -t 16};
 * {@code -prof gc} adds what a call allocates, {@link CpuProfiler} the CPU time it takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CallsBenchmark {
  /** The client that makes the calls. */
  @Param({"ours", "baseline", "jdk"})
  public String client = "";

  private Calls calls = new Calls(() -> "", () -> "");

  /** Makes the client. */
  @Setup(Level.Trial)
  public void open() {
    String baseUrl = System.getProperty("bench.url", "http://127.0.0.1:18080/client/v4");
    calls =
        switch (client) {
          case "ours" -> ours(Clients.ours(baseUrl));
          case "baseline" -> baseline(new Baseline(baseUrl, Responses.ACCOUNT));
          default -> jdk(new JdkClient(baseUrl, Responses.ACCOUNT));
        };
  }

  private static Calls ours(CloudflareClient client) {
    return new Calls(() -> client.pcaps().get(Responses.PCAP), () -> client.pcaps().list());
  }

  private static Calls baseline(Baseline client) {
    return new Calls(() -> client.get(Responses.PCAP), client::list);
  }

  private static Calls jdk(JdkClient client) {
    return new Calls(() -> client.get(Responses.PCAP), client::list);
  }

  /** Drops the client without closing it: its threads are daemons, so the fork ends. */
  @TearDown(Level.Trial)
  public void close() {
    calls = new Calls(() -> "", () -> "");
  }

  /** One capture. */
  @Benchmark
  public Object get() throws Exception {
    return calls.get.make();
  }

  /** Fifty captures. */
  @Benchmark
  public Object list() throws Exception {
    return calls.list.make();
  }

  private interface Call {
    Object make() throws Exception;
  }

  private static final class Calls {
    final Call get;
    final Call list;

    Calls(Call get, Call list) {
      this.get = get;
      this.list = list;
    }
  }
}
