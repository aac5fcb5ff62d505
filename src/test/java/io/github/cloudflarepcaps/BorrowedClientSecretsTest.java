package io.github.cloudflarepcaps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.cloudflarepcaps.model.FullPcapRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import okhttp3.logging.HttpLoggingInterceptor;
import org.junit.jupiter.api.Test;

/** A borrowed client's interceptors and loggers see the calls, and no credentials. */
class BorrowedClientSecretsTest {
  private final List<String> seen = new CopyOnWriteArrayList<>();

  @Test
  void loggingInterceptorLogsNoSecret() {
    callWith(new OkHttpClient.Builder().addInterceptor(logging()).addNetworkInterceptor(logging()));
    assertThat(seen).anyMatch(line -> line.startsWith("--> POST http")).hasSizeGreaterThan(40);
    Secrets.assertNoneIn(seen);
  }

  private HttpLoggingInterceptor logging() {
    return new HttpLoggingInterceptor(seen::add).setLevel(HttpLoggingInterceptor.Level.BODY);
  }

  @Test
  void noInterceptorSeesACredential() {
    callWith(
        new OkHttpClient.Builder()
            .addInterceptor(this::record)
            .addNetworkInterceptor(this::record));
    assertThat(seen).hasSizeGreaterThan(10);
    Secrets.assertNoneIn(seen);
  }

  private Response record(Interceptor.Chain chain) throws java.io.IOException {
    Response response = chain.proceed(chain.request());
    seen.add(chain.request() + " " + chain.request().headers() + " " + chain.call().request());
    seen.add(response + " " + response.request().headers() + " " + chain.request().tag());
    return response;
  }

  private void callWith(OkHttpClient.Builder http) {
    FullPcapRequest full = FullPcapRequest.of("ORD", Secrets.BUCKET, Duration.ofMinutes(1));
    try (Wire wire = wire(http);
        CloudflareClient other = wire.client().toBuilder().apiToken(Secrets.TOKEN).build()) {
      wire.enqueue("full-created").enqueue("bucket-added").enqueue("simple-done");
      wire.enqueue("full-created").enqueue("bucket-added").enqueue("simple-done");
      for (CloudflareClient client : List.of(wire.client(), other)) {
        client.pcaps().create(full);
        client.ownership().add(Secrets.BUCKET);
        client.pcaps().get(Given.ID);
      }
    }
  }

  private static Wire wire(OkHttpClient.Builder http) {
    return Wire.open(b -> b.apiKey(Secrets.EMAIL, Secrets.KEY).httpClient(http.build()));
  }
}
