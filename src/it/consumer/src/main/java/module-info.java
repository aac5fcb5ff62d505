module consumer {
  requires io.github.cloudflarepcaps;
  requires io.github.cloudflarepcaps.testing;
}
