package io.github.cloudflarepcaps;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.contentOf;

import com.sun.management.ThreadMXBean;
import io.github.cloudflarepcaps.internal.json.Envelope;
import io.github.cloudflarepcaps.internal.json.PcapJson;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Costs in counts that do not depend on the machine: classes loaded, bytes allocated, reads. */
class CostTest {
  private static final int MIB = 1 << 20;

  @TempDir Path directory;

  /** The first {@code get} of a process. */
  static final class OneGet {
    public static void main(String[] args) {
      try (CloudflareClient client = CloudflareClient.fromEnv()) {
        client.pcaps().get(args[0]);
      }
    }
  }

  @Test
  void firstGetLoadsNoDatabindAndNoKotlinReflection() throws Exception {
    List<String> classes = classesOfAFirstGet();

    assertThat(classes)
        .contains(CloudflareClient.class.getName(), "okhttp3.OkHttpClient")
        .noneMatch(name -> name.startsWith("com.fasterxml.jackson.databind."))
        .noneMatch(name -> name.startsWith("com.fasterxml.jackson.datatype."))
        .noneMatch(name -> name.startsWith("kotlin.reflect."));
  }

  @Test
  void firstGetCreatesNoDateFormatter() throws Exception {
    assertThat(classesOfAFirstGet())
        .noneMatch(name -> name.startsWith("java.time.format.DateTimeFormatter"));
  }

  /** A process's first such concatenation takes longer than all later ones together. */
  @Test
  void noStringIsConcatenatedByABootstrapMethod() throws Exception {
    Path classes = Path.of(CloudflareClient.class.getResource("CloudflareClient.class").toURI());
    try (Stream<Path> files = Files.walk(classes.getParent())) {
      assertThat(files.filter(file -> file.toString().endsWith(".class")))
          .contains(classes)
          .noneMatch(file -> contentOf(file.toFile(), ISO_8859_1).contains("StringConcatFactory"));
    }
  }

  @Test
  void firstGetOverPlainHttpLoadsNothingOfTls() throws Exception {
    assertThat(classesOfAFirstGet())
        .noneMatch(name -> name.startsWith("sun.security.ssl.SSLContextImpl"));
  }

  private List<String> classesOfAFirstGet() throws Exception {
    Path log = directory.resolve("classes.txt");
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      String id = String.valueOf(create(fake).id());
      Program.Result result =
          Program.java(directory, OneGet.class.getName())
              .with(id)
              .against(fake)
              .env("JDK_JAVA_OPTIONS", "-Xlog:class+load:file=" + log + ":none")
              .run();
      assertThat(result.status()).as(result.output()).isZero();
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines.map(line -> line.split(" ", 2)[0]).toList();
    }
  }

  private static Pcap create(FakeCloudflare fake) {
    try (CloudflareClient client = fake.client()) {
      return client.pcaps().create(SimplePcapRequest.of(1, Duration.ofSeconds(1)));
    }
  }

  @Test
  void decodedCaptureTakesLessThanAKilobyte() throws Exception {
    String two = resultOf("simple-done") + "," + resultOf("full-created");
    String fifty = "[" + String.join(",", Collections.nCopies(25, two)) + "]";
    byte[] body = Fixture.result(fifty).getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < 200; i++) { // classes and symbol tables
      decode(body);
    }

    long bytes = allocatedBy(() -> decode(body)) / 50;

    assertThat(bytes).isBetween(300L, 1000L);
  }

  private static String resultOf(String fixture) {
    String json = Fixture.json(fixture);
    return json.substring(json.indexOf('{', 1), json.lastIndexOf(",\"success\""));
  }

  private static List<Pcap> decode(byte[] body) throws Exception {
    List<Pcap> pcaps = Envelope.read(body, json -> json.list(PcapJson::read)).result();
    assertThat(pcaps).hasSize(50);
    return pcaps;
  }

  private static long allocatedBy(Callable<?> work) throws Exception {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getThreadAllocatedBytes(Thread.currentThread().getId());
    work.call();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - before;
  }

  @Test
  void downloadIsReadInLargePieces() throws Exception {
    byte[] file = LargeCapture.ofPackets(560);
    try (RawServer server = RawServer.start();
        CloudflareClient client = server.client().build();
        Recording recording = new Recording()) {
      server.then(peer -> peer.respondWithFile(file));
      recording.enable("jdk.SocketRead").withThreshold(Duration.ZERO).withoutStackTrace();
      recording.start();
      client.pcaps().downloadTo(Given.ID, directory.resolve("large.pcap"));
      recording.stop();

      assertThat(readsFrom(server.port(), recording) / (file.length / MIB)).isBetween(1L, 64L);
    }
  }

  /** Counts the reads from that port; OkHttp alone makes 128 per MiB. */
  private long readsFrom(int port, Recording recording) throws Exception {
    Path events = directory.resolve("reads.jfr");
    recording.dump(events);
    return RecordingFile.readAllEvents(events).stream()
        .filter(event -> event.getInt("port") == port)
        .count();
  }
}
