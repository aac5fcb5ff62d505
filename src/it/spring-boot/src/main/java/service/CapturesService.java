package service;

import io.github.cloudflarepcaps.CallAttempt;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.CloudflareException;
import io.github.cloudflarepcaps.NotFoundException;
import io.github.cloudflarepcaps.PcapsModule;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Pcap;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Captures behind a REST interface. */
@SpringBootApplication
public class CapturesService {

  public static void main(String[] args) {
    SpringApplication.run(CapturesService.class, args);
  }

  /** From CLOUDFLARE_API_TOKEN and CLOUDFLARE_ACCOUNT_ID, or cloudflare.api-token and so on. */
  @ConfigurationProperties("cloudflare")
  record CloudflareProperties(
      String apiToken,
      String accountId,
      @DefaultValue("https://api.cloudflare.com/client/v4") String baseUrl) {}

  @Configuration
  @EnableConfigurationProperties(CloudflareProperties.class)
  static class Cloudflare {
    @Bean // Spring closes it at shutdown, like every AutoCloseable bean
    CloudflareClient cloudflareClient(CloudflareProperties properties, MeterRegistry meters) {
      return CloudflareClient.builder()
          .apiToken(properties.apiToken())
          .accountId(properties.accountId())
          .baseUrl(properties.baseUrl())
          .observer(attempt -> count(attempt, meters))
          .build();
    }

    @Bean // Boot registers it with its mapper: models in the API's JSON, secrets masked
    com.fasterxml.jackson.databind.Module pcapsModule() { // java.lang has a Module too
      return new PcapsModule();
    }

    @Bean // in /actuator/health
    HealthIndicator cloudflareHealthIndicator(CloudflareClient cloudflare) {
      return () -> {
        try {
          return Health.up().withDetail("captures", cloudflare.pcaps().list().size()).build();
        } catch (CloudflareException e) {
          return Health.down().withDetail("reason", e.getMessage()).build(); // has no secret
        }
      };
    }

    private static void count(CallAttempt attempt, MeterRegistry meters) {
      Object outcome = attempt.failure() == null ? attempt.statusCode() : "failed";
      meters
          .timer("cloudflare", "operation", attempt.operation(), "outcome", String.valueOf(outcome))
          .record(attempt.elapsed());
    }
  }

  /** A request and the capture it created. */
  record Created(FullPcapRequest request, FullPcap capture) {}

  @RestController
  static class Captures {
    private final CloudflareClient cloudflare;
    private final ObservationRegistry observations;

    Captures(CloudflareClient cloudflare, ObservationRegistry observations) {
      this.cloudflare = cloudflare;
      this.observations = observations;
    }

    @GetMapping("/captures")
    List<Pcap> list() {
      return Observation.createNotStarted("captures.list", observations)
          .observe(() -> cloudflare.pcaps().list()); // with its retries, as a metric and a span
    }

    @GetMapping("/captures/{id}")
    Pcap get(@PathVariable String id) {
      return cloudflare.pcaps().get(id);
    }

    @PostMapping("/captures")
    Created create(@RequestBody FullPcapRequest request) {
      return new Created(request, cloudflare.pcaps().create(request));
    }

    @ExceptionHandler
    ProblemDetail failed(CloudflareException e) {
      int status = e instanceof NotFoundException ? 404 : 502;
      return ProblemDetail.forStatusAndDetail(HttpStatus.valueOf(status), e.getMessage());
    }
  }
}
