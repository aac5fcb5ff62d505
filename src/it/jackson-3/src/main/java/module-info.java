module jackson {
  requires io.github.cloudflarepcaps;
  requires tools.jackson.databind;
}
