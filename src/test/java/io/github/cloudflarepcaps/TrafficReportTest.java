package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The example's report is one self-contained page that a screen reader can read. */
@TestInstance(Lifecycle.PER_CLASS)
class TrafficReportTest {

  private static final Pattern TAG = Pattern.compile("<(/?)([a-z]\\w*)[^>]*?(/?)>");
  private static final List<String> VOID = List.of("meta", "br");

  private String page;

  @BeforeAll
  void makeReport(@TempDir Path directory) throws Exception {
    Path capture = directory.resolve("a&b.pcap");
    try (FakeCloudflare fake = FakeCloudflare.start();
        CloudflareClient client = fake.client()) {
      client.pcaps().capture(SimplePcapRequest.of(1000, Duration.ofSeconds(60)), capture);
    }
    Program.Result result =
        Program.java(directory, "TrafficReport").with("report.html", capture.toString()).run();
    assertThat(result.output()).isEqualTo("report.html: 1000 packets of a&b.pcap\n");
    page = Files.readString(directory.resolve("report.html"));
  }

  @Test
  void pageIsSelfContained() {
    assertThat(page)
        .startsWith("<!doctype html>\n<html lang=\"en\">")
        .doesNotContain("<script", "http:", "https:", "//", "url(", "@import", "<link", "<img");
  }

  @Test
  void tagsAreBalanced() {
    Deque<String> open = new ArrayDeque<>();
    for (MatchResult tag : TAG.matcher(page).results().toList()) {
      if (tag.group(1).equals("/")) {
        assertThat(open.pop()).isEqualTo(tag.group(2));
      } else if (tag.group(3).isEmpty() && !VOID.contains(tag.group(2))) {
        open.push(tag.group(2));
      }
    }
    assertThat(open).isEmpty();
  }

  @Test
  void fileNamesAreEscaped() {
    assertThat(page).contains("<title>Traffic of a&amp;b.pcap</title>").doesNotContain("a&b");
  }

  @Test
  void everyChartHasATitleOrIsHidden() {
    assertThat(all("<svg[^>]*>\\s*<title|<svg[^>]*aria-hidden=\"true\""))
        .hasSize(all("<svg").size())
        .hasSizeGreaterThan(5);
    assertThat(all("role=\"img\" aria-labelledby=\"(timeline|protocols)\"")).hasSize(2);
  }

  @Test
  void everyChartIsAlsoATable() {
    assertThat(all("<h1>")).hasSize(1);
    assertThat(all("<thead><tr><th scope=\"col\">")).hasSize(all("<table>").size());
    assertThat(all("<tbody>\n<tr><th scope=\"row\">")).hasSize(all("<table>").size());
    assertThat(page).contains("<summary>The timeline as a table</summary>");
  }

  @Test
  void figuresAreThoseOfTheCapture() {
    assertThat(page).contains("<dt>Packets</dt><dd>1,000</dd>", "Top sources", "TCP 443");
  }

  private List<String> all(String regex) {
    return Pattern.compile(regex).matcher(page).results().map(MatchResult::group).toList();
  }
}
