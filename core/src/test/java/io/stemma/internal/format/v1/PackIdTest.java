package io.stemma.internal.format.v1;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PackIdTest {
  @Test
  void namesOfOneProcessShareDirectories() {
    List<PackId> given = Stream.generate(PackId::next).limit(20 * PackId.SHARED).toList();

    assertThat(given).doesNotHaveDuplicates();
    List<String> directories =
        given.stream().map(id -> id.key().substring(0, "packs/xx".length())).toList();
    long changes = 0;
    for (int i = 1; i < directories.size(); i++) {
      changes += directories.get(i).equals(directories.get(i - 1)) ? 0 : 1;
    }
    assertThat(changes).isLessThanOrEqualTo(20);
    assertThat(directories.stream().distinct().count()).isGreaterThan(10);
  }

  @Test
  void namesLeaveADirectoryThatIsToBeAvoided() {
    for (int i = 0; i < 1000; i++) {
      PackId id = PackId.next();
      id.avoid();
      assertThat(PackId.next().key()).doesNotStartWith(id.key().substring(0, "packs/xx".length()));
    }
  }

  @Test
  void aNameIsReadAsItWasWritten() {
    for (int i = 0; i < 1000; i++) {
      PackId id = PackId.next();
      assertThat(PackId.parse(id.toString())).isEqualTo(id);
    }
  }
}
