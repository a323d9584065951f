package io.stemma;

import static org.assertj.core.api.Assertions.assertThat;

import io.stemma.display.Displayed;
import io.stemma.signal.Signal;
import io.stemma.storage.MemoryObjectStore;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

/** How everything that a session prints is shown as HTML; golden files, one for each kind. */
class DisplayTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden/html");

  /** The milliseconds, which come before files and bytes. */
  private static final Pattern TIME =
      Pattern.compile("\\d+(?=</td>\n<td[^>]*>[0-9,]+</td>\n<td[^>]*>[0-9,]+</td>)");

  @TempDir Path day;

  private final Archive archive =
      Archive.create(
          new MemoryObjectStore(),
          ArchiveOptions.DEFAULT
              .withAuthor("ada")
              .withoutCache()
              .withClock(Clock.fixed(Instant.parse("2026-11-22T09:00:00Z"), ZoneOffset.UTC)));
  private Repository shots;
  private Repository calibrations;
  private Commit first;

  /** Multiplies a signal. */
  record Calibrate(String channel) implements Transformation {
    @Override
    public void apply(Datum in, Output out) throws IOException {
      double gain = Double.parseDouble(Files.readString(in.path("cal")));
      Signal.read(in.path("shot").resolve("te.i16")).times(gain).write(out.path(channel));
    }
  }

  /** Fails for one shot. */
  record Refuse(String shot) implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      if (in.name().equals(shot)) {
        throw new IllegalStateException("no <plasma> in " + shot + " & none before");
      }
      out.write("x", "1");
    }
  }

  @BeforeEach
  void commit() throws IOException {
    shots = archive.createRepository("shots");
    calibrations = archive.createRepository("calibrations");
    for (int shot = 1; shot < 3; shot++) {
      Path directory = Files.createDirectory(day.resolve("" + shot));
      Signal.int16(0, 1e-6, 100, 200, -300).withUnit("count").write(directory.resolve("te.i16"));
    }
    first =
        shots
            .main()
            .commit(
                "two shots",
                tx -> {
                  Import unused = tx.importDirectory(day, "/");
                  tx.attribute("/1", "gas", "D2")
                      .attribute("/2", "gas", "D2")
                      .attribute("/2", "kA", 401.5);
                });
    calibrations
        .main()
        .commit(
            "2024A",
            tx ->
                tx.write("/te/a", "1.5")
                    .validity("/te/a", 1, 1)
                    .write("/te/b", "2")
                    .validity("/te/b", 2, 9));
  }

  @AfterEach
  void close() {
    archive.close();
  }

  private Pipeline pipeline() {
    Input input =
        Input.each("shots", "/{shot}").as("shot").valid("calibrations", "/te/*", "shot").as("cal");
    return archive.definePipeline("te", new Calibrate("te.f64"), input);
  }

  private static void assertIs(String kind, Object shown) throws Exception {
    String html = ((Displayed) shown).html();
    assertThat(parsed(html).getDocumentElement().getTagName()).isEqualTo("div");
    GoldenText text = new GoldenText();
    boolean timed = html.contains(">ms<");
    text.add(kind, timed ? TIME.matcher(html).replaceAll("#") : html);
    text.assertIs(GOLDEN.resolve(kind.replace(' ', '-') + ".html"));
  }

  private static Document parsed(String html) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
  }

  @Test
  void archivesAndWhatIsInThem() throws Exception {
    assertIs("archive", archive);
    assertIs("repository", shots);
    assertIs("repositories", archive.repositories());
    assertIs("branch", shots.main());
    assertIs("branches", shots.branches());
    assertIs("tag", shots.createTag("v1", first));
    assertIs("no tags", calibrations.tags());
  }

  @Test
  void commitsAndChanges() throws Exception {
    Branch other = shots.createBranch("other", first);
    Commit changed =
        other.commit(
            "<b>bold</b>\nand more",
            tx -> tx.write("/1/te.i16", "x").delete("/2").write("/a&b/<i>.txt", "y"));
    assertIs("commit", first);
    assertIs("listing", first.list("/"));
    assertIs("diff", changed.changesSince(first));
    shots.main().commit("meanwhile", tx -> tx.write("/1/te.i16", "z"));
    assertIs("conflict", shots.main().merge(changed));
    Merge merge = shots.main().merge(changed, MergeResolution.OURS);
    assertIs("merge", merge);
    assertIs("merge commit", merge.orThrow());
    assertIs("log", shots.main().log(10));
    assertIs("operation", archive.operations(1).get(0));
    assertIs("operations", archive.operations(20));
    assertIs("matches", first.find(Condition.where("kA").above(300).and("gas").is("D2")));
  }

  @Test
  void pipelinesAndWhatTheyMade() throws Exception {
    Pipeline te = pipeline();
    assertIs("pipeline", te);
    assertIs("pipeline versions", te.history());
    assertIs("plan", te.plan());
    Job job = te.run();
    assertIs("job", job);
    assertIs("datums", job.datums());
    Commit before = job.commit();
    calibrations.main().commit("corrected", tx -> tx.write("/te/b", "3"));
    Commit after = te.run().commit();
    assertIs("numeric diff", after.changesSince(before).numeric());
    Derivation newer = after.derivation("/2/te.f64");
    assertIs("derivation", newer);
    assertIs("explanation", newer.explain(before.derivation("/2/te.f64")));
    assertIs("downstream", archive.downstream("calibrations", "/te/b"));
    try (Replay replay = before.replay(Trust.RECORDED_CODE)) {
      assertIs("replay", replay);
      assertIs("verdict", replay.record());
    }
    assertIs("verdicts", before.verdicts());
    try (Replay replay = after.replayWith(new Calibrate("other.f64"))) {
      assertIs("replay that differs", replay);
    }
    assertIs("trial", archive.trial(new Calibrate("te.f64"), te.definition().input(), 1));
  }

  @Test
  void failures() throws Exception {
    Pipeline refuse =
        archive.definePipeline(
            "refuse",
            new Refuse("/2"),
            Input.each("shots", "/*"),
            PipelineOptions.DEFAULT.withTries(1));
    Job job = refuse.start();
    job.await();
    String html = job.html();
    assertThat(parsed(html).getDocumentElement().getTextContent())
        .contains("FAILED")
        .contains("no <plasma> in /2 & none before");
    assertIs("failures", job.failures());
    Verification.AffectedFile file = new Verification.AffectedFile("shots", first.id(), "/1/<te>");
    Verification.Damage damage =
        new Verification.Damage("packs/4b/4bd1", "frame at 40: bad", List.of(file), 12);
    assertIs("damage", new Verification(10, 2_000_000, 3, 4, 5_000, List.of(damage)));
    assertIs("verification", new Verification(1, 2048, 1, 1, 1, List.of()));
    assertIs(
        "vanishing",
        new Plan(
            List.of(),
            7,
            List.of(new Plan.Vanishing("/1", "is gone"), new Plan.Vanishing("/2", "is gone"))));
    Verdict verdict =
        new Verdict(
            first.id(),
            Instant.EPOCH,
            "ada",
            Verdict.Way.FRESH_JVMS,
            "c".repeat(64),
            3,
            3,
            1,
            Optional.empty(),
            List.of("/1: /1/te  <length> 3 against 4"),
            List.of("java.version: 17 against 21"),
            Optional.empty());
    assertIs("verdict of a difference", verdict);
  }

  @Test
  void picturesOfOnePageDoNotTakeEachOthersIds() throws Exception {
    Commit made = pipeline().run().commit();
    Set<String> ids = new HashSet<>();
    for (String path : List.of("/1/te.f64", "/2/te.f64")) {
      Provenance provenance = made.derivation(path).provenance();
      Document page = parsed(provenance.html());
      assertThat(page.getElementsByTagName("svg").getLength()).isEqualTo(1);
      Set<String> own =
          Pattern.compile(" id=\"([^\"]+)\"")
              .matcher(provenance.html())
              .results()
              .map(each -> each.group(1))
              .collect(Collectors.toSet());
      assertThat(own).hasSizeGreaterThan(5).noneMatch(ids::contains);
      assertThat(provenance.html()).contains("url(#" + head(own) + ")").doesNotContain("#head)");
      ids.addAll(own);
      assertThat(page.getDocumentElement().getTextContent()).contains(provenance.toString());
    }
    assertThat(made.provenance().html()).isEqualTo(made.provenance().html());
  }

  private static String head(Set<String> ids) {
    return ids.stream().filter(id -> id.startsWith("head-")).findFirst().orElseThrow();
  }

  @Test
  void commitsAreShownAfterTheArchiveWasClosed() throws Exception {
    Branch side = shots.createBranch("side", first);
    Commit other = side.commit("on a branch", tx -> tx.write("/3/x", "1"));
    Commit main = shots.main().commit("on main", tx -> tx.write("/4/x", "1"));
    shots.main().merge(side.head());
    Commit merged = shots.main().head();
    archive.close();
    for (Commit each : List.of(first, other, main, merged)) {
      assertThat(((Displayed) each).html())
          .contains(each.id().abbreviated())
          .contains(each.message());
    }
  }
}
