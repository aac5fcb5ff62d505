package io.github.cloudflarepcaps.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter restricts the packets by the components that are set. */
class PcapFilterTest {

  @Test
  void filterForEverythingHasNoComponent() {
    assertThat(PcapFilter.all()).isEqualTo(new PcapFilter(null, null, null, null, null));
  }

  @Test
  void filterHasTheValuesThatWereSet() {
    assertThat(
            PcapFilter.all()
                .withSourceAddress("1.2.3.4")
                .withSourcePort(123)
                .withDestinationAddress("5.6.7.8")
                .withDestinationPort(80)
                .withProtocol(6))
        .isEqualTo(new PcapFilter("1.2.3.4", 123, "5.6.7.8", 80, 6));
  }

  @Test
  void endsOfEachRangeAreAccepted() {
    assertThat(PcapFilter.all().withSourcePort(0).withDestinationPort(65_535).withProtocol(255))
        .isEqualTo(new PcapFilter(null, 0, null, 65_535, 255));
    assertThat(PcapFilter.all().withProtocol(0).protocol()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void invalidPortIsRejected(int port) {
    String rule = " is " + port + ", but must be from 0 to 65535";
    assertRejected("sourcePort" + rule, () -> PcapFilter.all().withSourcePort(port));
    assertRejected("destinationPort" + rule, () -> PcapFilter.all().withDestinationPort(port));
    assertRejected("sourcePort" + rule, () -> new PcapFilter(null, port, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void invalidProtocolIsRejected(int protocol) {
    assertRejected(
        "protocol is " + protocol + ", but must be from 0 to 255",
        () -> PcapFilter.all().withProtocol(protocol));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void blankAddressIsRejected(String address) {
    String rule = " is \"" + address + "\", but must not be blank";
    assertRejected("sourceAddress" + rule, () -> PcapFilter.all().withSourceAddress(address));
    assertRejected(
        "destinationAddress" + rule, () -> PcapFilter.all().withDestinationAddress(address));
  }

  @Test
  void protocolsHaveTheirOwnFilters() {
    assertThat(PcapFilter.tcp()).isEqualTo(PcapFilter.all().withProtocol(6));
    assertThat(PcapFilter.udp()).isEqualTo(PcapFilter.all().withProtocol(17));
    assertThat(PcapFilter.icmp()).isEqualTo(PcapFilter.all().withProtocol(1));
  }

  @Test
  void textShowsTheValuesThatAreSet() {
    assertThat(PcapFilter.all()).hasToString("PcapFilter[]");
    assertThat(PcapFilter.tcp().withDestinationPort(443))
        .hasToString("PcapFilter[destinationPort=443, protocol=6]");
  }

  private static void assertRejected(String message, ThrowingCallable code) {
    assertThatIllegalArgumentException().isThrownBy(code).withMessage(message);
  }
}
