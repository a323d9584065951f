package io.stemma.internal.nio;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.stemma.Archive;
import io.stemma.Commit;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.NIOFSDirectory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Libraries that read a path read a commit, with nothing said to them. */
class ReadersTest {
  @TempDir Path temp;

  private final Archive archive = Archive.inMemory();

  /** The files of the temporary directory, in a commit. */
  private Commit commit() {
    return archive
        .ensureRepository("shots")
        .main()
        .commit("files", tx -> tx.importDirectory(temp, "/"));
  }

  @Test
  void jhdfReadsHdf5() {
    double[] te = IntStream.range(0, 200_000).mapToDouble(i -> Math.sin(i / 100.0)).toArray();
    try (WritableHdfFile file = HdfFile.write(temp.resolve("shot.h5"))) {
      file.putDataset("te", te);
      file.putGroup("limits").putDataset("r", new int[][] {{1, 2}, {3, 4}});
    }
    try (HdfFile file = new HdfFile(commit().path("/shot.h5"))) {
      assertThat((double[]) file.getDatasetByPath("/te").getData()).isEqualTo(te);
      assertThat(file.getDatasetByPath("/limits/r").getData())
          .isEqualTo(new int[][] {{1, 2}, {3, 4}});
    }
  }

  @Test
  void commonsCsvReadsTables() throws IOException {
    Files.writeString(temp.resolve("cal.csv"), "channel,gain\nte,1.02\nti,0.98\n");
    CSVFormat format = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get();
    try (CSVParser parser =
        CSVParser.parse(commit().path("/cal.csv"), StandardCharsets.UTF_8, format)) {
      List<CSVRecord> rows = parser.getRecords();
      assertThat(rows).extracting(row -> row.get("gain")).containsExactly("1.02", "0.98");
    }
  }

  @Test
  void jacksonReadsJson() throws IOException {
    Files.writeString(temp.resolve("shot.json"), "{\"shot\":18000,\"gas\":\"D2\"}");
    Path path = commit().path("/shot.json");
    ObjectMapper mapper = new ObjectMapper();
    try (InputStream in = Files.newInputStream(path)) {
      JsonNode shot = mapper.readTree(in);
      assertThat(shot.get("gas").asText()).isEqualTo("D2");
    }
    assertThat(mapper.readTree(Files.newBufferedReader(path)).get("shot").asInt()).isEqualTo(18000);
  }

  @Test
  void zipfsReadsArchives() throws IOException {
    try (OutputStream out = Files.newOutputStream(temp.resolve("day.zip"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("18000/shot.json"));
      zip.write("{}".getBytes(StandardCharsets.UTF_8));
      zip.putNextEntry(new ZipEntry("18000/te.i16"));
      zip.write(new byte[300_000]);
    }
    Path zipped = commit().path("/day.zip");
    try (FileSystem zip = FileSystems.newFileSystem(zipped)) {
      assertThat(zip.isReadOnly()).isTrue();
      assertThat(Files.readString(zip.getPath("/18000/shot.json"))).isEqualTo("{}");
      assertThat(Files.readAllBytes(zip.getPath("/18000/te.i16"))).isEqualTo(new byte[300_000]);
    }
  }

  @Test
  void luceneSearchesAnIndex() throws IOException {
    try (Directory directory = new NIOFSDirectory(temp);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      for (int shot = 18000; shot < 18200; shot++) {
        Document document = new Document();
        document.add(new StringField("gas", shot % 2 == 0 ? "D2" : "H2", Field.Store.YES));
        document.add(new LongPoint("shot", shot));
        writer.addDocument(document);
      }
    }
    Commit commit = commit();
    try (Directory directory = new NIOFSDirectory(commit.path("/"));
        DirectoryReader reader = DirectoryReader.open(directory)) {
      IndexSearcher searcher = new IndexSearcher(reader);
      assertThat(searcher.count(new TermQuery(new Term("gas", "H2")))).isEqualTo(100);
      assertThat(searcher.count(LongPoint.newRangeQuery("shot", 18000, 18009))).isEqualTo(10);
      int found = searcher.search(new TermQuery(new Term("gas", "D2")), 1).scoreDocs[0].doc;
      assertThat(searcher.storedFields().document(found).get("gas")).isEqualTo("D2");
    }
  }
}
