module consumer {
  requires io.github.cloudflarepcaps;
  requires jdk.httpserver;
}
