package io.stemma.internal.format.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.ByteWriter;
import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bytes of nodes and the hash of boundaries, as docs/FORMAT.md has them. */
class TreeNodeTest {
  private static final HexFormat HEX = HexFormat.of();

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  @ParameterizedTest
  @CsvSource({
    "0, '', e220a8397b1dcdaf",
    "0, a, 86d7d68f46bcc964",
    "1, a, 7cde31eb7859cf48",
    "0, abcdefgh, c1faf1054f134b55",
    "15, /18000/ch000.f64, 5ca636e88c1f3dd2",
    "0, /18000/ch000.f64x, d4a3d0fd6bc33279"
  })
  void hashesKeysWithTheirLevel(int level, String key, String hash) {
    byte[] padded = ascii("??" + key + "!");
    assertThat(HEX.toHexDigits(TreeBoundary.hash(level, padded, 2, key.length()))).isEqualTo(hash);
  }

  @Test
  void hashesEveryByteAsUnsigned() {
    byte[] key = new byte[256];
    for (int i = 0; i < key.length; i++) {
      key[i] = (byte) i;
    }
    assertThat(HEX.toHexDigits(TreeBoundary.hash(2, key, 0, 256))).isEqualTo("791fc53363c953c6");
  }

  @Test
  void endsNodesAsTheFormatSays() {
    TreeBoundary rule = TreeBoundary.V1;
    byte[] key = ascii("a"); // the upper half of its hash at level 0 is 0x86d7d68f = 2262292111
    assertThat(rule.endsBehind(0, 1, 4_096, 4_000, key, 0, 1)).isFalse();
    assertThat(rule.endsBehind(0, 1, 16_384, 4, key, 0, 1)).isTrue();
    assertThat(rule.endsBehind(0, 9, 4_096 + 5_891, 1_000, key, 0, 1)).isFalse();
    assertThat(rule.endsBehind(0, 9, 4_096 + 5_892, 1_000, key, 0, 1)).isTrue();
    assertThat(rule.endsBehind(1, 3, 17_000, 4_300, key, 0, 1)).isFalse();
    assertThat(rule.endsBehind(1, 4, 17_000, 4_300, key, 0, 1)).isTrue();
  }

  @Test
  void nodesHaveAboutEightKibibytes() {
    TreeNodeBuilder builder = new TreeNodeBuilder(0);
    int nodes = 0;
    int near = 0;
    for (int i = 0; i < 200_000; i++) {
      builder.add(ascii(String.format("/%05d/ch%03d.f64", i / 100, i % 100)), new byte[48], 1, 1);
      if (builder.complete(TreeBoundary.V1)) {
        int size = builder.toObject().length;
        assertThat(size).isBetween(4_096, 16_600);
        nodes++;
        near += size > 5_000 && size < 12_500 ? 1 : 0;
        builder.clear();
      }
    }
    assertThat(200_000L * 66 / nodes).isBetween(7_900L, 8_600L);
    assertThat(near).isGreaterThan(nodes * 9 / 10);
  }

  @Test
  void encodesALeafByteForByte() {
    TreeNodeBuilder builder = new TreeNodeBuilder(0);
    builder.add(ascii("a"), new byte[0], 1, 0);
    builder.add(ascii("b"), ascii("xy"), 1, 2);
    byte[] object = builder.toObject();
    assertThat(HEX.formatHex(object, 24, object.length))
        .isEqualTo("0002" + "010061" + "0102627879");
    assertThat(new String(object, 0, 24, StandardCharsets.US_ASCII))
        .isEqualTo("STEMMA 01 NODE e6ef8c41\n");
    assertThat(Kind.NODE.id(object, 0, object.length).toString())
        .isEqualTo("0196782d173018e505c6f165092da64330eedfe5add57ef45737879e7e968280");
    TreeNode node = TreeNode.decode(object);
    assertThat(node.size()).isEqualTo(2);
    assertThat(node.key(1)).isEqualTo(ascii("b"));
    assertThat(node.value(1)).isEqualTo(ascii("xy"));
    assertThat(node.firstAtLeast(ascii("aa"))).isEqualTo(1);
    assertThat(node.firstAtLeast(ascii("c"))).isEqualTo(2);
  }

  @Test
  void encodesReferencesToChildren() {
    TreeNodeBuilder child = new TreeNodeBuilder(0);
    child.add(ascii("k"), ascii("v"), 1, 300);
    Hash id = Hash.of(ascii("child"));
    TreeNodeBuilder parent = new TreeNodeBuilder(1);
    parent.add(child.lastKey(), child.reference(id), child.count(), child.bytes());
    byte[] object = parent.toObject();
    assertThat(HEX.formatHex(object, 24, object.length))
        .isEqualTo("0101" + "01236b" + id + "01" + "ac02");
    TreeNode node = TreeNode.decode(object);
    assertThat(node.level()).isEqualTo(1);
    assertThat(node.childId(0)).isEqualTo(id);
    assertThat(node.childCount(0)).isEqualTo(1);
    assertThat(node.childBytes(0)).isEqualTo(300);
    assertThat(node.childrenBytes()).isEqualTo(300);
  }

  @ParameterizedTest
  @CsvSource({
    "1000, level",
    "0100, without a child",
    "0001000161, is empty",
    "0002010062010061, not behind",
    "0002010061010061, not behind",
    "00010100, only 0 are left",
    "0001010061ff, too many",
    "0001e920, over 4200",
    "000101810261, over 256",
    "01010100610101, only 0 are left",
    "0005010061, over 4",
    "00018100, shortest form"
  })
  void refusesWhatNoWriterWrites(String payload, String says) {
    byte[] object = ObjectHeader.wrap("NODE", HEX.parseHex(payload));
    assertThatThrownBy(() -> TreeNode.decode(object))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining(says);
  }

  @Test
  void refusesSumsThatOverflowAndNodesThatAreTooLong() {
    ByteWriter items = new ByteWriter(100).u8(1).varint(2);
    for (String key : new String[] {"a", "b"}) {
      items.varint(1).varint(32 + 9 + 1).bytes(ascii(key)).bytes(new byte[32]);
      items.varint(Long.MAX_VALUE).varint(0);
    }
    byte[] overflow = ObjectHeader.wrap("NODE", items.toBytes());
    assertThatThrownBy(() -> TreeNode.decode(overflow))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("overflow");
    assertThatThrownBy(() -> TreeNode.decode(new byte[TreeNode.MAX_BYTES + 1]))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("longer than");
  }
}
