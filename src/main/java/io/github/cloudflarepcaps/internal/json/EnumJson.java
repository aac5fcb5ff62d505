package io.github.cloudflarepcaps.internal.json;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A constant of the API, which is named in lower case there. */
final class EnumJson {
  private EnumJson() {}

  static <E extends Enum<E>> E read(E[] constants, JsonReader json) throws IOException {
    E constant = json.constant(constants);
    if (constant == null) {
      List<String> names = Arrays.stream(constants).map(EnumJson::name).toList();
      throw json.misfit("one of " + names);
    }
    return constant;
  }

  static void write(Enum<?> constant, JsonWriter json) throws IOException {
    json.text(name(constant));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
