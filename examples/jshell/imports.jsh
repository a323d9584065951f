import io.stemma.*
import io.stemma.signal.*
import io.stemma.catalog.*
import io.stemma.plot.*
import static io.stemma.Input.*
import static io.stemma.Condition.*
import java.nio.file.*
var options = ArchiveOptions.DEFAULT
