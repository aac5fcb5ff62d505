package service;

import com.fasterxml.jackson.databind.Module;
import io.github.cloudflarepcaps.CloudflareClient;
import io.github.cloudflarepcaps.CloudflareException;
import io.github.cloudflarepcaps.NotFoundException;
import io.github.cloudflarepcaps.PcapsModule;
import io.github.cloudflarepcaps.model.FullPcap;
import io.github.cloudflarepcaps.model.FullPcapRequest;
import io.github.cloudflarepcaps.model.Pcap;
import java.util.List;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
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

  @Bean // closed at shutdown by Spring, as every AutoCloseable bean
  CloudflareClient cloudflare(
      @Value("${cloudflare.api-token}") String apiToken, // CLOUDFLARE_API_TOKEN, too
      @Value("${cloudflare.account-id}") String accountId,
      @Value("${cloudflare.base-url:https://api.cloudflare.com/client/v4}") String baseUrl) {
    return CloudflareClient.builder()
        .apiToken(apiToken)
        .accountId(accountId)
        .baseUrl(baseUrl)
        .build();
  }

  @Bean // Boot registers it with its ObjectMapper
  Module pcapsModule() {
    return new PcapsModule();
  }

  /** What was asked for and what came of it. */
  record Started(FullPcapRequest request, FullPcap capture) {}

  @RestController
  static class Captures {
    private final CloudflareClient cloudflare;

    Captures(CloudflareClient cloudflare) {
      this.cloudflare = cloudflare;
    }

    @GetMapping("/captures")
    List<Pcap> list() {
      return cloudflare.pcaps().list();
    }

    @GetMapping("/captures/{id}")
    Pcap get(@PathVariable String id) {
      return cloudflare.pcaps().get(id);
    }

    @PostMapping("/captures")
    Started create(@RequestBody FullPcapRequest request) {
      return new Started(request, cloudflare.pcaps().create(request));
    }

    @ExceptionHandler
    ProblemDetail refused(CloudflareException e) {
      int status = e instanceof NotFoundException ? 404 : 502;
      ProblemDetail problem = ProblemDetail.forStatus(status);
      problem.setDetail(e.getMessage()); // holds no secret
      return problem;
    }
  }
}
