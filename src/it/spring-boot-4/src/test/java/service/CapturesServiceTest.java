package service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import io.github.cloudflarepcaps.testing.Fault;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

@ExtendWith(OutputCaptureExtension.class)
class CapturesServiceTest {
  private static final Destination BUCKET =
      Destination.r2("captures", "example-account", "example-key-id", "example-secret");

  @AutoClose private final FakeCloudflare fake = FakeCloudflare.start();
  @AutoClose private final CloudflareClient client = fake.client();
  @AutoClose private ConfigurableApplicationContext service;

  @BeforeEach
  void start() {
    // The token and the account are in the environment.
    service =
        SpringApplication.run(
            CapturesService.class,
            "--server.port=0",
            "--cloudflare.base-url=" + fake.baseUrl(),
            "--logging.level.io.github.cloudflarepcaps=debug",
            "--management.endpoint.health.show-details=always",
            "--management.endpoints.web.exposure.include=health,metrics");
  }

  @Test
  void modelsAreInTheApisJson() throws Exception {
    SimplePcap created = client.pcaps().create(SimplePcapRequest.of(10, Duration.ofSeconds(30)));

    HttpResponse<String> response = send(request("/captures/" + created.id()).GET());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("\"time_limit\":30", "\"type\":\"simple\"", "\"filter_v1\":{}");
    Pcap read = service.getBean(JsonMapper.class).readValue(response.body(), Pcap.class);
    assertThat(read.submitted()).isEqualTo(created.submitted());
  }

  @Test
  void keysAreReadFromARequestBodyAndMaskedInAResponse() throws Exception {
    WaitOptions soon = WaitOptions.upTo(Duration.ofMinutes(1));
    client.ownership().claim(BUCKET, entry -> fake.challenge(entry.id()), soon);
    String body =
        """
        {"type": "full", "colo_name": "ORD", "time_limit": 60, "destination_conf": "%s"}
        """
            .formatted(BUCKET.uri());

    HttpResponse<String> response =
        send(
            request("/captures")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(response.body())
        .contains("secret-access-key=***", "\"status\":\"pending\"")
        .doesNotContain("example-secret", "example-key-id");
  }

  @Test
  void errorIsAProblemWithoutASecret() throws Exception {
    HttpResponse<String> response = send(request("/captures/nope").GET());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.body()).contains("404").doesNotContain(fake.apiToken());
  }

  @Test
  void healthIncludesTheApi() throws Exception {
    HttpResponse<String> up = send(request("/actuator/health").GET());
    fake.failNext(3, Fault.status(500, 1000, "out of order"));
    HttpResponse<String> down = send(request("/actuator/health").GET());

    assertThat(up.body()).contains("\"cloudflare\":{", "\"captures\":0");
    assertThat(down.statusCode()).isEqualTo(503);
    assertThat(down.body()).contains("out of order");
  }

  @Test
  void attemptsAndObservationsAreMetrics() throws Exception {
    fake.failNext(Fault.status(500, 1000, "out of order"));
    send(request("/captures").GET());

    String attempts = send(request("/actuator/metrics/cloudflare").GET()).body();
    String lists = send(request("/actuator/metrics/captures.list").GET()).body();

    assertThat(attempts).contains("\"statistic\":\"COUNT\",\"value\":2", "200", "500");
    assertThat(lists).contains("\"statistic\":\"COUNT\",\"value\":1");
  }

  @Test
  void logLinesAreInTheConsole(CapturedOutput output) throws Exception {
    send(request("/captures").GET());

    assertThat(output).contains("listPcaps GET").doesNotContain(fake.apiToken());
  }

  @Test
  void clientIsClosedAtShutdown() {
    CloudflareClient bean = service.getBean(CloudflareClient.class);
    service.close();

    assertThatThrownBy(() -> bean.pcaps().list()).isInstanceOf(IllegalStateException.class);
  }

  private HttpRequest.Builder request(String path) {
    String port = service.getEnvironment().getProperty("local.server.port");
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
  }
}
