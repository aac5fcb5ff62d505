package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The README and the guides. */
final class Guides {
  static final Path README = Path.of("README.md");
  static final Path DIRECTORY = Path.of("src/site/markdown");

  private Guides() {}

  /** The README first, then the guides by name. */
  static List<Path> all() throws IOException {
    List<Path> all = new ArrayList<>(List.of(README));
    try (Stream<Path> guides = Files.list(DIRECTORY)) {
      guides.filter(file -> file.toString().endsWith(".md")).sorted().forEach(all::add);
    }
    return all;
  }

  static List<Snippet> snippets() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Path file : all()) {
      snippets.addAll(Snippet.of(file));
    }
    return snippets;
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
