package io.github.cloudflarepcaps;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cloudflarepcaps.bench.Baseline;
import io.github.cloudflarepcaps.bench.Responses;
import io.github.cloudflarepcaps.internal.json.Envelope;
import io.github.cloudflarepcaps.internal.json.PcapJson;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decodes a response with 50 captures from bytes to records, by our readers and by databind. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DecodeBenchmark {
  private static final TypeReference<Baseline.Envelope<List<Baseline.Pcap>>> PCAPS =
      new TypeReference<>() {};

  private final byte[] body = Responses.list(50);
  private final ObjectMapper mapper = Baseline.mapper();

  /** The library's hand-written readers. */
  @Benchmark
  public Object ours() throws IOException {
    return Envelope.read(body, json -> json.list(PcapJson::read));
  }

  /** The baseline's databind. */
  @Benchmark
  public Object databind() throws IOException {
    return mapper.readValue(body, PCAPS);
  }
}
