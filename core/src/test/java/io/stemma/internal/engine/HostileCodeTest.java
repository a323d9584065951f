package io.stemma.internal.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stemma.Archive;
import io.stemma.Attributes;
import io.stemma.Branch;
import io.stemma.Commit;
import io.stemma.DamageException;
import io.stemma.Datum;
import io.stemma.Input;
import io.stemma.Output;
import io.stemma.Transformation;
import io.stemma.Trust;
import io.stemma.internal.base.Hash;
import io.stemma.internal.chunks.WriteSession;
import io.stemma.internal.format.v1.CommitObject;
import io.stemma.internal.format.v1.JobRecord;
import io.stemma.internal.format.v1.Kind;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.path.RefNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Archives whose stored code means harm, or is none. */
class HostileCodeTest {
  private static final String RAN = "stemma.test.hostile";

  private final OpenArchive archive = (OpenArchive) Archive.inMemory();
  private final Branch shots = archive.createRepository("shots").main();

  @AfterEach
  void close() {
    archive.close();
    System.clearProperty(RAN);
  }

  /** Hands its file on. */
  record HandOn() implements Transformation {
    @Override
    public void apply(Datum in, Output out) {
      out.write("same", in.name());
    }
  }

  /** A class that says so when it is initialised. */
  private static byte[] hostile(String name) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(
        Opcodes.V17,
        Opcodes.ACC_PUBLIC,
        name,
        null,
        "java/lang/Object",
        new String[] {"io/stemma/Transformation"});
    MethodVisitor init = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    init.visitLdcInsn(RAN);
    init.visitLdcInsn(name);
    init.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "java/lang/System",
        "setProperty",
        "(Ljava/lang/String;Ljava/lang/String;)Ljava/lang/String;",
        false);
    init.visitInsn(Opcodes.POP);
    init.visitInsn(Opcodes.RETURN);
    init.visitMaxs(0, 0);
    MethodVisitor make = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    make.visitVarInsn(Opcodes.ALOAD, 0);
    make.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    make.visitInsn(Opcodes.RETURN);
    make.visitMaxs(0, 0);
    MethodVisitor apply =
        writer.visitMethod(
            Opcodes.ACC_PUBLIC, "apply", "(Lio/stemma/Datum;Lio/stemma/Output;)V", null, null);
    apply.visitVarInsn(Opcodes.ALOAD, 2);
    apply.visitLdcInsn("same");
    apply.visitVarInsn(Opcodes.ALOAD, 1);
    apply.visitMethodInsn(
        Opcodes.INVOKEINTERFACE, "io/stemma/Datum", "name", "()Ljava/lang/String;", true);
    apply.visitMethodInsn(
        Opcodes.INVOKEINTERFACE,
        "io/stemma/Output",
        "write",
        "(Ljava/lang/String;Ljava/lang/String;)Lio/stemma/Output;",
        true);
    apply.visitInsn(Opcodes.POP);
    apply.visitInsn(Opcodes.RETURN);
    apply.visitMaxs(0, 0);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private Commit planted(Map<String, byte[]> files, Map<String, Object> attributes) {
    return planted(
        files,
        (root, job, batch) ->
            batch.write(
                Kind.COMMIT,
                new CommitObject(
                        "out",
                        root,
                        List.of(),
                        "eve",
                        job.started(),
                        "code",
                        new Attributes(attributes),
                        job.job())
                    .encode()));
  }

  /** Says which commit holds the code. */
  private interface Bundle {
    Hash write(Hash root, JobRecord job, WriteSession batch);
  }

  private Commit planted(Map<String, byte[]> files, Bundle code) {
    shots.commit("one", tx -> tx.write("/1", "a").write("/2", "b"));
    archive.definePipeline("out", new HandOn(), Input.each("shots", "/{shot}")).run();
    Commit kept =
        archive.createRepository("code").main().commit("c", tx -> files.forEach(tx::write));
    Hash root = ((StoredCommit) kept).object().root();
    CommitObject results = ((StoredCommit) archive.repository("out").main().head()).object();
    JobRecord job = results.job().orElseThrow();
    String ref = RefNames.branch("out", "main");
    archive.engine.commits.run(
        "commit",
        "planted",
        (draft, batch) -> {
          Hash head = draft.ref(ref).flatMap(RefTarget::commit).orElseThrow();
          Hash bundle = code.write(root, job, batch);
          JobRecord other =
              new JobRecord(
                  job.job(),
                  job.pipeline(),
                  job.definition(),
                  job.code(),
                  Optional.of(bundle),
                  job.accepted(),
                  job.inputs(),
                  job.datums(),
                  job.files(),
                  job.failed(),
                  job.started(),
                  job.environment());
          CommitObject planted =
              new CommitObject(
                  "out",
                  results.root(),
                  List.of(head),
                  "eve",
                  results.time(),
                  "planted",
                  results.attributes(),
                  results.cause(),
                  List.of(),
                  Optional.of(other),
                  Optional.empty());
          Hash made = batch.write(Kind.COMMIT, planted.encode());
          draft.setRef(ref, RefTarget.of(made, planted.root(), planted.time()));
        });
    return archive.repository("out").main().head();
  }

  private static Map<String, Object> entry(String name) {
    return Map.of("entry", name, "code", "0".repeat(64));
  }

  @Test
  void nothingRunsBeforeReplay() {
    Commit planted = planted(Map.of("/lab/Evil.class", hostile("lab/Evil")), entry("lab.Evil"));
    Commit before = planted.parents().get(0);
    try (var files = planted.walk("/")) {
      assertThat(files.toList()).isNotEmpty();
    }
    assertThat(planted.changesSince(before).toString()).isNotNull();
    assertThat(planted.code().orElseThrow().toString()).contains("lab.Evil");
    assertThat(planted.code().orElseThrow().classes()).containsExactly("lab.Evil");
    assertThat(planted.code().orElseThrow().changesSince(before.code().orElseThrow())).isNotEmpty();
    assertThat(planted.derivation("/1/same").toString()).isNotEmpty();
    assertThat(planted.derivation("/1/same").explain(before.derivation("/1/same")).factors())
        .isNotNull();
    assertThat(archive.verify().isClean()).isTrue();
    archive.compact();
    assertThat(System.getProperty(RAN)).isNull();
    assertThat(planted.replay(Trust.RECORDED_CODE).isIdentical()).isTrue();
    assertThat(System.getProperty(RAN)).isEqualTo("lab/Evil");
  }

  @Test
  void classesInTheNamesOfOthersAreNotTaken() {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put("/lab/Evil.class", hostile("lab/Evil"));
    for (String name :
        List.of(
            "java/lang/String",
            "java/lang/System",
            "io/stemma/Datum",
            "io/stemma/Output",
            "io/stemma/Transformation",
            "io/stemma/internal/engine/Engine",
            "com/fasterxml/jackson/annotation/JsonProperty")) {
      files.put("/" + name + ".class", hostile(name));
    }
    Commit planted = planted(files, entry("lab.Evil"));
    assertThat(planted.replay(Trust.RECORDED_CODE).differences()).isEmpty();
    assertThat(System.getProperty(RAN)).isEqualTo("lab/Evil");
  }

  @Test
  void codeThatIsNoneIsDamage() {
    Commit planted = planted(Map.of("/lab/Evil.class", hostile("lab/Evil")), Map.of());
    assertThatThrownBy(() -> planted.replay(Trust.RECORDED_CODE))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining("names no class");
    assertThatThrownBy(() -> planted.code().orElseThrow().classes())
        .isInstanceOf(DamageException.class);
    assertThatThrownBy(() -> planted.code().orElseThrow().transformation())
        .isInstanceOf(DamageException.class);
  }

  @Test
  void aFileThatIsNoClassIsDamage() {
    Commit planted =
        planted(
            Map.of("/lab/Evil.class", hostile("lab/Evil"), "/lab/Bad.class", new byte[] {1, 2, 3}),
            entry("lab.Evil"));
    assertThatThrownBy(() -> planted.replay(Trust.RECORDED_CODE))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining("lab/Bad");
  }

  @Test
  void changesOfAFileThatIsNoClass() {
    Commit planted =
        planted(
            Map.of("/io/stemma/internal/engine/HostileCodeTest$HandOn.class", new byte[] {1, 2, 3}),
            entry("lab.Evil"));
    assertThat(
            planted
                .code()
                .orElseThrow()
                .changesSince(planted.parents().get(0).code().orElseThrow()))
        .isNotEmpty();
  }

  @Test
  void staticsThatAreNone() {
    Commit planted =
        planted(
            Map.of(
                "/lab/Evil.class",
                hostile("lab/Evil"),
                "/META-INF/stemma/statics.json",
                "{".getBytes(java.nio.charset.StandardCharsets.UTF_8)),
            entry("lab.Evil"));
    assertThatThrownBy(() -> planted.replay(Trust.RECORDED_CODE))
        .isInstanceOf(DamageException.class);
    assertThat(System.getProperty(RAN)).isNull();
  }

  @Test
  void aClassThatIsNotThere() {
    Commit planted = planted(Map.of("/lab/Evil.class", hostile("lab/Evil")), entry("lab.Other"));
    assertThatThrownBy(() -> planted.replay(Trust.RECORDED_CODE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lab.Other");
    Commit again = archive.repository("out").main().head();
    assertThat(again.id()).isEqualTo(planted.id());
  }

  @Test
  void aClassOfAnotherName() {
    Commit planted = planted(Map.of("/lab/Evil.class", hostile("lab/Other")), entry("lab.Evil"));
    assertThatThrownBy(() -> planted.replay(Trust.RECORDED_CODE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("lab.Evil");
  }

  @Test
  void codeThatIsNotThereIsDamageThatVerifyFinds() {
    Hash nowhere = Hash.of(new byte[] {1});
    Commit planted = planted(Map.of("/a", new byte[1]), (root, job, batch) -> nowhere);
    assertThat(archive.verify().damages()).asString().contains(nowhere.toString());
    assertThatThrownBy(() -> planted.replay(Trust.RECORDED_CODE))
        .isInstanceOf(DamageException.class)
        .hasMessageContaining(nowhere.toString().substring(0, 12));
    assertThatThrownBy(() -> planted.code().orElseThrow().classes())
        .isInstanceOf(DamageException.class);
  }
}
