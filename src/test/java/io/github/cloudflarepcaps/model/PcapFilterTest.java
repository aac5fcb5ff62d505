package io.github.cloudflarepcaps.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A filter matches everything but what it names. */
class PcapFilterTest {

  @Test
  void aFilterOfEverythingNamesNothing() {
    assertThat(PcapFilter.all()).isEqualTo(new PcapFilter(null, null, null, null, null));
  }

  @Test
  void aFilterHasWhatWasSet() {
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
  void theEndsOfEachRangeAreInIt() {
    assertThat(PcapFilter.all().withSourcePort(0).withDestinationPort(65_535).withProtocol(255))
        .isEqualTo(new PcapFilter(null, 0, null, 65_535, 255));
    assertThat(PcapFilter.all().withProtocol(0).protocol()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536, Integer.MAX_VALUE, Integer.MIN_VALUE})
  void aPortThatIsNoneIsRefused(int port) {
    String rule = " is " + port + ", but must be from 0 to 65535";
    assertRefused("sourcePort" + rule, () -> PcapFilter.all().withSourcePort(port));
    assertRefused("destinationPort" + rule, () -> PcapFilter.all().withDestinationPort(port));
    assertRefused("sourcePort" + rule, () -> new PcapFilter(null, port, null, null, null));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 256})
  void aProtocolThatIsNoneIsRefused(int protocol) {
    assertRefused(
        "protocol is " + protocol + ", but must be from 0 to 255",
        () -> PcapFilter.all().withProtocol(protocol));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " "})
  void aBlankAddressIsRefused(String address) {
    String rule = " is \"" + address + "\", but must not be blank";
    assertRefused("sourceAddress" + rule, () -> PcapFilter.all().withSourceAddress(address));
    assertRefused(
        "destinationAddress" + rule, () -> PcapFilter.all().withDestinationAddress(address));
  }

  private static void assertRefused(String message, ThrowingCallable code) {
    assertThatIllegalArgumentException().isThrownBy(code).withMessage(message);
  }
}
