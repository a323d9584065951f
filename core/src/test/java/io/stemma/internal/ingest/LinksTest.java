package io.stemma.internal.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.ImportOptions;
import io.stemma.ImportOptions.Links;
import io.stemma.InvalidNameException;
import io.stemma.StorageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Symbolic links in an imported directory, and what is no file. */
class LinksTest {
  @TempDir Path temp;
  private ImportFixture fixture;

  @BeforeEach
  void makeFiles() throws IOException {
    fixture = new ImportFixture(temp);
    fixture.write("d/file", "inside");
    Files.writeString(temp.resolve("outside"), "outside");
    Files.createDirectories(temp.resolve("elsewhere"));
    Files.writeString(temp.resolve("elsewhere/x"), "far");
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  private void link(String name, Path to) throws IOException {
    Files.createSymbolicLink(fixture.source.resolve(name), to);
  }

  private void take(Links links) {
    fixture.take("/", ImportOptions.DEFAULT.withLinks(links));
  }

  private void assertRefused(Links links, String message) {
    assertThatThrownBy(() -> take(links))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining(message);
    assertThat(fixture.held()).isEmpty();
  }

  @Test
  void aLinkIsRefusedUnlessSaidOtherwise() throws IOException {
    link("l", Path.of("d/file"));
    assertRefused(Links.REFUSE, fixture.source.resolve("l") + " is a symbolic link");
  }

  @Test
  void skippedLinksAreLeftOutAndMirroredAway() throws IOException {
    fixture.branch.commit("before", tx -> tx.write("/l", "was a file").write("/m/x", "too"));
    link("l", Path.of("d/file"));
    link("m", Path.of("d"));
    fixture.take("/", ImportOptions.DEFAULT.withLinks(Links.SKIP).mirroring());
    assertThat(fixture.held()).containsOnlyKeys("/d/file");
  }

  @ParameterizedTest
  @EnumSource(names = {"FOLLOW_INSIDE", "FOLLOW"})
  void linksInsideAreFollowed(Links links) throws IOException {
    link("l", Path.of("d/file"));
    link("m", fixture.source.resolve("d"));
    take(links);
    assertThat(fixture.held())
        .containsOnlyKeys("/d/file", "/l", "/m/file")
        .containsEntry("/m/file", "inside");
    fixture.tick();
    take(links);
    fixture.write("d/file", "INSIDE");
    take(links);
    assertThat(fixture.held()).containsEntry("/m/file", "INSIDE").containsEntry("/l", "INSIDE");
  }

  @Test
  void linksToTheOutsideAreFollowedOnlyIfAsked() throws IOException {
    link("l", temp.resolve("outside"));
    link("e", temp.resolve("elsewhere"));
    take(Links.FOLLOW);
    assertThat(fixture.held()).containsEntry("/l", "outside").containsEntry("/e/x", "far");
  }

  @Test
  void aFileOutsideIsKeptOut() throws IOException {
    link("d/l", Path.of("../../outside"));
    assertRefused(Links.FOLLOW_INSIDE, "leads out of");
  }

  @Test
  void aDirectoryOutsideIsKeptOut() throws IOException {
    link("e", temp.resolve("elsewhere"));
    assertRefused(Links.FOLLOW_INSIDE, "leads out of");
  }

  @Test
  void aLinkThatLeadsOutThroughAnInnerLinkIsKeptOut() throws IOException {
    Path hop = temp.resolve("hop");
    Files.createSymbolicLink(hop, fixture.source.resolve("d"));
    link("l", hop.resolve("../../outside"));
    assertRefused(Links.FOLLOW_INSIDE, "leads out of");
  }

  @ParameterizedTest
  @EnumSource(names = {"FOLLOW_INSIDE", "FOLLOW"})
  void circlesEnd(Links links) throws IOException {
    link("d/up", fixture.source);
    assertRefused(links, "it would never end");
  }

  @Test
  void twoDirectoriesThatHoldEachOtherEnd() throws IOException {
    Files.createDirectories(fixture.source.resolve("e"));
    link("d/e", Path.of("../e"));
    link("e/d", Path.of("../d"));
    assertRefused(Links.FOLLOW_INSIDE, "it would never end");
  }

  @Test
  void aLinkToNothingIsNamed() throws IOException {
    link("l", Path.of("nothing"));
    assertRefused(Links.FOLLOW, fixture.source.resolve("l") + " leads to nothing");
  }

  @Test
  void aLinkToItselfIsNamed() throws IOException {
    link("l", Path.of("l"));
    assertThatThrownBy(() -> take(Links.FOLLOW))
        .isInstanceOf(StorageException.class)
        .hasMessageContaining(fixture.source.resolve("l").toString());
  }

  @Test
  void aPipeIsNamedAndNotWaitedFor() throws Exception {
    Path pipe = fixture.source.resolve("pipe");
    Process mkfifo = new ProcessBuilder("mkfifo", pipe.toString()).inheritIO().start();
    assertThat(mkfifo.waitFor()).isZero();
    assertRefused(Links.REFUSE, pipe + " is neither a file nor a directory");
    Path target = temp.resolve("outer-pipe");
    Files.move(pipe, target);
    link("l", target);
    assertRefused(Links.FOLLOW, "is neither a file nor a directory");
  }

  @Test
  void theDirectoryItselfMayBeALink() throws IOException {
    Path alias = Files.createSymbolicLink(temp.resolve("alias"), fixture.source);
    fixture.branch.commit("x", tx -> tx.importDirectory(alias, "/"));
    assertThat(fixture.held()).containsOnlyKeys("/d/file");
  }
}
