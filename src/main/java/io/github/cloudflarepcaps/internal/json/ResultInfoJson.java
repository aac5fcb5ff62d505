package io.github.cloudflarepcaps.internal.json;

import io.github.cloudflarepcaps.model.ResultInfo;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** {@code result_info}. */
final class ResultInfoJson {
  private @Nullable Long count;
  private @Nullable Long page;
  private @Nullable Long perPage;
  private @Nullable Long totalCount;

  private ResultInfoJson() {}

  static ResultInfo read(JsonReader json) throws IOException {
    ResultInfoJson info = new ResultInfoJson();
    json.object(name -> info.readField(name, json));
    return new ResultInfo(info.count, info.page, info.perPage, info.totalCount);
  }

  /** Like {@link #read}, but null for anything but an object. */
  static @Nullable ResultInfo readIfAny(JsonReader json) throws IOException {
    if (json.atObject()) {
      return read(json);
    }
    json.skip();
    return null;
  }

  private void readField(String name, JsonReader json) throws IOException {
    switch (name) {
      case "count" -> count = json.wholeLong();
      case "page" -> page = json.wholeLong();
      case "per_page" -> perPage = json.wholeLong();
      case "total_count" -> totalCount = json.wholeLong();
      default -> json.skip();
    }
  }

  static void write(ResultInfo info, JsonWriter json) throws IOException {
    json.object(
        () -> {
          json.field("count", info.count());
          json.field("page", info.page());
          json.field("per_page", info.perPage());
          json.field("total_count", info.totalCount());
        });
  }
}
