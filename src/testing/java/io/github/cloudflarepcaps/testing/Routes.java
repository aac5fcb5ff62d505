package io.github.cloudflarepcaps.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The nine operations by method and path. */
final class Routes {
  static final String BASE_PATH = "/client/v4";

  private static final String PCAPS = BASE_PATH + "/accounts/([^/]+)/pcaps";

  private final List<Route> routes;

  Routes(Captures captures, Buckets buckets) {
    // The first pattern that matches a path decides, whatever the method.
    routes =
        List.of(
            new Route("GET", "", (id, body) -> captures.list()),
            new Route("POST", "", (id, body) -> captures.create(body)),
            new Route("GET", "/ownership", (id, body) -> buckets.list()),
            new Route("POST", "/ownership", (id, body) -> buckets.add(body)),
            new Route("POST", "/ownership/validate", (id, body) -> buckets.validate(body)),
            new Route("DELETE", "/ownership/{id}", (id, body) -> buckets.delete(id)),
            new Route("GET", "/{id}", (id, body) -> captures.get(id)),
            new Route("PUT", "/{id}/stop", (id, body) -> captures.stop(id)),
            new Route("GET", "/{id}/download", (id, body) -> captures.download(id)));
  }

  Response respond(String method, String path, byte[] body) {
    List<String> allowed = new ArrayList<>();
    for (Route route : at(path)) {
      if (route.method().equals(method)) {
        return route.respond(path, body);
      }
      allowed.add(route.method());
    }
    if (allowed.isEmpty()) {
      throw Rejection.noRoute(path);
    }
    Rejection rejection =
        Rejection.of(405, Rejection.WRONG_METHOD, "Method " + method + " not allowed");
    return Envelopes.rejection(rejection).withHeader("Allow", String.join(", ", allowed));
  }

  private List<Route> at(String path) {
    for (Route route : routes) {
      if (route.matcher(path).matches()) {
        return routes.stream().filter(other -> other.path().equals(route.path())).toList();
      }
    }
    return List.of();
  }

  @FunctionalInterface
  private interface Call {
    Response respond(String id, byte[] body);
  }

  private record Route(String method, String path, Pattern pattern, Call call) {
    Route(String method, String path, Call call) {
      this(method, path, Pattern.compile(PCAPS + path.replace("{id}", "([^/]+)")), call);
    }

    Matcher matcher(String fullPath) {
      return pattern.matcher(fullPath);
    }

    Response respond(String fullPath, byte[] body) {
      Matcher ids = matcher(fullPath);
      boolean known = ids.matches() && ids.group(1).equals(Ids.ACCOUNT);
      String id = known && ids.groupCount() > 1 ? ids.group(2) : Ids.ACCOUNT;
      if (!known || !Ids.isId(id)) {
        throw Rejection.noRoute(fullPath);
      }
      if (body.length > FakeServer.MAX_BODY) {
        throw Rejection.of(413, Rejection.TOO_LARGE, "Request body is too large");
      }
      return call.respond(id, body);
    }
  }
}
