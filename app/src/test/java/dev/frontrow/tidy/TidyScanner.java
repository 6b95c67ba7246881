package dev.frontrow.tidy;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePathScanner;
import dev.frontrow.tidy.Tidy.Exempt;
import dev.frontrow.tidy.Tidy.Source;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The rules for the syntax tree of one source.
final class TidyScanner extends TreePathScanner<@Nullable Void, @Nullable Void> {

    static final int METHOD_LINES_MAX = 40;
    static final int CONSTRUCTOR_PARAMETERS_MAX = 5;

    private static final Set<String> NODE_TIME = Set.of(
            "Instant.now",
            "System.currentTimeMillis",
            "LocalDateTime.now",
            "LocalDate.now",
            "LocalTime.now",
            "OffsetDateTime.now",
            "ZonedDateTime.now",
            "InstantSource.system",
            "Clock.systemUTC",
            "Clock.systemDefaultZone");
    private static final Map<String, String> BANNED_IMPORTS = Map.of(
            "lombok.", "write a record",
            "jakarta.persistence.", "write SQL with JdbcClient",
            "javax.persistence.", "write SQL with JdbcClient",
            "org.h2.", "test on real PostgreSQL");
    /// The benchmark compares the server with bare SQL on copies of its tables, and audits its database, as the
    /// drill does.
    ///
    /// The box office puts together what all modules know of one buyer or one concert; it only reads. A backup
    /// has all tables.
    private static final Set<String> MODULES_THAT_READ_ALL =
            Set.of("demo", "hotpath", "drill", "localcluster", "invariants", "boxoffice", "backup");
    /// Modules that may use another module's schema. A join reads in its one statement whether the draw is
    /// closed, and a hold takes its seats in one statement.
    private static final Map<String, String> SHARED_SCHEMAS = Map.of("draw", "waitingroom", "seating", "reservation");

