package dev.frontrow.backup;

import dev.frontrow.database.DatabaseLogin;
import java.util.List;

/// The scripts that make the tables of this version. Implemented by the entry point, which knows all modules.
public interface Scripts {

    /// The modules that have tables, each after those whose tables it refers to. A module's schema has its name.
    List<String> modules();

    /// All scripts that this version brings.
    List<Script> known();

    /// Makes the tables as these scripts leave them; later scripts do not run.
    void run(DatabaseLogin owner, List<Script> scripts);
}
