package io.stemma.internal.pack;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.internal.base.Hash;
import io.stemma.internal.base.MalformedException;
import io.stemma.internal.chunk.Codec;
import io.stemma.internal.chunk.Compressor;
import io.stemma.internal.chunk.TestBytes;
import io.stemma.internal.format.v1.FrameHeader;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.PackHeader;
import io.stemma.internal.format.v1.PackId;
import io.stemma.internal.format.v1.PackRow;
import io.stemma.internal.format.v1.PackTable;
import io.stemma.internal.format.v1.UnsupportedVersionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Packs that were written once must be readable for ever. {@code -Dstemma.golden.write=true} writes
 * them anew, which only a new version of the format may need.
 */
class GoldenPackTest {
  private static final PackId ID = PackId.parse("00112233445566778899aabbccddeeff");
  private static final Path RESOURCES = Path.of("src/test/resources/golden/v1");

  private final TestStore store = new TestStore();
  private final PackReader reader = new PackReader(store);

  @AfterEach
  void close() {
    reader.close();
  }

  /** One chunk for each codec: the numbers that the codec is for, from the middle of an element. */
  private static byte[] plain(Codec codec) {
    byte[] bytes =
        switch (codec) {
          case RAW -> TestBytes.random(1, 100);
          case ZSTD -> "all work and no play ".repeat(20).getBytes(US_ASCII);
          case SHUFFLE_2, DELTA_2 -> TestBytes.int16(1, 403);
          case SHUFFLE_4, DELTA_4 -> TestBytes.float32(1, 403);
          case SHUFFLE_8, DELTA_8 -> TestBytes.float64(403);
        };
    return Arrays.copyOfRange(bytes, phase(codec), bytes.length);
  }

  private static int phase(Codec codec) {
    return codec.filtered() ? 1 : 0;
  }

  private static List<byte[]> group() {
    return List.of("a".getBytes(US_ASCII), new byte[0], "shot 18040".getBytes(US_ASCII));
  }

  @Test
  void everyCodecReads() throws IOException {
    byte[] object = golden("all-codecs.pack");
    store.objects.put(ID.key(), object);
    assertThat(reader.verify(ID).faults()).isEmpty();
    PackTable table = reader.readTable(ID, object.length);
    for (Codec codec : Codec.values()) {
      PackRow row = table.rows().get(codec.code());
      byte[] plain = plain(codec);
      assertThat(reader.read(row.in(ID), Kind.DATA, Hash.of(plain))).isEqualTo(plain);
      assertThat(object[(int) row.offset() + 4]).isEqualTo((byte) codec.code());
    }
    List<byte[]> group = group();
    for (int slot = 0; slot < group.size(); slot++) {
      PackRow row = table.rows().get(Codec.values().length + slot);
      byte[] plain = group.get(slot);
      assertThat(row.slot()).isEqualTo(slot);
      Hash id = Kind.NODE.id(plain, 0, plain.length);
      assertThat(reader.read(row.in(ID), Kind.NODE, id)).isEqualTo(plain);
    }
  }

  @Test
  void damagedOnesAreRefused() throws IOException {
    long length = golden("all-codecs.pack").length;
    store.objects.put(ID.key(), golden("damaged-frame.pack"));
    List<PackFault> faults = reader.verify(ID).faults();
    assertThat(faults).hasSize(1);
    assertThat(faults.get(0).offset()).isEqualTo(PackHeader.BYTES);
    assertThat(faults.get(0).rows()).hasSize(1);
    store.objects.put(ID.key(), golden("cut.pack"));
    assertThatThrownBy(() -> reader.readTable(ID, length)).isInstanceOf(MalformedException.class);
    store.objects.put(ID.key(), golden("version-2.pack"));
    assertThatThrownBy(() -> reader.readTable(ID, length))
        .isInstanceOf(UnsupportedVersionException.class);
  }

  /** The example of docs/FORMAT.md, byte for byte. */
  @Test
  void theDocumentedPackIsWrittenAsDocumented() throws IOException {
    byte[] plain = "stemma".getBytes(US_ASCII);
    TestPack.write(store, ID, List.of(new TestPack.Chunk(Kind.DATA, plain)));
    assertThat(HexFormat.of().formatHex(requireNonNull(store.objects.get(ID.key()))))
        .isEqualTo(
            "5354454d4d41203031205041434b2034386466653938320a"
                + "00112233445566778899aabbccddeeff"
                + "a4a72366000001000600000006000000"
                + "7374656d6d61"
                + "160100"
                + "8bef299c7aae5f17363b5c466dc0f5a47bcb8a921d80a044bbd5bd198bf1d554"
                + "230000000100000001000000"
                + "00112233445566778899aabbccddeeff"
                + "ac406c8a"
                + "53544d50434b3031");
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = GoldenPackTest.class.getResourceAsStream("/golden/v1/" + name)) {
      return requireNonNull(in, name).readAllBytes();
    }
  }

  @Test
  @EnabledIfSystemProperty(named = "stemma.golden.write", matches = "true")
  void writeGoldenFiles() throws IOException {
    Files.createDirectories(RESOURCES);
    byte[] pack = allCodecs();
    Files.write(RESOURCES.resolve("all-codecs.pack"), pack);
    Files.write(RESOURCES.resolve("cut.pack"), Arrays.copyOf(pack, pack.length - 1));
    byte[] damaged = pack.clone();
    damaged[PackHeader.BYTES + FrameHeader.BYTES] ^= 1;
    Files.write(RESOURCES.resolve("damaged-frame.pack"), damaged);
    byte[] newer = pack.clone();
    newer[newer.length - 1] = '2';
    newer[8] = '2';
    Files.write(RESOURCES.resolve("version-2.pack"), newer);
  }

  private byte[] allCodecs() throws IOException {
    try (PackWriter writer = new PackWriter(store.create(ID.key()), ID);
        Compressor compressor = new Compressor();
        FrameEncoder encoder = new FrameEncoder()) {
      for (Codec codec : Codec.values()) {
        writer.append(frame(compressor, codec, plain(codec)));
      }
      FrameBuilder builder = new FrameBuilder(encoder, writer);
      for (byte[] bytes : group()) {
        Hash id = Kind.NODE.id(bytes, 0, bytes.length);
        builder.addMetadata(Kind.NODE, id, bytes, 0, bytes.length);
      }
      builder.flush();
      writer.finish();
    }
    return requireNonNull(store.objects.get(ID.key()));
  }

  private static EncodedFrame frame(Compressor compressor, Codec codec, byte[] plain) {
    int[] lengths = {plain.length};
    byte[] frame = new byte[FrameHeader.BYTES + Compressor.bound(plain.length)];
    int stored =
        compressor.compress(codec, phase(codec), plain, 0, plain.length, frame, FrameHeader.BYTES);
    int length = FrameHeader.write(frame, codec.code(), phase(codec), lengths, 1, stored);
    return new EncodedFrame(frame, length, List.of(Kind.DATA), List.of(Hash.of(plain)));
  }
}
