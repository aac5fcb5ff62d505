package io.github.cloudflarepcaps;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Dependencies between packages point one way, every class is closed, static state is constant. */
@AnalyzeClasses(
    packages = "io.github.cloudflarepcaps",
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String ROOT = "io.github.cloudflarepcaps";

  @ArchTest
  static final ArchRule modelDependsOnTextAndJacksonAnnotations =
      onlyDependsOn("model", ROOT + ".internal.text", "com.fasterxml.jackson.annotation");

  @ArchTest static final ArchRule textDependsOnTheJdk = onlyDependsOn("internal.text");

  @ArchTest static final ArchRule fileDependsOnTheJdk = onlyDependsOn("internal.file");

  @ArchTest
  static final ArchRule jsonDependsOnModelTextAndTheCoreOfBothJacksons =
      onlyDependsOn(
          "internal.json",
          ROOT + ".model",
          ROOT + ".internal.text",
          "com.fasterxml.jackson.core..",
          "tools.jackson.core..");

  @ArchTest
  static final ArchRule netDependsOnTextAndOkHttp =
      onlyDependsOn(
          "internal.net",
          ROOT + ".internal.text",
          "javax.net..",
          "okhttp3..",
          "okio..",
          "kotlin..");

  @ArchTest
  static final ArchRule pcapfileDependsOnFileAndText =
      onlyDependsOn("pcapfile", ROOT + ".internal.file", ROOT + ".internal.text");

  @ArchTest
  static final ArchRule trafficDependsOnPcapfile = onlyDependsOn("traffic", ROOT + ".pcapfile");

  @ArchTest
  static final ArchRule onlyTheFakeDependsOnTheFake =
      noClasses()
          .that()
          .resideOutsideOfPackage(ROOT + ".testing")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(ROOT + ".testing");

  @ArchTest
  static final ArchRule theFakeServesWithTheJdkOnly =
      noClasses()
          .that()
          .resideInAPackage(ROOT + ".testing")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("okhttp3..", "okio..", "kotlin..", ROOT + ".internal..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("(io.github.cloudflarepcaps..)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule everyClassIsClosed =
      classes()
          .that()
          .areNotInterfaces()
          .and()
          .areNotAnonymousClasses()
          .should(beFinalOrSealedOrAnEnum());

  @ArchTest
  static final ArchRule staticFieldsAreFinal =
      fields().that().areStatic().and(areWrittenByHand()).should().beFinal();

  @ArchTest
  static final ArchRule staticFieldsAreImmutable =
      fields().that().areStatic().and(areWrittenByHand()).should(holdNoState());

  private static ArchRule onlyDependsOn(String name, String... packages) {
    String own = ROOT + "." + name;
    Stream<String> allowed = Stream.of(own, "java..", "org.jspecify.annotations");
    return classes()
        .that()
        .resideInAPackage(own)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(Stream.concat(allowed, Stream.of(packages)).toArray(String[]::new));
  }

  private static ArchCondition<JavaClass> beFinalOrSealedOrAnEnum() {
    return new ArchCondition<>("be final, sealed, a record or an enum") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean closed =
            type.getModifiers().contains(JavaModifier.FINAL)
                || type.isEnum()
                || type.reflect().isSealed()
                || isConstantOfAnEnum(type);
        events.add(new SimpleConditionEvent(type, closed, type.getName() + " can be extended"));
      }
    };
  }

  /** A constant with a body makes its enum a class with subclasses, but no other can be added. */
  private static boolean isConstantOfAnEnum(JavaClass type) {
    return type.getEnclosingClass().map(JavaClass::isEnum).orElse(false);
  }

  private static DescribedPredicate<JavaField> areWrittenByHand() {
    return DescribedPredicate.describe(
        "are written by hand",
        field ->
            !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                && !field.getName().startsWith("$"));
  }

  private static ArchCondition<JavaField> holdNoState() {
    return new ArchCondition<>("hold no mutable state") {
      @Override
      public void check(JavaField field, ConditionEvents events) {
        events.add(new SimpleConditionEvent(field, !changes(valueOf(field)), field.getFullName()));
      }
    };
  }

  private static Object valueOf(JavaField field) {
    try {
      var reflected = field.reflect();
      reflected.setAccessible(true);
      return reflected.get(null);
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean changes(Object value) {
    String type = value.getClass().getName();
    boolean collection = value instanceof Collection || value instanceof Map;
    return (collection && !type.startsWith("java.util.ImmutableCollections"))
        || type.startsWith("java.util.concurrent.atomic.")
        || value instanceof ThreadLocal
        || Set.of("java.lang.StringBuilder", "java.util.Random").contains(type);
  }
}