    private static final Set<String> FLOATING = Set.of("double", "float", "Double", "Float");
    private static final Set<String> MONEY_MODULES = Set.of("money", "wallet", "payment");
    private static final Pattern MONEY_NAME =
            Pattern.compile(".*(amount|price|balance|minor|revenue|total|fee|cost).*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SLEEP = Pattern.compile("(.*\\.)?(Thread|TimeUnit\\.\\w+)\\.sleep");
    private static final Pattern SQL = Pattern.compile(
            "(?is)^\\s*(select|insert|update|delete|with|merge|truncate|lock|copy|create|alter|drop)\\b.*");
    private static final Pattern TABLE =
            Pattern.compile("(?i)\\b(?:from|join|into|update|table|only|references)\\s+([a-z_]+)\\.[a-z_]+");
    private static final Pattern QUALIFIED = Pattern.compile("(?i)(?<![\\w.:'])([a-z_]+)\\.[a-z_]+");

    /// An old node's prepared statement fails when the columns of its answer change.
    private static final Pattern ALL_COLUMNS =
            Pattern.compile("(?i)\\b(?:select|returning)\\s+(?:\\w+\\.)?\\*|,\\s*\\w+\\.\\*|\\*\\s+from\\b");

    private final Source source;
    private final Set<String> schemas;
    private final List<String> findings;
    private final ParsedSource parsed;

    TidyScanner(Source source, Set<String> schemas, List<String> findings, ParsedSource parsed) {
        this.source = source;
        this.schemas = schemas;
        this.findings = findings;
        this.parsed = parsed;
    }

    void scan() {
        scan(parsed.unit(), null);
    }

    @Override
    public @Nullable Void visitImport(ImportTree tree, @Nullable Void nothing) {
        String name = tree.getQualifiedIdentifier().toString();
        BANNED_IMPORTS.forEach((start, instead) -> {
            if (name.startsWith(start)) {
                found(tree, "imports " + name, instead);
            }
        });
        checkNodeTime(tree, name);
        return nothing;
    }

    @Override
    public @Nullable Void visitMethod(MethodTree tree, @Nullable Void nothing) {
        long lines = parsed.lines(tree);
        if (lines > METHOD_LINES_MAX) {
            found(tree, tree.getName() + " has " + lines + " lines", "split it, at most " + METHOD_LINES_MAX);
        }
        int parameters = tree.getParameters().size();
        boolean constructor = tree.getReturnType() == null && tree.getName().contentEquals("<init>");
        if (constructor && parameters > CONSTRUCTOR_PARAMETERS_MAX && !isInRecord()) {
            found(
                    tree,
                    "a constructor takes " + parameters + " parameters",
                    "split the class, at most " + CONSTRUCTOR_PARAMETERS_MAX);
        }
        return super.visitMethod(tree, nothing);
    }

    @Override
    public @Nullable Void visitVariable(VariableTree tree, @Nullable Void nothing) {
        boolean field = getCurrentPath().getParentPath().getLeaf() instanceof ClassTree;
        boolean autowired = tree.getModifiers().getAnnotations().stream()
                .anyMatch(
                        annotation -> annotation.getAnnotationType().toString().endsWith("Autowired"));
        if (source.isMain() && field && autowired) {
            found(tree, "injects into the field " + tree.getName(), "take it in the constructor");
        }
        String name = tree.getName().toString();
        boolean money = MONEY_MODULES.contains(source.module())
                || MONEY_NAME.matcher(name).matches();
        if (source.isMain()
                && money
                && tree.getType() != null
                && FLOATING.contains(tree.getType().toString())) {
            found(tree, name + " is a floating point number", "count money in whole minor units, a long");
        }
        return super.visitVariable(tree, nothing);
    }

    @Override
    public @Nullable Void visitMemberSelect(MemberSelectTree tree, @Nullable Void nothing) {
        checkMember(tree, tree.toString());
        return super.visitMemberSelect(tree, nothing);
    }

    @Override
    public @Nullable Void visitMemberReference(MemberReferenceTree tree, @Nullable Void nothing) {
        checkMember(tree, tree.getQualifierExpression() + "." + tree.getName());
        return super.visitMemberReference(tree, nothing);
    }

    private void checkMember(Tree tree, String name) {
        checkNodeTime(tree, name);
        if (!source.isMain() && SLEEP.matcher(name).matches()) {
            found(tree, "sleeps", "crank the clock by hand or wait for the thing itself");
        }
        if (name.endsWith("Isolation.SERIALIZABLE") || name.endsWith("TRANSACTION_SERIALIZABLE")) {
            found(tree, "trusts SERIALIZABLE", "guard by a constraint, a guarded UPDATE or a row lock");
        }
        if (source.isMain() && name.endsWith("System.out") && !Exempt.STANDARD_OUTPUT.covers(source)) {
            found(tree, "writes to System.out", "log it");
        }
    }

    @Override
    public @Nullable Void visitNewClass(NewClassTree tree, @Nullable Void nothing) {
        if (tree.getIdentifier().toString().endsWith("Date")
                && tree.getArguments().isEmpty()) {
            checkNodeTime(tree, "Instant.now");
        }
        return super.visitNewClass(tree, nothing);
    }

    @Override
    public @Nullable Void visitLiteral(LiteralTree tree, @Nullable Void nothing) {
        if (tree.getValue() instanceof String text) {
            if (source.isMain()
                    && text.toLowerCase(Locale.ROOT).matches("(?s).*isolation\\s+level\\s+serializable.*")) {
                found(tree, "trusts SERIALIZABLE", "guard by a constraint, a guarded UPDATE or a row lock");
            }
            if (source.isMain() && ALL_COLUMNS.matcher(text).find()) {
                found(tree, "reads all columns", "name them: the next version may add some while this one runs");
            }
            if (source.isMain() && !MODULES_THAT_READ_ALL.contains(source.module())) {
                checkSchemas(tree, text);
            }
        }
        return super.visitLiteral(tree, nothing);
    }

    private void checkSchemas(Tree tree, String text) {
        var names = (SQL.matcher(text).matches() ? QUALIFIED : TABLE).matcher(text);
        while (names.find()) {
            String schema = names.group(1).toLowerCase(Locale.ROOT);
            if (schemas.contains(schema)
                    && !schema.equals(SHARED_SCHEMAS.getOrDefault(source.module(), source.module()))) {
                found(tree, "reads or writes " + names.group(), "call the API of the module " + schema);
                return;
            }
        }
    }

    private void checkNodeTime(Tree tree, String name) {
        boolean banned = NODE_TIME.stream().anyMatch(ban -> name.equals(ban) || name.endsWith("." + ban));
        if (source.isMain() && banned && !Exempt.TIME.covers(source)) {
            found(tree, "asks this node for the time", "inject java.time.InstantSource");
        }
    }

    private boolean isInRecord() {
        return getCurrentPath().getParentPath().getLeaf().getKind() == Tree.Kind.RECORD;
    }

    private void found(Tree tree, String what, String instead) {
        findings.add("%s:%d %s: %s".formatted(source.path(), parsed.line(tree), what, instead));
    }
}
