package io.github.cloudflarepcaps.internal.net;

import java.io.IOException;
import okhttp3.MediaType;
import okhttp3.RequestBody;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;

/** A JSON body that OkHttp never sends a second time by itself; without a type if it is empty. */
public final class OneShotBody extends RequestBody {
  private static final MediaType JSON = MediaType.get("application/json");

  private final byte[] content;

  public OneShotBody(byte[] content) {
    this.content = content;
  }

  @Override
  public @Nullable MediaType contentType() {
    return content.length == 0 ? null : JSON;
  }

  @Override
  public long contentLength() {
    return content.length;
  }

  @Override
  public boolean isOneShot() {
    return true;
  }

  @Override
  public void writeTo(BufferedSink sink) throws IOException {
    sink.write(content);
  }
}
