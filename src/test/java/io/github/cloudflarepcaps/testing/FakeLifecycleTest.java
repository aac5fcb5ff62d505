package io.github.cloudflarepcaps.testing;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FakeLifecycleTest {
  private static int port(FakeCloudflare fake) {
    return URI.create(fake.baseUrl()).getPort();
  }

  @Test
  void closeIsIdempotentAndFreesThePort() throws IOException {
    FakeCloudflare fake = FakeCloudflare.start();
    new Caller(fake).get("");
    fake.close();
    fake.close();
    try (ServerSocket same = new ServerSocket(port(fake), 1, InetAddress.getLoopbackAddress())) {
      assertThat(same.isBound()).isTrue();
    }
  }

  @Test
  void closeEndsAStalledCall() throws Exception {
    FakeCloudflare fake = FakeCloudflare.start();
    Caller caller = new Caller(fake);
    fake.failNext(Fault.stall(Duration.ofDays(1)));
    CompletableFuture<Void> failed =
        CompletableFuture.runAsync(() -> failsWith(IOException.class, () -> caller.get("")));
    while (fake.calls().isEmpty()) {
      Thread.onSpinWait();
    }
    fake.close();
    failed.get(10, TimeUnit.SECONDS);
  }

  @Test
  void everyThreadIsADaemon() throws IOException {
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      new Caller(fake).get("");
      assertThat(Thread.getAllStackTraces().keySet())
          .filteredOn(thread -> thread.getName().matches("fake-cloudflare.*|HTTP-Dispatcher"))
          .isNotEmpty()
          .allMatch(Thread::isDaemon);
    }
  }

  @Test
  void jvmExitsWithoutClose() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                LeavesAFakeOpen.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(program.getInputStream()).hasContent("[]");
    } finally {
      program.destroyForcibly();
    }
  }

  @Test
  void twoFakesShareNothing() throws IOException {
    try (FakeCloudflare one = FakeCloudflare.start();
        FakeCloudflare other = FakeCloudflare.start()) {
      new Caller(one).created(Body.simple());
      assertThat(new Caller(other).get("").result()).isEmpty();
      assertThat(one.calls()).hasSize(1);
    }
  }

  @Test
  void systemPropertiesAreUnchanged() {
    FakeCloudflare.start().close();
    assertThat(System.getProperties())
        .doesNotContainKeys("sun.net.httpserver.nodelay", "sun.net.httpserver.maxIdleConnections");
  }

  @Test
  void portInUseIsNamed() {
    try (FakeCloudflare fake = FakeCloudflare.start()) {
      InetSocketAddress used = new InetSocketAddress("127.0.0.1", port(fake));
      Credentials credentials = new Credentials(fake.apiToken());
      UncheckedIOException e =
          failsWith(
              UncheckedIOException.class, () -> FakeCloudflare.builder().start(credentials, used));
      assertThat(e).hasMessageStartingWith("cannot listen on port " + port(fake) + " of 127.0.0.1");
    }
  }
}
