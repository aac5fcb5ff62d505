package io.github.cloudflarepcaps;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The server's end of a {@link RawServer} connection, with the request to respond to. */
final class RawPeer {
  private final Socket socket;
  private final OutputStream out;
  private final InputStream in;
  private final RawRequest request;
  private final Consumer<String> events;

  /** {@code encrypted} is the same as {@code socket} without TLS. */
  RawPeer(Socket socket, Socket encrypted, RawRequest request, Consumer<String> events)
      throws IOException {
    this.socket = socket;
    this.request = request;
    this.events = events;
    this.out = encrypted.getOutputStream();
    this.in = encrypted.getInputStream();
  }

  /** Method and path below the account. */
  String request() {
    return request.line();
  }

  void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  void send(byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /** Sends a JSON response; each line of {@code headers} ends with CR LF. */
  void respond(int status, String headers, String body) throws IOException {
    send(
        "HTTP/1.1 "
            + status
            + " Whatever\r\nContent-Type: application/json\r\n"
            + headers
            + "Content-Length: "
            + body.length()
            + "\r\n\r\n"
            + body);
  }

  /** Sends the successful response of the API. */
  void respondNormally() throws IOException {
    if (request().endsWith("/download")) {
      respondWithFile(CaptureBytes.onePacket());
    } else {
      respond(200, "", Fixture.result(result()));
    }
  }

  /** Sends a download of those bytes. */
  void respondWithFile(byte[] file) throws IOException {
    send(
        "HTTP/1.1 200 OK\r\nContent-Type: application/vnd.tcpdump.pcap\r\nContent-Length: "
            + file.length
            + "\r\n\r\n");
    send(file);
  }

  private String result() {
    if (request().equals("GET /pcaps") || request().equals("GET /pcaps/ownership")) {
      return "[]";
    }
    if (request().contains("/ownership")) {
      return Fixture.bucket("'status':'pending'");
    }
    String type = request.body().contains("\"full\"") ? "full" : "simple";
    return Fixture.quoted(
        "{'id':'" + requestedId() + "','type':'" + type + "','status':'success'}");
  }

  private String requestedId() {
    int begin = request().indexOf("/pcaps/") + 7;
    return begin < 7 ? Given.ID : request().substring(begin).replace("/stop", "");
  }

  /** Sends nothing until the client closes the connection. Events: silent, client closed. */
  void awaitClose() throws IOException {
    report("silent");
    try {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (SocketException e) {
      report("reset");
    }
    report("client closed");
    close();
  }

  /**
   * Sends one byte at a time, with pauses, until all are sent or the client closes the connection.
   * Event: client closed.
   */
  void trickle(String text) throws IOException {
    socket.setSoTimeout(5);
    for (byte each : text.getBytes(StandardCharsets.ISO_8859_1)) {
      send(new byte[] {each});
      if (hasClientClosed()) {
        report("client closed");
        return;
      }
    }
    socket.setSoTimeout(0);
  }

  private boolean hasClientClosed() throws IOException {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    }
  }

  /** Reports an event to {@link RawServer#await}. */
  void report(String event) {
    events.accept(event);
  }

  void close() throws IOException {
    socket.close();
  }

  /** Closes the connection with a TCP reset. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }
}
