package io.github.cloudflarepcaps;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The exported packages have exactly the promised public types. */
class PublicApiTest {
  private static final String ROOT = "io.github.cloudflarepcaps.";

  private static final List<String> PROMISED =
      List.of(
          "ApiException",
          "ApiResponse",
          "AuthenticationException",
          "BucketException",
          "BucketReader",
          "CallAttempt",
          "CallInterruptedException",
          "CallObserver",
          "ChallengeReader",
          "CloudflareClient",
          "CloudflareClient$Builder",
          "CloudflareException",
          "NotFoundException",
          "Operation",
          "OutcomeUnknownException",
          "OwnershipFailedException",
          "OwnershipService",
          "PcapDownload",
          "PcapFailedException",
          "PcapService",
          "PcapsJackson3Module",
          "PcapsModule",
          "ProgressListener",
          "RateLimit",
          "RateLimitException",
          "RetryPolicy",
          "TransportException",
          "UnexpectedResponseException",
          "WaitOptions",
          "WaitTimeoutException",
          "model.ApiError",
          "model.ApiMessage",
          "model.Destination",
          "model.FullPcap",
          "model.FullPcapRequest",
          "model.Ownership",
          "model.OwnershipStatus",
          "model.Pcap",
          "model.PcapFilter",
          "model.PcapRequest",
          "model.PcapStatus",
          "model.PcapType",
          "model.ResultInfo",
          "model.SimplePcap",
          "model.SimplePcapRequest",
          "model.UnknownPcap",
          "pcapfile.NotPcapException",
          "pcapfile.Packet",
          "pcapfile.PacketVisitor",
          "pcapfile.PcapFile",
          "pcapfile.PcapFile$Format",
          "pcapfile.PcapMerger",
          "pcapfile.PcapMerger$BadPart",
          "pcapfile.PcapMerger$BadPart$Reason",
          "pcapfile.PcapReader",
          "pcapfile.PcapWriter",
          "testing.BucketWriter",
          "testing.FakeCall",
          "testing.FakeCloudflare",
          "testing.FakeCloudflare$Builder",
          "testing.Fault",
          "traffic.PacketHeaders",
          "traffic.PacketHeaders$End",
          "traffic.PacketHeaders$Ip",
          "traffic.PacketHeaders$Transport",
          "traffic.TrafficSummary",
          "traffic.TrafficSummary$Conversation",
          "traffic.TrafficSummary$Count",
          "traffic.TrafficSummary$Interval",
          "traffic.TrafficSummary$Port",
          "traffic.TrafficSummary$Tunnel");

  private static final List<JavaClass> VISIBLE =
      new ClassFileImporter()
              .withImportOption(new ImportOption.DoNotIncludeTests())
              .importPackages("io.github.cloudflarepcaps")
              .stream()
              .filter(type -> exportedPackages().contains(type.getPackageName()))
              .filter(PublicApiTest::isVisible)
              .toList();

  @Test
  void publicTypesAreExactlyThePromisedOnes() {
    assertThat(VISIBLE)
        .extracting(type -> type.getName().substring(ROOT.length()))
        .containsExactlyInAnyOrderElementsOf(PROMISED);
  }

  @Test
  void jacksonIsVisibleOnlyInItsModules() {
    assertThat(membersWith("com.fasterxml.jackson.core", "com.fasterxml.jackson.databind"))
        .allMatch(member -> member.startsWith("PcapsModule."));
    assertThat(membersWith("tools.jackson"))
        .allMatch(member -> member.startsWith("PcapsJackson3Module."));
  }

  @Test
  void okHttpIsVisibleOnlyInHttpClient() {
    assertThat(membersWith("okhttp3", "okio", "kotlin"))
        .containsExactly("CloudflareClient$Builder.httpClient");
  }

  @Test
  void noPublicSignatureNamesAHiddenType() {
    Set<String> names =
        VISIBLE.stream().map(JavaClass::getName).collect(toCollection(TreeSet::new));

    assertThat(membersWith(ROOT.substring(0, ROOT.length() - 1), names)).isEmpty();
  }

  /** Both modules are on one class path here, so their exports are read from the sources. */
  private static Set<String> exportedPackages() {
    Pattern exports = Pattern.compile("exports (\\S+);");
    return Stream.of("main", "testing")
        .map(module -> Path.of("src", module, "java", "module-info.java"))
        .flatMap(file -> exports.matcher(read(file)).results())
        .map(match -> match.group(1))
        .collect(toCollection(TreeSet::new));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isVisible(JavaClass type) {
    return type.getModifiers().contains(JavaModifier.PUBLIC)
        && type.getEnclosingClass().map(PublicApiTest::isVisible).orElse(true);
  }

  private static Set<String> membersWith(String... packages) {
    return members(type -> Stream.of(packages).anyMatch(name -> isIn(type, name)));
  }

  private static Set<String> membersWith(String root, Set<String> except) {
    return members(type -> isIn(type, root) && !except.contains(type.getName()));
  }

  private static Set<String> members(Predicate<JavaClass> shown) {
    return VISIBLE.stream()
        .flatMap(type -> type.getMembers().stream())
        .filter(PublicApiTest::isPublicOrProtected)
        .filter(member -> typesOf(member).anyMatch(shown))
        .map(
            member -> member.getOwner().getName().substring(ROOT.length()) + "." + member.getName())
        .collect(toCollection(TreeSet::new));
  }

  private static boolean isIn(JavaClass type, String root) {
    return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
  }

  private static boolean isPublicOrProtected(JavaMember member) {
    Set<JavaModifier> modifiers = member.getModifiers();
    return !modifiers.contains(JavaModifier.SYNTHETIC)
        && (modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED));
  }

  private static Stream<JavaClass> typesOf(JavaMember member) {
    if (member instanceof JavaField field) {
      return field.getType().getAllInvolvedRawTypes().stream();
    }
    JavaCodeUnit code = (JavaCodeUnit) member;
    return Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream())
        .flatMap(type -> type.getAllInvolvedRawTypes().stream());
  }
}
