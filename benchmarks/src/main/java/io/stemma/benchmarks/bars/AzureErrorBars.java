package io.stemma.benchmarks.bars;

import com.azure.storage.blob.BlobContainerClient;
import io.stemma.Archive;
import io.stemma.StemmaException;
import io.stemma.storage.ObjectStore;
import io.stemma.testing.azurite.AzuriteServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What goes wrong with credentials and the network, and how soon it is said. */
final class AzureErrorBars {
  private static final double LONGEST = 15;

  private final AzureRun run;

  AzureErrorBars(AzureRun run) {
    this.run = run;
  }

  List<Bar> all() {
    return List.of(
        new Bar(
            "wrong key, expired SAS, no container, no network, read-only",
            "each one clear error within 15 s, no secret in it",
            this::errors));
  }

  private interface Attempt {
    void run() throws IOException;
  }

  /**
   * What an attempt came to.
   *
   * @param name what was wrong
   * @param seconds until the error
   * @param text the error
   * @param good whether it is one of ours, in time, and without a secret
   */
  private record Outcome(String name, double seconds, String text, boolean good) {}

  private Bar.Reached errors(Path directory) throws Exception {
    AzuriteServer server = run.server();
    int port = server.port();
    BlobContainerClient container = run.newContainer();
    try (ObjectStore store = AzureRun.store(container);
        Archive archive = Archive.create(store, AzureRun.OPTIONS)) {
      archive.createRepository("r");
    }
    URI right = AzureRun.signed(container, port, "rwl");
    URI wrong = URI.create(right.toString().replaceAll("sig=..", "sig=AA"));
    URI expired =
        AzureRun.signed(
            container, port, "rwl", OffsetDateTime.now(ZoneOffset.UTC).minusMinutes(30));
    URI missing = URI.create(right.toString().replaceAll("/bar-\\d+", "/not-there"));
    URI reading = AzureRun.signed(container, port, "rl");
    List<Outcome> outcomes = new ArrayList<>();
    outcomes.add(attempt("wrong key", wrong, () -> open(wrong)));
    outcomes.add(attempt("expired", expired, () -> open(expired)));
    outcomes.add(attempt("no container", missing, () -> open(missing)));
    URI refused = AzureRun.signed(container, closedPort(), "rwl");
    outcomes.add(attempt("connection refused", refused, () -> open(refused)));
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      // It takes connections, as its backlog does, and never answers.
      URI unanswered = AzureRun.signed(container, silent.getLocalPort(), "rwl");
      outcomes.add(attempt("no answer", unanswered, () -> open(unanswered)));
    }
    outcomes.add(attempt("read-only", reading, () -> write(reading)));
    StringBuilder text = new StringBuilder();
    for (Outcome outcome : outcomes) {
      text.append(text.length() == 0 ? "" : ", ");
      text.append(String.format(Locale.ROOT, "%s %.1f s", outcome.name, outcome.seconds));
      text.append(outcome.good ? "" : " (" + outcome.text + ")");
    }
    return new Bar.Reached(text.toString(), outcomes.stream().allMatch(Outcome::good));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void open(URI place) {
    Archive.open(place, AzureRun.OPTIONS).close();
  }

  private static void write(URI place) {
    try (Archive archive = Archive.open(place, AzureRun.OPTIONS)) {
      archive.repository("r").main().commit("one", tx -> tx.write("/a", "b"));
    }
  }

  private static Outcome attempt(String name, URI place, Attempt attempt) throws IOException {
    String secret = place.getRawQuery().replaceAll(".*sig=([^&]*).*", "$1");
    long begin = System.nanoTime();
    try {
      attempt.run();
    } catch (RuntimeException e) {
      double seconds = (System.nanoTime() - begin) / 1e9;
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace));
      String all = trace.toString();
      boolean told = all.contains(secret) || all.contains("sig=");
      boolean good = e instanceof StemmaException && seconds <= LONGEST && !told;
      String text = told ? "it tells a secret" : e.getClass().getSimpleName();
      return new Outcome(name, seconds, text, good);
    }
    return new Outcome(name, (System.nanoTime() - begin) / 1e9, "no error", false);
  }
}
