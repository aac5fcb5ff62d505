package io.github.cloudflarepcaps.pcapfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ReadOnlyBufferException;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A packet is an immutable value. */
class PacketTest {

  private static final Instant TIME = Instant.parse("2026-01-02T03:04:05Z");

  @Test
  void packetDoesNotShareTheBufferItWasMadeFrom() {
    byte[] bytes = {1, 2, 3};
    Packet packet = new Packet(TIME, 3, 1, ByteBuffer.wrap(bytes));

    bytes[0] = 9;

    assertThat(packet.data().get(0)).isEqualTo((byte) 1);
  }

  @Test
  void dataCanBeReadMoreThanOnce() {
    Packet packet = new Packet(TIME, 3, 1, ByteBuffer.wrap(new byte[] {1, 2, 3}));

    packet.data().get(new byte[3]);

    assertThat(packet.data().remaining()).isEqualTo(3);
    assertThat(packet).isEqualTo(new Packet(TIME, 3, 1, ByteBuffer.wrap(new byte[] {1, 2, 3})));
  }

  @Test
  void packetHasTheRemainingBytesOfTheBuffer() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);

    Packet packet = new Packet(TIME, 3, 1, buffer.asReadOnlyBuffer());

    assertThat(packet.data()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
    assertThat(packet.data().position()).isZero();
    assertThat(buffer.position()).isEqualTo(1);
  }

  @Test
  void dataIsReadOnly() {
    Packet packet = new Packet(TIME, 1, 1, ByteBuffer.wrap(new byte[] {1}));

    assertThatThrownBy(() -> packet.data().put((byte) 2))
        .isInstanceOf(ReadOnlyBufferException.class);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 0x1_0000_0000L})
  void lengthThatIsNotUnsigned32BitsIsRejected(long length) {
    assertThatThrownBy(() -> new Packet(TIME, length, 1, ByteBuffer.allocate(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("originalLength " + length + " is not within 0 to 4294967295");
  }
}
