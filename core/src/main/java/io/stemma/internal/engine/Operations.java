package io.stemma.internal.engine;

import io.stemma.CommitId;
import io.stemma.Operation;
import io.stemma.OperationId;
import io.stemma.internal.base.Hash;
import io.stemma.internal.format.v1.OperationRecord;
import io.stemma.internal.format.v1.RefMove;
import io.stemma.internal.format.v1.RefTarget;
import io.stemma.internal.log.LogHead;
import io.stemma.internal.path.RefNames;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Operations of the log as the API has them. */
final class Operations {
  private static final SecureRandom RANDOM = new SecureRandom();

  private Operations() {}

  static OperationId newId() {
    byte[] bytes = new byte[16];
    RANDOM.nextBytes(bytes);
    return new OperationId(HexFormat.of().formatHex(bytes));
  }

  /** The operations of an entry, newest first. */
  static List<Operation> of(LogHead head) {
    List<OperationRecord> records = head.entry().operations();
    Operation[] operations = new Operation[records.size()];
    for (int i = 0; i < operations.length; i++) {
      operations[operations.length - 1 - i] = operation(head, records.get(i));
    }
    return List.of(operations);
  }

  static Optional<Operation> find(LogHead head, OperationId id) {
    return of(head).stream().filter(o -> o.id().equals(id)).findFirst();
  }

  private static Operation operation(LogHead head, OperationRecord record) {
    return new Operation(
        new OperationId(record.id()),
        head.sequence(),
        head.entry().time(),
        record.author(),
        record.type(),
        record.message(),
        record.moves().stream().map(Operations::move).toList());
  }

  private static Operation.Move move(RefMove move) {
    return new Operation.Move(
        RefNames.shown(move.ref()),
        move.from().flatMap(RefTarget::commit).map(Operations::commitId),
        move.to().flatMap(RefTarget::commit).map(Operations::commitId));
  }

  static CommitId commitId(Hash hash) {
    return new CommitId(hash.toString());
  }

  static Hash hash(CommitId id) {
    return Hash.parse(id.value());
  }
}
