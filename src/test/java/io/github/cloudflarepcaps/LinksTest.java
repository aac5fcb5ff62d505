package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Links of the README and the guides work on GitHub, where a guide is a file, and in the site,
 * where it is a page beside the Javadoc. The site plugin turns a relative link to {@code x.md} into
 * one to {@code x.html}. Its anchors of headings differ from GitHub's, so guides link only to
 * pages.
 */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
  private static final String REPOSITORY =
      "https://github.com/cloudflare-pcaps/cloudflare-pcaps/blob/main/";
  private static final String JAVADOC =
      "https://cloudflare-pcaps.github.io/cloudflare-pcaps/apidocs/io.github.cloudflarepcaps/";

  @Test
  void readmeLinksToFilesAndToItsOwnHeadings() {
    List<String> headings =
        Pattern.compile("(?m)^#+ (.+)$")
            .matcher(Guides.text(Guides.README))
            .results()
            .map(heading -> "#" + slug(heading.group(1)))
            .toList();

    assertThat(links(Guides.README).filter(link -> !isAbsolute(link)))
        .isNotEmpty()
        .allSatisfy(
            link -> {
              if (link.startsWith("#")) {
                assertThat(headings).contains(link);
              } else {
                assertThat(Path.of(link)).exists();
              }
            });
  }

  @Test
  void relativeLinksOfAGuideLeadToGuides() throws IOException {
    for (Path guide : guides()) {
      assertThat(links(guide).filter(link -> !isAbsolute(link)))
          .as(guide.toString())
          .allSatisfy(
              link -> {
                assertThat(link).matches("[a-z-]+\\.md");
                assertThat(guide.resolveSibling(link)).exists();
              });
    }
  }

  @Test
  void linksToTheRepositoryLeadToFiles() throws IOException {
    for (Path file : Guides.all()) {
      assertThat(links(file).filter(link -> link.startsWith(REPOSITORY)))
          .as(file.toString())
          .allSatisfy(link -> assertThat(Path.of(link.substring(REPOSITORY.length()))).exists());
    }
  }

  @Test
  void linksToTheJavadocLeadToClasses() throws IOException {
    for (Path file : Guides.all()) {
      assertThat(links(file).filter(link -> link.startsWith(JAVADOC)))
          .as(file.toString())
          .allSatisfy(
              link -> {
                String page = link.substring(JAVADOC.length()).replaceFirst("\\.html$", ".java");
                assertThat(Path.of("src/main/java", page)).exists();
              });
    }
  }

  @Test
  void menuAndFrontPageOfTheSiteListEveryGuide() throws IOException {
    String menu = Guides.text(Path.of("src/site/site.xml"));
    String frontPage = Guides.text(Guides.DIRECTORY.resolve("index.md"));
    for (Path guide : guides()) {
      String name = guide.getFileName().toString();
      assertThat(menu).contains("href=\"" + name.replaceFirst("\\.md$", ".html") + "\"");
      assertThat(frontPage + "(index.md)").contains("(" + name + ")");
    }
  }

  private static List<Path> guides() throws IOException {
    return Guides.all().stream().filter(file -> !file.equals(Guides.README)).toList();
  }

  private static Stream<String> links(Path file) {
    String prose = Guides.text(file).replaceAll("(?ms)^```.*?^```$", "");
    Matcher link = LINK.matcher(prose);
    return link.results().map(found -> found.group(1));
  }

  private static boolean isAbsolute(String link) {
    return link.contains("://");
  }

  /** GitHub's anchor of a heading: letters, digits and hyphens, a hyphen for each space. */
  private static String slug(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\- ]", "").replace(' ', '-');
  }
}
