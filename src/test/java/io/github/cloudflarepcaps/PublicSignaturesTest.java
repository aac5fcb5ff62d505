package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.ApiError;
import io.github.cloudflarepcaps.model.ApiMessage;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Ownership;
import io.github.cloudflarepcaps.model.OwnershipStatus;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.PcapFilter;
import io.github.cloudflarepcaps.model.PcapRequest;
import io.github.cloudflarepcaps.model.PcapStatus;
import io.github.cloudflarepcaps.model.PcapType;
import io.github.cloudflarepcaps.model.ResultInfo;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.model.UnknownPcap;
import io.github.cloudflarepcaps.pcapfile.Packet;
import io.github.cloudflarepcaps.pcapfile.PacketVisitor;
import io.github.cloudflarepcaps.pcapfile.PcapFile;
import io.github.cloudflarepcaps.pcapfile.PcapMerger;
import io.github.cloudflarepcaps.pcapfile.PcapReader;
import io.github.cloudflarepcaps.pcapfile.PcapWriter;
import io.github.cloudflarepcaps.testing.BucketWriter;
import io.github.cloudflarepcaps.testing.FakeCall;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import io.github.cloudflarepcaps.testing.Fault;
import io.github.cloudflarepcaps.traffic.PacketHeaders;
import io.github.cloudflarepcaps.traffic.TrafficSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every public method has the promised name, types and nullness. */
class PublicSignaturesTest {
  private static final List<Class<?>> TYPES =
      List.of(
          CloudflareClient.class,
          CloudflareClient.Builder.class,
          PcapService.class,
          OwnershipService.class,
          ChallengeReader.class,
          BucketReader.class,
          ProgressListener.class,
          CallObserver.class,
          Operation.class,
          ApiResponse.class,
          CallAttempt.class,
          RateLimit.class,
          RetryPolicy.class,
          WaitOptions.class,
          PcapDownload.class,
          CloudflareException.class,
          ApiException.class,
          PcapFailedException.class,
          BucketException.class,
          OwnershipFailedException.class,
          WaitTimeoutException.class,
          Pcap.class,
          SimplePcap.class,
          FullPcap.class,
          UnknownPcap.class,
          PcapStatus.class,
          PcapType.class,
          PcapRequest.class,
          SimplePcapRequest.class,
          FullPcapRequest.class,
          PcapFilter.class,
          Destination.class,
          Ownership.class,
          OwnershipStatus.class,
          ApiError.class,
          ApiMessage.class,
          ResultInfo.class,
          PcapFile.class,
          PacketVisitor.class,
          PcapReader.class,
          Packet.class,
          PcapWriter.class,
          PcapMerger.class,
          PcapMerger.BadPart.class,
          PacketHeaders.class,
          PacketHeaders.Ip.class,
          PacketHeaders.Transport.class,
          TrafficSummary.class,
          TrafficSummary.Count.class,
          TrafficSummary.Port.class,
          TrafficSummary.Conversation.class,
          TrafficSummary.Tunnel.class,
          TrafficSummary.Interval.class,
          BucketWriter.class,
          FakeCall.class,
          FakeCloudflare.class,
          FakeCloudflare.Builder.class,
          Fault.class);
  private static final Set<String> OVERRIDDEN =
      Set.of("equals", "hashCode", "toString", "getMessage");

  @Test
  void publicMethodsHaveThePromisedSignatures() {
    List<String> found =
        TYPES.stream().flatMap(PublicSignaturesTest::signatures).collect(Collectors.toList());
    assertThat(found).containsExactlyInAnyOrderElementsOf(promised());
  }

  private static Stream<String> signatures(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> Modifier.isPublic(method.getModifiers()) && !method.isSynthetic())
        .filter(method -> !OVERRIDDEN.contains(method.getName()))
        .filter(method -> !(type.isEnum() && method.getName().startsWith("value")))
        .map(method -> type.getSimpleName() + ": " + signature(method));
  }

  private static String signature(Method method) {
    String parameters =
        Arrays.stream(method.getAnnotatedParameterTypes())
            .map(PublicSignaturesTest::name)
            .collect(Collectors.joining(", "));
    return (Modifier.isStatic(method.getModifiers()) ? "static " : "")
        + name(method.getAnnotatedReturnType())
        + " "
        + method.getName()
        + "("
        + parameters
        + ")";
  }

  private static String name(AnnotatedType type) {
    String name = type.getType().getTypeName().replaceAll("([a-z0-9]+\\.)+|[A-Za-z]+\\$", "");
    return (type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "") + name;
  }

  private static List<String> promised() {
    try (InputStream in = PublicSignaturesTest.class.getResourceAsStream("/public-api.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
