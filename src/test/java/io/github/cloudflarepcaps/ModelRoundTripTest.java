package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapRequest;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.model.UnknownPcap;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;

/** Every model is read as it was written, whatever its values. */
class ModelRoundTripTest {
  private static final ObjectMapper MAPPER = new ObjectMapper().registerModule(new PcapsModule());

  @Property(edgeCases = EdgeCasesMode.NONE)
  void captureIsReadAsItWasWritten(@ForAll("pcaps") Pcap pcap) throws JsonProcessingException {
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(pcap), Pcap.class)).isEqualTo(pcap);
    assertThat(MAPPER.convertValue(pcap, Pcap.class)).isEqualTo(pcap);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void requestIsReadAsItWasWritten(@ForAll("requests") PcapRequest request)
      throws JsonProcessingException {
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(request), PcapRequest.class))
        .isEqualTo(request);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void bucketIsReadAsItWasWritten(@ForAll("buckets") Ownership bucket)
      throws JsonProcessingException {
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(bucket), Ownership.class))
        .isEqualTo(bucket);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void errorIsReadAsItWasWritten(@ForAll("errors") ApiError error) throws JsonProcessingException {
    assertThat(MAPPER.readValue(MAPPER.writeValueAsString(error), ApiError.class)).isEqualTo(error);
  }

  @Provide
  Arbitrary<Pcap> pcaps() {
    Arbitrary<Pcap> simple =
        common()
            .flatMap(
                c ->
                    Combinators.combine(instants(), ints(), longs())
                        .as(
                            (offset, limit, left) ->
                                new SimplePcap(
                                    c.id(),
                                    c.filter(),
                                    c.status(),
                                    c.submitted(),
                                    c.system(),
                                    c.timeLimit(),
                                    offset,
                                    limit,
                                    left,
                                    c.additionalFields())));
    Arbitrary<Pcap> full =
        common()
            .flatMap(
                c ->
                    Combinators.combine(
                            longs(), ints(), texts(), destinations(), texts(), longs(), instants())
                        .as(
                            (bytes, limit, colo, bucket, error, captured, stop) ->
                                new FullPcap(
                                    c.id(),
                                    c.filter(),
                                    c.status(),
                                    c.submitted(),
                                    c.system(),
                                    c.timeLimit(),
                                    bytes,
                                    limit,
                                    colo,
                                    bucket,
                                    error,
                                    captured,
                                    stop,
                                    c.additionalFields())));
    return Arbitraries.oneOf(common(), simple, full);
  }

  private static Arbitrary<UnknownPcap> common() {
    return Combinators.combine(
            unicode(),
            filters().injectNull(0.2),
            Arbitraries.of(PcapStatus.class),
            instants(),
            texts(),
            seconds().injectNull(0.2),
            fields())
        .as(UnknownPcap::new);
  }

  @Provide
  Arbitrary<PcapRequest> requests() {
    Arbitrary<PcapRequest> simple =
        Combinators.combine(positiveInts(), seconds(), filters().injectNull(0.2), instants())
            .as(SimplePcapRequest::new);
    Arbitrary<PcapRequest> full =
        Combinators.combine(
                printable(),
                destinations().filter(d -> d != null),
                seconds(),
                filters().injectNull(0.2),
                positiveInts().injectNull(0.2),
                Arbitraries.longs().greaterOrEqual(1).injectNull(0.2))
            .as(FullPcapRequest::new);
    return Arbitraries.oneOf(simple, full);
  }

  @Provide
  Arbitrary<Ownership> buckets() {
    return Combinators.combine(
            printable(),
            destinations(),
            unicode(),
            Arbitraries.of(OwnershipStatus.class),
            instants(),
            instants(),
            fields())
        .as(Ownership::new);
  }

  @Provide
  Arbitrary<ApiError> errors() {
    return Arbitraries.lazyOf(
        () -> error(Arbitraries.just(List.of())), () -> error(errors().list().ofMaxSize(2)));
  }

  private static Arbitrary<ApiError> error(Arbitrary<List<ApiError>> chain) {
    return Combinators.combine(Arbitraries.integers(), unicode(), texts(), texts(), chain)
        .as(ApiError::new);
  }

  private static Arbitrary<PcapFilter> filters() {
    Arbitrary<Integer> ports = Arbitraries.integers().between(0, 65_535).injectNull(0.3);
    return Combinators.combine(
            printable().injectNull(0.3),
            ports,
            printable().injectNull(0.3),
            ports,
            Arbitraries.integers().between(0, 255).injectNull(0.3))
        .as(PcapFilter::new);
  }

  private static Arbitrary<Destination> destinations() {
    Arbitrary<Destination> s3 =
        printable().map(dir -> Destination.s3("bucket/x" + dir.replace('/', '-'), "eu-west-1"));
    Arbitrary<Destination> gcs =
        printable().map(dir -> Destination.gcs("bucket/x" + dir.replace('/', '-')));
    return Arbitraries.oneOf(s3, gcs).injectNull(0.3);
  }

  /** Names that no version of the API has. */
  private static Arbitrary<Map<String, Object>> fields() {
    return Arbitraries.maps(
            Arbitraries.strings().alpha().ofMinLength(1).ofMaxLength(5).map(name -> "x_" + name),
            values(2))
        .ofMaxSize(3);
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> plain =
        Arbitraries.oneOf(
            unicode().map(s -> (Object) s),
            Arbitraries.of(true, false),
            Arbitraries.bigIntegers()
                .between(BigInteger.TWO.pow(100).negate(), BigInteger.TWO.pow(100))
                .map(ModelRoundTripTest::smallest),
            Arbitraries.bigDecimals()
                .ofScale(40)
                .between(BigDecimal.ONE.negate(), BigDecimal.ONE)
                .map(d -> (Object) d));
    if (depth == 0) {
      return plain;
    }
    return Arbitraries.oneOf(
        plain,
        values(depth - 1).list().ofMaxSize(3).map(l -> (Object) l),
        Arbitraries.maps(unicode().ofMaxLength(4), values(depth - 1))
            .ofMaxSize(3)
            .map(m -> (Object) m));
  }

  private static Object smallest(BigInteger value) {
    if (value.bitLength() < Integer.SIZE) {
      return value.intValue();
    }
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }

  private static StringArbitrary unicode() {
    return Arbitraries.strings().withCharRange('\0', '\ud7ff').ofMaxLength(20);
  }

  private static Arbitrary<String> texts() {
    return unicode().injectNull(0.3);
  }

  private static Arbitrary<String> printable() {
    return Arbitraries.strings()
        .withCharRange('!', '~')
        .withCharRange('®', 'ſ')
        .ofMinLength(1)
        .ofMaxLength(12);
  }

  private static Arbitrary<Instant> instants() {
    return Combinators.combine(
            Arbitraries.longs().between(-62_167_219_200L, 253_402_300_799L),
            Arbitraries.integers().between(0, 999_999_999))
        .as((second, nano) -> Instant.ofEpochSecond(second, nano))
        .injectNull(0.3);
  }

  private static Arbitrary<Duration> seconds() {
    return Arbitraries.longs().greaterOrEqual(1).map(Duration::ofSeconds);
  }

  private static Arbitrary<Integer> positiveInts() {
    return Arbitraries.integers().greaterOrEqual(1);
  }

  private static Arbitrary<Integer> ints() {
    return Arbitraries.integers().injectNull(0.3);
  }

  private static Arbitrary<Long> longs() {
    return Arbitraries.longs().injectNull(0.3);
  }
}
