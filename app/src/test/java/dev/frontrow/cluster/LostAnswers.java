package dev.frontrow.cluster;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// A connection whose statements are run, and then the connection is lost before their answer comes.
final class LostAnswers {

    private LostAnswers() {}

    static Connection of(Connection connection) {
        return proxied(Connection.class, connection);
    }

    private static <T> T proxied(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (_, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(target, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    if (answer instanceof PreparedStatement statement) {
                        return proxied(PreparedStatement.class, statement);
                    }
                    if (method.getName().startsWith("execute")) {
                        throw new SQLException("an I/O error occurred while receiving from the backend", "08006");
                    }
                    return answer;
                }));
    }
}
