package service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.WaitOptions;
import io.github.cloudflarepcaps.model.Destination;
import io.github.cloudflarepcaps.model.Pcap;
import io.github.cloudflarepcaps.model.SimplePcap;
import io.github.cloudflarepcaps.model.SimplePcapRequest;
import io.github.cloudflarepcaps.testing.FakeCloudflare;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

class CapturesServiceTest {
  private static final Destination BUCKET =
      Destination.r2("captures", "example-account", "example-key-id", "example-secret");

  private FakeCloudflare fake;
  private CloudflareClient client;
  private ConfigurableApplicationContext service;

  @BeforeEach
  void start() {
    fake = FakeCloudflare.start();
    client = fake.client();
    service =
        SpringApplication.run(
            CapturesService.class,
            "--server.port=0",
            "--cloudflare.api-token=" + fake.apiToken(),
            "--cloudflare.account-id=" + fake.accountId(),
            "--cloudflare.base-url=" + fake.baseUrl());
  }

  @AfterEach
  void stop() {
    service.close();
    client.close();
    fake.close();
  }

  @Test
  void modelsAreTheApisJsonInARestAnswer() throws Exception {
    SimplePcap made = client.pcaps().create(SimplePcapRequest.of(10, Duration.ofSeconds(30)));

    HttpResponse<String> answer = send(request("/captures/" + made.id()).GET());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body())
        .contains("\"time_limit\":30", "\"type\":\"simple\"", "\"filter_v1\":{}");
    Pcap read = service.getBean(ObjectMapper.class).readValue(answer.body(), Pcap.class);
    assertThat(read.submitted()).isEqualTo(made.submitted());
  }

  @Test
  void secretsAreReadFromARequestAndMaskedInAnAnswer() throws Exception {
    WaitOptions soon = WaitOptions.upTo(Duration.ofMinutes(1));
    client.ownership().claim(BUCKET, entry -> fake.challenge(entry.id()), soon);
    String body =
        """
        {"type": "full", "colo_name": "ORD", "time_limit": 60, "destination_conf": "%s"}
        """
            .formatted(BUCKET.uri());

    HttpResponse<String> answer =
        send(
            request("/captures")
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body())
        .contains("secret-access-key=***", "\"status\":\"pending\"")
        .doesNotContain("example-secret", "example-key-id");
  }

  @Test
  void aRefusalIsAProblemWithoutASecret() throws Exception {
    HttpResponse<String> answer = send(request("/captures/nope").GET());

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("returned 404").doesNotContain(fake.apiToken());
  }

  @Test
  void theClientIsClosedAtShutdown() {
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
