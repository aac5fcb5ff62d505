package io.github.cloudflarepcaps.examples;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The environment variables of a client, and misspellings of them: {@code CLOUDFLARE_TOKEN}, {@code
 * CF_API_TOKEN}, {@code CLOUDFARE_ACCOUNT_ID}. Variables of other tools, such as {@code
 * CLOUDFLARE_ZONE_ID}, are neither. A blank variable counts as unset.
 */
record Environment(Map<String, String> variables) {
  private static final List<String> NAMES =
      List.of(
          "CLOUDFLARE_API_TOKEN",
          "CLOUDFLARE_API_KEY",
          "CLOUDFLARE_EMAIL",
          "CLOUDFLARE_ACCOUNT_ID",
          "CLOUDFLARE_BASE_URL");
  private static final Set<String> OF_OTHER_TOOLS = Set.of("CLOUDFLARE_API_BASE_URL");
  private static final int TYPING_ERRORS = 2;

  boolean hasAny() {
    return NAMES.stream().anyMatch(this::isSet);
  }

  /** One line for each misspelled variable, with its right name. */
  Stream<String> misspelled() {
    return variables.keySet().stream()
        .filter(name -> isSet(name) && !NAMES.contains(name) && !OF_OTHER_TOOLS.contains(name))
        .sorted()
        .flatMap(
            name ->
                NAMES.stream()
                    .filter(meant -> isNearly(name, meant))
                    .limit(1)
                    .map(meant -> name + " is set: the variable is called " + meant));
  }

  private boolean isSet(String name) {
    return !variables.getOrDefault(name, "").isBlank();
  }

  private static boolean isNearly(String name, String meant) {
    String letters = name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "");
    String spelt = letters.replaceFirst("^CF", "CLOUDFLARE");
    return distance(spelt, meant.replace("_", "")) <= TYPING_ERRORS
        || shortened(spelt).equals(shortened(meant.replace("_", "")));
  }

  /** Without the words that are easily left out or added: {@code CLOUDFLARETOKEN}. */
  private static String shortened(String name) {
    return name.replaceFirst("^(CLOUDFLARE)(API|AUTH)?(BASE)?", "$1").replaceFirst("ID$", "");
  }

  /** The Levenshtein distance: how many letters to insert, delete or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
