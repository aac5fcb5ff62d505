package io.github.cloudflarepcaps;

import static io.github.cloudflarepcaps.Failing.failsWith;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.internal.net.InterruptibleSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An interruptible socket forwards the methods that it supports, and rejects all others. */
@Timeout(60)
class InterruptibleSocketTest {
  private static final int SILENCE_MILLIS = 60_000;

  @AutoClose private final RawServer server = RawServer.start();
  @AutoClose private final Socket socket;

  InterruptibleSocketTest() throws IOException {
    socket = new InterruptibleSocket(SILENCE_MILLIS);
  }

  private Socket connected() throws IOException {
    socket.connect(new InetSocketAddress("127.0.0.1", server.port()), 10_000);
    return socket;
  }

  private interface Use {
    void of(Socket socket) throws IOException;
  }

  static Stream<Arguments> unsupported() {
    return Stream.of(
        use("setTrafficClass", s -> s.setTrafficClass(8)),
        use("getTrafficClass", Socket::getTrafficClass),
        use("setReuseAddress", s -> s.setReuseAddress(true)),
        use("getReuseAddress", Socket::getReuseAddress),
        use("setOOBInline", s -> s.setOOBInline(true)),
        use("getOOBInline", Socket::getOOBInline),
        use("sendUrgentData", s -> s.sendUrgentData(1)),
        use("setOption", s -> s.setOption(StandardSocketOptions.SO_KEEPALIVE, true)),
        use("getOption", s -> s.getOption(StandardSocketOptions.SO_KEEPALIVE)));
  }

  private static Arguments use(String name, Use use) {
    return Arguments.of(name, use);
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void unsupportedMethodIsRejected(String name, Use use) {
    ThrowingCallable call = () -> use.of(socket);
    assertThat(failsWith(UnsupportedOperationException.class, call))
        .hasMessage("not supported by this socket");
  }

  @ParameterizedTest
  @MethodSource("unsupported")
  void unsupportedMethodIsRejectedAfterConnecting(String name, Use use) throws IOException {
    Socket connected = connected();
    failsWith(UnsupportedOperationException.class, () -> use.of(connected));
    assertThat(connected.isConnected()).isTrue();
  }

  @Test
  void supportedMethodReachesTheConnectedSocket() throws IOException {
    Socket connected = connected();
    connected.setTcpNoDelay(true);
    connected.setKeepAlive(true);
    assertThat(connected.getPort()).isEqualTo(server.port());
    assertThat(connected.getInetAddress()).isEqualTo(InetAddress.getByName("127.0.0.1"));
    assertThat(connected.getTcpNoDelay()).isTrue();
    assertThat(connected.getKeepAlive()).isTrue();
    assertThat(connected.getSoTimeout()).isEqualTo(SILENCE_MILLIS);
    connected.close();
    assertThat(connected.isClosed()).isTrue();
  }
}
